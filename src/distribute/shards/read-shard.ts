import { UsageError } from '../../errors.ts';
import type { Shard } from '../../model/shard.ts';

/** How a system for CI or batches tells a job which of several it is. */
interface System {
  name: string;
  index: string;
  /** What is set to the first index: a number, or the variable that holds it. */
  from: 0 | 1 | string;
  /** What is set to how many there are. */
  count?: string;
}

/** Where a count is taken from that the system does not tell. */
const COUNT = 'ASSAY_SHARD_COUNT';

const SYSTEMS: readonly System[] = [
  { name: 'GitLab', index: 'CI_NODE_INDEX', from: 1, count: 'CI_NODE_TOTAL' },
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', from: 0, count: 'CIRCLE_NODE_TOTAL' },
  { name: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', from: 0, count: 'BUILDKITE_PARALLEL_JOB_COUNT' },
  { name: 'Semaphore', index: 'SEMAPHORE_JOB_INDEX', from: 1, count: 'SEMAPHORE_JOB_COUNT' },
  { name: 'Bitbucket', index: 'BITBUCKET_PARALLEL_STEP', from: 0, count: 'BITBUCKET_PARALLEL_STEP_COUNT' },
  { name: 'Azure Pipelines', index: 'SYSTEM_JOBPOSITIONINPHASE', from: 1, count: 'SYSTEM_TOTALJOBSINPHASE' },
  { name: 'AWS Batch', index: 'AWS_BATCH_JOB_ARRAY_INDEX', from: 0, count: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  { name: 'Slurm', index: 'SLURM_ARRAY_TASK_ID', from: 'SLURM_ARRAY_TASK_MIN', count: 'SLURM_ARRAY_TASK_COUNT' },
  { name: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', from: 0 },
];

/** The most shards of a run. */
const MAX_SHARDS = 10_000;

/**
 * The value of `--shard`: `3/8`, `auto` for what the environment says, or `auto/8` where that says no count.
 * @throws UsageError for anything else, and where the environment does not say it
 */
export function readShard(text: string, env: NodeJS.ProcessEnv): Shard {
  const [, index, count] = /^(\d{1,9}|auto)(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  if (index === undefined || (index !== 'auto' && count === undefined))
    throw new UsageError(`--shard ${text} is no shard`, 'For instance: --shard 3/8, or --shard auto in a CI job.');
  if (index !== 'auto') return checked({ index: Number(index), count: Number(count) }, `--shard ${text}`);
  const system = SYSTEMS.find((one) => env[one.index] !== undefined);
  if (!system)
    throw new UsageError(
      `--shard ${text}: no variable of the environment says which shard this is`,
      `These say it: ${SYSTEMS.map((one) => `${one.index} (${one.name})`).join(', ')}. Else: --shard 3/8`,
    );
  const counted = count ?? env[COUNT] ?? (system.count && env[system.count]);
  if (counted === undefined)
    throw new UsageError(
      `--shard ${text}: ${system.index} says which shard this is, and nothing says how many there are`,
      `Set ${system.count ?? COUNT}, or give the number: --shard auto/8`,
    );
  const first = typeof system.from === 'number' ? system.from : Number(env[system.from] ?? 1);
  const position = Number(env[system.index]) - first + 1;
  return checked({ index: position, count: Number(counted) }, `--shard ${text} (${system.name})`);
}

function checked({ index, count }: Shard, given: string): Shard {
  if (Number.isInteger(count) && count <= MAX_SHARDS && Number.isInteger(index) && index >= 1 && index <= count)
    return { index, count };
  throw new UsageError(
    `${given}: there is no shard ${index} of ${count}`,
    `Shards are counted from 1, and there are at most ${MAX_SHARDS}.`,
  );
}
