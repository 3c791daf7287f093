import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { etagChanges } from './etag-changes.ts';

const tagged = (before: string, after: string): Relation => ({
  kind: 'tagged',
  by: 'updateThing',
  before,
  after,
  basis: STATED,
});
const match = (isCurrent: boolean, status: number): Relation => ({
  kind: 'condition',
  field: 'If-Match',
  isCurrent,
  status,
  basis: STATED,
});

relationTable(etagChanges, [
  { name: 'another tag after a change', relation: tagged('"1"', '"2"'), want: [] },
  { name: 'the same tag after a change', relation: tagged('"1"', '"1"'), want: ['violation header ETag'] },
  { name: 'a change by the present tag is made', relation: match(true, 200), want: [] },
  {
    name: 'a change by the present tag is refused',
    relation: match(true, 412),
    want: ['violation request header If-Match'],
    says: { message: 'refuses the present entity tag as out of date', expected: 'a success (2xx)', actual: '412' },
  },
  { name: 'a change by an old tag is refused', relation: match(false, 412), want: [] },
  { name: 'a change by an old tag is made', relation: match(false, 200), want: ['violation request header If-Match'] },
  {
    name: 'a change by an old tag is made at the last',
    relation: match(false, 299),
    want: ['violation request header If-Match'],
    says: { message: 'makes a change on the condition of an entity tag that is out of date', expected: '412' },
  },
  { name: 'a change by an old tag is sent elsewhere', relation: match(false, 300), want: [] },
]);
