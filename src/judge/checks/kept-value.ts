import type { Violation } from '../../model/finding.ts';
import { lastToken, valueAt } from '../../json/pointer.ts';
import { show, withArticle } from '../../text/wording.ts';
import type { Check } from '../judgement.ts';

/** What was created is read as it was created. */
export const keptValue: Check = {
  id: 'kept-value',
  title: 'What was created is read with the identifier and the values that it was created with.',
  each: ({ expect, response, documented }) => {
    const follows = expect.kind === 'accepted' && documented ? expect.follows : undefined;
    const violations = (follows?.expected ?? []).flatMap(({ pointer, value, clause, severity }): Violation[] => {
      const actual = valueAt(response.json, pointer);
      // What is missing is told by the schema, where it has to be there.
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
    // Of another thing, everything may be another.
    const other = violations.find(({ at }) => /\/(id|_id|guid|uuid|uid)$/i.test(at));
    return other ? [other] : violations;
  },
};
