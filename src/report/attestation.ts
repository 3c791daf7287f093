import type { Run } from '../model/run.ts';
import { conformanceOf, sourceOf } from './conformance.ts';
import { writeJson } from './printable-json.ts';
import { formatEntry, formatTarget, safe } from './wording.ts';

/**
 * A statement of conformance for programs: an in-toto Statement (in-toto attestation framework, v1). Its subject is the JSON report of
 * the same runs, by digest, so that who holds that report can prove that it is the evidence.
 */
export function attestation(runs: Run[], { now = new Date() }: { now?: Date } = {}): string {
  const about = runs.map((run) => conformanceOf(run, runs, now));
  return writeJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: about.slice(0, 1).map(({ evidence }) => ({ name: 'report.json', digest: evidence })),
    predicateType: 'urn:assay:conformance:1',
    predicate: {
      conformance: runs.map((run, nth) => {
        const { evidence: _, ...own } = about[nth] ?? conformanceOf(run, runs, now);
        return {
          ...own,
          target: safe(run, formatTarget(run)),
          sentences: run.statements.map(({ statement, verdict }) => ({
            says: statement.says,
            source: sourceOf(statement),
            verdict,
          })),
          violations: run.findings
            .filter(({ severity, waived }) => severity === 'violation' && !waived)
            .map(({ check, operation, message, fingerprint }) => ({
              check,
              operation,
              message: safe(run, message),
              fingerprint,
            })),
          undecided: run.undecided.map((entry) => formatEntry(run, entry)),
        };
      }),
    },
  });
}
