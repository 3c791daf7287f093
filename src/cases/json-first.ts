import type { MediaType, Operation } from '../model/contract.ts';
import { isJsonType } from '../http/media-type.ts';

/** The media type that bodies are made for: JSON, where it is documented. */
export function mediaOf({ body }: Pick<Operation, 'body'>): MediaType | undefined {
  return body?.media.find(({ encodedAs }) => isJsonType(encodedAs)) ?? body?.media[0];
}

/** Of several requests the first that has a body of JSON, else the first of all. */
export function jsonFirst<One extends { inputs: { mediaType?: string } }>(requests: readonly One[]): One | undefined {
  return requests.find(({ inputs }) => isJsonType(inputs.mediaType ?? '')) ?? requests[0];
}
