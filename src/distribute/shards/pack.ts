/** What a shard saw as plain data for its report: everything that a target had a hand in is masked. */
import type { Finding, Undecided } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Result } from '../../model/run.ts';
import type {
  ShardEntries,
  ShardFinding,
  ShardFold,
  ShardMessage,
  ShardPart,
  ShardReach,
  ShardResult,
} from '../../model/shard-report.ts';
import type { EntryGroups } from '../../judge/entries.ts';
import { sourceStatements } from '../../judge/source-coverage.ts';
import { describeStatement } from '../../report/json.ts';
import { maskedRequest, maskedResponse, type Masking, type MaskedMessage } from '../../report/masked-messages.ts';
import { plain } from '../../text/wording.ts';
import type { SeenRun } from '../../run/conclude-run.ts';
import { keptResults, type Fold } from '../../run/fold/fold.ts';
import type { ContractPart } from '../../run/recorded/recorded-part.ts';
import type { OperationReach } from '../../run/reach.ts';

/** What a shard saw of one contract by sending requests. */
export function packSeen(seen: SeenRun): ShardPart {
  const { contract, target, fold, undecided, unjudged, heldBack, leftovers, fuzzing, duration } = seen;
  const entries = (all: Undecided[]) => all.map((entry) => packEntry(seen, entry));
  return {
    target,
    operations: contract.operations.map(({ id }) => id),
    fold: packFold(seen, fold),
    undecided: entries(undecided),
    unjudged: entries(unjudged),
    heldBack: entries(heldBack),
    leftovers: entries(leftovers),
    duration,
    ...(fuzzing && { fuzzing }),
  };
}

/** What a shard saw of one contract in recorded traffic. */
export function packRecorded(masking: Masking, target: string, duration: number, part: ContractPart): ShardPart {
  const { fold, judged, operations, carriesCredentials, unjudged } = part;
  return {
    target,
    duration,
    operations: masking.contract.operations.map(({ id }) => id),
    fold: packFold(masking, fold),
    recorded: { judged, operations: [...operations], carriesCredentials, unjudged: packEntries(masking, unjudged) },
    ...{ undecided: [], unjudged: [], heldBack: [], leftovers: [] },
  };
}

function packFold(masking: Masking, fold: Fold): ShardFold {
  const { counts, phases, findings, touched, reached, undecided, kept } = fold;
  const numbers = new Map<Result, number>();
  for (const { result, number } of [...kept, ...[...findings.values()].map(({ shown }) => shown)])
    numbers.set(result, number);
  const sources = new Set(sourceStatements(masking.contract).map(({ pointer }) => pointer));
  return {
    counts,
    phases: [...phases],
    findings: [...findings.values()].map(({ finding, shown, size, first: [number, place] }) => ({
      finding: packFinding(masking, finding),
      shown: shown.number,
      size,
      first: [number, place],
    })),
    touched: [...touched].map(([operation, { touched: clauses, isAccepting }]) => ({
      operation,
      clauses: [...clauses].filter((clause) => sources.has(clause)),
      isAccepting,
    })),
    reached: [...reached].map(([operation, reach]) => packReach(masking, operation, reach)),
    undecided: packEntries(masking, undecided),
    results: keptResults(fold).map((result) => packResult(masking, result, numbers.get(result) ?? 0)),
    kept: kept.map(({ number }) => number),
  };
}

export function packEntries(masking: Pick<Masking, 'mask'>, { byReason, others }: EntryGroups): ShardEntries {
  return {
    groups: [...byReason.values()].map(({ entry, number, count }) => ({
      entry: packEntry(masking, entry),
      number,
      count,
    })),
    others,
  };
}

/** An entry with its texts masked. */
export function packEntry({ mask }: Pick<Masking, 'mask'>, entry: Undecided): Undecided {
  const safe = (text: string) => plain(mask(text));
  const { operation, case: title, reason, said, tried, sent, hint } = entry;
  return {
    ...(operation !== undefined && { operation }),
    ...(title !== undefined && { case: safe(title) }),
    reason: safe(reason),
    ...(said !== undefined && { said: safe(said) }),
    ...(tried && { tried: tried.map(safe) }),
    ...(sent && { sent: sent.map(safe) }),
    ...(hint !== undefined && { hint: safe(hint) }),
  };
}

function packReach({ mask }: Masking, operation: string, reach: OperationReach): ShardReach {
  const { failure, any, valid } = reach;
  const answer = (one: NonNullable<typeof any>) =>
    one.said === undefined ? one : { ...one, said: plain(mask(one.said)) };
  return {
    operation,
    isAnswered: reach.isAnswered,
    isSomethingThere: reach.isSomethingThere,
    ...(failure && { failure: { ...failure, message: plain(mask(failure.message)) } }),
    ...(any && { any: answer(any) }),
    ...(valid && { valid: answer(valid) }),
  };
}

/** Its texts are masked already, but for the name of its case. */
function packFinding({ mask }: Masking, { statement, ...finding }: Finding): ShardFinding {
  return {
    ...finding,
    case: plain(mask(finding.case)),
    ...(statement && { statement: describeStatement(statement) }),
  };
}

function packResult(masking: Masking, result: Result, number: number): ShardResult {
  const { case: testCase, exchange, findings, undecided } = result;
  const { id, phase, operation, title, inputs, expect } = testCase;
  const safe = (text: string) => plain(masking.mask(text));
  const { method, path, ...request } = maskedRequest(masking, result);
  const response = maskedResponse(masking, result);
  return {
    number,
    id: safe(id),
    phase,
    operation: operation.id,
    title: safe(title),
    expect: packExpect(expect),
    ...(inputs.mediaType !== undefined && { mediaType: inputs.mediaType }),
    request: { method, path, ...packMessage(request) },
    ...(response && {
      response: {
        status: response.status,
        ...packMessage(response),
        ...(response.incomplete !== undefined && { incomplete: response.incomplete }),
      },
    }),
    ...(exchange && 'failure' in exchange.outcome && { failure: safe(exchange.outcome.failure.message) }),
    ...(exchange?.startedAt !== undefined && { startedAt: exchange.startedAt }),
    ...(exchange && { duration: exchange.duration }),
    findings: findings.map((finding) => packFinding(masking, finding)),
    ...(undecided && { undecided: packEntry(masking, undecided) }),
  };
}

function packExpect(expect: Case['expect']): ShardResult['expect'] {
  return expect.kind === 'documented'
    ? { kind: expect.kind, example: expect.example.pointer }
    : { kind: expect.kind, clause: expect.clause, at: expect.at };
}

function packMessage({ headers, body }: MaskedMessage): ShardMessage {
  if (body.kind === 'none') return { headers };
  return body.kind === 'bytes'
    ? { headers, base64: Buffer.from(body.bytes).toString('base64') }
    : { headers, text: body.text };
}
