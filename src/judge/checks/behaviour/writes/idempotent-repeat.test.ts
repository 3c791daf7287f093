import type { JsonObject } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { idempotentRepeat } from './idempotent-repeat.ts';

const compared = (wanted: JsonObject, actual: JsonObject): Relation => ({
  ...{ kind: 'repeated', by: 'replaceThing', status: 200 },
  comparison: { members: [{ ...STATED, at: '#/size' }], place: '#', wanted, actual },
  basis: STATED,
});

relationTable(idempotentRepeat, [
  { name: 'what was done twice is as after the first time', relation: compared({ size: 1 }, { size: 1 }), want: [] },
  {
    name: 'what was done twice is another',
    relation: compared({ size: 1 }, { size: 2 }),
    want: ['violation body#/size'],
  },
  { name: 'what was done twice is lost', relation: compared({ size: 1 }, {}), want: ['violation body#/size'] },
  {
    name: 'a change makes no copy',
    relation: { kind: 'copied', by: 'replaceThing', copies: 0, basis: STATED },
    want: [],
  },
  {
    name: 'a change makes a copy',
    relation: { kind: 'copied', by: 'replaceThing', copies: 1, basis: STATED },
    want: ['violation body'],
    says: { actual: '2 things' },
  },
  {
    name: 'the second time is refused',
    relation: { kind: 'repeated', by: 'deleteThing', status: 404, basis: STATED },
    want: [],
  },
  {
    name: 'the second time fails',
    relation: { kind: 'repeated', by: 'deleteThing', status: 500, basis: STATED },
    want: ['violation status'],
  },
]);
