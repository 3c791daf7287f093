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
    bytes: format.encode(value, media ?? { encoding: {} }, label),
  };
}

/** Whether a value can be encoded in a media type: where nothing here writes it, it would be JSON under another label. */
export function isEncodable(media: MediaType | undefined, label: string, value: Json): boolean {
  return formatOf(media?.encodedAs, label).canEncode?.(value, media ?? { encoding: {} }) ?? true;
}

/** Whether every value can be. */
export function isAlwaysEncodable(media: MediaType | undefined, label: string): boolean {
  return formatOf(media?.encodedAs, label).canEncode === undefined;
}

/** Whether values of a media type other than JSON are written here in a form of their own: XML, sequences. */
export function isStructuredType(media: MediaType, label: string): boolean {
  return formatOf(media.encodedAs, label).isStructured !== undefined;
}
