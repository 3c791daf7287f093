import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { locationLeads } from './location-leads.ts';

type Leads = Extract<Relation, { kind: 'led' }>['leads'];
const led = (leads: Leads, at = 'header Location', basis: typeof STATED | typeof BY_NAME = STATED): Relation => ({
  ...{ kind: 'led', at, name: 'the address', leads, actual: '/things/2' },
  basis,
});

relationTable(locationLeads, [
  { name: 'an address that leads to the thing', relation: led('to the thing'), want: [] },
  { name: 'an address that leads to another thing', relation: led('to another'), want: ['violation header Location'] },
  { name: 'an address that leads nowhere', relation: led('nowhere'), want: ['violation header Location'] },
  {
    name: 'an undocumented address that leads nowhere',
    relation: led('nowhere', 'header Location', BY_NAME),
    want: ['note header Location'],
  },
  { name: 'an address in another place', relation: led('nowhere', 'body#/self'), want: [] },
]);
