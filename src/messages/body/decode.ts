import type { Contract, RequestBody, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import type { Fields } from '../../http/header-fields.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { joinPointer } from '../../json/pointer.ts';
import { shapeOf } from '../../schema/shape.ts';
import { findMediaType } from '../request-media.ts';
import { schemaErrors, type RequestError } from '../request-error.ts';
import { formatOf } from './index.ts';

const PLACE = 'request body';

/** Decodes the body of a request by its media type into `inputs`, and adds its errors to `errors` (OpenAPI 3.1 §4.8.13). */
export function decodeBody(
  contract: Contract,
  declared: RequestBody,
  fields: Fields,
  bytes: Uint8Array | undefined,
  inputs: RequestValues,
  errors: RequestError[],
): void {
  const wrong = (kind: RequestError['kind'], clause: string, at: string, message: string, expected?: Json): void => {
    errors.push({ kind, clause, at, message, ...(expected === undefined ? { malformed: true } : { expected }) });
  };
  if (!bytes || bytes.length === 0) {
    if (declared.required) wrong('body', joinPointer(declared.pointer, 'required'), PLACE, 'is required', true);
    return;
  }

  // Without Content-Type, the body is application/octet-stream (RFC 9110 §8.3).
  const field = fields.get('content-type');
  const label = parseMediaType(field ?? 'application/octet-stream');
  const media = label && findMediaType(declared.media, label.type);
  if (!label || !media) {
    const types = declared.media.map(({ type }) => type);
    const message = field
      ? `is none of the documented media types: ${types.join(', ')}`
      : 'is missing, and the body is none of the documented media types without it';
    return wrong('media type', joinPointer(declared.pointer, 'content'), 'header Content-Type', message, types);
  }
  const coding = fields.get('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity')
    return wrong(
      'media type',
      media.pointer,
      'header Content-Encoding',
      `names the coding ${coding}, which cannot be undone here`,
      'identity',
    );

  const shape = shapeOf(contract, media.schema);
  const format = formatOf(media.encodedAs, label.type);
  const { value, problem } = format.decode(bytes, { contract, media, label, shape });
  if (problem !== undefined || value === undefined)
    return wrong('body', media.pointer, PLACE, problem ?? 'cannot be read');
  // A body that is not parsed is a text here, which cannot be compared with the schema of an object.
  const opaque = typeof value === 'string' && !isJsonType(media.encodedAs) && shape.types && !shape.types.has('string');
  if (media.schema && !opaque) errors.push(...schemaErrors(contract, 'body', PLACE, media.schema, value));
  inputs.mediaType = label.type;
  inputs.body = value;
}
