import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { notModified } from './not-modified.ts';

const none = (isCurrent: boolean, status: number): Relation => ({
  kind: 'condition',
  field: 'If-None-Match',
  isCurrent,
  status,
  basis: STATED,
});
const WRONG = ['violation request header If-None-Match'];

relationTable(notModified, [
  { name: 'nothing is sent to who has the present tag', relation: none(true, 304), want: [] },
  {
    name: 'the thing is sent to who has the present tag',
    relation: none(true, 200),
    want: WRONG,
    says: { message: 'sends again what the client has, by its entity tag', expected: '304' },
  },
  { name: 'the thing is sent to who has an old tag', relation: none(false, 200), want: [] },
  {
    name: 'nothing is sent to who has an old tag',
    relation: none(false, 304),
    want: WRONG,
    says: {
      message: 'says that nothing changed, by an entity tag that is out of date',
      expected: 'the thing as it is now',
    },
  },
  { name: 'credentials are refused', relation: none(true, 401), want: [] },
  { name: 'the present tag is answered with 199', relation: none(true, 199), want: [] },
  { name: 'the thing is sent at the last to who has the present tag', relation: none(true, 299), want: WRONG },
  { name: 'the present tag leads elsewhere', relation: none(true, 300), want: [] },
  {
    name: 'another condition is for another check',
    relation: { kind: 'condition', field: 'If-Match', isCurrent: true, status: 200, basis: STATED },
    want: [],
  },
  { name: 'another relation is for another check', relation: { kind: 'write only', shown: [] }, want: [] },
]);
