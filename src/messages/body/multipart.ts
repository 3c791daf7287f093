import { partRule } from '../styles/form-encoding.ts';
import { decodeMultipart } from './decode-multipart.ts';
import { BOUNDARY, encodeMultipart } from './encode-multipart.ts';
import type { BodyFormat } from './format.ts';

/** A form of parts, each with its own media type (RFC 7578, OpenAPI 3.1 §4.8.14.3). */
export const multipart: BodyFormat = {
  name: 'multipart',
  isFor: (type) => type === 'multipart/form-data',
  decode: (bytes, { contract, label, media, shape }) =>
    decodeMultipart(
      bytes,
      label.parameters.get('boundary'),
      shape,
      media.encoding,
      contract ? partRule(contract, media) : () => undefined,
    ),
  encode: (value, { encoding, parts = {} }) => encodeMultipart(value, encoding, parts),
  label: `boundary=${BOUNDARY}`,
};
