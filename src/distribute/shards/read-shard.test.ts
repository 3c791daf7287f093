import { expect, test } from '@jest/globals';
import { readShard } from './read-shard.ts';

test.each<[text: string, env: Record<string, string>, index: number, count: number]>([
  ['3/8', {}, 3, 8],
  ['10000/10000', {}, 10_000, 10_000],
  ['1/1', { CI_NODE_INDEX: '9', CI_NODE_TOTAL: '9' }, 1, 1],
  ['auto', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '8' }, 3, 8],
  ['auto', { CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '4' }, 1, 4],
  ['auto', { BUILDKITE_PARALLEL_JOB: '3', BUILDKITE_PARALLEL_JOB_COUNT: '4' }, 4, 4],
  ['auto', { SEMAPHORE_JOB_INDEX: '2', SEMAPHORE_JOB_COUNT: '2' }, 2, 2],
  ['auto', { BITBUCKET_PARALLEL_STEP: '1', BITBUCKET_PARALLEL_STEP_COUNT: '3' }, 2, 3],
  ['auto', { SYSTEM_JOBPOSITIONINPHASE: '1', SYSTEM_TOTALJOBSINPHASE: '3' }, 1, 3],
  ['auto', { AWS_BATCH_JOB_ARRAY_INDEX: '4', AWS_BATCH_JOB_ARRAY_SIZE: '5' }, 5, 5],
  ['auto', { SLURM_ARRAY_TASK_ID: '12', SLURM_ARRAY_TASK_MIN: '10', SLURM_ARRAY_TASK_COUNT: '5' }, 3, 5],
  ['auto', { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_COUNT: '5' }, 5, 5],
  ['auto', { SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_COUNT: '5' }, 1, 5],
  ['auto/6', { JOB_COMPLETION_INDEX: '5' }, 6, 6],
  ['auto', { JOB_COMPLETION_INDEX: '0', ASSAY_SHARD_COUNT: '6' }, 1, 6],
])('--shard %s with %j is shard %i of %i', (text, env, index, count) =>
  expect(readShard(text, env)).toEqual({ index, count }),
);

test.each<[text: string, env: Record<string, string>, message: string]>([
  ['3', {}, '--shard 3 is no shard'],
  ['a/b', {}, '--shard a/b is no shard'],
  ['0/8', {}, '--shard 0/8: there is no shard 0 of 8'],
  ['9/8', {}, '--shard 9/8: there is no shard 9 of 8'],
  ['1/0', {}, '--shard 1/0: there is no shard 1 of 0'],
  ['1/10001', {}, '--shard 1/10001: there is no shard 1 of 10001'],
  ['auto', {}, '--shard auto: no variable of the environment says which shard this is'],
  ['auto', { JOB_COMPLETION_INDEX: '0' }, 'JOB_COMPLETION_INDEX says which shard this is, and nothing says how many'],
  ['auto', { CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '8' }, '--shard auto (GitLab): there is no shard NaN of 8'],
  ['auto', { CIRCLE_NODE_INDEX: '8', CIRCLE_NODE_TOTAL: '8' }, '--shard auto (CircleCI): there is no shard 9 of 8'],
])('--shard %s with %j is refused: %s', (text, env, message) => expect(() => readShard(text, env)).toThrow(message));

test('a refused --shard auto names the variables that would tell', () => {
  const hint = /^These say it: CI_NODE_INDEX \(GitLab\), CIRCLE_NODE_INDEX \(CircleCI\), .* Else: --shard 3\/8$/;
  expect(() => readShard('auto', {})).toThrow(expect.objectContaining({ hint: expect.stringMatching(hint) }));
});
