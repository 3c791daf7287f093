import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { undocumentedMediaTypeRefused } from './undocumented-media-type-refused.ts';

const sent = (status: number, basis: typeof STATED | typeof BY_NAME = STATED): Relation => ({
  kind: 'foreign media type',
  type: 'text/plain',
  status,
  basis,
});

relationTable(undocumentedMediaTypeRefused, [
  { name: 'a foreign media type is refused', relation: sent(415), want: [] },
  { name: 'a foreign media type is refused for another reason', relation: sent(400), want: [] },
  { name: 'a foreign media type is taken', relation: sent(201), want: ['violation request header Content-Type'] },
  {
    name: 'a foreign media type is taken where no refusal is documented',
    relation: sent(201, BY_NAME),
    want: ['note request header Content-Type'],
  },
  { name: 'a foreign media type is answered with 199', relation: sent(199), want: [] },
  {
    name: 'a foreign media type is answered with 200',
    relation: sent(200),
    want: ['violation request header Content-Type'],
  },
  {
    name: 'a foreign media type is answered with 299',
    relation: sent(299),
    want: ['violation request header Content-Type'],
  },
  { name: 'a foreign media type is answered with 300', relation: sent(300), want: [] },
]);
