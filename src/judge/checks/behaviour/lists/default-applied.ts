import { isEqual } from '../../../../json/equal.ts';
import { show } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** Without a parameter, the answer is the same as with its documented default. */
export const defaultApplied: Check = {
  id: 'default-applied',
  title: 'A parameter that is left out has its documented default.',
  relates: (relation) => {
    if (relation.kind !== 'default' || isEqual(relation.without, relation.given)) return [];
    const { at = 'body', parameter, value, without, given, basis } = relation;
    return [
      {
        ...resting(basis),
        at,
        message: `answers otherwise without ${parameter} than with its documented default`,
        expected: `as with ${parameter} = ${show(value)}: ${show(given)}`,
        actual: show(without),
      },
    ];
  },
};
