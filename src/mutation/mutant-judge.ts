import type { Contract, Operation } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Pointer } from '../model/json.ts';
import { byOperation } from '../cases/plan.ts';
import { CHECKS } from '../judge/checks/index.ts';
import { compareAcross, runChecks } from '../judge/run-checks.ts';
import { createBindings, prepareJudgement, type Judgement } from '../judge/judgement.ts';
import type { Mutant, Server } from './mutant.ts';

export interface Killer {
  check: string;
  case: string;
  /** The inference behind it, if it was only a note. */
  inference?: string;
}

/**
 * Judges the cases of a mutant's operation until one kills the mutant, and records every violated clause. Without a mutant,
 * judges the cases of the operation against the conforming server.
 */
export function createMutantJudge(contract: Contract, cases: Case[]) {
  const bindings = createBindings(contract);
  const grouped = byOperation(cases);
  return async (
    server: Server,
    operation: Operation,
    mutant: Mutant | undefined,
    needed: Set<Pointer>,
  ): Promise<Killer | undefined> => {
    const judgements: { testCase: Case; judged: Judgement }[] = [];
    let noted: Killer | undefined;
    for (const testCase of grouped.get(operation) ?? []) {
      const response = await (mutant ? mutant.answer(server, testCase.request) : server.answer(testCase.request));
      const { title, inputs, expect } = testCase;
      const judged = prepareJudgement(
        { contract, operation, title, inputs, expect, baseUrl: 'http://127.0.0.1' },
        response,
        bindings,
      );
      judgements.push({ testCase, judged });
      // A mutant shows by its difference from the contract. If the contract contradicts itself, there is no difference.
      if (!mutant && judged.obstacle) return { check: 'schema', case: testCase.id };
      const { reported } = runChecks(judged);
      const found = reported.find(({ violation }) => violation.severity !== 'note');
      if (found) {
        noteClauses(judged, needed);
        return { check: found.check.id, case: testCase.id };
      }
      const inferred = reported.find(
        ({ violation: { evidence } }) => evidence?.kind === 'inference' && evidence.because === undefined,
      );
      if (inferred) {
        noteClauses(judged, needed);
        noted ??= { check: inferred.check.id, case: testCase.id, inference: inferred.violation.statement?.says ?? '' };
      }
    }
    const across = compareAcross();
    for (const { testCase, judged } of judgements) {
      const [found] = across(judged);
      if (!found) continue;
      needed.add(found.violation.clause);
      return { check: found.check.id, case: testCase.id };
    }
    return mutant && noted;
  };
}

/** Every clause that an exchange violates, also as the consequence of another violation. */
function noteClauses(judged: Judgement, needed: Set<Pointer>): void {
  for (const check of CHECKS)
    for (const violation of check.each?.(judged) ?? []) if (violation.severity !== 'note') needed.add(violation.clause);
  for (const { pointer } of judged.errors) needed.add(pointer);
  if (judged.expect.kind === 'refused') needed.add(judged.expect.clause);
}
