import type { Configuration, Run } from '../model/run.ts';
import type { Waiver } from '../model/finding.ts';
import { unspecified } from '../cases/plan.ts';
import { groupByCause } from '../judge/causes.ts';
import { judgeStatements } from '../judge/source-coverage.ts';
import { group, verdictOf } from '../judge/verdict.ts';
import { applyWaivers } from '../judge/waivers.ts';
import { reachOf } from './reach.ts';

/** What a run saw, before it comes to a verdict. */
export type SeenRun = Omit<
  Run,
  'findings' | 'configuration' | 'unspecified' | 'statements' | 'staleWaivers' | 'verdict' | 'reach'
>;

export interface ConcludeOptions {
  /** Lets notes count as violations. */
  strict?: boolean;
  /** Known deviations: a waived finding is shown and does not fail the run; a waiver that nothing needs fails it. */
  waivers?: readonly Waiver[];
  /** The day to which waivers hold, `2026-11-20`; the present day (UTC) unless given. */
  today?: string;
  /** What waivers call the target; its own name unless given. */
  targetName?: string;
  /** The file that target and waivers come from, for the reports. */
  configuration?: Configuration;
}

/** The run that comes of what was seen of one contract, live or recorded. */
export function concludeRun(seen: SeenRun, options: ConcludeOptions = {}): Run {
  const [run] = concludeRuns([seen], options);
  return run as Run;
}

/** The runs that come of what was seen of several contracts; stale waivers are listed with the first. */
export function concludeRuns(
  seen: SeenRun[],
  { strict = false, waivers = [], today = presentDay(), targetName, configuration }: ConcludeOptions = {},
): Run[] {
  const judged = seen.map((one) => ({ ...one, target: targetName ?? one.target, findings: group(one.results) }));
  const { findings, stale } = applyWaivers(judged, waivers, today);
  return seen.map((one, index): Run => {
    const own = { ...one, findings: findings[index] ?? [], staleWaivers: index === 0 ? stale : [] };
    return {
      ...own,
      reach: reachOf(one),
      findings: groupByCause(one.contract, own.findings),
      ...(configuration && { configuration }),
      unspecified: unspecified(one.contract),
      statements: judgeStatements(one.contract, one.results, own.findings),
      verdict: verdictOf(own, strict),
    };
  });
}

/** `2026-11-20`, in UTC. */
export function presentDay(): string {
  return new Date().toISOString().slice(0, 10);
}
