/* Steps through a JSON text without parsing it. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset behind the closing quote of the string that starts here; the length of the text where it is not closed. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === BACKSLASH) at += 1;
    else if (letter === QUOTE) return at + 1;
  }
  return text.length;
}

/** The offset of the next character that is not blank. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  // Past the end there is no number at all.
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}
