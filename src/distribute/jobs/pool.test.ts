import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Job, JobAnswer, JobThread } from './job.ts';
import { createPool } from './pool.ts';

const job = (id: number): Job => ({ id, entries: [], bytes: new SharedArrayBuffer(0), keep: [] });
const answerTo = ({ id }: Job): JobAnswer => ({
  id,
  part: { exchanges: id, contracts: [], unmatched: { byReason: new Map(), others: 0 } },
  isReadable: true,
});

/** Threads that do what a function says with each job. */
function threads(react: (thread: EventEmitter, job: Job, nth: number) => void) {
  const started: EventEmitter[] = [];
  const start = (): JobThread => {
    const thread = new EventEmitter();
    const nth = started.push(thread);
    const postMessage = (given: Job) => void setImmediate(() => react(thread, given, nth));
    return Object.assign(thread, { postMessage, terminate: () => {} });
  };
  return { start, started };
}

async function run(react: Parameters<typeof threads>[0], count: number, size: number) {
  const { start, started } = threads(react);
  const answered: number[] = [];
  const givenUp: string[] = [];
  const pool = createPool<Job, JobAnswer>(start, size, {
    onAnswer: ({ id }) => void answered.push(id),
    onGivenUp: ({ id }, error) => void givenUp.push(`${id} ${error?.message}`),
  });
  for (let id = 0; id < count; id += 1) await pool.give(job(id));
  await pool.finish();
  await pool.close();
  return { answered: answered.sort((one, other) => one - other), givenUp, threads: started.length };
}

const all = (count: number) => Array.from({ length: count }, (_, id) => id);

test('every job is answered once, by as many threads as there may be', async () => {
  const { answered, threads: count } = await run((thread, given) => thread.emit('message', answerTo(given)), 20, 3);
  expect(answered).toEqual(all(20));
  expect(count).toBe(3);
});

test('the jobs of a thread that dies are done again by another one', async () => {
  const dying = (thread: EventEmitter, given: Job, nth: number) =>
    nth === 1 && given.id === 3 ? thread.emit('exit', 1) : thread.emit('message', answerTo(given));
  const { answered, givenUp, threads: count } = await run(dying, 10, 1);
  expect({ answered, givenUp, count }).toEqual({ answered: all(10), givenUp: [], count: 2 });
});

test('a job that three threads died of is given up, and all others are done', async () => {
  const dying = (thread: EventEmitter, given: Job) => {
    if (given.id !== 2) return thread.emit('message', answerTo(given));
    thread.emit('error', new Error('out of memory'));
    return thread.emit('exit', 1);
  };
  const { answered, givenUp, threads: count } = await run(dying, 6, 2);
  expect(answered).toEqual([0, 1, 3, 4, 5]);
  expect(givenUp).toEqual(['2 out of memory']);
  expect(count).toBeGreaterThanOrEqual(3);
});

test('a thread whose end would be that of the run takes no job that another died of', async () => {
  const taken: number[] = [];
  const { start } = threads((thread, given, nth) => {
    if (given.id === 0 && nth !== 2) return thread.emit('exit', 1);
    if (nth === 2) taken.push(given.id);
    return thread.emit('message', answerTo(given));
  });
  let begun = 0;
  const begin = () => Object.assign(start(), (begun += 1) === 2 && { isOwn: true as const });
  const givenUp: number[] = [];
  const pool = createPool<Job, JobAnswer>(begin, 2, { onAnswer: () => {}, onGivenUp: ({ id }) => givenUp.push(id) });
  for (const id of all(8)) await pool.give(job(id));
  await pool.finish();
  await pool.close();
  expect(givenUp).toEqual([0]);
  expect(taken).not.toContain(0);
  expect(taken.length).toBeGreaterThan(0);
});

test('what goes wrong with an answer ends the run', async () => {
  const { start } = threads((thread, given) => thread.emit('message', answerTo(given)));
  const pool = createPool<Job, JobAnswer>(start, 1, {
    onAnswer: () => {
      throw new Error('no such operation');
    },
    onGivenUp: () => {},
  });
  await pool.give(job(0));
  await expect(pool.finish()).rejects.toThrow('no such operation');
});
