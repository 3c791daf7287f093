import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import { hintsOf } from '../../cases/baseline/hints/read-hints.ts';
import { underOtherNames } from '../../cases/baseline/names.ts';
import { fingerprint } from '../../cases/valid-requests.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { requestMedia } from '../../messages/request-media.ts';
import type { AcceptedBase } from './baseline.ts';
import { isClientError } from '../../http/status.ts';

/** Cases of which those that a target refuses for a name that is taken are sent once more under another name. */
export interface Renaming {
  cases: Iterable<Case>;
  /** Whether a case is sent again, so that its answer says nothing yet. */
  isTaken(testCase: Case, exchange: Exchange): boolean;
}

/** What a renamed case carries, and which of its values are no names of its own. */
export type RenamingStart = Pick<AcceptedBase, 'overrides'> & Partial<Pick<AcceptedBase, 'isReference'>>;

/**
 * @param startOf undefined for an operation that makes nothing new, or whose documented requests are exact
 * @param isProvedByName whether what an operation makes is known by a name alone that no one else gives: it gets one each time
 */
export function renaming(
  contract: Contract,
  cases: readonly Case[],
  startOf: (operation: Operation) => RenamingStart | undefined,
  mark: () => string,
  isProvedByName: (operation: Operation) => boolean = () => false,
): Renaming {
  const waiting = cases.values();
  const again: Case[] = [];
  const conflicting = new Set<Operation>();
  const renamed = new WeakSet<Case>();

  function underAnotherName(testCase: Case): Case | undefined {
    const { operation, inputs, request, expect } = testCase;
    const { overrides, isReference } = startOf(operation) ?? {};
    const media = requestMedia(operation, inputs);
    if (!overrides || !media || inputs.body === undefined || expect.kind === 'refused') return undefined;
    // What no encoder wrote cannot be written anew.
    if (fingerprint(encodeRequest(operation, inputs, overrides)) !== fingerprint(request)) return undefined;
    const at = 'at' in expect ? /^request body(#.*)$/.exec(expect.at)?.[1] : undefined;
    const body = underOtherNames(contract, media, inputs.body, mark(), {
      ...(at !== undefined && { except: at }),
      ...(isReference && { isKept: isReference }),
    });
    if (body === inputs.body) return undefined;
    const changed = { ...inputs, body };
    const other = { ...testCase, inputs: changed, request: encodeRequest(operation, changed, overrides) };
    renamed.add(other);
    return other;
  }

  return {
    cases: {
      [Symbol.iterator]: () => ({
        next: () => {
          const next = again.shift() ?? waiting.next().value;
          if (next === undefined) return { done: true, value: undefined };
          const { operation } = next;
          const isOther = conflicting.has(operation) || (isProvedByName(operation) && startOf(operation) !== undefined);
          const other = isOther && !renamed.has(next) ? underAnotherName(next) : undefined;
          return { done: false, value: other ?? next };
        },
      }),
    },
    isTaken: (testCase, exchange) => {
      const { operation, expect } = testCase;
      if (expect.kind === 'refused' || !startOf(operation) || !saysTaken(exchange)) return false;
      conflicting.add(operation);
      if (renamed.has(testCase)) {
        // It is there under every name: that says something of what the target holds, and nothing of the request.
        if (expect.kind === 'accepted') testCase.expect = { ...expect, mayRefuse: true };
        return false;
      }
      const other = underAnotherName(testCase);
      if (other) again.push(other);
      return other !== undefined;
    },
  };
}

function saysTaken({ outcome }: Exchange): boolean {
  if (!('response' in outcome)) return false;
  const { status } = outcome.response;
  return isClientError(status) && hintsOf(outcome.response).some(({ wants }) => wants.kind === 'new');
}
