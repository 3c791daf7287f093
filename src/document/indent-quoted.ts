/** A value in quotes behind a key or a dash, which its own line does not close. */
const OPENING = /^( *)(?:- +)*(?:[^"'#\s][^"'#]*?:[ \t]+)?(?=["'])/;

/** What stands inside of quotes, up to the closing one. */
const QUOTED = { '"': /"(?:[^"\\]|\\[^])*"/y, "'": /'(?:[^']|'')*'/y };

/** How many lines before the one that a parser stumbles over may open the quotes. */
const LINES_BEFORE = 5;

/**
 * A YAML text in which a quoted value that goes on in lines no deeper than its key is indented deeper, which YAML 1.2 §8.2.2 asks
 * for and most readers do not. Line breaks in quotes are folded (§6.5), so that the value is the same.
 * @param offset where a parser stumbles: in the line that opens the quotes, or soon behind it
 * @returns the text, and where the quotes are opened; undefined where there is no such value
 */
export function indentQuoted(text: string, offset: number): { text: string; at: number } | undefined {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (let back = 0; back <= LINES_BEFORE; back += 1) {
    const repaired = indentLine(text, start);
    if (repaired !== undefined || start === 0) return repaired;
    start = text.lastIndexOf('\n', start - 2) + 1;
  }
  return undefined;
}

/** @param start where the line starts that may open the quotes */
function indentLine(text: string, start: number): { text: string; at: number } | undefined {
  const end = text.indexOf('\n', start);
  const opening = OPENING.exec(text.slice(start, end < 0 ? undefined : end));
  if (!opening) return undefined;
  const at = start + opening[0].length;
  const quoted = QUOTED[text[at] as keyof typeof QUOTED];
  quoted.lastIndex = at;
  const value = quoted.exec(text)?.[0];
  if (value === undefined || !value.includes('\n')) return undefined;
  const indent = (opening[1] as string).length;
  const deeper = value.replace(/\n( *)(?=[^\s])/g, (all, spaces: string) =>
    spaces.length > indent ? all : `\n${' '.repeat(indent + 2)}`,
  );
  return deeper === value ? undefined : { text: text.slice(0, at) + deeper + text.slice(at + value.length), at };
}
