import type { Fault } from '../fault.ts';
import { CHILDREN, CREDENTIALS, MEDIA_TYPES, STATUSES } from './access.ts';
import { CREATIONS } from './creations.ts';
import { DELETIONS } from './deletions.ts';
import { FILTERS, SORTS } from './filters.ts';
import { ADDRESSES, IDENTIFIERS, SECRETS } from './identifiers.ts';
import { LIMITS, PAGES } from './pages.ts';
import { READINGS, REFUSALS, TAGS } from './repeats.ts';
import { UPDATES } from './updates.ts';
import { VALUES } from './values.ts';

/** Shops with one fault each. */
export const FAULTS: Fault[] = [
  ...LIMITS,
  ...PAGES,
  ...FILTERS,
  ...SORTS,
  ...CREATIONS,
  ...VALUES,
  ...UPDATES,
  ...DELETIONS,
  ...IDENTIFIERS,
  ...ADDRESSES,
  ...SECRETS,
  ...READINGS,
  ...REFUSALS,
  ...TAGS,
  ...CREDENTIALS,
  ...MEDIA_TYPES,
  ...STATUSES,
  ...CHILDREN,
];
