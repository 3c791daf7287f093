import type { Violation } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { createBoundedSet, type BoundedSet } from '../../json/bounded-set.ts';
import { show } from '../../text/wording.ts';
import { formatPlace, nameOf, received, receivedDigits, type Check } from '../judgement.ts';

/** An identifier is compared with so many before it. */
const REMEMBERED = 10_000;

/** Two creations do not share an identifier. */
export const freshIdentifier: Check = {
  id: 'fresh-identifier',
  title: 'Each creation has an identifier of its own.',
  rests: { kind: 'inference', because: 'the name, which is that of an identifier' },
  across: () => {
    const seen = new Map<string, BoundedSet<Json>>();
    return (judged) => {
      if (judged.expect.kind === 'refused' || judged.expect.kind === 'gone' || !judged.documented) return [];
      const places = new Map(
        judged.leaves.filter(({ leaf }) => leaf.identifies).map(({ leaf }) => [formatPlace(leaf.place), leaf]),
      );
      return [...places].flatMap(([at, leaf]): Violation[] => {
        const plain = received(judged, leaf.place);
        if (typeof plain !== 'string' && typeof plain !== 'number') return [];
        const value = receivedDigits(judged, leaf.place)?.toString() ?? plain;
        // An empty reference is the address of the request (RFC 3986 §4.4), so it identifies nothing new.
        if (value === '' && typeof leaf.value === 'string' && leaf.value.includes('/')) return [];
        const key = `${judged.operation.id} ${at}`;
        const values = seen.get(key) ?? createBoundedSet(REMEMBERED);
        seen.set(key, values);
        if (!values.has(value)) {
          values.add(value);
          return [];
        }
        return [
          {
            clause: leaf.clause,
            at,
            message: `gives two creations the same ${nameOf(leaf.place)}`,
            expected: 'one that no other creation has',
            actual: show(value),
            // That it is one, its name alone says.
            ...(hasExactExamples(judged.contract, judged.operation) ? {} : { severity: 'note' as const }),
          },
        ];
      });
    };
  },
};
