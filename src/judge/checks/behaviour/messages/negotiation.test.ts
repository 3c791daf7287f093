import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { negotiation } from './negotiation.ts';

const negotiated = (got: string, status = 200): Relation => ({
  kind: 'negotiated',
  wanted: 'text/csv',
  got,
  status,
  basis: STATED,
});

relationTable(negotiation, [
  { name: 'the preferred media type comes', relation: negotiated('text/csv'), want: [] },
  {
    name: 'another media type comes',
    relation: negotiated('application/json'),
    want: ['violation header Content-Type'],
  },
  {
    name: 'no media type comes',
    relation: negotiated(''),
    want: ['violation header Content-Type'],
    says: { actual: 'no media type' },
  },
  {
    name: 'the preferred media type is refused',
    relation: negotiated('application/json', 406),
    want: ['violation header Content-Type'],
  },
  {
    name: 'another media type comes at the last',
    relation: negotiated('application/json', 299),
    want: ['violation header Content-Type'],
    says: { actual: 'application/json' },
  },
  {
    name: 'the preferred media type is elsewhere',
    relation: negotiated('application/json', 300),
    want: ['violation header Content-Type'],
    says: { actual: '300' },
  },
]);
