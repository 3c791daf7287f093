import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { rightCredentialsAccepted } from './right-credentials-accepted.ts';

const sent = (status: number): Relation => ({ kind: 'right credentials', schemes: 'key', status, basis: STATED });

relationTable(rightCredentialsAccepted, [
  { name: 'the credentials of one alternative are accepted', relation: sent(200), want: [] },
  { name: 'the credentials of one alternative allow less', relation: sent(403), want: [] },
  {
    name: 'the credentials of one alternative are refused',
    relation: sent(401),
    want: ['note credentials'],
    says: { evidence: { kind: 'standard', because: 'OpenAPI 3.1, by which any one alternative is enough' } },
  },
]);
