import type { Check } from '../../../judgement.ts';
import { resting } from '../../../behaviour/relation.ts';

/** What the schema of a request calls `writeOnly` is in no answer about the thing, and in no item of a list. */
export const writeOnlyHidden: Check = {
  id: 'write-only-hidden',
  title: 'What is only sent is in no answer about the thing.',
  relates: (relation) =>
    relation.kind !== 'write only'
      ? []
      : relation.shown.map(({ at, clause }) => ({
          ...resting({ clause, rests: 'OpenAPI' }),
          at,
          message: 'answers with what is writeOnly',
          expected: 'nothing',
          actual: 'a value',
        })),
};
