import type { Configuration, Result, Run } from '../model/run.ts';
import type { Shard } from '../model/shard.ts';
import type { Waiver } from '../model/finding.ts';
import { unspecified } from '../cases/plan.ts';
import { groupByCause } from '../judge/causes.ts';
import { maskFinding } from '../judge/finding.ts';
import { listFindings } from '../judge/group-findings.ts';
import { judgeStatements } from '../judge/source-coverage.ts';
import { verdictOf } from '../judge/verdict.ts';
import { applyWaivers } from '../judge/waivers.ts';
import { keptResults, type Fold } from './fold/fold.ts';
import { mapResults } from './fold/spool.ts';
import { reachOf } from './reach.ts';

/** What a run saw, before it comes to a verdict. */
export interface SeenRun extends Omit<
  Run,
  | 'counts'
  | 'results'
  | 'findings'
  | 'configuration'
  | 'shard'
  | 'unspecified'
  | 'statements'
  | 'staleWaivers'
  | 'verdict'
  | 'reach'
> {
  /** What all cases came to. */
  fold: Fold;
}

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
  /** Set where the runs are parts, so that they do not show what is missing. */
  shard?: Shard;
  /** Set where parts of the runs are missing. */
  isPartial?: boolean;
}

/** The run that comes of what was seen of one contract, live or recorded. */
export function concludeRun(seen: SeenRun, options: ConcludeOptions = {}): Run {
  const [run] = concludeRuns([seen], options);
  return run as Run;
}

/** The runs that come of what was seen of several contracts; stale waivers are listed with the first. */
export function concludeRuns(
  seen: SeenRun[],
  {
    strict = false,
    waivers = [],
    today = presentDay(),
    targetName,
    configuration,
    shard,
    isPartial,
  }: ConcludeOptions = {},
): Run[] {
  const folded = seen.map(({ fold, ...one }) => ({
    ...one,
    target: targetName ?? one.target,
    counts: fold.counts,
    findings: listFindings(fold.findings).map((finding) => maskFinding(finding, one.mask)),
  }));
  const { findings, stale } = applyWaivers(folded, waivers, today, isPartial ?? shard !== undefined);
  return folded.map((one, index): Run => {
    const { contract, target, fold } = seen[index] as SeenRun;
    const own = { ...one, target, findings: findings[index] ?? [], staleWaivers: index === 0 ? stale : [] };
    return {
      ...own,
      results: keptResults(fold).map((result) => maskResult(result, one.mask)),
      ...(one.listed && { listed: mapResults(one.listed, (result) => maskResult(result, one.mask)) }),
      reach: reachOf({ ...own, reached: fold.reached }),
      findings: groupByCause(contract, own.findings),
      ...(configuration && { configuration }),
      ...(shard && { shard }),
      unspecified: unspecified(contract),
      statements: judgeStatements(contract, fold.touched, own.findings),
      verdict: verdictOf(own, strict),
    };
  });
}

/** What was written before all secrets were known is masked once more. */
function maskResult(result: Result, mask: Run['mask']): Result {
  return result.findings.length === 0
    ? result
    : { ...result, findings: result.findings.map((finding) => maskFinding(finding, mask)) };
}

/** `2026-11-20`, in UTC. */
export function presentDay(): string {
  return new Date().toISOString().slice(0, 10);
}
