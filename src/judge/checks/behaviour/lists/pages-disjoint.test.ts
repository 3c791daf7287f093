import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { pagesDisjoint } from './pages-disjoint.ts';

const pages = (all: string[][], basis: typeof STATED | typeof BY_NAME = STATED): Relation => ({
  kind: 'pages',
  pages: all,
  all: ['a', 'b', 'c'],
  by: 'asked for by page',
  basis,
});

relationTable(pagesDisjoint, [
  { name: 'each thing on one page', relation: pages([['a', 'b'], ['c'], []]), want: [] },
  { name: 'pages that leave something out', relation: pages([['a'], ['c']]), want: [] },
  {
    name: 'the same page twice',
    relation: pages([['a'], ['a']]),
    want: ['violation body'],
    says: { actual: '1 thing on more than one' },
  },
  {
    name: 'one thing on two pages',
    relation: pages([
      ['a', 'b'],
      ['b', 'c'],
    ]),
    want: ['violation body'],
  },
  {
    name: 'one thing on two pages of what is only called so',
    relation: pages([['a'], ['a']], BY_NAME),
    want: ['note body'],
  },
]);
