import type { JsonObject } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { answerIsState } from './answer-is-state.ts';

const compared = (wanted: JsonObject, actual: JsonObject): Relation => ({
  ...{ kind: 'answered and read', by: 'createThing' },
  comparison: { members: [{ ...STATED, at: '#/size' }], place: '#', wanted, actual },
});

relationTable(answerIsState, [
  { name: 'the answer of a write is what is read', relation: compared({ size: 1 }, { size: 1 }), want: [] },
  {
    name: 'the answer of a write is not what is read',
    relation: compared({ size: 1 }, { size: 2 }),
    want: ['violation body#/size'],
  },
  { name: 'a member of the answer is not read', relation: compared({ size: 1 }, {}), want: ['violation body#/size'] },
]);
