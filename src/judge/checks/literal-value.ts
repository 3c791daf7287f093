import type { Violation } from '../../model/finding.ts';
import { show } from '../../text/wording.ts';
import { weightOfExample } from '../illustration.ts';
import { nameOf, received, receivedDigits, type Check } from '../judgement.ts';
import { differInDigits, exactInteger } from '../../json/exact-integers.ts';

/** The response to a documented request has the documented value at every place that does not vary. */
export const literalValue: Check = {
  id: 'literal-value',
  title: 'The answer to a documented request has the documented literal values.',
  rests: { kind: 'value' },
  each: (judged) => {
    const { expect } = judged;
    if (expect.kind !== 'documented') return [];
    return judged.leaves.flatMap(({ leaf, at, example }): Violation[] => {
      if (example !== expect.example || leaf.kind !== 'literal') return [];
      const actual = received(judged, leaf.place);
      // The checks of headers and fields report missing values.
      const [documented, digits] = [exactInteger(leaf, 'value'), receivedDigits(judged, leaf.place)];
      if (actual === undefined || (actual === leaf.value && !differInDigits(documented, digits))) return [];
      return [
        {
          clause: leaf.clause,
          at,
          message: `answers with another ${nameOf(leaf.place)} than the documented one`,
          expected: documented?.toString() ?? show(leaf.value),
          actual: digits?.toString() ?? show(actual),
          ...weightOfExample(judged, leaf),
        },
      ];
    });
  },
};
