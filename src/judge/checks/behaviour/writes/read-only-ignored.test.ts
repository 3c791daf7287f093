import type { Json } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { readOnlyIgnored } from './read-only-ignored.ts';

const taken = (what: 'identifier' | 'member', ...values: Json[]): Relation => ({
  ...{ kind: 'taken', what, by: 'createThing' },
  members: values.map((value) => ({ at: 'body#/place', value, basis: STATED })),
});

relationTable(readOnlyIgnored, [
  { name: 'nothing that is readOnly is taken', relation: taken('member'), want: [] },
  { name: 'what another check is about is taken', relation: taken('identifier', 'x'), want: [] },
  { name: 'what is readOnly is taken', relation: taken('member', 'x'), want: ['violation body#/place'] },
]);
