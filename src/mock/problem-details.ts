import { STATUS_CODES } from 'node:http';
import type { Contract, MediaType, Operation, SecurityScheme } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import type { RequestError } from '../messages/decode-request.ts';
import { responseFor } from '../contract/examples.ts';
import { isJsonType } from '../http/media-type.ts';
import { isObject, joinPointer } from '../json/pointer.ts';
import { sample } from '../schema/sample.ts';
import { respond, textOf, type Reply } from './reply.ts';

/** A problem document (RFC 9457 §3). */
export function problem(status: number, detail: string, members: JsonObject = {}, headers: HeaderField[] = []): Reply {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...members };
  return respond(
    status,
    [['Content-Type', 'application/problem+json'], ...headers],
    textOf('application/problem+json', body),
  );
}

/** Each kind of refusal with its status, the gravest first. */
const STATUSES: [status: number, is: (error: RequestError) => boolean][] = [
  [401, ({ kind }) => kind === 'security'],
  [415, ({ kind }) => kind === 'media type'],
  [400, ({ kind, malformed }) => kind === 'parameter' || malformed === true],
  // The body is missing altogether.
  [400, ({ at, expected }) => at === 'request body' && expected === true],
  [422, () => true],
];

/** The refusal of a request that breaks its contract: which part of it, which clause, and what the document says there. */
export function refusal(contract: Contract, operation: Operation, errors: RequestError[]): Reply {
  const [status] = STATUSES.find(([, is]) => errors.some(is)) ?? [400];
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const members = {
    contract: contract.name,
    operation: operation.id,
    errors: errors.slice(0, 100).map((error) => describeError(contract, error)),
  };
  const detail = `${first?.at} ${first?.message}${more}`;
  const headers = headersOf(status, contract, operation);
  return documentedRefusal(contract, operation, status, detail, headers) ?? problem(status, detail, members, headers);
}

/** Members of a documented error in which a person is told what is wrong. */
const EXPLAINING = /^(message|detail|description|error_description|reason|title|error)$/i;

/** A refusal in the shape that the contract documents for its status, with the explanation where that has a place. */
function documentedRefusal(
  contract: Contract,
  operation: Operation,
  status: number,
  detail: string,
  headers: HeaderField[],
): Reply | undefined {
  const documented = responseFor(operation, status)?.media ?? [];
  const media = documented.find(({ encodedAs }) => isJsonType(encodedAs));
  if (!media) return documentedText(documented, status, headers);
  const { schema } = media;
  if (schema === undefined) return undefined;
  for (const make of [() => media.examples.values().next().value?.value, ...shapes(contract, schema)]) {
    const shown = make();
    if (!isObject(shown)) continue;
    const name = Object.keys(shown).find((member) => EXPLAINING.test(member));
    const explained = name === undefined ? shown : { ...shown, [name]: detail };
    const body = [explained, shown].find((candidate) => contract.accepts(schema, candidate));
    if (body) return respond(status, [['Content-Type', media.type], ...headers], textOf(media.type, body));
  }
  return undefined;
}

/** A refusal as it is printed, where the contract shows it in no JSON: XML for instance. */
function documentedText(documented: readonly MediaType[], status: number, headers: HeaderField[]): Reply | undefined {
  for (const { type, examples } of documented) {
    const text = examples.values().next().value?.value;
    if (typeof text === 'string' && !type.includes('*'))
      return respond(status, [['Content-Type', type], ...headers], text);
  }
  return undefined;
}

/** Ways to make a value of a schema. Of a choice, what may be there besides what is required tells the branches apart. */
function shapes(contract: Contract, schema: Pointer): (() => Json | undefined)[] {
  const { pointer, value } = contract.resolve(schema);
  const branches = isObject(value) && Array.isArray(value['oneOf']) ? value['oneOf'] : [];
  return [
    () => sample(contract, schema),
    () => sample(contract, schema, 'full'),
    ...branches.flatMap((_, index) =>
      (['full', 'minimal'] as const).map(
        (extent) => () => sample(contract, joinPointer(pointer, 'oneOf', index), extent),
      ),
    ),
  ];
}

/** What is wrong with a request, the clause that it breaks, and what the document says there. */
export function describeError(contract: Contract, { kind, at, clause, message, expected }: RequestError): JsonObject {
  const statement = contract.statement(clause);
  const says: JsonObject | undefined = statement && {
    says: statement.says,
    ...(statement.document && { document: statement.document.title }),
    ...(statement.at !== undefined && { at: statement.at }),
  };
  return { kind, at, message, clause, ...(expected !== undefined && { expected }), ...(says && { statement: says }) };
}

/** What a status has to say in headers besides. */
export function headersOf(status: number, contract: Contract, operation: Operation): HeaderField[] {
  return HEADERS[status]?.(contract, operation) ?? [];
}

const HEADERS: Record<number, (contract: Contract, operation: Operation) => HeaderField[]> = {
  // RFC 9110 §11.6.1: a challenge for each scheme that would do.
  401: ({ name }, { security }) => [
    ['WWW-Authenticate', [...new Set(security.flat().map((scheme) => challenge(scheme, name)))].join(', ')],
  ],
  // RFC 9110 §12.5.1: in a response, what would have been accepted.
  415: (_, { body }) => [['Accept', (body?.media ?? []).map(({ type }) => type).join(', ')]],
};

function challenge(
  { type, scheme = 'bearer', name = '', in: where = 'header' }: SecurityScheme,
  realm: string,
): string {
  const quoted = `realm="${realm.replace(/[^\w .-]/g, '')}"`;
  if (type === 'apiKey') return `ApiKey ${quoted}, in="${where}", name="${name.replace(/[^\w .-]/g, '')}"`;
  return `${scheme[0]?.toUpperCase() ?? ''}${scheme.slice(1)} ${quoted}`;
}
