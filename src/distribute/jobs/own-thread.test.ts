import { expect, test } from '@jest/globals';
import { loadContract } from '../../contract/load.ts';
import { jobOf, type Job } from './job.ts';
import { createJobJudge } from './judge-jobs.ts';
import { createOwnThread } from './own-thread.ts';

const CONTRACTS = [await loadContract('openapi/openstack-image-v1/openapi.yaml')];
const entry = (text: string) => ({ name: 'a#1', isHar: true, offset: 0, bytes: Buffer.from(text) });
const give = (job: Job) =>
  new Promise((resolve) => {
    const thread = createOwnThread(CONTRACTS);
    const said: unknown[] = [];
    for (const event of ['message', 'error', 'exit'] as const)
      thread.on(event as 'message', (...given) => {
        said.push([event, ...given]);
        if (event !== 'error') resolve(said);
      });
    thread.postMessage(job);
    said.push('is given');
  });

test('a job is done as another thread does it, once whoever gave it has gone on', async () => {
  const job = jobOf(7, [[0, entry('{}')]], [1]);
  expect(await give(job)).toEqual(['is given', ['message', createJobJudge(CONTRACTS)(job)]]);
});

test('what goes wrong in a job is the end of the thread, so that another does it again', async () => {
  const job = { ...jobOf(7, [], [1]), entries: undefined as unknown as Job['entries'] };
  expect(await give(job)).toEqual(['is given', ['error', expect.any(TypeError)], ['exit']]);
});
