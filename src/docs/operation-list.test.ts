import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { largeDocument } from '../../test/support/large-document.ts';
import { areaOf, placeOf, presentOperations } from './operation-list.ts';

describe('areaOf', () => {
  test.each<[tags: string[], path: string, want: string]>([
    [['pets', 'all'], '/x', 'pets'],
    [[], '/pets/{id}', 'pets'],
    [[], '/{org}/pets', 'pets'],
    [[], '/{org}', '/'],
    [[], '/', '/'],
  ])('an operation with the tags %j at %s belongs to %s', (tags, path, want) =>
    expect(areaOf({ tags, path })).toBe(want),
  );
});

test.each([
  ['getPet', '#/operation/getPet'],
  ['GET /pets/{id}', '#/operation/GET%20%2Fpets%2F%7Bid%7D'],
])('the operation %s is at %s', (id, want) => expect(placeOf({ id })).toBe(want));

test.each([
  [30, 0],
  [31, 7],
])('%i operations are folded into %i areas', async (count, areas) => {
  const { markup } = presentOperations(await contractOf(largeDocument(count), 'large'));
  expect(markup.match(/<li class="item"/g)).toHaveLength(count);
  expect(markup.match(/<details/g) ?? []).toHaveLength(areas);
});

test('an operation shows its method, path and summary, and leads to its place', async () => {
  const { markup } = presentOperations(await contractOf(largeDocument(2), 'large'));
  expect(markup).toContain(
    '<li class="item" data-method="POST" data-area="area-0" data-contract="large"><a href="./large.html#/operation/postThing%2F0"><b class="method post">POST</b> <code>/orgs/{org}/things-0</code></a> <span>post the things number 0 of an organization · 1 documented example</span></li>',
  );
});

test('the areas of 31 operations say how many each has', async () => {
  const { markup } = presentOperations(await contractOf(largeDocument(31), 'large'));
  expect([...markup.matchAll(/<small>(.*?)<\/small>/g)].map(([, count]) => count)).toEqual([
    ...Array<string>(6).fill('5 operations'),
    '1 operation',
  ]);
});

test.each<[name: string, operation: object, about: string]>([
  ['nothing', {}, ''],
  ['its summary', { summary: 'Lists.' }, 'Lists.'],
  ['its example', { count: 1 }, '1 documented example'],
  ['its summary and its examples', { summary: 'Lists.', count: 2 }, 'Lists. · 2 documented examples'],
])('an operation shows %s', async (_, { count = 0, ...operation }: { count?: number }, about) => {
  const named = Object.fromEntries(Array.from({ length: count }, (__, index) => [`e${index}`, { value: index }]));
  const responses = { 200: { description: '', content: { 'application/json': { examples: named } } } };
  const contract = await contractOf({ paths: { '/a': { get: { ...operation, responses } } } }, 'a b');
  const { markup } = presentOperations(contract);
  expect(markup).toContain(`<span>${about}</span>`);
  expect(markup).toContain('<a href="./a%20b.html#');
});
