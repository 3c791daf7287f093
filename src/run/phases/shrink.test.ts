import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { GeneratedCase } from '../../cases/fuzzing/fuzzer.ts';
import type { Judge, ViolationKey } from '../../judge/judge.ts';
import type { Sender } from '../../exchange/sender.ts';
import { createShrinker, isCutShort } from './shrink.ts';

const parameter = (name: string) => ({ name, in: 'query', schema: { type: 'integer' } });
const contract = await contractOf({
  paths: { '/x': { get: { parameters: [parameter('q'), parameter('r')], responses: { 200: { description: 'X' } } } } },
});
const [operation] = contract.operations as [Operation];
const members = { a: { type: 'integer' }, b: { type: 'integer' } };
const content = { 'application/json': { schema: { type: 'object', properties: members } } };
const posting = await contractOf({
  paths: { '/x': { post: { requestBody: { content }, responses: { 200: { description: 'X' } } } } },
});

const caseOf = (q: number, r?: number): Case => ({
  ...{ id: `${q}`, phase: 'fuzzing', operation, title: 't' },
  inputs: { path: {}, query: { q, ...(r !== undefined && { r }) }, header: {}, cookie: {} },
  request: { method: 'GET', path: `/x?q=${q}&r=${r}`, headers: [] },
  expect: { kind: 'accepted', clause: '#', at: 'request' },
});
const numberOf = ({ inputs }: Case) => Number(inputs.query['q']);
const answered = ({ request }: Case): Exchange => ({
  ...{ request, duration: 0, retries: 0 },
  outcome: { response: { status: 200, headers: [], body: new Uint8Array() } },
});

/** A generated case whose smaller ones have smaller numbers, the smallest first. */
const generated = (q: number, base?: number): GeneratedCase => ({
  case: base === undefined ? caseOf(q) : caseOf(q, 1),
  base: () => (base === undefined ? undefined : caseOf(base)),
  *shrink() {
    for (let smaller = 0; smaller < q; smaller += 1) yield generated(smaller, base === undefined ? undefined : smaller);
  },
});

/** A shrinker whose target shows what `violations` says of a number. */
async function shrinkerFor(
  violations: (q: number, testCase: Case) => ViolationKey[],
  sending: Partial<Sender> = {},
  of = contract,
) {
  const judged: Case[] = [];
  const discarded: Case[] = [];
  const requests: Case[] = [];
  const judge = {
    judge: (testCase: Case) => void judged.push(testCase),
    discard: (testCase: Case) => void discarded.push(testCase),
    violations: (testCase: Case) => violations(numberOf(testCase), testCase),
  } as unknown as Judge;
  const sender: Sender = {
    ...{ isOver: false, ending: undefined },
    send: async (testCase) => (requests.push(testCase), answered(testCase)),
    ...sending,
  };
  return { shrinker: await createShrinker(of, judge, sender), judged, discarded, requests };
}
const violation = (fingerprint: string, at = 'status'): ViolationKey => ({
  check: 'status',
  clause: '#',
  at,
  fingerprint,
});

