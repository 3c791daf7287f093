import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { limitRespected } from './limit-respected.ts';

const page = (limit: number, count: number, available: number, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'page', parameter: 'limit', limit, count, available, basis }) as const;

relationTable(limitRespected, [
  { name: 'as many things as were asked for', relation: page(2, 2, 5), want: [] },
  { name: 'all things, of which there are fewer', relation: page(9, 5, 5), want: [] },
  { name: 'one thing more than was asked for', relation: page(2, 3, 5), want: ['violation body'] },
  { name: 'one thing fewer, though there are more', relation: page(2, 1, 5), want: ['note body'] },
  { name: 'more things than a name asks for', relation: page(2, 5, 5, BY_NAME), want: ['note body'] },
]);
