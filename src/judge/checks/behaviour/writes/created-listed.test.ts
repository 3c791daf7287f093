import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { createdListed } from './created-listed.ts';

const listed = (isListed: boolean, basis: typeof STATED | typeof BY_NAME = STATED) =>
  ({ kind: 'own thing listed', by: 'createThing', isListed, basis }) as const;

relationTable(createdListed, [
  { name: 'a list with what was created', relation: listed(true), want: [] },
  { name: 'a list without it', relation: listed(false), want: ['violation body'] },
  { name: 'a list without it, which need not hold everything', relation: listed(false, BY_NAME), want: ['note body'] },
]);
