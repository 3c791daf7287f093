import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { linesOf, proofsOf, readTrace, renderTrace } from './trace.ts';

const PET = { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 2 } } };
const contract = await contractOf({
  info: {
    title: 'Pets | more',
    version: '1',
    'x-documents': { manual: { title: 'The manual', url: 'https://pets.example' } },
  },
  paths: {
    '/pets': {
      post: {
        operationId: 'addPet',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Pet' },
              examples: { rex: { $ref: '#/components/examples/rex' } },
            },
          },
        },
        responses: {
          201: {
            description: 'Added.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Pet' },
                examples: { rex: { $ref: '#/components/examples/rex' } },
              },
            },
          },
          400: { description: 'Refused.' },
        },
      },
    },
  },
  components: { schemas: { Pet: PET, rex: { type: 'null' } }, examples: { rex: { value: { name: 'Rex' } } } },
});

test.each<[ranges: string, lines: number[]]>([
  ['2', [2]],
  ['2, 5-7', [2, 5, 6, 7]],
  ['3-3', [3]],
  ['10-12,20', [10, 11, 12, 20]],
])('%s are the lines %j', (ranges, lines) => expect(linesOf(ranges)).toEqual(lines));

test('pointers may start with a name of their own, or with that of a schema or an example', () => {
  const [document] = readTrace(
    `
names:
  add: '#/paths/~1pets/post'
manual:
  lines: 9
  blank: 3-4
  rows:
    - lines: 1
      says: A pet is added.
      clauses: [add, add/responses/201, Pet/properties/name, rex, '#/info', unheard]
    - { lines: 2, says: Pets are fine., why: It is an opinion. }
`,
    contract,
  );
  expect(document).toEqual({
    ...{ id: 'manual', lines: 9, blank: '3-4' },
    rows: [
      {
        ...{ lines: '1', says: 'A pet is added.' },
        clauses: [
          ...['#/paths/~1pets/post', '#/paths/~1pets/post/responses/201', '#/components/schemas/Pet/properties/name'],
          ...['#/components/schemas/rex', '#/info', 'unheard'],
        ],
      },
      { lines: '2', says: 'Pets are fine.', clauses: [], why: 'It is an opinion.' },
    ],
  });
});

const proofs = await proofsOf(contract);

describe('the proof of a clause', () => {
  const name = '#/components/schemas/Pet/properties/name/minLength';
  const add = '#/paths/~1pets/post';

  test('has the cases that exercise it, and the checks that find its violation', () => {
    const { cases, checks, mutants } = proofs([name]);
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.every(({ expect: expected }) => 'clause' in expected && expected.clause === name)).toBe(true);
    expect(mutants.length).toBeGreaterThan(0);
    expect(mutants.every(({ clause }) => clause === name)).toBe(true);
    expect(checks).toEqual(['refusal', 'server-error']);
  });

  test('has all below an operation or an example, and nothing below anything else', () => {
    const below = proofs([add]).mutants;
    expect(new Set(below.map(({ clause }) => clause.startsWith(add)))).toEqual(new Set([true]));
    expect(below.length).toBeGreaterThan(3);
    expect(proofs(['#/components/schemas/Pet/properties']).mutants).toEqual([]);
    expect(proofs(['#/components/examples/rex']).mutants.length).toBeGreaterThan(0);
    expect(proofs([add]).checks).toEqual(proofs([add]).checks.toSorted());
  });

  test('is empty where nothing is about it', () =>
    expect(proofs(['#/info/title'])).toEqual({ cases: [], checks: [], mutants: [] }));
});

test('the page has a row for each statement, and those that constrain nothing below', async () => {
  const row = { lines: '1', says: 'A *name* has 2 | more letters.' };
  const documents = [
    {
      ...{ id: 'manual', lines: 3, blank: '3' },
      rows: [
        { ...row, clauses: ['#/components/schemas/Pet/properties/name/minLength'] },
        { lines: '2', says: 'Unproved.', clauses: ['#/info/title'], unproved: 'no <case> can' },
        { lines: '2', says: 'Nothing.', clauses: ['#/info/title', '#/paths/~1pets/post/summary'] },
        { lines: '3', says: 'An opinion.', clauses: [], why: 'It is | one.' },
      ],
    },
    { id: 'other', lines: 1, blank: '', rows: [] },
  ];
  const page = await renderTrace([{ contract, documents }]);
  const [, shown = ''] = page.split('`openapi/*/traceability.yaml`.');
  expect(shown).toMatchInlineSnapshot(`
    "

    ## Pets | more

    ### The manual

    | lines | says | clauses | cases | checks | mutants |
    |---|---|---|---|---|---|
    | 1 | A \\*name\\* has 2 \\| more letters. | \`schemas/Pet/properties/name/minLength\` | 2, such as "a request with name of 2 characters" | \`refusal\`, \`server-error\` | 2 found, such as "accepts a request that breaks minLength of Pet.name" |
    | 2 | Unproved. | \`#/info/title\` | no \\<case\\> can | – | no \\<case\\> can |
    | 2 | Nothing. | \`#/info/title\`, \`post/summary\` | none | – | none |

    These lines constrain nothing:

    | lines | says | why |
    |---|---|---|
    | 3 | An opinion. | It is \\| one. |

    ### other

    | lines | says | clauses | cases | checks | mutants |
    |---|---|---|---|---|---|

    These lines constrain nothing:

    | lines | says | why |
    |---|---|---|
    "
  `);
});
