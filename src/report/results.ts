import type { Result, Run } from '../model/run.ts';
import type { Finding, Verdict } from '../model/finding.ts';

/** The outcome of one case; waived findings do not count. */
export function verdictOfCase(run: Run, { findings, undecided }: Result): Verdict {
  if (undecided) return 'undecided';
  return findings.some(({ severity, fingerprint }) => severity === 'violation' && !waiverOf(run, fingerprint))
    ? 'violates'
    : 'conforms';
}

/** The waiver for a fingerprint, if any: a case's own findings do not have it. */
export function waiverOf(run: Run, fingerprint: string): Finding['waived'] {
  return indexOf(run).waivers.get(fingerprint);
}

/** The fingerprints of a finding: one for each place in which its cause shows. */
export function fingerprintsOf({ fingerprint, operations }: Finding): string[] {
  return operations?.map((one) => one.fingerprint) ?? [fingerprint];
}

/** The result of a case by the case's id. */
export function resultOf(run: Run, id: string): Result | undefined {
  return indexOf(run).results.get(id);
}

interface Index {
  results: Map<string, Result>;
  waivers: Map<string, Finding['waived']>;
}

const indices = new WeakMap<Run, Index>();

function indexOf(run: Run): Index {
  const known = indices.get(run);
  if (known) return known;
  const index: Index = {
    results: new Map(run.results.map((result) => [result.case.id, result])),
    waivers: new Map(
      run.findings.flatMap((finding) =>
        finding.waived ? fingerprintsOf(finding).map((fingerprint) => [fingerprint, finding.waived] as const) : [],
      ),
    ),
  };
  indices.set(run, index);
  return index;
}
