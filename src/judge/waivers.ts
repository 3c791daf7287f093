import type { Run } from '../model/run.ts';
import type { Finding, Waiver } from '../model/finding.ts';
import { isWithin } from '../json/pointer.ts';
import { verdictOf } from './verdict.ts';

/**
 * Runs with their known deviations waived: a waived finding is shown and does not fail the run.
 * A waiver that has expired waives nothing and fails the run, and so does one that nothing needs.
 * @param today `2026-11-20`; a waiver holds up to and with the day that it expires
 * @param target the name of the target, for waivers that are limited to one
 */
export function applyWaivers(runs: Run[], waivers: Waiver[], today: string, target?: string, strict = false): Run[] {
  const names = new Set(runs.map(({ contract }) => contract.name));
  const concerned = waivers.filter(
    (waiver) => (!waiver.target || waiver.target === target) && (!waiver.contract || names.has(waiver.contract)),
  );
  const used = new Set<Waiver>();
  const waived = runs.map((run) => {
    const covering = (finding: Finding) =>
      concerned.find((waiver) => {
        if ((waiver.contract && waiver.contract !== run.contract.name) || !covers(waiver, finding)) return false;
        used.add(waiver);
        return !hasExpired(waiver, today);
      });
    const findings = run.findings.map((finding): Finding => {
      const waiver = covering(finding);
      return waiver
        ? { ...finding, waived: { reason: waiver.reason, ...(waiver.expires && { expires: waiver.expires }) } }
        : finding;
    });
    return { ...run, findings };
  });
  const stale = concerned.flatMap((waiver) =>
    hasExpired(waiver, today)
      ? [`the waiver ${say(waiver)} expired on ${waiver.expires}`]
      : used.has(waiver)
        ? []
        : [`the waiver ${say(waiver)} waives nothing any more`],
  );
  // Told once, with the first run.
  return waived.map((run, index) => {
    const changed = { ...run, staleWaivers: index === 0 ? stale : [] };
    return { ...changed, verdict: verdictOf(changed, strict) };
  });
}

function covers({ fingerprint, check, pointer }: Waiver, finding: Finding): boolean {
  if (fingerprint !== undefined) return finding.fingerprint === fingerprint;
  return finding.check === check && pointer !== undefined && isWithin(finding.clause, pointer);
}

function hasExpired({ expires }: Waiver, today: string): boolean {
  return expires !== undefined && expires < today;
}

function say({ fingerprint, check, pointer }: Waiver): string {
  return fingerprint ?? `of ${check} at ${pointer}`;
}
