import type { JsonObject } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { refusalChangesNothing } from './refusal-changes-nothing.ts';

const compared = (wanted: JsonObject, actual: JsonObject): Relation => ({
  ...{ kind: 'refused', by: 'updateThing', status: 400 },
  comparison: { members: [{ ...STATED, at: '#/size' }], place: '#', wanted, actual },
});

relationTable(refusalChangesNothing, [
  { name: 'what was refused is as it was', relation: compared({ size: 1 }, { size: 1 }), want: [] },
  {
    name: 'what was refused is changed',
    relation: compared({ size: 1 }, { size: 2 }),
    want: ['violation body#/size'],
    says: { message: 'reads another size than before updateThing, which was refused with 400' },
  },
  {
    name: 'what was refused is there all the same',
    relation: { kind: 'refused and made', by: 'createThing', status: 422, count: 1, path: '/things/7', basis: STATED },
    want: ['violation status'],
    says: { expected: 'nothing, as this request was refused with 422' },
  },
  { name: 'what was refused is lost', relation: compared({ size: 1 }, {}), want: ['violation body#/size'] },
  {
    name: 'one of several that were refused is there',
    relation: { kind: 'refused and made', by: 'createThing', status: 422, count: 2, path: '/things/7', basis: STATED },
    want: ['violation status'],
    says: { expected: 'nothing, as this request, or another of 2 with the same names was refused with 422' },
  },
]);
