import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { contractOf, shippedContract } from '../../test/support/contracts.ts';
import { describeContract } from '../distribute/jobs/job-contract.ts';
import { answerQuestions } from '../distribute/jobs/questions.ts';
import { BEHAVIOUR_OPERATORS } from './behaviour/operators/index.ts';
import { openMutantSet } from './mutant-set.ts';
import { createBatchJudge, type Batch, type StartJudge } from './judge-in-threads.ts';
import { mutate } from './mutate.ts';
import type { MutationRun } from './mutation-run.ts';

const IMAGES = await shippedContract('openstack-image-v1');

/** Threads of this process, which get and give copies as real ones do. */
function threads(contract = IMAGES, dies: (batch: Batch, nth: number) => boolean = () => false) {
  const batches: Batch[] = [];
  let started = 0;
  const start: StartJudge = (contracts) => {
    expect(contracts).toEqual([describeContract(contract)]);
    const [inside, outside] = [new EventEmitter(), new EventEmitter()];
    const nth = (started += 1);
    const mutants = openMutantSet(contract);
    const port = Object.assign(inside, {
      postMessage: (said: unknown) => void outside.emit('message', structuredClone(said)),
    });
    answerQuestions(port, async (batch: Batch) => {
      batches.push(batch);
      if (!dies(batch, nth)) return createBatchJudge(await mutants)(batch);
      outside.emit('exit', 1);
      return new Promise(() => {});
    });
    return Object.assign(outside, {
      postMessage: (asked: unknown) => void setImmediate(() => inside.emit('message', structuredClone(asked))),
      terminate: () => {},
    });
  };
  return { start, batches, started: () => started };
}

/** All of a run but what the clock says. */
const said = ({ duration: _, contract: __, ...run }: MutationRun) => run;

const WHOLE = said(await mutate(IMAGES));

test.each([2, 3])('mutation with %i threads comes to what it comes to with one', async (jobs) => {
  const { start, batches, started } = threads();
  const done: number[] = [];
  const run = await mutate(IMAGES, { jobs, start, worthThreads: 0, onProgress: (count) => done.push(count) });
  expect(said(run)).toEqual(WHOLE);
  expect(started()).toBe(jobs);
  expect(done).toEqual(WHOLE.mutants.map((_, index) => index + 1));
  // Each mutant once, and none in this thread.
  const ranges = batches.toSorted((one, other) => one.from - other.from);
  expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)]);
  expect(ranges.at(-1)?.to).toBe(WHOLE.mutants.length);
});

test('mutation starts no thread for what is over soon', async () => {
  const { start, started } = threads();
  expect(said(await mutate(IMAGES, { jobs: 2, start, worthThreads: 60_000 }))).toEqual(WHOLE);
  expect(started()).toBe(0);
});

test('mutation of a contract of a URL starts no thread', async () => {
  const { start, started } = threads();
  const contract = { ...IMAGES, file: 'https://example.org/openapi.yaml' };
  expect(said(await mutate(contract, { jobs: 2, start, worthThreads: 0 }))).toEqual(WHOLE);
  expect(started()).toBe(0);
});

test('a thread that dies of a mutant costs nothing', async () => {
  const died = new Set<number>();
  const { start, started } = threads(
    IMAGES,
    ({ from }) => from % 3 === 1 && !died.has(from) && Boolean(died.add(from)),
  );
  expect(said(await mutate(IMAGES, { jobs: 2, start, worthThreads: 0 }))).toEqual(WHOLE);
  expect(died.size).toBeGreaterThan(1);
  expect(started()).toBe(2 + died.size);
});

test('mutants that every thread dies of are judged without threads', async () => {
  const { start, started } = threads(IMAGES, ({ from, to }) => from <= 40 && 40 < to);
  expect(said(await mutate(IMAGES, { jobs: 2, start, worthThreads: 0 }))).toEqual(WHOLE);
  expect(started()).toBeGreaterThanOrEqual(3);
});

test('mutation in threads that is stopped keeps what they answered', async () => {
  const stop = new AbortController();
  const { start } = threads();
  const run = await mutate(IMAGES, {
    ...{ jobs: 2, start, worthThreads: 0, signal: stop.signal },
    onProgress: (count) => void (count >= 3 && stop.abort()),
  });
  expect(run.undecided).toBe('it was stopped');
  expect(run.mutants.length).toBeGreaterThanOrEqual(3);
  expect(run.mutants.length).toBeLessThan(WHOLE.mutants.length);
  const ids = WHOLE.mutants.map(({ id }) => id);
  const places = run.mutants.map(({ id }) => ids.indexOf(id));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

test('threads find what is kept by a server, and what it does wrong, as one thread does', async () => {
  const item = {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'string' }, name: { type: 'string' } },
  };
  const content = (example: object) => ({ 'application/json': { schema: item, example } });
  const book = { id: 'b1', name: 'Emma' };
  const contract = await contractOf({
    paths: {
      '/books': {
        post: {
          operationId: 'addBook',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
                example: { name: 'Emma' },
              },
            },
          },
          responses: { 201: { description: 'made', content: content(book) } },
        },
      },
      '/books/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'b1' }],
        get: { operationId: 'readBook', responses: { 200: { description: 'it', content: content(book) } } },
      },
    },
  });
  const whole = said(await mutate(contract));
  const { start } = threads(contract);
  expect(said(await mutate(contract, { jobs: 2, start, worthThreads: 0 }))).toEqual(whole);
  const families = new Set(BEHAVIOUR_OPERATORS.map(({ family }) => family));
  expect(whole.mutants.filter(({ family }) => families.has(family)).length).toBeGreaterThan(1);
});
