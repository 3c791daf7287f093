import { differences } from '../../../behaviour/differences.ts';
import { resting, type Relation } from '../../../behaviour/relation.ts';
import type { Violation } from '../../../../model/finding.ts';
import type { Check } from '../../../judgement.ts';

/** What a server refuses, it does not do either (RFC 9110 §15.5). */
export const refusalChangesNothing: Check = {
  id: 'refusal-changes-nothing',
  title: 'A refused request changes nothing.',
  relates: (relation) =>
    relation.kind === 'refused'
      ? differences(
          relation.comparison,
          (name) =>
            `reads another ${name.replace(/^an? /, '')} than before ${relation.by}, which was refused with ${relation.status}`,
        )
      : relation.kind === 'refused and made'
        ? [made(relation)]
        : [],
};

function made({ status, count, path, basis }: Extract<Relation, { kind: 'refused and made' }>): Violation {
  const which = count === 1 ? 'this request' : `this request, or another of ${count} with the same names`;
  return {
    ...resting(basis),
    at: 'status',
    message: 'makes something though it refuses to',
    expected: `nothing, as ${which} was refused with ${status}`,
    actual: `a list shows ${path}`,
  };
}
