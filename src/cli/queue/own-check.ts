/** What a worker does of a run that it found in a queue: with contracts, targets and credentials of its own. */
import { statSync } from 'node:fs';
import { isDocumentPath } from '../../document/find.ts';
import { packResult } from '../../distribute/queue/chunk-result.ts';
import { readQueuedRun, type QueuedRun } from '../../distribute/queue/queued-run.ts';
import type { DoOptions, DoneWork } from '../../distribute/queue/chunk-work.ts';
import { differenceOfRuns } from '../../distribute/shards/choose-shards.ts';
import { UsageError } from '../../errors.ts';
import type { Json } from '../../model/json.ts';
import { observeEach, type RunEvent } from '../../run/check.ts';
import { chooseOperations } from '../../run/operation-filter.ts';
import { openTarget } from '../checking/open-target.ts';
import { readCheck, type GivenCheck } from '../checking/read-check.ts';
import { CHECK_OPTIONS } from '../options/check-options.ts';
import { readJobs } from '../options/jobs-option.ts';
import { readKeep } from '../options/kept-results.ts';
import type { GivenOptions } from '../options/options.ts';
import { parseOptions, type Command } from '../options/options.ts';
import { insideFolder, QUEUED_FLAGS } from '../options/queue-options.ts';
import { filtersOf, shardOfRun } from '../options/shard-options.ts';
import { judgeRecordings } from '../recordings.ts';
import { createProblemOf } from '../saved-report.ts';
import type { Io } from '../terminal/io.ts';

/** What a worker has of its own. */
export interface OwnOptions {
  /** Its flags, as `assay check` takes them. */
  args: string[];
  /** The one server that runs may name by its URL. */
  target?: string;
}

/** A run that a worker takes part in. */
export interface OwnCheck {
  run: QueuedRun;
  isRecorded: boolean;
  do(index: number, options: DoOptions): Promise<DoneWork>;
}

type Parsed = Pick<Command, 'name' | 'options' | 'maxOperands'>;
const CHECK: Parsed = { name: 'check', options: CHECK_OPTIONS, maxOperands: Infinity };
const QUEUED: Parsed = {
  ...CHECK,
  options: Object.fromEntries(
    QUEUED_FLAGS.flatMap((name) => (CHECK_OPTIONS[name] ? [[name, CHECK_OPTIONS[name]]] : [])),
  ),
};

/**
 * Makes ready for a run.
 * @param description what the queue says of it
 * @throws UsageError if this worker cannot take part: it lacks something, or has another contract, or other options
 */
export async function openOwnCheck(id: string, description: string, own: OwnOptions, io: Io): Promise<OwnCheck> {
  const problemOf = createProblemOf('report', '#/$defs/sharedRun');
  const run = readQueuedRun(description, id, (value) => problemOf(value as Json) === undefined);
  if (!run) throw new UsageError('what the queue says of it is no run of this version of assay');
  const queued = parseOptions(QUEUED as Command, run.args);
  for (const operand of queued.operands)
    if (/[/\\]/.test(operand) || isDocumentPath(operand)) insideFolder(operand, 'the contract');
  for (const file of queued.list('har')) refuseMissing(file);
  const given = parseOptions(CHECK as Command, [...own.args, ...run.args]);
  const check = await readCheck(given, io);
  refuseForeignTarget(check, own);
  const { contracts, setup, conclude, recordings } = check;
  const isRecorded = recordings.length > 0;
  const keep = readKeep(given.text('keep'));
  const shared = { contracts, options: setup.options, conclude, keep, isRecorded };
  const why = differenceOfRuns(shardOfRun({ index: 1, count: 1 }, shared).expected(), run.run);
  if (why !== undefined) throw new UsageError(`here, ${why}`);
  const doChunk = isRecorded ? judgeChunk : sendChunk;
  return {
    run,
    isRecorded,
    do: (index, options) => doChunk({ given, check, keep, shard: { index, count: run.count } }, options, io),
  };
}

function refuseMissing(file: string): void {
  insideFolder(file, 'the recording');
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`${file}: there is no such recording here`);
}

/** Who can write to the queue could have requests sent anywhere, and credentials with them. */
function refuseForeignTarget({ setup: { url, name } }: GivenCheck, { target }: OwnOptions): void {
  if (url === undefined || name !== undefined || url === target) return;
  throw new UsageError(
    target === undefined
      ? `it is about the server ${url}, and nothing here names that: --target ${url}`
      : `it is about the server ${url}, and this worker is for ${target}`,
  );
}

interface OwnChunk {
  given: GivenOptions;
  check: GivenCheck;
  keep: number;
  shard: { index: number; count: number };
}

async function sendChunk(
  { check: { contracts, setup, conclude }, keep, shard }: OwnChunk,
  { signal, pace, onProgress }: DoOptions,
): Promise<DoneWork> {
  // The rate is that of all workers, and each request waits for its turn.
  const { rate, filters, ...options } = setup.options;
  const onEvent = (event: RunEvent) =>
    event.kind === 'answered' && onProgress({ done: event.done, violations: event.violations });
  const seen = await observeEach(contracts, (contract) => openTarget(contract, setup, pace), {
    ...{ ...options, ...conclude, shard, keep, signal, onEvent, cleanup: setup.cleanup },
    filters: filtersOf(shard, contracts, filters),
  });
  const report = shardOfRun(shard, { contracts, options: setup.options, conclude, keep, isRecorded: false }).describe(
    seen,
  );
  return { packed: packResult(report), leftovers: seen.reduce((sum, { leftovers }) => sum + leftovers.length, 0) };
}

async function judgeChunk(
  { given, check: { contracts, setup, conclude, recordings }, keep, shard }: OwnChunk,
  { onProgress }: DoOptions,
  io: Io,
): Promise<DoneWork> {
  const part = shardOfRun(shard, { contracts, options: setup.options, conclude, keep, isRecorded: true });
  const chosen = contracts.map((contract) => chooseOperations(contract, setup.options.filters));
  const stage: Io['stage'] = (now) => onProgress({ done: now?.done?.count ?? 0, violations: 0 });
  const options = { keep, spools: [], jobs: readJobs(given), shard, onBytes: part.onBytes };
  const seen = await judgeRecordings(chosen, recordings, options, { ...io, stage });
  return { packed: packResult(part.describeRecorded(chosen, seen)), leftovers: 0 };
}
