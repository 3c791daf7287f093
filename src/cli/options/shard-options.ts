import { createHash } from 'node:crypto';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Shard } from '../../model/shard.ts';
import type { ShardReport, SharedRun } from '../../model/shard-report.ts';
import { describeRecorded, describeRun, describeSeen } from '../../distribute/shards/describe-shard.ts';
import { ownOperations } from '../../distribute/shards/own-part.ts';
import { readShard } from '../../distribute/shards/read-shard.ts';
import { UsageError } from '../../errors.ts';
import type { CheckOptions } from '../../run/check.ts';
import type { ConcludeOptions, SeenRun } from '../../run/conclude-run.ts';
import { chooseOperations, type OperationFilters } from '../../run/operation-filter.ts';
import type { SeenRecording } from '../../run/recorded/check-recorded.ts';
import type { GivenOptions, Option } from './options.ts';
import type { ReportRequest } from './report-options.ts';

export const SHARD_OPTION: Record<'shard', Option> = {
  shard: {
    value: 'N/M',
    about: 'Does the Nth of M parts of the run, for assay merge; auto takes both from the environment of a CI job.',
  },
};

/** A part of a run, and what it says for the merge. */
export interface ShardOfRun {
  shard: Shard;
  /** Is given the bytes of recordings. */
  onBytes(bytes: Buffer): void;
  /** What every shard of the run has in common, before a recording is read. */
  expected(): SharedRun;
  describe(seen: SeenRun[]): ShardReport;
  describeRecorded(contracts: Contract[], seen: SeenRecording): ShardReport;
}

/** What the results of a run depend on. */
interface Given {
  contracts: Contract[];
  options: CheckOptions;
  conclude: ConcludeOptions;
  keep?: number;
  isRecorded: boolean;
}

/**
 * The value of `--shard`, if it is given.
 * @throws UsageError if it is wrong, and where nothing could be merged
 */
export function readShardOption(
  given: GivenOptions,
  reports: readonly ReportRequest[],
  { phases = [], seed }: Pick<CheckOptions, 'phases' | 'seed'>,
): Shard | undefined {
  const text = given.text('shard');
  if (text === undefined) return undefined;
  const shard = readShard(text, process.env);
  if (!reports.some(({ format }) => format === 'json'))
    throw new UsageError(
      '--shard does a part of a run, and assay merge needs its JSON report',
      `For instance: --report json=shard-${shard.index}.json`,
    );
  if (phases.includes('fuzzing') && seed === undefined && given.list('har').length === 0)
    throw new UsageError(
      'each shard would draw a seed of its own, so that no run could repeat them',
      'Give all of them one --seed, such as the number of the CI run.',
    );
  return shard;
}

/** Limits the filters of a live run to the operations of a shard. */
export function filtersOf(shard: Shard, contracts: Contract[], filters: OperationFilters = {}): OperationFilters {
  const own = contracts.flatMap(
    (contract): Operation[] => ownOperations(contract, chooseOperations(contract, filters), shard).operations,
  );
  return { ...filters, own: new Set(own) };
}

export function shardOfRun(shard: Shard, { contracts, options, conclude, keep, isRecorded }: Given): ShardOfRun {
  const hash = createHash('sha256');
  const { strict = false, waivers = [], targetName, configuration } = conclude;
  const expected = (): SharedRun =>
    describeRun(contracts, {
      options: namedOptions(options, isRecorded),
      ...(keep !== undefined && keep !== Infinity && { keep }),
      strict,
      waivers: [...waivers],
      ...(targetName !== undefined && { targetName }),
      ...(configuration && { configuration }),
    });
  const run = (): SharedRun => ({ ...expected(), ...(isRecorded && { input: hash.digest('hex') }) });
  return {
    shard,
    expected,
    onBytes: (bytes) => void hash.update(bytes),
    describe: (seen) => describeSeen(shard, run(), seen),
    describeRecorded: (chosen, seen) => describeRecorded(shard, run(), chosen, seen),
  };
}

/** The options that results depend on, in words. Values that may be secret are left out. */
function namedOptions(options: CheckOptions, isRecorded: boolean): Record<string, string> {
  const { phases, seed, maxExamples, filters, overrides, allow, readOnly, maxFailures, requests } = options;
  const { only, exclude } = filters ?? {};
  const sent = {
    '--phases': phases?.join(','),
    '--seed': seed,
    '--max-examples': maxExamples,
    '--max-failures': maxFailures,
    '--read-only': readOnly === true ? '' : undefined,
    '--allow': allow?.join(' ') || undefined,
    '--header': overrides?.headers.map(([name]) => name).join(' ') || undefined,
    '--set': Object.keys(overrides?.set ?? {}).join(' ') || undefined,
    '--requests': Object.keys(requests ?? {}).join(' ') || undefined,
  };
  const all = {
    filters: only || exclude ? JSON.stringify({ only, exclude }) : undefined,
    ...(isRecorded ? { '--har': '' } : sent),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
