import type { Contract, Operation } from '../model/contract.ts';
import { isObject } from '../json/pointer.ts';

/**
 * "This endpoint is not authenticated", "No token is required", "can be called without authentication"; not "401 if the caller is not
 * authenticated".
 */
const OPEN =
  /\b(?:endpoint|route|operation|resource|call|method|page|url|api|it) (?:is|are|does|do) not (?:authenticated|protected|(?:need|require)(?: any)? (?:authentication|authorization|credentials|a token|a log-?in))|\bno (?:authentication|authorization|credentials|token|api[- ]key|log-?in)(?: (?:is|are))? (?:required|needed|necessary)|\b(?:authentication|authorization|credentials|token) (?:is|are) not (?:required|needed|necessary)|\b(?:unauthenticated|public(?:ly accessible)?) (?:endpoint|route|operation)|\b(?:called|used|accessed|available|works?) without (?:authentication|authorization|credentials|a token|logging in)/i;

/** Whether the contract says in words that an operation takes requests without credentials, whatever its `security` says. */
export function isOpenInWords(contract: Contract, { pointer }: Operation): boolean {
  const { value } = contract.resolve(pointer);
  return (
    isObject(value) &&
    [value['summary'], value['description']].some((text) => typeof text === 'string' && OPEN.test(text))
  );
}
