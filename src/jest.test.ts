import { describe, expect, test } from '@jest/globals';
import type { Waiver } from './model/finding.ts';
import { contractOf, shippedContract } from '../test/support/contracts.ts';
import { withBody } from '../test/support/sample-runs.ts';
import { inProcessTarget } from './exchange/in-process-target.ts';
import { describeConformance, type ConformanceOptions } from './jest.ts';
import { check } from './run/check.ts';
import { embeddedTarget } from './run/mock-target.ts';

const PACKAGES = await shippedContract('cloud-foundry-v3-packages');

/** The contract's mock with another state, or with one field too many. */
const answering = (change: (body: { [name: string]: unknown }) => void) => {
  const mock = embeddedTarget(PACKAGES);
  return inProcessTarget('changed', async (request) => {
    const { outcome } = await mock.send(request);
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    return outcome.response.status < 300 ? withBody(outcome.response, change) : outcome.response;
  });
};
const wrong = answering((body) => void (body['state'] = 'STAGED'));
const extra = answering((body) => void (body['colour'] = 'red'));

/** Runs the suite under a runner of its own: the title of each test, and the first line of what it failed with. */
async function results(options: Partial<ConformanceOptions>): Promise<[string, string][]> {
  const tests: [string, () => void | Promise<void>][] = [];
  const before: (() => Promise<void>)[] = [];
  const own = {
    describe: (_: string, body: () => void) => body(),
    test: (title: string, body: () => void) => void tests.push([title, body]),
    beforeAll: (body: () => Promise<void>) => void before.push(body),
  };
  const { describe: group, test: usual, beforeAll } = globalThis as unknown as typeof own;
  Object.assign(globalThis, own);
  try {
    await describeConformance({ contract: PACKAGES, phases: ['examples'], ...options });
  } finally {
    Object.assign(globalThis, { describe: group, test: usual, beforeAll });
  }
  for (const prepare of before) await prepare();
  const shown: [string, string][] = [];
  for (const [title, body] of tests) {
    try {
      await body();
      shown.push([title, 'passed']);
    } catch (error) {
      shown.push([title, (error as Error).message.trim().split('\n')[0] ?? '']);
    }
  }
  return shown;
}

const DECIDED = 'has no undecided reason outside of its cases';
const failed = (shown: [string, string][]) =>
  shown.filter(([, outcome]) => outcome !== 'passed').map(([title]) => title);
const { findings } = await check(PACKAGES, wrong, { phases: ['examples'] });
const waiver: Waiver = { fingerprint: findings[0]?.fingerprint ?? '', reason: 'known' };
const EXAMPLES = PACKAGES.operations.flatMap(({ examples }) =>
  examples.map(({ name }) => `the documented example ${name}`),
);

test('each documented example is a test, which passes where the target conforms', async () => {
  expect(await results({})).toEqual([DECIDED, ...EXAMPLES].map((title) => [title, 'passed']));
});

test('a violation fails the test of its example', async () => {
  expect(failed(await results({ target: wrong }))).toEqual(EXAMPLES);
});

test('a waived violation fails no test', async () => {
  const shown = await results({ target: wrong, waivers: [waiver] });
  expect(shown).toEqual([DECIDED, 'needs each of its waivers', ...EXAMPLES].map((title) => [title, 'passed']));
});

test.each<[string, Waiver, string]>([
  ['that nothing needs', { ...waiver, fingerprint: '000000000000' }, 'the waiver 000000000000 waives nothing any more'],
  ['that has expired', { ...waiver, expires: '2026-11-19' }, `the waiver ${waiver.fingerprint} expired on 2026-11-19`],
])('a waiver %s fails a test of its own', async (_, one, want) => {
  const shown = await results({ target: wrong, waivers: [one], today: '2026-11-20' });
  expect(shown[1]).toEqual(['needs each of its waivers', want]);
});

test('a note fails the test of its example under strict alone', async () => {
  expect(failed(await results({ target: extra }))).toEqual([]);
  expect(failed(await results({ target: extra, strict: true }))).toEqual(EXAMPLES);
});

test.each<[string, Partial<ConformanceOptions>, string]>([
  ['generated requests are one test of each operation', { phases: ['fuzzing'] }, 'generated requests'],
  ['sequences are one test of the contract', { phases: ['sequences'] }, 'sequences of requests'],
])('%s', async (_, options, title) => {
  expect((await results({ maxExamples: 3, seed: 1, ...options })).map(([name]) => name)).toEqual([DECIDED, title]);
});

describe('what is undecided and belongs to no case fails a test of its own', () => {
  const unusable = {
    paths: {
      '/a': {
        get: {
          operationId: 'getA',
          responses: {
            '200': { description: 'x', content: { 'application/json': { schema: { pattern: '(' }, example: 'a' } } },
          },
        },
      },
    },
  };

  test('a schema that cannot be used', async () => {
    const shown = await results({ contract: await contractOf(unusable), phases: ['coverage'] });
    expect(shown[0]).toEqual([DECIDED, expect.stringMatching(/^undecided: /)]);
  });

  test('a contract that has nothing to send', async () => {
    expect(await results({ phases: [] })).toEqual([[DECIDED, expect.stringMatching(/^undecided: no operation /)]]);
  });
});
