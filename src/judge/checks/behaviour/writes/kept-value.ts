import type { Violation } from '../../../../model/finding.ts';
import { lastToken, valueAt } from '../../../../json/pointer.ts';
import { show, withArticle } from '../../../../text/wording.ts';
import { differences } from '../../../behaviour/differences.ts';
import type { Check } from '../../../judgement.ts';

/** A created resource is read with the values of its creation. */
export const keptValue: Check = {
  id: 'kept-value',
  title: 'What was created is read with the identifier and the values that it was created with.',
  each: ({ expect, response, documented }) => {
    const follows = expect.kind === 'accepted' && documented ? expect.follows : undefined;
    const violations = (follows?.expected ?? []).flatMap(({ pointer, value, clause, severity }): Violation[] => {
      const actual = valueAt(response.json, pointer);
      // The schema reports a missing required member.
      if (actual === undefined || actual === value || String(actual) === String(value)) return [];
      const name = withArticle(lastToken(pointer));
      return [
        {
          severity,
          clause,
          at: `body${pointer}`,
          message: `reads ${name} other than the one that it was created with`,
          expected: show(value),
          actual: show(actual),
        },
      ];
    });
    // In another resource, all values may differ.
    const other = violations.find(({ at }) => /\/(id|_id|guid|uuid|uid)$/i.test(at));
    return other ? [other] : violations;
  },
  relates: (relation) =>
    relation.kind !== 'sent and read' || relation.after !== 'creation'
      ? []
      : differences(relation.comparison, (name) => `reads ${name} other than the one that it was created with`),
};
