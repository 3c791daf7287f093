import type { Json, JsonObject } from '../../model/json.ts';
import { decodeForm, readPairs } from '../../http/form-pairs.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import type { Shape } from '../../schema/shape.ts';
import { encodingOf, isJsonLabel, isStyled, readStyledMembers, styleOf } from '../styles/form-encoding.ts';
import { decodeStyled, styleIn } from '../styles/index.ts';
import { itemsOf, scalar, withDigits, type Decoded } from '../styles/style.ts';
import { decodeText, utf8, type BodyFormat } from './format.ts';
import { writeJson } from '../../json/exact-integers.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** A form of `name=value` pairs; `encoding` may define how a member is written (OpenAPI 3.1 §4.8.15). */
export const form: BodyFormat = {
  name: 'form',
  isFor: (type) => type === 'application/x-www-form-urlencoded',
  decode: (bytes, { label, media, shape }) =>
    decodeText(bytes, label, (text) => decodeMembers(text, media.encoding, shape)),
  encode: (value, { encoding }) => utf8(encodeMembers(value, encoding)),
};

/** A member with a style is written like a query parameter; any other by its content type. */
function encodeMembers(value: Json, encoding: JsonObject): string {
  if (!isObject(value)) return '';
  return Object.entries(value)
    .flatMap(([name, item]) => {
      const own = encodingOf(encoding, name);
      const styled = { name, ...styleOf(own) };
      if (isStyled(own)) return styleIn('query', styled.style).encode(styled, withDigits(value, name, item));
      const isJson = isJsonLabel(own['contentType']);
      return itemsOf(value, name, item).map(
        ({ one, digits }) =>
          `${percentEncode(name)}=${percentEncode(digits ?? (isJson ? writeJson(one) : scalar(one)))}`,
      );
    })
    .join('&');
}

/** More members than any honest form has; each takes a hundred times its size on the wire. */
const MEMBERS_LIMIT = 10_000;

/** Decodes a form to an object, with members coerced by the schema. */
function decodeMembers(text: string, encoding: JsonObject, shape: Shape): Decoded {
  if (holdsMore(text, '&', MEMBERS_LIMIT)) return { problem: `has more than ${MEMBERS_LIMIT} members` };
  return readStyledMembers(readPairs(text), encoding, shape, (name, texts) =>
    decodeMember(encodingOf(encoding, name), name, shape.member(name), texts),
  );
}

function decodeMember(encoding: JsonObject, name: string, shape: Shape, texts: string[]): Decoded {
  if (!isStyled(encoding) && isJsonLabel(encoding['contentType'])) return decodeJsonMember(shape, texts);
  return decodeStyled('query', { name, ...styleOf(encoding), json: true }, shape, texts, decodeForm);
}

/** Reads each text as JSON; a list is one text, or one text for each item. */
function decodeJsonMember(shape: Shape, texts: string[]): Decoded {
  const values: Json[] = [];
  for (const text of texts) {
    const read = readJson(decodeForm(text) ?? '');
    if ('problem' in read) return read;
    values.push(read.value);
  }
  const [first = null] = values;
  return { value: shape.types?.has('array') && !(values.length === 1 && Array.isArray(first)) ? values : first };
}

/** Whether a text has a character more often than `limit`. */
function holdsMore(text: string, character: string, limit: number): boolean {
  let at = -1;
  for (let count = 0; count <= limit; count += 1) {
    at = text.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}
