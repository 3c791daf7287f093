import type {
  Contract,
  DocumentedResponse,
  ExampleValue,
  MediaType,
  Operation,
  ResponseHeader,
  ResponseObject,
} from '../../model/contract.ts';
import { isSuccess, statusOf } from '../../contract/examples.ts';
import { concreteType } from '../../messages/body/concrete-type.ts';
import { headerText } from '../../messages/header-value.ts';
import { lastToken } from '../../json/pointer.ts';
import { sample } from '../../schema/sample.ts';
import type { RespondableExample } from './choose-example.ts';

/** Headers that the server sets for every message, so that they need no example. */
const FRAMING_HEADER =
  /^(content-length|content-type|date|connection|transfer-encoding|content-encoding|keep-alive|trailer)$/i;

/** Whether the server sets a header itself. */
export function isFramingHeader(name: string): boolean {
  return FRAMING_HEADER.test(name);
}

/**
 * The examples whose response is complete, so that the mock can send it. If no request example is paired with a response,
 * the examples of the first success response that has any.
 */
export function respondableExamples(operation: Operation): RespondableExample[] {
  const paired = operation.examples.filter(
    (example): example is RespondableExample => example.response !== undefined && isComplete(example.response),
  );
  return paired.length > 0 ? paired : unpaired(operation).filter(({ response }) => isComplete(response));
}

function unpaired({ pointer, responses }: Operation): RespondableExample[] {
  for (const of of responses.filter(isSuccess)) {
    const shown = of.media.flatMap((media) =>
      [...media.examples].map(([name, example]) => exampleOf(pointer, of, name, media, example)),
    );
    if (shown.length > 0) return shown;
    if (of.media.length === 0) return [exampleOf(pointer, of, 'default')];
  }
  return [];
}

function exampleOf(
  pointer: string,
  of: ResponseObject,
  name: string,
  media?: MediaType,
  example?: ExampleValue,
): RespondableExample {
  const headers = new Map<ResponseHeader, string>();
  for (const header of of.headers) {
    const value = header.examples.get(name) ?? header.examples.values().next().value;
    if (value !== undefined) headers.set(header, headerText(header, value.value));
  }
  return {
    name,
    pointer: example?.pointer ?? of.pointer ?? pointer,
    request: { path: {}, query: {}, header: {}, cookie: {} },
    response: {
      pointer: example?.pointer ?? of.pointer,
      of,
      status: statusOf(of.status),
      headers,
      ...(media && { media }),
      ...(example && { body: example.value }),
      ...(example?.written !== undefined && { written: example.written }),
    },
  };
}

/**
 * One example of one media type, with a status of its response and the request of the same name.
 * A required header without an example gets a value of its schema.
 */
export function exampleAs(
  contract: Contract,
  operation: Operation,
  of: ResponseObject,
  status: number,
  name: string,
  media?: MediaType,
): RespondableExample {
  const shown = exampleOf(operation.pointer, of, name, media, media?.examples.get(name));
  const { headers } = shown.response;
  for (const header of of.headers) {
    if (!header.required || headers.has(header) || isFramingHeader(header.name)) continue;
    const value = header.schema === undefined ? 'value' : sample(contract, header.schema);
    if (value !== undefined) headers.set(header, headerText(header, value));
  }
  const request = operation.examples.find((example) => example.name === name)?.request ?? shown.request;
  return { ...shown, request, response: { ...shown.response, status } };
}

/** Whether a documented response shows each required header, and a body if one is described. */
function isComplete({ of, headers, media, body }: DocumentedResponse): boolean {
  const named = of.headers.every((header) => !header.required || headers.has(header) || isFramingHeader(header.name));
  return named && (media ? body !== undefined : of.media.length === 0);
}

/** The Content-Type of a response, as the contract spells it, with its parameters; for a range, a type that fits the body. */
export function mediaTypeOf({ media, body }: Pick<DocumentedResponse, 'media' | 'body'>): string | undefined {
  if (!media) return undefined;
  const label = lastToken(media.pointer);
  if (!label.includes('*')) return label;
  if (label !== '*/*') return concreteType([media], label);
  return typeof body === 'string' ? 'text/plain' : 'application/json';
}
