import { octets, utf8, type BodyFormat } from './format.ts';
import { writeJson } from '../../json/exact-integers.ts';

/** Anything else: a text with one character for each byte. A value that is not a string is written as JSON. */
export const bytes: BodyFormat = {
  name: 'bytes',
  isFor: () => true,
  decode: (body) => ({ value: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1') }),
  encode: (value) => (typeof value === 'string' ? octets(value) : utf8(writeJson(value))),
  canEncode: (value) => typeof value === 'string',
};
