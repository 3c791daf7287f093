import { afterEach, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { Case } from '../../model/case.ts';
import type { JsonObject } from '../../model/json.ts';
import { contractOf, shippedContract, SHIPPED_CONTRACTS } from '../../../test/support/contracts.ts';
import { embeddedTarget } from '../mock-target.ts';
import { check, type CheckOptions } from '../check.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { readCleanupRule } from '../../exchange/cleanup.ts';
import { fuzzing } from './fuzzing.ts';
import { preview } from './plan.ts';
import { startStore, storeDocument, type Faults, type Store } from '../../../test/support/crud-server.ts';

let store: Store;
const started: Store[] = [];
afterEach(() => Promise.all(started.splice(0).map(({ close }) => close())));

const CREATE = {
  ...storeDocument(),
  'x-examples': 'exact',
  paths: {
    '/things': { post: (storeDocument()['paths'] as { '/things': JsonObject })['/things']['post'] as JsonObject },
  },
};

async function run(faults: Faults, options: CheckOptions = {}, document: object = CREATE): Promise<Run> {
  started.push((store = await startStore(faults)));
  const target = httpTarget(store.url);
  try {
    return await check(await contractOf(document), target, { phases: ['fuzzing'], seed: 1, ...options });
  } finally {
    await target.close();
  }
}

const told = ({ verdict, findings }: Run) => [
  verdict,
  ...findings.filter(({ severity }) => severity === 'violation').map(({ check: id, at }) => `${id} at ${at}`),
];
/** The body that a finding's curl line sends. */
const bodyOf = ({ findings }: Run) =>
  JSON.parse(/--data-raw '(.*)'$/.exec(findings[0]?.curl ?? '')?.[1] ?? 'null') as JsonObject | null;

test('a server that keeps to its contract is not accused', async () => {
  const result = await run({});
  expect(told(result)).toEqual(['conforms']);
  expect(result.fuzzing).toEqual({ seed: 1, maxExamples: 100, generated: 100, shrinks: 0 });
  expect(store.requests.length).toBe(100);
});

/** What a stranger's document is: its examples show what answers are like, and not what they are. */
const STRANGER = { ...CREATE, 'x-examples': 'illustrative' };

test('an operation of a foreign document is first sent a request that is accepted', async () => {
  const result = await run({}, {}, STRANGER);
  expect(told(result)).toEqual(['conforms']);
  expect(store.requests.length).toBe(101);
});

describe('a fault is found with the smallest request that shows it', () => {
  test('finds a failure above an amount', async () => {
    const result = await run({ fails: ({ amount }) => Number(amount) > 512 });
    expect(told(result)).toEqual(['violates', 'server-error at request body#/amount']);
    expect(bodyOf(result)).toMatchObject({ amount: 513 });
    expect(Object.keys(bodyOf(result) ?? {}).sort()).toEqual(['amount', 'kind', 'name']);
  });

  test('finds a failure at a character', async () => {
    const result = await run({ fails: ({ name }) => /[^\u0020-\u007e]/.test(String(name)) });
    expect(told(result)).toEqual(['violates', 'server-error at request body#/name']);
    expect([...String(bodyOf(result)?.['name'])].length).toBe(1);
  });

  test('finds a refusal of a value that the contract lists', async () => {
    const result = await run({ refuses: ({ kind, tags }) => kind === 'small' && Array.isArray(tags) });
    expect(told(result)).toEqual(['violates', 'acceptance at request body#/tags']);
    expect(bodyOf(result)).toMatchObject({ kind: 'small', tags: expect.any(Array) });
    expect(bodyOf(result)).not.toHaveProperty('amount');
  });

  test('finds invalid requests that the server accepts', async () => {
    const found = told(await run({ lenient: true }, { maxExamples: 300 }));
    expect(found).toEqual(
      expect.arrayContaining([
        'refusal at request body#/kind',
        'refusal at request body#/name',
        'refusal at request body#/amount',
      ]),
    );
  });

  test('finds a response with another value than was sent', async () => {
    expect(told(await run({ roundsUp: true }))).toEqual(['violates', 'bound-value at body#/amount']);
  });
});

test('the finding has the seed, and the same seed sends the same requests', async () => {
  const first = await run({ fails: ({ amount }) => Number(amount) > 512 });
  const sent = store.requests;
  const again = await run({ fails: ({ amount }) => Number(amount) > 512 });
  // A few are under way at once, and come in any order.
  expect([...store.requests].sort()).toEqual([...sent].sort());
  expect(again.findings.map(({ generated, fingerprint }) => [generated, fingerprint])).toEqual(
    first.findings.map(({ generated, fingerprint }) => [generated, fingerprint]),
  );
  expect(first.findings[0]?.generated).toEqual({ seed: 1, path: expect.stringMatching(/^\d+(:\d+)*$/) as unknown });
  expect([...(await run({}, { seed: 2 }), store.requests)].sort()).not.toEqual([...sent].sort());
});

test('a run of more examples begins with those of a shorter run', async () => {
  const contract = await contractOf(CREATE);
  const titles = async (maxExamples: number) =>
    (await preview(contract, { phases: ['fuzzing'], seed: 5, maxExamples })).map(({ id }) => id);
  expect((await titles(60)).slice(0, 20)).toEqual(await titles(20));
});

test('a seed is drawn and reported where none is given', async () => {
  const contract = await contractOf(CREATE);
  const { fuzzing, phases } = await check(contract, embeddedTarget(contract), { phases: ['fuzzing'], maxExamples: 3 });
  expect([fuzzing, phases]).toEqual([
    { seed: expect.any(Number), drawn: true, maxExamples: 3, generated: 3, shrinks: 0 },
    ['fuzzing'],
  ]);
});

describe('a signal ends the phase, and requests that were not generated are no cases', () => {
  const timeUp = new DOMException('the time is up', 'TimeoutError');

  test.each<[string, number, unknown, string[]]>([
    ['a run that was stopped is undecided', 7, undefined, ['the run was stopped at 7 of 1000 generated requests']],
    ['a time limit is part of the plan', 7, timeUp, []],
    [
      'an operation that the time did not suffice for is undecided',
      0,
      timeUp,
      ['the time was up before a generated request was sent'],
    ],
  ])('%s', async (_, after, reason, want) => {
    const stop = new AbortController();
    const result = await run(
      {},
      {
        workers: 1,
        signal: stop.signal,
        maxExamples: 1000,
        onEvent: (event) => {
          const done = event.kind === 'answered' ? event.done : event.kind === 'planned' ? 0 : -1;
          if (done === after) stop.abort(reason);
        },
      },
    );
    expect(result.results.length).toBe(after);
    expect(result.undecided.map((entry) => entry.reason)).toEqual(expect.arrayContaining(want));
    expect(result.verdict).toBe(want.length > 0 ? 'undecided' : 'conforms');
  });

  test('a target that was given up while a waived finding was made smaller is undecided', async () => {
    const contract = await contractOf(CREATE);
    let asked = 0;
    const failing = inProcessTarget('failing', () => {
      asked += 1;
      if (asked > 1) throw new Error('gone');
      return { status: 500, headers: [], body: new Uint8Array() };
    });
    const options: CheckOptions = { phases: ['fuzzing'], seed: 1, workers: 1, maxExamples: 1 };
    const { findings } = await check(contract, failing, options);
    asked = 0;
    const waivers = findings.map(({ fingerprint }) => ({ fingerprint, reason: 'known' }));
    const result = await check(contract, failing, { ...options, maxExamples: 50, waivers });
    expect([waivers.length, result.verdict]).toEqual([1, 'undecided']);
  });
});

test('everything created is deleted, also what requests created while another one was made smaller', async () => {
  const cleanup = new Map([
    [
      'createThing',
      readCleanupRule('DELETE /things/{$response.body#/id}') as NonNullable<ReturnType<typeof readCleanupRule>>,
    ],
  ]);
  const result = await run({ roundsUp: true }, { cleanup });
  expect(result.fuzzing?.shrinks).toBeGreaterThan(0);
  expect(store.requests.filter((line) => line.startsWith('DELETE')).length).toBeGreaterThan(10);
  expect([...store.things.keys()]).toEqual([]);
});

test('an operation that never accepts a request is undecided', async () => {
  const result = await run({ refuses: () => true }, { maxExamples: 30 });
  expect(result.undecided.map(({ reason }) => reason)).toEqual([
    'none of 31 generated requests that fit the contract was accepted (400)',
  ]);
});

test('an operation that accepts no first request is not sent generated ones', async () => {
  const result = await run({ refuses: () => true }, { maxExamples: 30 }, STRANGER);
  expect(result.undecided.map(({ reason }) => reason)).toEqual([
    'none of 6 requests that the contract allows was accepted (400)',
  ]);
  expect(result.fuzzing?.generated).toBe(0);
});

test('an operation without a known valid request is listed as not judged', async () => {
  const document = {
    paths: {
      '/a': {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: false } } },
          responses: { '200': { description: 'x' } },
        },
      },
    },
  };
  expect((await run({}, {}, document)).unjudged).toEqual([
    { operation: 'POST /a', reason: 'nothing was generated: no valid request is known to start from' },
  ]);
});

