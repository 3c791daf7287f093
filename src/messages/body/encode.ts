import type { MediaType } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { formatOf } from './index.ts';

/** A body as it is sent, with the label that tells what it is. */
export interface EncodedBody {
  type: string;
  bytes: Uint8Array;
}

/** A body by its media type (OpenAPI 3.1 §4.8.14). @param label the media type that the request bears, no range */
export function encodeBody(media: MediaType | undefined, label: string, value: Json): EncodedBody {
  const format = formatOf(media?.encodedAs, label);
  return {
    type: format.label === undefined ? label : `${label}; ${format.label}`,
    bytes: format.encode(value, media ?? { encoding: {} }),
  };
}

/**
 * Whether a value can be written as a media type says. What is no text has no form in a type that is not taken apart
 * here, such as XML: it would be JSON under another label.
 */
export function isEncodable(media: MediaType | undefined, label: string, value: Json): boolean {
  return typeof value === 'string' || !formatOf(media?.encodedAs, label).textOnly;
}
