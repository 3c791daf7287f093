import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { deletedGone } from './deleted-gone.ts';

type Where = Extract<Relation, { kind: 'deleted' }>['where'];
const deleted = (where: Where, isRight: boolean, basis: typeof STATED | typeof BY_NAME = STATED): Relation => ({
  ...{ kind: 'deleted', where, by: 'deleteThing', isRight, actual: '404' },
  basis,
});

relationTable(deletedGone, [
  { name: 'what was deleted is in no list', relation: deleted('list', true), want: [] },
  { name: 'what was deleted is in a list', relation: deleted('list', false), want: ['violation body'] },
  { name: 'what nobody deleted is still there', relation: deleted('others', true), want: [] },
  { name: 'what nobody deleted is gone', relation: deleted('others', false), want: ['violation status'] },
  {
    name: 'a deletion is answered twice as if it were the first',
    relation: deleted('again', false, BY_NAME),
    want: ['note status'],
  },
]);
