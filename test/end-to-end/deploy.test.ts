/** The manifests under deploy/: their numbers agree, and what they run is as assay takes it. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { check } from '../../src/cli/commands/check.ts';
import { merge } from '../../src/cli/commands/merge.ts';
import { worker } from '../../src/cli/commands/worker.ts';
import { parseOptions, type GivenOptions } from '../../src/cli/options/options.ts';
import { readShard } from '../../src/distribute/shards/read-shard.ts';

interface Job {
  kind: string;
  metadata: { name: string };
  spec: {
    completionMode?: string;
    completions?: number;
    parallelism?: number;
    template: { spec: { containers: { command: string[]; env: { name: string; value: string }[] }[] } };
  };
}

const jobs = parseAllDocuments(readFileSync('deploy/kubernetes-shards.yaml', 'utf8'))
  .map((one) => one.toJS() as Job)
  .filter(({ kind }) => kind === 'Job');
const [shards, merging] = jobs as [Job, Job];
const containerOf = ({ spec }: Job) => spec.template.spec.containers[0]!;
const countIn = (job: Job) => containerOf(job).env.find(({ name }) => name === 'ASSAY_SHARD_COUNT')?.value;

/** The flags of the `assay` that a job runs. */
function given(job: Job, command: typeof check): GivenOptions {
  const line = containerOf(job).command.at(-1) ?? '';
  const [, words = ''] = new RegExp(`npx assay ${command.name} (.*?)(?: \\|\\||$)`, 's').exec(line) ?? [];
  return parseOptions(
    command,
    words.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replace(/^["']|["']$/g, '')) ?? [],
  );
}

test('the Kubernetes Job has as many completions as shards, and the merge waits for as many', () => {
  expect(shards.spec).toMatchObject({ completionMode: 'Indexed', completions: 8, parallelism: 8 });
  expect([countIn(shards), countIn(merging)]).toEqual(['8', '8']);
});

test('each pod of the Kubernetes Job does a shard of its own', () => {
  const all = Array.from({ length: 8 }, (_, index) =>
    readShard(given(shards, check).text('shard') ?? '', {
      JOB_COMPLETION_INDEX: String(index),
      ASSAY_SHARD_COUNT: countIn(shards),
    }),
  );
  expect(all.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('the Kubernetes Jobs write reports where the merge looks for them', () => {
  const [written] = given(shards, check).list('report');
  expect(written).toBe('json=/reports/shard-$JOB_COMPLETION_INDEX.json');
  expect(given(merging, merge).operands).toEqual(['/reports/shard-*.json']);
});

test('the workers on Kubernetes and the run that they do have one queue, and flags that assay knows', () => {
  const [workers, run] = parseAllDocuments(readFileSync('deploy/kubernetes-queue.yaml', 'utf8')).map(
    (one) => one.toJS() as Job,
  ) as [Job, Job];
  const wordsOf = (job: Job) =>
    containerOf(job)
      .command.at(-1)
      ?.split(' ')
      .slice(3)
      .map((word) => word.replace(/"/g, '')) ?? [];
  expect([workers.kind, run.kind]).toEqual(['Deployment', 'Job']);
  expect([wordsOf(workers)[0], wordsOf(run)[0]]).toEqual(['worker', 'check']);
  expect(parseOptions(worker, wordsOf(workers).slice(1)).text('queue')).toBe('$QUEUE');
  const checked = parseOptions(check, wordsOf(run).slice(1));
  expect([checked.text('queue'), checked.operands]).toEqual(['$QUEUE', ['staging']]);
  expect(containerOf(run).env).toEqual(containerOf(workers).env);
});
