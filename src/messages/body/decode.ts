import type { Contract, RequestBody, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import type { Fields } from '../../http/header-fields.ts';
import { decodeContent, KNOWN_CODINGS } from '../../http/content-coding.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { joinPointer } from '../../json/pointer.ts';
import { shapeOf } from '../../schema/shape.ts';
import { findMediaType } from '../request-media.ts';
import { schemaErrors, type RequestError } from '../request-error.ts';
import { formatOf } from './index.ts';
import { copyDigits } from '../../json/exact-integers.ts';

const PLACE = 'request body';

/** The body of a request as it came. */
export interface Sent {
  fields: Fields;
  bytes: Uint8Array | undefined;
  /** The largest body once its content coding is removed, in bytes. */
  maxBody: number;
}

/** Decodes the body of a request by its media type into `inputs`, and adds its errors to `errors` (OpenAPI 3.1 §4.8.13). */
export function decodeBody(
  contract: Contract,
  declared: RequestBody,
  { fields, bytes: sent, maxBody }: Sent,
  inputs: RequestValues,
  errors: RequestError[],
): void {
  const wrong = (kind: RequestError['kind'], clause: string, at: string, message: string, expected?: Json): void => {
    errors.push({ kind, clause, at, message, ...(expected === undefined ? { malformed: true } : { expected }) });
  };
  if (!sent || sent.length === 0) {
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
  const { bytes, problem: coded } = withoutCoding(sent, fields.get('content-encoding'), maxBody);
  if (coded) return wrong(coded.kind, media.pointer, coded.at, coded.message, coded.expected);

  const shape = shapeOf(contract, media.schema);
  const format = formatOf(media.encodedAs, label.type);
  const decoded = format.decode(bytes, { contract, media, label, shape });
  const { value, problem } = decoded;
  if (problem !== undefined || value === undefined)
    return wrong('body', media.pointer, PLACE, problem ?? 'cannot be read');
  // A body that is not parsed is a text here, which cannot be compared with the schema of an object.
  const opaque = typeof value === 'string' && !isJsonType(media.encodedAs) && shape.types && !shape.types.has('string');
  if (media.schema && !opaque)
    errors.push(...schemaErrors(contract, 'body', PLACE, media.schema, value, { holder: decoded, key: 'value' }));
  inputs.mediaType = label.type;
  inputs.body = value;
  copyDigits(decoded, 'value', inputs, 'body');
}

/** The body without its content codings (RFC 9110 §8.4), or why it cannot be had. */
function withoutCoding(
  sent: Uint8Array,
  coding: string | undefined,
  maxBody: number,
): { bytes: Uint8Array; problem?: Pick<RequestError, 'kind' | 'at' | 'message' | 'expected'> } {
  if (coding === undefined || /^identity$/i.test(coding)) return { bytes: sent };
  const raw = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  const { body, problem, tooLong, undecoded } = decodeContent(raw, coding, maxBody);
  if (problem === undefined && undecoded === undefined) return { bytes: body };
  if (tooLong)
    return {
      bytes: body,
      problem: { kind: 'size', at: PLACE, message: `is longer than ${maxBody} bytes without its coding` },
    };
  const isBroken = body.length === 0;
  const message = isBroken
    ? `names the coding ${coding}, and the body is not in it`
    : `names the coding ${coding}, which cannot be undone here`;
  return {
    bytes: body,
    problem: {
      kind: isBroken ? 'body' : 'media type',
      at: 'header Content-Encoding',
      message,
      ...(!isBroken && { expected: KNOWN_CODINGS }),
    },
  };
}
