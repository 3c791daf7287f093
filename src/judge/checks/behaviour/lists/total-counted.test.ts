import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { totalCounted } from './total-counted.ts';

const counted = (total: number, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'counted', at: 'body#/total', total, count: 5, basis }) as const;

relationTable(totalCounted, [
  { name: 'the number of all things', relation: counted(5), want: [] },
  { name: 'the number of things on one page', relation: counted(2), want: ['violation body#/total'] },
  { name: 'another number in what is only called a total', relation: counted(2, BY_NAME), want: ['note body#/total'] },
]);
