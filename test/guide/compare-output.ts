/** Texts that differ from run to run, with their replacements. */
const VOLATILE: [RegExp, string][] = [
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<timestamp>'],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<date>'],
  [/\b\d+(\.\d+)? ?(ms|s)\b/g, '<duration>'],
  // The width of columns depends on their content, for example a port.
  [/(?<=\S) {2,}/g, '  '],
  [/[ \r]+$/gm, ''],
  // A fence cannot show a missing last line feed or empty lines at the end.
  [/\n*$/, '\n'],
];

/** Replaces texts that differ from run to run. */
export function normalize(output: string): string {
  return VOLATILE.reduce((text, [pattern, placeholder]) => text.replace(pattern, placeholder), output);
}

/** Whether a command printed what a page shows. `…` in a line means any text, on a line of its own any lines. */
export function matches(shown: string, printed: string): boolean {
  const pattern = normalize(shown)
    .split(/(?<=\n)/)
    .map((line) =>
      line.trim() === '…'
        ? '(?:.*\\n)*?'
        : line
            .split('…')
            .map((text) => escape(text))
            .join('.*'),
    )
    .join('');
  return new RegExp(`^${pattern}$`).test(normalize(printed));
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
