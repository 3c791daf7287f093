import { expect, test } from '@jest/globals';
import { drawFilter } from './filter.ts';

const optionsOf = (values: string[]) =>
  [
    ...drawFilter('Search', 'a word', [{ name: 'check', label: 'Check', values }]).markup.matchAll(/<option>([^<]*)/g),
  ].map(([, value]) => value);

test.each([
  [[], []],
  [['one'], []],
  [
    ['one', '<two>'],
    ['one', '&lt;two&gt;'],
  ],
])('a facet is shown where there is a choice: %j', (values, want) => expect(optionsOf(values)).toEqual(want));

test.each([
  [2_000, 2_000],
  [2_001, 2_000],
])('a facet of %i values lists %i', (count, want) =>
  expect(optionsOf(Array.from({ length: count }, (_, nth) => `value ${nth}`))).toHaveLength(want),
);

test('a filter is hidden until the script of the page shows it', () =>
  expect(drawFilter('Search', 'a word').markup).toMatch(
    /^<form class="filter" role="search" aria-label="Search" hidden>/,
  ));
