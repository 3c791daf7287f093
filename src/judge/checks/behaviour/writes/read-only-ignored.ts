import { show } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** A `readOnly` member that a client sends all the same is ignored or refused (OpenAPI 3.1 §4.8.24; JSON Schema 2020-12 Validation §9.4). */
export const readOnlyIgnored: Check = {
  id: 'read-only-ignored',
  title: 'What is readOnly is not taken from a request.',
  relates: (relation) =>
    relation.kind !== 'taken' || relation.what !== 'member'
      ? []
      : relation.members.map(({ at, value, basis }) => ({
          ...resting(basis),
          at,
          message: 'takes a value that the client sent for what is readOnly',
          expected: 'a value of the server',
          actual: show(value),
        })),
};
