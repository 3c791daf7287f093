import { isDeepStrictEqual } from 'node:util';
import type { Contract, Inputs, Operation } from '../model/contract.ts';
import { isJsonType } from '../http/media-type.ts';
import { requestMedia } from '../messages/request-media.ts';
import { readRequest } from '../messages/decode-request.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NOTHING_GIVEN } from '../messages/overrides.ts';

/** Whether a body that is written is read as the same value: JSON always, a form only where texts can say it. */
export function isLegible(contract: Contract, operation: Operation, inputs: Inputs): boolean {
  const media = requestMedia(operation, inputs);
  if (!media || isJsonType(media.encodedAs)) return true;
  const read = readRequest(contract, operation, {}, encodeRequest(operation, inputs, NOTHING_GIVEN));
  return isDeepStrictEqual(read.inputs.body, inputs.body);
}
