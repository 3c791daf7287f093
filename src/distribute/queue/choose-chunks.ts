/** What came of the chunks of a run, for the merge. Nothing in a result is taken on trust. */
import type { Undecided } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import type { ShardFold, ShardPart, ShardReport, SharedRun } from '../../model/shard-report.ts';
import { emptyFold } from '../../run/fold/fold.ts';
import { plain } from '../../text/wording.ts';
import { differenceOfRuns, type ChosenShards } from '../shards/choose-shards.ts';
import { unpackResult } from './chunk-result.ts';
import type { Outcome } from './coordinate.ts';

/** What a run was cut into. */
export interface PlannedChunks {
  run: SharedRun;
  count: number;
  /** Of recorded traffic. */
  isRecorded: boolean;
  /** Where the requests go, or what was recorded. */
  target: string;
  /** The operations of a chunk, for each contract of the run. */
  operationsOf: (index: number) => string[][];
}

/** Why a chunk has no result, by what ended the run. */
const REASONS: Record<Outcome['ending'], string> = {
  done: 'failed',
  stopped: 'was not done: the run was stopped',
  time: 'was not done: the time was up',
  refused: 'was not done: no worker takes part in the run',
  lost: 'was not done: workers heard nothing of this process any more',
};
const DO_AGAIN = 'Run it again, or do less of it.';
/** The most characters of a worker's own words. */
const MAX_WORDS = 300;

/**
 * One report for each chunk: that of the worker, or one that says nothing but why there is none. So no operation is missing from the run.
 * @param problemOf says what in a result is not as a shard's report is
 */
export function chooseChunks(
  planned: PlannedChunks,
  { results, failures, unknown, ending }: Outcome,
  problemOf: (report: Json) => string | undefined,
): ChosenShards {
  const doubts: Undecided[] = [];
  let input: string | undefined;
  const shards = Array.from({ length: planned.count }, (_, at): ShardReport => {
    const index = at + 1;
    const chunk = `chunk ${index} of ${planned.count}`;
    const operations = planned.operationsOf(index);
    const empty = emptyShard(planned, index, operations);
    const give = (reason: string): ShardReport => {
      doubts.push({ reason: plain(`${chunk} ${reason}`), hint: DO_AGAIN });
      return empty;
    };
    const packed = results.get(index);
    const failure = failures.get(index)?.slice(0, MAX_WORDS);
    if (!packed) return give(failure === undefined ? REASONS[ending] : `failed: ${failure}`);
    const read = unpackResult(packed, problemOf);
    if ('problem' in read) return give(`has a result that ${read.problem}`);
    const { report } = read;
    const why = foreign(report, index, planned, operations, input);
    if (why !== undefined) return give(`has a result of another run: ${why}`);
    input ??= report.run.input;
    return { ...report, run: planned.run };
  });
  if (!planned.isRecorded)
    for (const [index, count] of unknown)
      if (count > 0) shards[index - 1]?.parts[0]?.leftovers.push(mayBeLeft(index, planned.count));
  return { shards, doubts };
}

/** Why a report is not that of a chunk, as the end of a sentence; undefined if it is. */
function foreign(
  { index, count, run, parts, recorded }: ShardReport,
  expected: number,
  planned: PlannedChunks,
  operations: string[][],
  input: string | undefined,
): string | undefined {
  if (index !== expected || count !== planned.count) return `it is shard ${index} of ${count}`;
  if (parts.length !== operations.length || (recorded !== undefined) !== planned.isRecorded)
    return 'it has other parts';
  if (parts.some(({ operations: own }, at) => own.some((id) => !operations[at]?.includes(id))))
    return 'it speaks of other operations';
  return differenceOfRuns(run, { ...planned.run, ...(run.input !== undefined && { input: input ?? run.input }) });
}

function emptyShard(
  { run, count, target, isRecorded }: PlannedChunks,
  index: number,
  operations: string[][],
): ShardReport {
  const parts = operations.map((own): ShardPart => {
    const nothing = { undecided: [], unjudged: [], heldBack: [], leftovers: [] };
    const recorded = { judged: 0, operations: [], carriesCredentials: false, unjudged: NO_ENTRIES };
    return {
      target,
      duration: 0,
      operations: own,
      fold: emptyShardFold(),
      ...nothing,
      ...(isRecorded && { recorded }),
    };
  });
  return {
    ...{ index, count, run, parts },
    ...(isRecorded && { recorded: { exchanges: 0, unmatched: NO_ENTRIES, problems: [] } }),
  };
}

const NO_ENTRIES = { groups: [], others: 0 };

function emptyShardFold(): ShardFold {
  const { counts } = emptyFold();
  const lists = { phases: [], findings: [], touched: [], reached: [], results: [], kept: [] };
  return { counts, ...lists, undecided: NO_ENTRIES };
}

/** What was created is known to the process that created it. */
function mayBeLeft(index: number, count: number): Undecided {
  return {
    reason: `what a worker created before it ended in the middle of chunk ${index} of ${count}, if anything`,
    hint: 'The chunk was done again from its beginning, or not at all. Look at the target for what is left.',
  };
}
