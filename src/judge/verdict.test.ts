import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { addEntry, noEntries } from './entries.ts';
import { fails, undecidedOf, unusableSchemas, verdictOf } from './verdict.ts';

const WAIVED = { reason: 'known' };
test.each<[finding: Pick<Finding, 'severity' | 'waived'>, strict: boolean, want: boolean]>([
  [{ severity: 'violation' }, false, true],
  [{ severity: 'note' }, false, false],
  [{ severity: 'note' }, true, true],
  [{ severity: 'violation', waived: WAIVED }, false, false],
  [{ severity: 'note', waived: WAIVED }, true, false],
])('%j fails its run (strict: %s): %s', (finding, strict, want) => expect(fails(finding, strict)).toBe(want));

const found = (more: Partial<Finding>) => ({ severity: 'violation', ...more }) as Finding;
type Lists = Pick<Run, 'findings' | 'undecided' | 'staleWaivers'>;
const lists = (more: Partial<Lists>): Lists => ({ findings: [], undecided: [], staleWaivers: [], ...more });
test.each<[name: string, lists: Lists, strict: boolean, verdict: string]>([
  ['nothing', lists({}), true, 'conforms'],
  ['a note', lists({ findings: [found({ severity: 'note' })] }), false, 'conforms'],
  ['a note where notes count', lists({ findings: [found({ severity: 'note' })] }), true, 'violates'],
  ['a violation', lists({ findings: [found({})], undecided: [{ reason: 'r' }] }), false, 'violates'],
  ['a waived violation', lists({ findings: [found({ waived: WAIVED })] }), false, 'conforms'],
  ['a stale waiver', lists({ staleWaivers: ['w'] }), false, 'violates'],
  ['something undecided', lists({ undecided: [{ reason: 'r' }] }), false, 'undecided'],
])('a run with %s, strict or not (%j, %s), comes to %s', (_, given, strict, verdict) =>
  expect(verdictOf(given, strict)).toBe(verdict),
);

/** What a run of a hundred cases comes to of which these are undecided. */
function folded(...entries: Undecided[]) {
  const undecided = noEntries();
  entries.forEach((entry, number) => addEntry(undecided, entry, number));
  return { counts: { cases: 100 }, undecided };
}
const NOTHING = { counts: { cases: 0 }, undecided: noEntries() };

describe('what is undecided', () => {
  const contract = {
    name: 'pets',
    document: {},
    operations: [{ pointer: '#/paths/~1pets/get', parameters: [], responses: [] }],
  } as unknown as Contract;

  test('is reported once for each operation and reason, with the number of cases', () => {
    const entry = (operation: string, id: string, reason: string) => ({
      operation,
      case: id,
      reason,
      hint: `for ${id}`,
    });
    expect(
      undecidedOf(
        contract,
        folded(
          entry('getPet', 'one', 'timeout'),
          entry('getPet', 'two', 'timeout'),
          entry('getPet', 'four', 'refused'),
          entry('addPet', 'five', 'timeout'),
          entry('getPet', 'six', 'timeout'),
        ),
      ),
    ).toEqual([
      { operation: 'getPet', case: 'one and 2 more', reason: 'timeout', hint: 'for one' },
      { operation: 'getPet', case: 'four', reason: 'refused', hint: 'for four' },
      { operation: 'addPet', case: 'five', reason: 'timeout', hint: 'for five' },
    ]);
  });

  test.each<[name: string, operations: unknown[], reason: string]>([
    ['no operations', [], 'pets has no operations'],
    ['no documented example', contract.operations, 'no operation of pets has a documented example'],
  ])('is a run of a contract with %s', (_, operations, reason) => {
    const entries = undecidedOf({ ...contract, operations: operations as Operation[] }, NOTHING);
    expect(entries.map((entry) => entry.reason)).toEqual([reason]);
  });

  test('is nothing if every case was judged', () => expect(undecidedOf(contract, folded())).toEqual([]));

  test('is an operation with a schema that cannot be used, also beside cases that were judged', async () => {
    const broken = await contractOf({
      paths: {
        '/pets': {
          get: {
            operationId: 'listPets',
            responses: {
              200: {
                description: 'Pets',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Loop' } } },
              },
            },
          },
        },
      },
      components: { schemas: { Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }] } } },
    });
    const want = [{ operation: 'listPets', reason: expect.stringContaining('refers to itself without end') }];
    expect(unusableSchemas(broken, broken.operations)).toMatchObject(want);
    expect(undecidedOf(broken, folded())).toMatchObject(want);
    expect(undecidedOf(broken, NOTHING)).toHaveLength(2);
  });
});
