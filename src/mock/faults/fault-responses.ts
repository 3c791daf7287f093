import type { Contract, MediaType, Operation, ResponseObject } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { responseFor } from '../../contract/examples.ts';
import { headerText } from '../../messages/header-value.ts';
import { isJsonType } from '../../http/media-type.ts';
import { sample } from '../../schema/sample.ts';
import { isFramingHeader, mediaTypeOf } from '../documented/available-examples.ts';
import { headersOf, problem } from '../problem-details.ts';
import { pick, type Random } from '../random.ts';
import { headerValue, respond, textOf, type Reply } from '../reply.ts';
import { isError } from '../../http/status.ts';
import { codeOf } from '../error-shapes.ts';

/** Errors that a server or a proxy gives for reasons of its own. */
const UNDOCUMENTED = [500, 502, 503, 429];

/** Statuses with a Retry-After (RFC 9110 §10.2.3, RFC 6585 §4). */
const RETRIED = new Set([429, 503]);
const RETRY_AFTER: HeaderField = ['Retry-After', '1'];

/** One of the operation's documented errors, in its documented shape; undefined if there is none. */
export function documentedFault(contract: Contract, operation: Operation, random: Random): Reply | undefined {
  const answers = operation.responses.flatMap((response) => {
    const status = codeOf(response);
    const reply = isError(status) ? responseAs(contract, operation, response, status, random) : undefined;
    return reply ? [reply] : [];
  });
  return pick(answers, random);
}

/** An error that the operation does not document, if there is one. */
export function undocumentedFault(operation: Operation | undefined, random: Random): Reply {
  const unknown = UNDOCUMENTED.filter(
    (status) => !operation?.responses.some((response) => response.status === String(status)),
  );
  return plainFault(pick(unknown.length > 0 ? unknown : UNDOCUMENTED, random) ?? 500);
}

/** An error of this status: the documented one, if it is documented. */
export function faultOf(
  status: number,
  contract: Contract | undefined,
  operation: Operation | undefined,
  random: Random,
): { reply: Reply; isDocumented: boolean } {
  const response = operation && responseFor(operation, status);
  const reply = contract && response && responseAs(contract, operation, response, status, random);
  return reply ? { reply, isDocumented: true } : { reply: plainFault(status), isDocumented: false };
}

function plainFault(status: number): Reply {
  return problem(status, 'chaos: the mock was asked to fail here', {}, RETRIED.has(status) ? [RETRY_AFTER] : []);
}

/** A documented response with its example, or a value of its schema; undefined if there is neither. */
function responseAs(
  contract: Contract,
  operation: Operation,
  { headers, media }: ResponseObject,
  status: number,
  random: Random,
): Reply | undefined {
  const bodies = media.flatMap((of) => bodyOf(contract, of, random));
  const [body] = bodies;
  if (media.length > 0 && !body) return undefined;
  const fields = headers.flatMap((header): HeaderField[] => {
    const { name, required, schema, examples } = header;
    const shown = examples.values().next().value?.value ?? (required && schema ? sample(contract, schema) : undefined);
    return isFramingHeader(name) || shown === undefined ? [] : [[name, headerValue(headerText(header, shown))]];
  });
  const besides = [...headersOf(status, contract, operation), ...(RETRIED.has(status) ? [RETRY_AFTER] : [])];
  const missing = besides.filter(
    ([name, value]) => value !== '' && !fields.some(([known]) => known.toLowerCase() === name.toLowerCase()),
  );
  return respond(status, [...(body ? [['Content-Type', body.type] as const] : []), ...fields, ...missing], body?.text);
}

function bodyOf(contract: Contract, media: MediaType, random: Random): { type: string; text: string }[] {
  const { encodedAs, examples, schema } = media;
  const shown =
    pick([...examples.values()], random)?.value ??
    (schema && isJsonType(encodedAs) ? sample(contract, schema) : undefined);
  if (shown === undefined) return [];
  const label = mediaTypeOf({ media, body: shown }) ?? media.type;
  return [{ type: label, text: textOf(label, shown, media) }];
}
