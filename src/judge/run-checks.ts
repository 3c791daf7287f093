import type { Violation } from '../model/finding.ts';
import { isWithin } from '../json/pointer.ts';
import type { Relation } from './behaviour/relation.ts';
import { CHECKS } from './checks/index.ts';
import { weigh } from './evidence.ts';
import type { Check, Judgement } from './judgement.ts';

/** A violation and the check that found it. */
export interface Reported {
  check: Check;
  violation: Violation;
}

/** The violations of one exchange, and the checks that crashed on it. */
export interface Judged {
  reported: Reported[];
  /** A check that threw, so that its result is unknown. */
  broken: { check: Check; error: unknown }[];
}

/** Runs every check of single exchanges on one exchange; one cause gives one violation. */
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

/** Compares each exchange with those before it: the violations that show only across the exchanges of a run. */
export function compareAcross(checks: readonly Check[] = CHECKS): (judgement: Judgement) => Reported[] {
  const all = checks.flatMap((check) => (check.across ? [{ check, compare: check.across() }] : []));
  return (judgement) =>
    all.flatMap(({ check, compare }) =>
      compare(judgement).map((violation) => ({ check, violation: weigh(judgement, check, violation) })),
    );
}

/** The violations in what several answers show together, each check's for itself. */
export function runChecksOn(
  relation: Relation,
  judged: Pick<Judgement, 'contract' | 'media' | 'response'>,
  checks: readonly Check[] = CHECKS,
): Reported[] {
  return checks.flatMap((check) =>
    (check.relates?.(relation) ?? []).map((violation) => ({ check, violation: weigh(judged, check, violation) })),
  );
}

/** Whether there is already a violation at the same place of the response, or around it. */
function isConsequence({ at }: Violation, reported: Reported[]): boolean {
  return reported.some(
    ({ violation }) =>
      (violation.severity !== 'note' || violation.evidence?.kind === 'inference') &&
      (violation.at === at || isWithin(at, violation.at) || (violation.at === 'body' && at.startsWith('body#'))),
  );
}
