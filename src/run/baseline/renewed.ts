import type { Contract, Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import type { Candidate } from '../../cases/baseline/known.ts';
import type { Sender } from '../../exchange/sender.ts';
import { isSuccessful } from '../../http/status.ts';
import { isEqual } from '../../json/equal.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { readCase } from './read-case.ts';

/** Conflict, Precondition Failed (RFC 9110 §15.5.10 and §15.5.13), Precondition Required (RFC 6585 §3). */
const OF_A_STATE = new Set([409, 412, 428]);

/**
 * A change that was refused for the state that it would change: the same with what a read of its path shows now. A revision, a
 * generation or an ETag that was read before may be of yesterday. Undefined where a read shows nothing else.
 */
export async function renewed(
  context: { contract: Contract; overrides: Overrides; sender: Pick<Sender, 'send'> },
  operation: Operation,
  candidate: Candidate,
  status: number,
): Promise<Candidate | undefined> {
  const { method, path } = operation;
  const read = context.contract.operations.find((one) => one.method === 'GET' && one.path === path);
  if (!OF_A_STATE.has(status) || !read || (method !== 'PUT' && method !== 'PATCH')) return undefined;
  const { inputs, headers } = candidate;
  const exchange = await context.sender.send(
    readCase(context, read, 'the request that looks what is there now', inputs.path),
  );
  const answer = exchange && 'response' in exchange.outcome ? exchange.outcome.response : undefined;
  if (!answer || !isSuccessful(answer.status)) return undefined;
  const body = inputs.body === undefined ? undefined : withShown(inputs.body, jsonIn(answer.body));
  const [, tag] = answer.headers.find(([name]) => name.toLowerCase() === 'etag') ?? [];
  const needsTag = tag !== undefined && status !== 409 && !headers.some(([name]) => name === 'If-Match');
  if (isEqual(body, inputs.body) && !needsTag) return undefined;
  const { isStatic: _, example: __, ...own } = candidate;
  return {
    ...own,
    inputs: body === undefined ? inputs : { ...inputs, body },
    headers: needsTag ? [...headers, ['If-Match', tag]] : headers,
  };
}

/** A body whose texts and numbers are those that a read shows in the same places. */
function withShown(body: Json, shown: Json | undefined): Json {
  if (isObject(body) && isObject(shown))
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withShown(value, shown[name])]));
  const isScalar = typeof shown === 'string' || typeof shown === 'number';
  return isScalar && typeof shown === typeof body ? shown : body;
}
