import type { Json } from '../../../../model/json.ts';
import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { identifierByServer } from './identifier-by-server.ts';

const taken = (what: 'identifier' | 'member', ...values: Json[]): Relation => ({
  ...{ kind: 'taken', what, by: 'createThing' },
  members: values.map((value) => ({ at: 'body#/place', value, basis: STATED })),
});

relationTable(identifierByServer, [
  { name: 'nothing that is readOnly is taken', relation: taken('identifier'), want: [] },
  { name: 'what another check is about is taken', relation: taken('member', 'x'), want: [] },
  { name: 'what is readOnly is taken', relation: taken('identifier', 'x'), want: ['violation body#/place'] },
]);