test.each(SHIPPED_CONTRACTS)('the mock of %s conforms', async (name) => {
  const contract = await shippedContract(name);
  const result = await check(contract, embeddedTarget(contract), { phases: ['fuzzing'], seed: 3, maxExamples: 150 });
  expect([...told(result), ...result.undecided]).toEqual(['conforms']);
});

test('a path is varied only where the method changes nothing', async () => {
  const contract = await contractOf(storeDocument());
  const cases = await preview(contract, { phases: ['fuzzing'], seed: 1, maxExamples: 60, allow: ['all'] });
  const paths = (method: string) =>
    new Set(
      cases
        .filter(({ operation, expect: { kind } }: Case) => operation.method === method && kind === 'accepted')
        .map(({ request }) => request.path),
    );
  expect(paths('GET').size).toBeGreaterThan(10);
  expect(paths('DELETE').size).toBe(1);
});

test('as many generated requests are announced as are made of each operation', () => {
  const contract = { operations: [{}, {}, {}] } as unknown as Contract;
  expect(fuzzing.limit?.(contract, {})).toBe(300);
  expect(fuzzing.announce?.([contract, contract], {})).toBe('up to 600 generated ones');
  expect(fuzzing.announce?.([contract], { maxExamples: 7 })).toBe('up to 21 generated ones');
});
