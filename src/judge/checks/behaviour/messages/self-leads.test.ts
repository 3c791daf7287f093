import type { Relation } from '../../../behaviour/relation.ts';
import { BY_NAME, relationTable, STATED } from '../../../../../test/support/relation-table.ts';
import { selfLeads } from './self-leads.ts';

type Leads = Extract<Relation, { kind: 'led' }>['leads'];
const led = (leads: Leads, at = 'body#/self', basis: typeof STATED | typeof BY_NAME = STATED): Relation => ({
  ...{ kind: 'led', at, name: 'the address', leads, actual: '/things/2' },
  basis,
});

relationTable(selfLeads, [
  { name: 'an address that leads to the thing', relation: led('to the thing'), want: [] },
  { name: 'an address that leads to another thing', relation: led('to another'), want: ['violation body#/self'] },
  { name: 'an address that leads nowhere', relation: led('nowhere'), want: ['violation body#/self'] },
  {
    name: 'an undocumented address that leads nowhere',
    relation: led('nowhere', 'body#/self', BY_NAME),
    want: ['note body#/self'],
  },
  {
    name: 'an address without the base path of the thing',
    relation: led('past the base path'),
    want: ['note body#/self'],
  },
  { name: 'an address in another place', relation: led('nowhere', 'header Location'), want: [] },
]);
