import type { JsonObject } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { updatePartial } from './update-partial.ts';

const compared = (wanted: JsonObject, actual: JsonObject): Relation => ({
  ...{ kind: 'untouched', by: 'updateThing', whose: 'the thing' },
  comparison: { members: [{ ...STATED, at: '#/size' }], place: '#', wanted, actual },
});

relationTable(updatePartial, [
  { name: 'what was not sent is as it was', relation: compared({ size: 1 }, { size: 1 }), want: [] },
  {
    name: 'what was not sent is changed',
    relation: compared({ size: 1 }, { size: 2 }),
    want: ['violation body#/size'],
    says: { message: 'reads another size of the thing, which updateThing did not send' },
  },
  { name: 'what was not sent is lost', relation: compared({ size: 1 }, {}), want: ['violation body#/size'] },
]);
