import { expect, test } from '@jest/globals';
import { contractOf, shippedContract } from '../../../test/support/contracts.ts';
import { share } from '../../../test/support/share.ts';
import { loadContract } from '../../contract/load.ts';
import { expectGoldenParts } from '../../../test/golden/golden.ts';
import { behaviourMutants } from './behaviour-mutants.ts';
import { openLiveRuns, withCreations, type LiveRuns } from './live-runs.ts';

const BOOKSHOP = await loadContract('examples/bookshop/openapi.yaml');
const live = (await openLiveRuns(BOOKSHOP)) as LiveRuns;
const operation = (id: string) =>
  BOOKSHOP.operations.find((one) => one.id === id) as (typeof BOOKSHOP.operations)[number];

test('a contract that documents nothing to ask for again has no live runs', async () => {
  expect(await openLiveRuns(await shippedContract('cloud-foundry-v3-packages'))).toBeUndefined();
  expect(await openLiveRuns(await contractOf({ paths: {} }))).toBeUndefined();
});

test('what a run says of the mock as it is says nothing of a fault', async () => {
  expect(await live.findings((request, server) => server.answer(request), ['examples', 'behaviour'])).toEqual([]);
});

test('each live run begins with what a new mock keeps', async () => {
  const first = await live.findings(
    async (request, server) => {
      const response = await server.answer(request);
      if (request.method === 'POST') server.restore({});
      return response;
    },
    ['behaviour'],
  );
  expect(first.map(({ check }) => check)).toContain('created-readable');
  expect(await live.findings((request, server) => server.answer(request), ['behaviour'])).toEqual([]);
});

test('a fault in what is sent is looked for with the operations alone that it needs', async () => {
  const review = operation('getReview');
  expect(withCreations(BOOKSHOP, review).map(({ id }) => id)).toEqual(['getReview', 'createReview', 'createBook']);
  const asked = new Set<string>();
  await live.findings(
    (request, server) => {
      asked.add(server.operationOf(request)?.id ?? request.path);
      return server.answer(request);
    },
    ['coverage'],
    withCreations(BOOKSHOP, review),
  );
  expect(asked).not.toContain('replaceBook');
});

/**
 * Faults that no violation tells of, and why; the golden text shows what is said of each. A row that is noticed fails the test until it is
 * taken out.
 */
const NOT_NOTICED: Record<string, string> = {
  // The read has the right tag, and what a write answers is not tried as a condition.
  'createBook gives every state one entity tag': 'nothing says that the tag of a creation is that of the read after it',
  'replaceBook gives every state one entity tag': 'nothing says that the tag of a change is that of the read after it',
  'updateBook gives every state one entity tag': 'nothing says that the tag of a change is that of the read after it',
  // Notes: the contract does not state what they break.
  'replaceBook shows costPrice': 'the schema of the answer does not have the member',
  'updateBook shows costPrice': 'the schema of the answer does not have the member',
  'listReviews leaves out the last of each page': 'a page may have fewer things than were asked for',
};

test('a run notices each fault in what the bookshop does', async () => {
  const mutants = behaviourMutants(BOOKSHOP, live.reached);
  const missed: string[] = [];
  const said = new Map<string, string[]>();
  // `ASSAY_WHOLE=1 npm test -- src/mutation/behaviour` looks for each; the golden text has them all.
  for (const mutant of process.env['ASSAY_WRITE'] === '1' ? mutants : share(mutants, 5)) {
    const found = await live.findings(mutant.fault(), ['behaviour']);
    if (!found.some(({ severity }) => severity === 'violation')) missed.push(mutant.id);
    // Where a list has a thing, and which of several findings comes first, follows from what else was asked.
    const places = found.map(({ severity, check, at }) => `  ${severity} ${check} ${at.replace(/\/\d+/g, '/N')}`);
    said.set(mutant.id, [...new Set(places)].sort());
  }
  expectGoldenParts(
    'behaviour-mutants.txt',
    mutants.map(({ id }) => id),
    said,
  );
  expect(missed.sort()).toEqual(
    Object.keys(NOT_NOTICED)
      .filter((id) => said.has(id))
      .sort(),
  );
}, 600_000);