describe('a finding', () => {
  test('is shown by the smallest case that still shows it', async () => {
    const { shrinker, judged, requests } = await shrinkerFor((q) =>
      q >= 7 ? [violation('a')] : q >= 3 ? [violation('b')] : [],
    );
    const found = await shrinker.smallest(generated(20));
    expect(found.map(numberOf)).toEqual([7]);
    // No request is sent twice.
    expect(requests.map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([shrinker.shrinks, judged.length]).toEqual([8, 8]);
  });

  test('is made smaller once', async () => {
    const { shrinker, requests } = await shrinkerFor((q) => (q >= 2 ? [violation('a')] : []));
    await shrinker.smallest(generated(5));
    const before = requests.length;
    const again = generated(9);
    expect(await shrinker.smallest(again)).toEqual([again.case]);
    expect(requests).toHaveLength(before);
  });

  test('beside another is not made smaller where a smaller case shows both', async () => {
    const { shrinker } = await shrinkerFor((q) => (q >= 2 ? [violation('a'), violation('b')] : []));
    expect((await shrinker.smallest(generated(5))).map(numberOf)).toEqual([2]);
  });

  test('each kind of violation has its own smallest case', async () => {
    const { shrinker } = await shrinkerFor((q) => [
      ...(q >= 2 ? [violation('a')] : []),
      ...(q >= 4 ? [violation('b')] : []),
    ]);
    expect((await shrinker.smallest(generated(5))).map(numberOf)).toEqual([2, 4]);
  });
});

describe('the search ends', () => {
  test('after 150 requests', async () => {
    const { shrinker, requests } = await shrinkerFor((q) => (q >= 1_000 ? [violation('a')] : []));
    expect((await shrinker.smallest(generated(1_000))).map(numberOf)).toEqual([1_000]);
    expect(requests).toHaveLength(150);
  });

  test('after a thousand candidates that were sent before', async () => {
    let candidates = 0;
    const endless: GeneratedCase = {
      ...generated(5),
      *shrink() {
        for (;;) {
          candidates += 1;
          yield generated(3);
        }
      },
    };
    const { shrinker, requests } = await shrinkerFor((q) => (q === 5 ? [violation('a')] : []));
    await shrinker.smallest(endless);
    expect([requests.length, candidates]).toEqual([1, 1_001]);
  });

  test('after 20 findings of one operation', async () => {
    const { shrinker, requests } = await shrinkerFor((q) => (q >= 100 ? [violation(`${q}`)] : []));
    for (let nth = 0; nth < 19; nth += 1) await shrinker.smallest(generated(100 + nth));
    const earlier = requests.length;
    await shrinker.smallest(generated(150));
    const before = requests.length;
    expect(before).toBeGreaterThan(earlier);
    expect((await shrinker.smallest(generated(200))).map(numberOf)).toEqual([200]);
    expect(requests).toHaveLength(before);
  });

  test('where nothing more is sent', async () => {
    const { shrinker, requests } = await shrinkerFor(() => [violation('a')], { isOver: true });
    expect((await shrinker.smallest(generated(5))).map(numberOf)).toEqual([5]);
    expect(requests).toEqual([]);
  });

  test.each<[name: string, exchange: Exchange | undefined]>([
    ['nothing', undefined],
    ['what was stopped', { ...answered(caseOf(0)), outcome: { failure: { kind: 'stopped', message: 's' } } }],
  ])('without a trace of %s', async (_, exchange) => {
    const { shrinker, judged } = await shrinkerFor(() => [violation('a')], { send: async () => exchange });
    expect((await shrinker.smallest(generated(5))).map(numberOf)).toEqual([5]);
    expect([shrinker.shrinks, judged]).toEqual([0, []]);
  });
});

describe('a finding about the request', () => {
  const at = (expect: Case['expect']) => ('at' in expect ? [expect.at, expect.clause] : []);
  const schema = '#/paths/~1x/get/parameters/0/schema';
  const aboutRequest = (q: number) => (q >= 7 ? [violation('a', 'request'), violation('b', 'request')] : []);

  test('names the one parameter that it could do without', async () => {
    const { shrinker, judged, discarded } = await shrinkerFor(aboutRequest);
    const [found] = await shrinker.smallest(generated(20));
    expect(found && [numberOf(found), at(found.expect)]).toEqual([7, ['request query q', schema]]);
    // It takes the place of the case that was sent.
    expect(judged.at(-1)).toBe(found);
    shrinker.forget([]);
    expect(discarded).toContain(found);
  });

  test('names another parameter in a case that does not have the one', async () => {
    const { shrinker } = await shrinkerFor((_, { inputs }) => [violation(JSON.stringify(inputs.query), 'request')]);
    await shrinker.smallest(generated(0));
    const inputs = { path: {}, query: { r: 5 }, header: {}, cookie: {} };
    const next = { ...generated(0), case: { ...caseOf(0), inputs } };
    const [found] = await shrinker.smallest(next);
    expect(found && at(found.expect)[0]).toBe('request query r');
  });

  test('names the one member of a body, and the same in the next body that has it', async () => {
    const { shrinker } = await shrinkerFor(
      (_, { inputs }) => [violation(JSON.stringify(inputs.body), 'request')],
      {},
      posting,
    );
    const bodies: JsonObject[] = [{ a: 1 }, { a: 2, b: 1 }, { b: 2 }, { b: 3, c: 1 }];
    const found: unknown[] = [];
    for (const body of bodies) {
      const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body };
      const request = { method: 'POST', path: '/x', headers: [], body: Buffer.from(JSON.stringify(body)) };
      const testCase: Case = { ...caseOf(0), operation: posting.operations[0] as Operation, inputs, request };
      shrinker.add(testCase, answered(testCase));
      const [smallest] = await shrinker.smallest({ case: testCase, base: () => undefined, *shrink() {} });
      found.push(smallest && at(smallest.expect)[0]);
    }
    expect(found).toEqual(['request body#/a', 'request body#/a', 'request body#/b', 'request body#/b']);
  });

  test('names the same parameter in the next case that has it, without another request', async () => {
    const { shrinker, judged, requests } = await shrinkerFor((q) =>
      q >= 7 ? [violation(q > 20 ? 'late' : 'a', 'request')] : [],
    );
    await shrinker.smallest(generated(20));
    const before = requests.length;
    const next = generated(30);
    shrinker.add(next.case, answered(next.case));
    const [found] = await shrinker.smallest(next);
    expect(found && [numberOf(found), at(found.expect)]).toEqual([30, ['request query q', schema]]);
    expect(requests).toHaveLength(before);
    expect(judged.at(-1)).toBe(found);
  });

  test('is looked for in the case that it was made from, where that shows it too', async () => {
    const { shrinker, requests } = await shrinkerFor((q) => (q >= 7 ? [violation('a', 'request')] : []));
    const [found] = await shrinker.smallest(generated(20, 9));
    expect(found && [numberOf(found), at(found.expect)]).toEqual([7, ['request query q', schema]]);
    expect(requests.every(({ inputs }) => inputs.query['r'] === undefined)).toBe(true);
  });

  test('is that of the case where what it was made from shows nothing', async () => {
    const { shrinker } = await shrinkerFor((q, { inputs }) =>
      inputs.query['r'] === undefined ? [] : q >= 7 ? [violation('a', 'request')] : [],
    );
    const [found] = await shrinker.smallest(generated(20, 9));
    // Two parameters are left, and neither is the one.
    expect(found && [numberOf(found), at(found.expect)]).toEqual([7, ['request', '#']]);
  });
});

test('all that was judged is let go of but for the cases that count, once', async () => {
  const { shrinker, judged, discarded } = await shrinkerFor((q) => (q >= 7 ? [violation('a', 'request')] : []));
  const counted = await shrinker.smallest(generated(20));
  shrinker.forget(counted);
  expect(discarded).toHaveLength(judged.length - 1);
  expect(discarded).not.toContain(counted[0]);
  shrinker.forget([]);
  expect(discarded).toHaveLength(judged.length - 1);
});

test.each<[outcome: Exchange['outcome'], stopped: boolean]>([
  [{ failure: { kind: 'stopped', message: '' } }, true],
  [{ failure: { kind: 'reset', message: '' } }, false],
  [answered(caseOf(0)).outcome, false],
])('an exchange with %j was under way when the run was stopped: %s', (outcome, stopped) =>
  expect(isCutShort({ ...answered(caseOf(0)), outcome })).toBe(stopped),
);
