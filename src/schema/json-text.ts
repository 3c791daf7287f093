import { isJsonType } from '../http/media-type.ts';
import { readJson } from '../json/parse-json.ts';
import { keyword } from './keywords.ts';
import type { Subschema } from './subschemas.ts';

/** Words of a description for a text that is JSON: `Configuration, stored as JSON string`. */
const SAID =
  /\bstringified\b|\bJSON[- ](?:strings?|text|encoded|formatted|serialized|stringified)\b|\b(?:serialized|encoded|stored|formatted|valid) (?:(?:as|in|to) )?(?:an? )?JSON\b/i;

/** Words for several things, at the beginning of such a description or anywhere in it. */
const SEVERAL =
  /\b(?:arrays?|lists?)\b|^(?!(?:settings|options|headers|params|parameters|preferences|details)\b)\w+[^su\W]s\b/i;

/**
 * The least JSON that a text may be, where its schema says that it is JSON: by `contentMediaType`, by its example, which is then the answer,
 * or in words. Servers that keep such a text parse it later, and may fail on every request from then on where it is anything else.
 */
export function jsonText(schemas: Subschema[]): string | undefined {
  if (['enum', 'const', 'format', 'pattern'].some((name) => keyword(schemas, name) !== undefined)) return undefined;
  const shown = ['example', 'examples', 'default'].map((name) => [keyword(schemas, name)].flat()[0]);
  const example = shown.find((one) => typeof one === 'string' && isStructured(one));
  if (typeof example === 'string') return example;
  const description = keyword(schemas, 'description');
  const media = keyword(schemas, 'contentMediaType');
  const words = typeof description === 'string' ? description : '';
  if (!(typeof media === 'string' && isJsonType(media)) && !SAID.test(words)) return undefined;
  return SEVERAL.test(words) ? '[]' : '{}';
}

/** Whether a text is an object or an array in JSON. */
function isStructured(text: string): boolean {
  return /^\s*[[{]/.test(text) && 'value' in readJson(text);
}
