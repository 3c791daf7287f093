import { expect, test } from '@jest/globals';
import type { Exchange, Request, Target } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check } from '../check.ts';

const document = (more: object = {}) => ({
  ...more,
  paths: {
    '/pets': {
      get: { operationId: 'listPets', responses: { 200: { description: '' } } },
      post: {
        operationId: 'createPet',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object' }, example: { name: 'Rex' } } },
        },
        responses: { 201: { description: '' }, 400: { description: '' } },
      },
    },
  },
});

const isJson = ({ body = new Uint8Array() }: Request) => {
  try {
    return isObject(JSON.parse(new TextDecoder().decode(body)) as Json);
  } catch {
    return false;
  }
};

/** What is found of a server that does something odd to some requests; `nth` counts how often each came. */
async function found(odd: (request: Request, nth: number) => number | 'drop' | 'gone' | undefined, more?: object) {
  const contract = await contractOf(document(more));
  const came = new Map<string, number>();
  const normal = inProcessTarget('pets', (request) => ({
    status: request.method === 'GET' ? 200 : isJson(request) ? 201 : 400,
    headers: [],
    body: new Uint8Array(),
  }));
  const target: Target = {
    ...normal,
    send: async (request): Promise<Exchange> => {
      const key = `${request.method} ${new TextDecoder().decode(request.body)}`;
      const nth = (came.get(key) ?? 0) + 1;
      came.set(key, nth);
      const what = odd(request, nth);
      if (what === undefined) return normal.send(request);
      const outcome =
        what === 'drop'
          ? { failure: { kind: 'reset' as const, message: 'the target closed the connection without an answer' } }
          : what === 'gone'
            ? { failure: { kind: 'unreachable' as const, message: 'nothing listens there (connection refused)' } }
            : { response: { status: what, headers: [], body: new Uint8Array() } };
      return { request, outcome, duration: 1, retries: 0 };
    },
  };
  const { findings, undecided, unjudged } = await check(contract, target, {
    phases: ['examples', 'coverage'],
    workers: 1,
  });
  const violations = findings.filter(({ severity }) => severity === 'violation');
  return {
    violations: [...new Set(violations.map(({ check: id, actual }) => `${id} ${actual}`))],
    undecided: [...new Set(undecided.map(({ reason }) => reason))],
    unjudged: [...new Set(unjudged.map(({ reason }) => reason))],
  };
}

const isOdd = (request: Request) => request.method === 'POST' && !isJson(request);

test('a connection that is dropped on an odd request each time is a violation', async () => {
  expect(await found((request) => (isOdd(request) ? 'drop' : undefined))).toEqual({
    violations: ['server-error no answer'],
    undecided: [],
    unjudged: [],
  });
});

test('a target that drops a connection, and is not there when the request is sent again, may have been stopped by it', async () => {
  let gone = false;
  const { violations, unjudged } = await found((request) => {
    if (gone) return 'gone';
    if (!isOdd(request)) return undefined;
    gone = true;
    return 'drop';
  });
  expect(violations).toEqual([]);
  expect(unjudged).toEqual([
    'the connection was dropped, and nothing listened there when it was sent again: it may have stopped the target',
  ]);
});

test('a connection that is dropped once is listed, and nobody is accused', async () => {
  expect(await found((request, nth) => (isOdd(request) && nth === 1 ? 'drop' : undefined))).toEqual({
    violations: [],
    undecided: [],
    unjudged: ['the connection was dropped, and not when it was sent again'],
  });
});

test('a target that answers nothing any more leaves the run undecided', async () => {
  let isDown = false;
  const { violations, undecided } = await found((request) => ((isDown ||= isOdd(request)) ? 'drop' : undefined));
  expect(violations).toEqual([]);
  expect(undecided).toContain('the target closed the connection without an answer');
});

test('a request that may create something is not sent again', async () => {
  const sent: number[] = [];
  const { undecided } = await found((request, nth) => {
    if (request.method !== 'POST' || !isJson(request)) return undefined;
    sent.push(nth);
    return 'drop';
  });
  expect(Math.max(...sent)).toBe(1);
  expect(undecided).toEqual(['the target closed the connection without an answer']);
});

test.each<[string, (nth: number) => number | undefined, object, string[]]>([
  ['a failure that repeats is a violation', () => 500, {}, ['server-error 500']],
  ['a failure that does not repeat is none', (nth) => (nth === 1 ? 500 : undefined), {}, []],
  [
    'a failure counts once where the contract is exact',
    (nth) => (nth === 1 ? 500 : undefined),
    { 'x-examples': 'exact' },
    ['server-error 500'],
  ],
])('%s', async (_, answer, more, want) => {
  expect((await found((request, nth) => (isOdd(request) ? answer(nth) : undefined), more)).violations).toEqual(want);
});

test.each([
  [499, 1],
  [500, 2],
  [501, 1],
  [502, 1],
  [503, 1],
  [504, 1],
  [505, 2],
])('a request that has to be refused and is answered with %i is sent so often: %i', async (status, times) => {
  const sent: number[] = [];
  await found((request, nth) => {
    if (!isOdd(request)) return undefined;
    sent.push(nth);
    return status;
  });
  expect(Math.max(...sent)).toBe(times);
});
