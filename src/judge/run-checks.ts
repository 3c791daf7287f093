import type { Violation } from '../model/finding.ts';
import { isWithin } from '../json/pointer.ts';
import { CHECKS } from './checks/index.ts';
import { weigh } from './evidence.ts';
import type { Check, Judgement } from './judgement.ts';

/** A violation and the check that found it. */
export interface Reported {
  check: Check;
  violation: Violation;
}

/** What the checks make of one exchange, and which of them crashed on it. */
export interface Judged {
  reported: Reported[];
  /** A check that threw: what it would have found is not known. */
  broken: { check: Check; error: unknown }[];
}

/** Holds one exchange against every check that judges an exchange by itself; one cause gives one violation. */
export function runChecks(judgement: Judgement, checks: readonly Check[] = CHECKS): Judged {
  const reported: Reported[] = [];
  const broken: Judged['broken'] = [];
  for (const check of checks) {
    try {
      for (const violation of check.each?.(judgement) ?? [])
        if (!isConsequence(violation, reported))
          reported.push({ check, violation: weigh(judgement, check, violation) });
    } catch (error) {
      broken.push({ check, error });
    }
  }
  return { reported, broken };
}

/** The violations that only show across the exchanges of a run. */
export function runChecksAcross(
  judgements: Judgement[],
  checks: readonly Check[] = CHECKS,
): { judged: Judgement; reported: Reported }[] {
  return checks.flatMap((check) =>
    (check.across?.(judgements) ?? []).map(({ judged, violation }) => ({
      judged,
      reported: { check, violation: weigh(judged, check, violation) },
    })),
  );
}

/** Whether something was already found at the same place in the answer, or at one that holds it. */
function isConsequence({ at }: Violation, reported: Reported[]): boolean {
  return reported.some(
    ({ violation }) =>
      (violation.severity !== 'note' || violation.evidence?.kind === 'inference') &&
      (violation.at === at || isWithin(at, violation.at) || (violation.at === 'body' && at.startsWith('body#'))),
  );
}
