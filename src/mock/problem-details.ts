import type { Contract, Operation, SecurityScheme } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { JsonObject } from '../model/json.ts';
import { reasonPhrase } from '../http/reason-phrases.ts';
import type { RequestError } from '../messages/decode-request.ts';
import { respond, textOf, type Reply } from './reply.ts';

/** A problem document (RFC 9457 §3). */
export function problem(status: number, detail: string, members: JsonObject = {}, headers: HeaderField[] = []): Reply {
  const body: JsonObject = { type: 'about:blank', title: reasonPhrase(status) ?? 'Error', status, detail, ...members };
  const type = 'application/problem+json';
  return { ...respond(status, [['Content-Type', type], ...headers], textOf(type, body)), problem: body };
}

/** The headers of a reply without those of its body. */
export function ownHeaders({ headers }: Reply): HeaderField[] {
  return headers.filter(([name]) => !/^content-(type|length)$/i.test(name));
}

/** An error of a request, the clause that it violates, and the document's statement there. */
export function describeError(contract: Contract, { kind, at, clause, message, expected }: RequestError): JsonObject {
  const statement = contract.statement(clause);
  const says: JsonObject | undefined = statement && {
    says: statement.says,
    ...(statement.document && { document: statement.document.title }),
    ...(statement.at !== undefined && { at: statement.at }),
  };
  return { kind, at, message, clause, ...(expected !== undefined && { expected }), ...(says && { statement: says }) };
}

/** The headers that a status requires. */
export function headersOf(status: number, contract: Contract, operation: Operation): HeaderField[] {
  return HEADERS[status]?.(contract, operation) ?? [];
}

const HEADERS: Record<number, (contract: Contract, operation: Operation) => HeaderField[]> = {
  // RFC 9110 §11.6.1: a challenge for each possible scheme.
  401: ({ name }, { security }) => [
    ['WWW-Authenticate', [...new Set(security.flat().map((scheme) => challenge(scheme, name)))].join(', ')],
  ],
  // RFC 9110 §12.5.1: in a response, the media types that would be accepted.
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
