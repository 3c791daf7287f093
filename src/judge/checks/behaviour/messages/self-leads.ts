import { leadsElsewhere } from '../../../behaviour/addresses.ts';
import type { Check } from '../../../judgement.ts';

/** The address that an answer gives as that of a thing is the address of that thing. */
export const selfLeads: Check = {
  id: 'self-leads',
  title: 'What a thing says of its own address leads to it.',
  relates: (relation) => leadsElsewhere(relation, 'body'),
};
