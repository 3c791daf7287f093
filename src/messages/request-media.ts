import { isJsonType } from '../http/media-type.ts';
import type { RequestValues, MediaType, Operation } from '../model/contract.ts';

/** The documented media type or range that matches a Content-Type; the most specific one counts (OpenAPI 3.1 §4.8.13). */
export function findMediaType(declared: MediaType[], type: string): MediaType | undefined {
  const exact = declared.find((media) => media.type === type);
  if (exact) return exact;
  const range = `${type.slice(0, type.indexOf('/'))}/*`;
  return declared.find((media) => media.type === range) ?? declared.find((media) => media.type === '*/*');
}

/** The documented media type or range that matches a request's Content-Type. */
export function requestMedia(
  { body }: Pick<Operation, 'body'>,
  { mediaType }: Pick<RequestValues, 'mediaType'>,
): MediaType | undefined {
  return body && mediaType !== undefined ? findMediaType(body.media, mediaType) : undefined;
}

/** Whether a body of a media type may be JSON. */
export function isJsonMedia({ encodedAs, type }: MediaType): boolean {
  return isJsonType(encodedAs) || type === '*/*';
}
