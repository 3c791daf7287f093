import type { Run } from '../model/run.ts';
import type { Finding, Waiver } from '../model/finding.ts';
import { isWithin } from '../json/pointer.ts';

/** The findings of each run, marked as waived if a waiver covers them; and messages about the stale waivers. */
export interface Waived {
  findings: Finding[][];
  stale: string[];
}

/**
 * Marks the findings that are known deviations. A waiver is stale if it has expired, which also ends its effect, or if no run
 * needs it. A waiver for another target or contract is ignored. A run that judged nothing, for instance because it did not
 * reach the target, does not show that a waiver is not needed.
 * @param today `2026-11-20`; a waiver is valid until the end of its day
 * @param isPart set where the runs are parts of others: what needs a waiver may lie in another part
 */
export function applyWaivers(
  runs: Pick<Run, 'contract' | 'target' | 'findings' | 'counts'>[],
  waivers: readonly Waiver[],
  today: string,
  isPart = false,
): Waived {
  const applicable = waivers.filter((waiver) => runs.some((run) => concerns(waiver, run)));
  const used = new Set<Waiver>();
  const findings = runs.map((run) =>
    run.findings.map((finding): Finding => {
      const waiver = applicable.find((one) => !hasExpired(one, today) && concerns(one, run) && covers(one, finding));
      if (!waiver) return finding;
      used.add(waiver);
      return { ...finding, waived: { reason: waiver.reason, ...(waiver.expires && { expires: waiver.expires }) } };
    }),
  );
  const stale = applicable.flatMap((waiver) =>
    hasExpired(waiver, today)
      ? [`the waiver ${formatWaiver(waiver)} expired on ${waiver.expires}`]
      : isPart || used.has(waiver) || !runs.some((run) => concerns(waiver, run) && hasJudged(run))
        ? []
        : [`the waiver ${formatWaiver(waiver)} waives nothing any more`],
  );
  return { findings, stale };
}

function hasJudged({ counts }: Pick<Run, 'counts'>): boolean {
  return counts.cases > counts.undecided;
}

/** The waivers of a run, today's date, and the names of its contract and target. */
export interface WaivedBy {
  waivers: readonly Waiver[];
  today: string;
  run: Pick<Run, 'contract' | 'target'>;
}

/** Whether a waiver covers a violation, during the run. */
export function isWaived(violation: Pick<Finding, 'fingerprint' | 'check' | 'clause'>, by: WaivedBy): boolean {
  return by.waivers.some((one) => !hasExpired(one, by.today) && concerns(one, by.run) && covers(one, violation));
}

function concerns({ target, contract }: Waiver, run: Pick<Run, 'contract' | 'target'>): boolean {
  return (!target || target === run.target) && (!contract || contract === run.contract.name);
}

function covers(
  { fingerprint, check, pointer }: Waiver,
  finding: Pick<Finding, 'fingerprint' | 'check' | 'clause'>,
): boolean {
  if (fingerprint !== undefined) return finding.fingerprint === fingerprint;
  return finding.check === check && pointer !== undefined && isWithin(finding.clause, pointer);
}

function hasExpired({ expires }: Waiver, today: string): boolean {
  return expires !== undefined && expires < today;
}

function formatWaiver({ fingerprint, check, pointer }: Waiver): string {
  return fingerprint ?? `of ${check} at ${pointer}`;
}
