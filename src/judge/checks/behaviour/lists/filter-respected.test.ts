import type { Json } from '../../../../model/json.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { filterRespected } from './filter-respected.ts';

const filtered = (wrong: Json[], missing: number, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'filtered', at: 'request query color', parameter: 'color', value: 'red', wrong, missing, basis }) as const;

relationTable(filterRespected, [
  { name: 'what fits the filter, and all of it', relation: filtered([], 0), want: [] },
  {
    name: 'something that does not fit the filter',
    relation: filtered(['blue', 'green'], 0),
    want: ['violation request query color'],
    says: { expected: '"red"', actual: '"blue"' },
  },
  {
    name: 'not all that fits the filter',
    relation: filtered([], 2),
    want: ['violation request query color'],
    says: { expected: 'all that fit "red"', actual: 'without 2 things that this run created' },
  },
  {
    name: 'what does not fit a parameter that only has the name of a member',
    relation: filtered(['blue'], 0, BY_NAME),
    want: ['note request query color'],
  },
]);
