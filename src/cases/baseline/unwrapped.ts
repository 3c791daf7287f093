import type { Contract, Operation } from '../../model/contract.ts';
import { isObject, joinPointer, ownMember } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isAllowed } from '../valid-requests.ts';
import type { Hint } from './hints/hint.ts';
import type { Candidate } from './known.ts';
import { isEmpty } from './wanted-value.ts';

/**
 * A request whose body is what its only member holds, where a refusal misses what stands in that: `version` of `{"data": {"version": 1}}`.
 * Undefined where the contract does not allow that, and where what is missing is missing indeed.
 */
export function unwrapped(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  { path, wants, says }: Hint,
): Candidate | undefined {
  const { inputs, learned } = candidate;
  const { body = null } = inputs;
  const media = requestMedia(operation, inputs);
  const [name, ...others] = isObject(body) ? Object.keys(body) : [];
  const inner = isObject(body) && name !== undefined && others.length === 0 ? ownMember(body, name) : undefined;
  const [missing, ...below] = path;
  if (wants.kind !== 'present' || !media || name === undefined || !isObject(inner)) return undefined;
  if (missing === undefined || below.length > 0 || isEmpty(ownMember(inner, missing))) return undefined;
  if (!isAllowed(contract, media, inner)) return undefined;
  const at = `request body${joinPointer('#', name)}`;
  const what = `what the member ${name} holds has to be the body itself`;
  return { ...candidate, inputs: { ...inputs, body: inner }, learned: [...learned, { at, what, says }] };
}
