import { leadsElsewhere } from '../../../behaviour/addresses.ts';
import type { Check } from '../../../judgement.ts';

/** The Location of a 201 names what was created (RFC 9110 §15.3.2). */
export const locationLeads: Check = {
  id: 'location-leads',
  title: 'A Location leads to what was created.',
  relates: (relation) => leadsElsewhere(relation, 'header'),
};
