import { isDeepStrictEqual } from 'node:util';
import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import { isJsonType } from '../http/media-type.ts';
import { requestMedia } from '../messages/request-media.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';

/** Whether an encoded body decodes to the same value: JSON always does, a form only if texts can express the value. */
export function roundTrips(contract: Contract, operation: Operation, inputs: RequestValues): boolean {
  const media = requestMedia(operation, inputs);
  if (!media || isJsonType(media.encodedAs)) return true;
  const read = decodeRequest(contract, operation, {}, encodeRequest(operation, inputs, NO_OVERRIDES));
  return isDeepStrictEqual(read.inputs.body, inputs.body);
}
