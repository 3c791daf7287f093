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
