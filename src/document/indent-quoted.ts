import { splitOnce } from '../http/split-once.ts';

/** The start of a line with a quoted value after a key or a dash. */
const OPENING = /^( *)(?:- +)*(?:[^"'#\s][^"'#]*?:[ \t]+)?(?=["'])/;

/** A quoted text with its closing quote. */
const QUOTED = { '"': /"(?:[^"\\]|\\[^])*"/y, "'": /'(?:[^']|'')*'/y };

/** How many lines before a parser's error the quotes may open. */
const LINES_BEFORE = 5;

/**
 * Indents the further lines of a quoted YAML value if they are not deeper than its key. YAML 1.2 §8.2.2 requires the
 * indentation, and most parsers do not. Line breaks in quotes are folded (§6.5), so the value stays the same.
 * @param offset where a parser reports an error: in the line that opens the quotes, or soon after it
 * @returns the text, and the offset of the opening quote; undefined if there is no such value
 */
export function indentQuoted(text: string, offset: number): { text: string; at: number } | undefined {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (let back = 0; back <= LINES_BEFORE; back += 1) {
    const repaired = indentLine(text, start);
    if (repaired !== undefined) return repaired;
    start = text.lastIndexOf('\n', start - 2) + 1;
  }
  return undefined;
}

/** @param start the start of the line that may open the quotes */
function indentLine(text: string, start: number): { text: string; at: number } | undefined {
  const [line] = splitOnce(text.slice(start), '\n');
  const opening = OPENING.exec(line);
  if (!opening) return undefined;
  const at = start + opening[0].length;
  const quoted = QUOTED[text[at] as keyof typeof QUOTED];
  quoted.lastIndex = at;
  const value = quoted.exec(text)?.[0];
  if (value === undefined) return undefined;
  const indent = (opening[1] as string).length;
  const deeper = value.replace(/\n( *)(?=[^\s])/g, (all, spaces: string) =>
    spaces.length > indent ? all : `\n${' '.repeat(indent + 2)}`,
  );
  return deeper === value ? undefined : { text: text.slice(0, at) + deeper + text.slice(at + value.length), at };
}
