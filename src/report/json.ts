import type { Statement } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import type { ShardReport } from '../model/shard-report.ts';
import { verdictOfCase } from './results.ts';
import { safe } from './wording.ts';
import { worst } from './summary.ts';
import { indented, mapped, objectPieces } from './printable-json.ts';

/** For programs: described by schemas/report.schema.json, which each report names. */
export function json(runs: Run[], options: { shard?: ShardReport } = {}): string {
  return [...jsonPieces(runs, options)].join('');
}

/** The same piece by piece, so that it may have any number of cases. */
export function* jsonPieces(runs: Run[], { shard }: { shard?: ShardReport } = {}): Iterable<string> {
  const head = { $schema: 'urn:assay:report:1', version: 1, verdict: worst(runs) };
  yield* objectPieces(head, ['runs', runs.map((run) => runPieces(run, '    '))], { ...(shard && { shard }) });
  yield '\n';
}

function runPieces(run: Run, indent: string): Iterable<string> {
  const { before, after } = describe(run);
  const cases = mapped(run.listed ?? run.results, (result) => [indented(describeCase(run, result), `${indent}    `)]);
  return objectPieces(before, ['cases', cases], after, indent);
}

function describeCase(run: Run, result: Result) {
  const { case: testCase, exchange, findings } = result;
  return {
    id: safe(run, testCase.id),
    phase: testCase.phase,
    operation: testCase.operation.id,
    title: safe(run, testCase.title),
    expect: testCase.expect.kind === 'documented' ? 'accepted' : testCase.expect.kind,
    verdict: verdictOfCase(run, result),
    ...(exchange && 'response' in exchange.outcome && { status: exchange.outcome.response.status }),
    findings: findings.map(({ fingerprint }) => fingerprint),
  };
}

function describe(run: Run) {
  const entry = ({ operation, case: title, reason, said, tried, sent, hint }: Undecided) => ({
    ...(operation !== undefined && { operation }),
    ...(title !== undefined && { case: safe(run, title) }),
    reason: safe(run, reason),
    ...(said !== undefined && { said: safe(run, said) }),
    ...(tried !== undefined && { tried: tried.map((line) => safe(run, line)) }),
    ...(sent !== undefined && { sent: sent.map((line) => safe(run, line)) }),
    ...(hint !== undefined && { hint: safe(run, hint) }),
  });
  const before = {
    contract: run.contract.name,
    file: run.contract.file,
    target: run.target,
    ...(run.configuration && { configuration: run.configuration }),
    verdict: run.verdict,
    phases: run.phases,
    duration: Math.round(run.duration),
    ...(run.fuzzing && { fuzzing: run.fuzzing }),
    ...(run.recorded && { recorded: run.recorded }),
    reach: {
      ...run.reach,
      refused: run.reach.refused.map(entry),
      notReached: run.reach.notReached.map(entry),
    },
    ...(!run.listed && run.counts.cases > run.results.length && { counts: run.counts }),
  };
  const after = {
    findings: run.findings.map((finding) => describeFinding(run, finding)),
    statements: run.statements.map(({ statement, verdict }) => ({ ...describeStatement(statement), verdict })),
    undecided: run.undecided.map(entry),
    unjudged: run.unjudged.map(entry),
    unspecified: run.unspecified.map(({ pointer, says }) => ({ pointer, says })),
    staleWaivers: run.staleWaivers,
    heldBack: run.heldBack.map(entry),
    leftovers: run.leftovers.map(entry),
  };
  return { before, after };
}

function describeFinding(run: Run, { statement, ...finding }: Finding) {
  return { ...finding, case: safe(run, finding.case), ...(statement && { statement: describeStatement(statement) }) };
}

/** A statement, with the title of its document; the model's other members are internal. */
export function describeStatement({ kind, pointer, says, document, at, printed, carried }: Statement) {
  return {
    kind,
    pointer,
    says,
    ...(document && { document: document.title }),
    ...(at !== undefined && { at }),
    ...(printed && { printed }),
    ...(carried !== undefined && { carried }),
  };
}
