import type { JsonObject } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { safeMethodSafe } from './safe-method-safe.ts';

const compared = (wanted: JsonObject, actual: JsonObject): Relation => ({
  kind: 'read twice',
  comparison: { members: [{ ...STATED, at: '#/size' }], place: '#', wanted, actual },
});

relationTable(safeMethodSafe, [
  { name: 'two reads show the same', relation: compared({ size: 1 }, { size: 1 }), want: [] },
  { name: 'two reads show different values', relation: compared({ size: 1 }, { size: 2 }), want: ['note body#/size'] },
  { name: 'the second read lacks a value', relation: compared({ size: 1 }, {}), want: ['note body#/size'] },
]);
