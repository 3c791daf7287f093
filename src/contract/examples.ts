import type {
  DocumentedResponse,
  Example,
  ExampleValue,
  RequestValues,
  MediaType,
  Operation,
  ResponseHeader,
  ResponseObject,
} from '../model/contract.ts';
import { headerText } from '../messages/header-value.ts';
import { setMember } from '../json/pointer.ts';
import { isEqual } from '../json/equal.ts';
import { copyDigits } from '../json/exact-integers.ts';

/**
 * The documented requests of an operation, each with the response of the same example name.
 *
 * The names are those of the body's examples; in an operation without a body, those of its parameters' examples.
 * Parameters without an example of that name fall back to their only one.
 */
export function pairExamples(operation: Omit<Operation, 'examples'>): Example[] {
  return exampleNames(operation).map((name) => {
    const media = operation.body?.media.find((candidate) => candidate.examples.has(name));
    const body = media?.examples.get(name);
    const response = pairedResponse(operation, name);
    const first = body ?? operation.parameters.map(({ examples }) => examples.get(name)).find(Boolean);
    return {
      name,
      pointer: first?.pointer ?? response?.pointer ?? operation.pointer,
      ...(body?.summary && { summary: body.summary }),
      request: {
        ...parameterInputs(operation, name),
        ...(media && body && { mediaType: media.type, body: body.value }),
      },
      ...(response && { response }),
    };
  });
}

function exampleNames({ body, parameters, responses }: Omit<Operation, 'examples'>): string[] {
  const inBody = (body?.media ?? []).flatMap(({ examples }) => [...examples.keys()]);
  if (inBody.length > 0) return [...new Set(inBody)];
  if (body?.required) return [];
  const inParameters = parameters.flatMap(({ examples }) => [...examples.keys()]);
  if (inParameters.length > 0) return [...new Set(inParameters)];
  if (parameters.some(({ required }) => required)) return [];
  return [
    ...new Set(
      responses.filter(isSuccess).flatMap(({ media }) => media.flatMap(({ examples }) => [...examples.keys()])),
    ),
  ];
}

function parameterInputs(operation: Omit<Operation, 'examples'>, name: string): RequestValues {
  const inputs: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    const example = exampleFor(parameter.examples, name);
    if (example === undefined) continue;
    setMember(inputs[parameter.in], parameter.name, example.value);
    copyDigits(example, 'value', inputs[parameter.in], parameter.name);
  }
  return inputs;
}

function exampleFor(examples: Map<string, ExampleValue>, name: string): ExampleValue | undefined {
  return examples.get(name) ?? (examples.size === 1 ? examples.get('default') : undefined);
}

/** Names that editors give to examples that nobody named. */
const UNTELLING = /^(default|example|sample|request|response|value|body)s?([ _-]?\d+)?$/i;

/** The success response with an example of this name. A response without a body is paired when it is the only one. */
function pairedResponse({ responses }: Omit<Operation, 'examples'>, name: string): DocumentedResponse | undefined {
  const successes = responses.filter(isSuccess);
  // Examples without a name make a pair only with a success response: an error example does not answer the documented request.
  const candidates = UNTELLING.test(name) && successes.length > 0 ? successes : [...successes, ...responses];
  for (const response of candidates) {
    for (const media of response.media) {
      const example = media.examples.get(name);
      if (example) return documented(response, name, media, example);
    }
  }
  const [only, more] = successes;
  return only && !more && only.media.length === 0 ? documented(only, name) : undefined;
}

function documented(of: ResponseObject, name: string, media?: MediaType, example?: ExampleValue): DocumentedResponse {
  const headers = new Map<ResponseHeader, string>();
  for (const header of of.headers) {
    const value = exampleFor(header.examples, name)?.value;
    if (value !== undefined) headers.set(header, headerText(header, value));
  }
  return {
    pointer: example?.pointer ?? of.pointer,
    of,
    status: statusOf(of.status),
    ...(media && { media }),
    headers,
    ...(example && { body: example.value }),
    ...(example?.written !== undefined && { written: example.written }),
  };
}

/**
 * The examples whose request is the same as the given one's, that one first: a server may give any of their responses.
 * @param inputs the request sent for the example; required values that it lacks may come from another example
 */
export function alternativesTo({ examples }: Operation, example: Example, inputs: RequestValues): Example[] {
  const asked = countValues(example.request);
  return [
    example,
    ...examples.filter(
      (other) =>
        other !== example && other.response && countValues(other.request) >= asked && isSentBy(inputs, other.request),
    ),
  ];
}

const PARAMETERS = ['path', 'query', 'header', 'cookie'] as const;

function countValues(request: RequestValues): number {
  return PARAMETERS.flatMap((where) => Object.keys(request[where])).length;
}

/** The examples with a success response, the given one first: a server may follow any illustration. */
export function illustrationsBeside({ examples }: Operation, example: Example): Example[] {
  const isShown = ({ response }: Example) => response !== undefined && isSuccess(response.of);
  return isShown(example) ? [example, ...examples.filter((other) => other !== example && isShown(other))] : [example];
}

/** Whether a request has every value of a documented request, and the same body. */
function isSentBy(sent: RequestValues, shown: RequestValues): boolean {
  return (
    isEqual(sent.body, shown.body) &&
    PARAMETERS.every((where) =>
      Object.entries(shown[where]).every(([name, value]) => isEqual(sent[where][name], value)),
    )
  );
}

/** Whether a response documents success. */
export function isSuccess({ status }: ResponseObject): boolean {
  return status.startsWith('2');
}

/** A status for a key of the responses: 201 for `201`, 200 for `2XX` and `default`. */
export function statusOf(key: string): number {
  return /^\d+$/.test(key) ? Number(key) : key === 'default' ? 200 : Number(key[0]) * 100;
}

/** The Response Object for a status: its own, its range's, or the default (OpenAPI 3.1 §4.8.16). */
export function responseFor(operation: Operation, status: number): ResponseObject | undefined {
  const find = (key: string) => operation.responses.find((response) => response.status === key);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find('default');
}
