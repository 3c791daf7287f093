import type { RequestValues } from '../../src/model/contract.ts';
import type { Known } from '../../src/cases/baseline/known.ts';

/** A request without any parameter. */
export const NO_VALUES: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };

/** What a run knows of a target that showed nothing yet. */
export const NOTHING_KNOWN: Known = {
  paths: [],
  references: () => [],
  namesakes: () => [],
  parameterValues: () => [],
  shown: [],
  answered: () => undefined,
  isCreating: true,
  isFree: true,
  naming: new Set(),
  mark: () => 'm1',
  now: new Date('2026-03-01T10:00:00Z'),
  draw: () => ({ name: 'drawn' }),
};
