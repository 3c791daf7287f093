import type { Relation } from '../../../behaviour/relation.ts';
import { relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { wrongCredentialsRefused } from './wrong-credentials-refused.ts';

const sent = (status: number): Relation => ({ kind: 'wrong credentials', scheme: 'token', status, basis: STATED });

relationTable(wrongCredentialsRefused, [
  { name: 'wrong credentials are refused', relation: sent(401), want: [] },
  { name: 'wrong credentials are refused as not allowed', relation: sent(403), want: [] },
  { name: 'wrong credentials are taken', relation: sent(200), want: ['violation credentials'] },
  { name: 'wrong credentials are answered with 199', relation: sent(199), want: [] },
  { name: 'wrong credentials are answered with 200', relation: sent(200), want: ['violation credentials'] },
  { name: 'wrong credentials are answered with 299', relation: sent(299), want: ['violation credentials'] },
  { name: 'wrong credentials are answered with 300', relation: sent(300), want: [] },
]);
