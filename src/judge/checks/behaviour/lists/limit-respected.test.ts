import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { limitRespected } from './limit-respected.ts';

const page = (limit: number, count: number, available: number, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'page', parameter: 'limit', limit, count, available, basis }) as const;

relationTable(limitRespected, [
  { name: 'as many things as were asked for', relation: page(2, 2, 5), want: [] },
  { name: 'all things, of which there are fewer', relation: page(9, 5, 5), want: [] },
  {
    name: 'one thing more than was asked for',
    relation: page(2, 3, 5),
    want: ['violation body'],
    says: { message: 'answers with more things than limit asks for', expected: '2 things', actual: '3 things' },
  },
  {
    name: 'one thing fewer, though there are more',
    relation: page(2, 1, 5),
    want: ['note body'],
    says: {
      message: 'answers with fewer things than limit asks for, though there are more',
      expected: '2 things',
      actual: '1 thing',
    },
  },
  { name: 'more things than a name asks for', relation: page(2, 5, 5, BY_NAME), want: ['note body'] },
  { name: 'fewer things than there were, where all fit on the page', relation: page(9, 4, 5), want: [] },
  { name: 'a full page of a list that has grown', relation: page(5, 5, 4), want: [] },
  { name: 'a full page of exactly all things', relation: page(5, 5, 5), want: [] },
  { name: 'one thing fewer than all, which fill the page', relation: page(5, 4, 5), want: ['note body'] },
  {
    name: 'more than a page of a list that was shorter',
    relation: page(3, 4, 2),
    want: ['violation body'],
    says: { expected: '3 things' },
  },
]);
