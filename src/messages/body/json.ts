import { isJsonType } from '../../http/media-type.ts';
import { readJson } from '../../json/parse-json.ts';
import { decodeText, utf8, type BodyFormat } from './format.ts';
import { writeJson } from '../../json/exact-integers.ts';

export const json: BodyFormat = {
  name: 'json',
  isFor: isJsonType,
  decode: (bytes, { label }) => decodeText(bytes, label, readJson),
  encode: (value) => utf8(writeJson(value)),
};
