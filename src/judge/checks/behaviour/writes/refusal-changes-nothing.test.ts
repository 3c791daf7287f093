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
  { name: 'what was refused is changed', relation: compared({ size: 1 }, { size: 2 }), want: ['violation body#/size'] },
  {
    name: 'what was refused is there all the same',
    relation: { kind: 'refused and made', by: 'createThing', status: 422, count: 1, path: '/things/7', basis: STATED },
    want: ['violation status'],
  },
  { name: 'what was refused is lost', relation: compared({ size: 1 }, {}), want: ['violation body#/size'] },
]);
