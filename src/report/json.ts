import type { Finding, Run, Undecided } from '../model.ts';

/** For programs: described by schemas/report.schema.json, which each report names. */
export function json(runs: Run[]): string {
  const report = {
    $schema: 'https://unpkg.com/assay/schemas/report.schema.json',
    version: 1,
    verdict: runs.some(({ verdict }) => verdict === 'violates') ? 'violates' : runs.some(({ verdict }) => verdict === 'undecided') ? 'undecided' : 'conforms',
    runs: runs.map(describe),
  };
  // JSON leaves C1 controls and bidirectional marks as they are; a terminal must not act on them.
  return `${JSON.stringify(report, null, 2).replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

function describe(run: Run) {
  return {
    contract: run.contract.name,
    file: run.contract.file,
    target: run.target,
    verdict: run.verdict,
    phases: run.phases,
    duration: Math.round(run.duration),
    cases: run.results.map(({ case: of, exchange, findings, undecided }) => ({
      id: of.id,
      phase: of.phase,
      operation: of.operation.id,
      title: of.title,
      expect: of.expect.kind === 'refused' ? 'refused' : 'accepted',
      verdict: undecided ? 'undecided' : findings.some(({ severity }) => severity === 'violation') ? 'violates' : 'conforms',
      ...(exchange && 'response' in exchange.outcome && { status: exchange.outcome.response.status }),
      findings: findings.map(({ fingerprint }) => fingerprint),
    })),
    findings: run.findings.map(describeFinding),
    undecided: run.undecided.map((entry: Undecided) => entry),
    unspecified: run.unspecified.map(({ pointer, says }) => ({ pointer, says })),
  };
}

function describeFinding({ statement, ...finding }: Finding) {
  return { ...finding, ...(statement && { statement: { ...statement, ...(statement.document && { document: statement.document.title }) } }) };
}
