import type { Contract, MediaType, RequestValues, Operation } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { isJsonType } from '../http/media-type.ts';
import { isObject, ownMember } from '../json/pointer.ts';
import { requestMedia } from '../messages/request-media.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES, type Overrides } from '../messages/overrides.ts';
import { isEqual } from '../json/equal.ts';
import { scalarText } from '../json/scalar-text.ts';

/**
 * Whether an encoded body decodes to the same value: JSON always does, a form only if texts can express the value. The part of a
 * multipart form that may be any text is one whatever it holds: `{}` in a file is a file of two bytes.
 */
export function roundTrips(contract: Contract, operation: Operation, inputs: RequestValues): boolean {
  const media = requestMedia(operation, inputs);
  if (!media || isJsonType(media.encodedAs)) return true;
  const read = decodeRequest(contract, operation, {}, encodeRequest(operation, inputs, NO_OVERRIDES));
  return isEqual(read.inputs.body, inputs.body) && !isText(contract, media, inputs.body);
}

/** Whether a part of a multipart form is written as JSON where the schema takes the same bytes as a text. */
function isText(contract: Contract, { schema, encodedAs }: MediaType, body: Json | undefined): boolean {
  if (schema === undefined || !encodedAs.startsWith('multipart/') || !isObject(body)) return false;
  return Object.entries(body).some(
    ([name, part]) =>
      typeof part === 'object' &&
      part !== null &&
      !contract.accepts(schema, body) &&
      contract.accepts(schema, { ...body, [name]: JSON.stringify(part) }),
  );
}

/**
 * Whether a request that was encoded decodes to the values that were meant: as text, some values look the same. What the overrides
 * set is a text, whatever the schema asks for.
 */
export function isReadAs(
  operation: Operation,
  overrides: Overrides,
  meant: RequestValues,
  read: RequestValues,
): boolean {
  const media = requestMedia(operation, meant);
  const isStructured = media && (isJsonType(media.encodedAs) || /form/.test(media.encodedAs));
  const overlaid = new Set(overrides.headers.map(([name]) => name.toLowerCase()));
  return (
    operation.parameters.every(
      ({ in: where, name }) =>
        // An empty header is not sent.
        (where === 'header' && (overlaid.has(name.toLowerCase()) || meant.header[name] === '')) ||
        isEqual(ownMember(read[where], name), ownMember(meant[where], name)) ||
        (Object.hasOwn(overrides.set, name) && scalarText(ownMember(read[where], name)) === overrides.set[name]),
    ) &&
    (!isStructured || isEqual(read.body, meant.body))
  );
}
