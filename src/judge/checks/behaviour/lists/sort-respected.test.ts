import type { Json } from '../../../../model/json.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { sortRespected } from './sort-respected.ts';

const sorted = (keys: Json[], isDescending = false, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'sorted', parameter: 'sort', value: 'size', keys, isDescending, basis }) as const;
const WRONG = ['violation request query sort'];

relationTable(sortRespected, [
  { name: 'numbers in their order', relation: sorted([1, 2, 2, 10]), want: [] },
  { name: 'numbers as texts are ordered', relation: sorted([1, 10, 2]), want: WRONG },
  { name: 'numbers in the order that was turned round', relation: sorted([10, 2, 1], true), want: [] },
  { name: 'numbers that are not turned round', relation: sorted([1, 2, 10], true), want: WRONG },
  { name: 'nothing where there is nothing', relation: sorted([null, 1, null, 2]), want: [] },
  { name: 'texts without regard to letter case', relation: sorted(['a', 'B', 'c']), want: [] },
  { name: 'texts by code unit', relation: sorted(['B', 'a', 'c']), want: [] },
  { name: 'texts with their numbers counted', relation: sorted(['a2', 'a10']), want: [] },
  { name: 'texts in no order', relation: sorted(['C x', 'A x', 'B x']), want: WRONG },
  { name: 'times in several zones', relation: sorted(['2026-01-01T02:00:00+02:00', '2026-01-01T01:00:00Z']), want: [] },
  { name: 'times in no order', relation: sorted(['2026-01-02', '2026-01-01']), want: WRONG },
  { name: 'booleans, which may stand in either order', relation: sorted([true, false]), want: [] },
  {
    name: 'numbers in no order by what is only called so',
    relation: sorted([2, 1], false, BY_NAME),
    want: ['note request query sort'],
  },
]);
