import type { Breach } from '../model/finding.ts';
import { isWithin } from '../json/pointer.ts';
import { CHECKS } from './checks/index.ts';
import type { Check, Judgement } from './judgement.ts';

/** A breach and the check that found it. */
export interface Heard {
  check: Check;
  breach: Breach;
}

/** What the checks make of one exchange, and which of them broke down over it. */
export interface Judged {
  heard: Heard[];
  /** A check that threw: what it would have found is not known. */
  broken: { check: Check; error: unknown }[];
}

/** Holds one exchange against every check that judges an exchange by itself; one cause gives one breach. */
export function judge(judgement: Judgement, checks: readonly Check[] = CHECKS): Judged {
  const heard: Heard[] = [];
  const broken: Judged['broken'] = [];
  for (const check of checks) {
    try {
      for (const breach of check.each?.(judgement) ?? []) if (!isConsequence(breach, heard)) heard.push({ check, breach });
    } catch (error) {
      broken.push({ check, error });
    }
  }
  return { heard, broken };
}

/** The breaches that only show across the exchanges of a run. */
export function judgeAcross(judgements: Judgement[], checks: readonly Check[] = CHECKS): { judged: Judgement; heard: Heard }[] {
  return checks.flatMap((check) => (check.across?.(judgements) ?? []).map(({ judged, breach }) => ({ judged, heard: { check, breach } })));
}

/** Whether something was already found at the same place in the answer, or at one that holds it. */
function isConsequence({ at }: Breach, heard: Heard[]): boolean {
  return heard.some(
    ({ breach }) => breach.severity !== 'note' && (breach.at === at || isWithin(at, breach.at) || (breach.at === 'body' && at.startsWith('body#'))),
  );
}
