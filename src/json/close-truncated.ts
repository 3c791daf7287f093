/**
 * JSON that breaks off, brought to an end behind the last value that is whole: `{"a": [1, {"b": "tex` gives `{"a": [1, {}]}`.
 * Undefined where no value could be kept, as of a text or number that stands alone. One pass; what is no JSON stays none.
 */
export function closeTruncated(text: string): string | undefined {
  const open: string[] = [];
  let whole = 0;
  let ends = '';
  const keep = (to: number): void => {
    whole = to;
    ends = open.toReversed().join('');
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      if (open.length > MAX_DEPTH) return undefined;
      keep(index + 1);
    } else if (character === '}' || character === ']') {
      open.pop();
      keep(index + 1);
    } else if (character === ',') keep(index);
  }
  return whole === 0 ? undefined : text.slice(0, whole) + ends;
}

/** The ends are written out at each bracket, so that their number counts twice. */
const MAX_DEPTH = 200;

/** Where the string that begins at an index ends, or the text does. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}
