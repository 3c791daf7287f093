import type { Violation } from '../../model/finding.ts';
import { resting, type Relation } from './relation.ts';

/** What is said of an address that stands in the header or in the body, and does not lead to the thing that it is of. */
export function leadsElsewhere(relation: Relation, part: 'header' | 'body'): Violation[] {
  if (relation.kind !== 'led' || !relation.at.startsWith(part) || relation.leads === 'to the thing') return [];
  if (relation.leads === 'past the base path')
    return [
      {
        clause: relation.basis.clause,
        severity: 'note',
        evidence: {
          kind: 'standard',
          because: 'RFC 3986 §5.2, by which a reference that begins with a slash has its own path',
        },
        at: relation.at,
        message: `names an address in ${relation.name} that leaves out the base path, below which the thing is`,
        expected: 'the address of the thing',
        actual: relation.actual,
      },
    ];
  return [
    {
      ...resting(relation.basis),
      at: relation.at,
      message:
        relation.leads === 'nowhere'
          ? `names an address in ${relation.name} at which nothing is`
          : `names the address of something else in ${relation.name}`,
      expected: 'the address of the thing',
      actual: relation.actual,
    },
  ];
}
