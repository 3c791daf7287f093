import type { Case } from '../../src/model/case.ts';
import type { Operation } from '../../src/model/contract.ts';
import type { Exchange, HeaderField } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { writeJson } from '../../src/json/exact-integers.ts';
import { encodeRequest } from '../../src/messages/encode-request.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';

/** What is said in an exchange, besides the status and the answer. */
export interface Told {
  path?: JsonObject;
  sent?: Json | undefined;
  headers?: HeaderField[];
  startedAt?: number;
}

/** A request of an operation and its answer in JSON, with the case that it is of. */
export function toldExchange(
  operation: Operation,
  status: number,
  body: Json | undefined,
  { path = {}, sent, headers = [], startedAt }: Told = {},
): [testCase: Case, exchange: Exchange] {
  const { id } = operation;
  const inputs = {
    ...{ path, query: {}, header: {}, cookie: {} },
    ...(sent !== undefined && { mediaType: 'application/json', body: sent }),
  };
  const request = encodeRequest(operation, inputs, NO_OVERRIDES);
  const bytes = new TextEncoder().encode(body === undefined ? '' : writeJson(body));
  return [
    { id, phase: 'examples', operation, title: id, inputs, request } as unknown as Case,
    {
      ...{ request, outcome: { response: { status, headers, body: bytes } }, duration: 1, retries: 0 },
      ...(startedAt !== undefined && { startedAt }),
    },
  ];
}
