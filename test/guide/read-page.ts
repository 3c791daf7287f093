/** The testable parts of a guide page: commands with their output, and files. */
export type Step =
  | { kind: 'file'; line: number; name: string; text: string }
  | { kind: 'skipped'; line: number; command: string; reason: string }
  | Command;

export interface Command {
  kind: 'command';
  line: number;
  command: string;
  /** A server: it keeps running until the page ends. */
  background: boolean;
  exitCode: number;
  /** Its output on both streams. `…` means text that the page leaves out. */
  output: string;
  /** The lines of the output in the page, first line and line after the last; undefined if there is none. */
  outputLines?: [number, number];
}

interface Fence {
  line: number;
  language: string;
  words: string;
  text: string;
  /** The line after the closing fence. */
  end: number;
}

/**
 * Reads a page.
 * - ```` ```sh ```` is a command. The ```` ```text ```` that follows is what it prints; without one it prints nothing.
 * - Words after `sh`: `background` for a server, `exit=1` for an exit code other than 0, `not-run: reason`.
 * - A block of any other language is a file of the reader's if its first line is a comment with a file name (`# assay.yaml`), or
 *   if the words after its language are `file=NAME`.
 * @throws Error for words after `sh` that mean nothing, and for output that follows no command
 */
export function readPage(markdown: string): Step[] {
  const steps: Step[] = [];
  const fences = readFences(markdown);
  fences.forEach((fence, index) => {
    if (fence.language === 'sh') {
      const next = fences[index + 1];
      steps.push(readCommand(fence, next && isOutputOf(fence, next, markdown) ? next : undefined));
    } else if (fence.language === 'text') {
      const before = fences[index - 1];
      if (before?.language !== 'sh' || !isOutputOf(before, fence, markdown))
        throw new Error(`line ${fence.line}: this output follows no command`);
    } else {
      const name =
        /^file=(\S+)$/.exec(fence.words)?.[1] ??
        /^(?:#|\/\/) ([\w./-]+\.\w+)(?:$|[ ,])/.exec(fence.text.split('\n', 1)[0] ?? '')?.[1];
      if (name) steps.push({ kind: 'file', line: fence.line, name, text: fence.text });
    }
  });
  return steps;
}

function readCommand({ line, words, text }: Fence, output: Fence | undefined): Step {
  const command = text.trimEnd();
  const reason = /^not-run: (.+)$/.exec(words)?.[1];
  if (reason) return { kind: 'skipped', line, command, reason };
  const [, background, exit] = /^(background)?(?:exit=(\d+))?$/.exec(words) ?? [];
  if (!/^(background|exit=\d+)?$/.test(words)) throw new Error(`line ${line}: "${words}" means nothing after sh`);
  return {
    kind: 'command',
    line,
    command,
    background: background !== undefined,
    exitCode: Number(exit ?? 0),
    output: output?.text ?? '',
    ...(output && { outputLines: [output.line, output.end - 2] }),
  };
}

/** Whether nothing but blank lines stands between the two. */
function isOutputOf(command: Fence, output: Fence, markdown: string): boolean {
  const between = markdown.split('\n').slice(command.end - 1, output.line - 1);
  return output.language === 'text' && between.every((line) => line === '');
}

function readFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: Fence | undefined;
  markdown.split('\n').forEach((text, index) => {
    const [, language, words = ''] = /^```(\w*) ?(.*)$/.exec(text) ?? [];
    if (language === undefined) {
      if (open) open.text += `${text}\n`;
    } else if (open) {
      fences.push({ ...open, end: index + 2 });
      open = undefined;
    } else open = { line: index + 1, language, words, text: '', end: 0 };
  });
  return fences;
}
