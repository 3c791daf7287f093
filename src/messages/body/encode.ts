import type { MediaType } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { formatOf } from './index.ts';

/** An encoded body with its Content-Type. */
export interface EncodedBody {
  type: string;
  bytes: Uint8Array;
}

/** Encodes a body by its media type (OpenAPI 3.1 §4.8.14). @param label the media type of the request, not a range */
export function encodeBody(media: MediaType | undefined, label: string, value: Json): EncodedBody {
  const format = formatOf(media?.encodedAs, label);
  return {
    type: format.label === undefined ? label : `${label}; ${format.label}`,
    bytes: format.encode(value, media ?? { encoding: {} }),
  };
}

/**
 * Whether a value can be encoded in a media type. In a type without an encoder, such as XML, only a string can: any other value
 * would be JSON under another label.
 */
export function isEncodable(media: MediaType | undefined, label: string, value: Json): boolean {
  return typeof value === 'string' || !formatOf(media?.encodedAs, label).textOnly;
}
