import { endOfString } from './scan-text.ts';

/**
 * Closes truncated JSON after its last complete value: `{"a": [1, {"b": "tex` gives `{"a": [1, {}]}`.
 * Undefined if no value is left, for example for a single string or number. One pass; other invalid JSON stays invalid.
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
    if (character === '"') index = endOfString(text, index) - 1;
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

/** The depth limit: the closing brackets are copied at each bracket, so the cost is quadratic in the depth. */
const MAX_DEPTH = 200;
