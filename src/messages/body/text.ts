import { isTextType } from '../../http/media-type.ts';
import { decodeText, utf8, type BodyFormat } from './format.ts';
import { writeJson } from '../../json/exact-integers.ts';

/** Text that is not parsed. A value that is not a string is written as JSON. */
export const text: BodyFormat = {
  name: 'text',
  isFor: isTextType,
  decode: (bytes, { label }) => decodeText(bytes, label, (value) => ({ value })),
  encode: (value) => utf8(typeof value === 'string' ? value : writeJson(value)),
  canEncode: (value) => typeof value === 'string',
};
