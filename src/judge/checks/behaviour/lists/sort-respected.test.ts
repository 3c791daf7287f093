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
  { name: 'numbers around one that is not there', relation: sorted([2, null, 1]), want: WRONG },
  {
    name: 'the first of all wrong pairs is told',
    relation: sorted([1, 2, 3, 1, 0]),
    want: WRONG,
    says: { expected: 'the order of "size"', actual: '3 before 1' },
  },
  { name: 'texts whose order is that of code units in lower case alone', relation: sorted(['x-b', 'X_a']), want: [] },
  { name: 'texts whose order is that of letters and digits alone', relation: sorted(['é10', 'e2']), want: [] },
  { name: 'texts whose order is one without punctuation alone', relation: sorted(['b', '-c']), want: [] },
  { name: 'texts that are the same but for punctuation', relation: sorted(['b!', 'b']), want: [] },
  { name: 'one text twice', relation: sorted(['a', 'a']), want: [] },
  { name: 'one moment twice', relation: sorted(['2026-01-01', '2026-01-01']), want: [] },
  { name: 'a text before a time', relation: sorted(['zebra', '2026-01-01']), want: WRONG },
  { name: 'a time before a text', relation: sorted(['2026-01-01', '1 apple']), want: WRONG },
  { name: 'texts that some take for times', relation: sorted(['Item 3', 'Box 4']), want: WRONG },
  { name: 'texts that end in times', relation: sorted(['Item 2026-01-01', 'Box 2026-01-02']), want: WRONG },
  { name: 'texts that begin like times', relation: sorted(['2026-01-01 is new', '2026-01-01 is late']), want: WRONG },
  { name: 'a number before a text', relation: sorted([2, '1']), want: [] },
  { name: 'a text before a number', relation: sorted(['2', 1]), want: [] },
]);
