import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { pagesComplete } from './pages-complete.ts';

const pages = (all: string[][], basis: typeof STATED | typeof BY_NAME = STATED): Relation => ({
  kind: 'pages',
  pages: all,
  all: ['a', 'b', 'c'],
  by: 'asked for by offset',
  basis,
});

relationTable(pagesComplete, [
  { name: 'all things on the pages', relation: pages([['a', 'b'], ['c']]), want: [] },
  { name: 'all things in another order', relation: pages([['c'], ['a', 'b']]), want: [] },
  {
    name: 'a page that is skipped',
    relation: pages([['a'], ['c']]),
    want: ['violation body'],
    says: { expected: '3 things on all pages together', actual: '2' },
  },
  {
    name: 'a page that is skipped by what is only called so',
    relation: pages([['a'], ['c']], BY_NAME),
    want: ['note body'],
  },
]);
