import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import { respell, schemeSpelling, spellingBreach } from '../judge/checks/scheme-spelling.ts';
import type { Judge } from '../judge/judge.ts';
import type { Sender } from '../exchange/sender.ts';

/** Whether a documented request was refused for its credentials. */
export function isRefused({ expect }: Case, { outcome }: Exchange): boolean {
  return expect.kind === 'documented' && 'response' in outcome && outcome.response.status === 401;
}

/**
 * Sends a request whose credentials were refused once more, the scheme written in other letters (RFC 9110 §11.1).
 * Where that is accepted, the refusal is a violation.
 */
export async function trySpelling(testCase: Case, judge: Judge, sender: Sender): Promise<void> {
  const request = testCase.operation.security.length > 0 ? respell(testCase.request) : undefined;
  const exchange = request && (await sender.send({ ...testCase, request }));
  const violation = exchange && spellingBreach(testCase, exchange);
  if (violation) judge.report(testCase, { check: schemeSpelling, violation });
}
