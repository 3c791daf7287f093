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
  { name: 'the thing is sent to who has the present tag', relation: none(true, 200), want: WRONG },
  { name: 'the thing is sent to who has an old tag', relation: none(false, 200), want: [] },
  { name: 'nothing is sent to who has an old tag', relation: none(false, 304), want: WRONG },
  { name: 'credentials are refused', relation: none(true, 401), want: [] },
]);
