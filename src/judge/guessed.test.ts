import { beforeAll, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Contract, MediaType, Warning } from '../model/contract.ts';
import type { Violation } from '../model/finding.ts';
import type { Json, Pointer } from '../model/json.ts';
import { guessedIn } from './guessed.ts';
import type { Judgement } from './judgement.ts';

let contract: Contract;
let media: MediaType | undefined;
beforeAll(async () => {
  const ref = { $ref: '#/components/schemas/Name' };
  const names = { type: 'object', properties: { first: ref } };
  contract = await contractOf({
    paths: {
      '/a': {
        get: {
          responses: {
            200: {
              description: '',
              content: {
                'application/json': {
                  schema: {
                    properties: { own: { type: 'string' }, names, held: { $ref: '#/components/schemas/Names' } },
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { Name: { type: 'string' }, Names: names } },
  });
  media = contract.operations[0]?.responses[0]?.media[0];
});

const SCHEMA = '#/paths/~1a/get/responses/200/content/application~1json/schema';
const NAME = '#/components/schemas/Name';
const warning = (guess: Pointer | undefined, line = 3): Warning => ({
  ...{ pointer: '#', message: 'has a blank \u202etype', place: { file: 'a.yaml', line, column: 5 } },
  ...(guess !== undefined && { guess }),
});

/** The clauses of the violations that a guess excuses, and the reason. */
function excused(
  guesses: (Pointer | undefined)[],
  violations: Partial<Violation>[],
  { json, isDescribed = true }: { json?: Json; isDescribed?: boolean } = {
    json: { own: 1, names: { first: 1 }, held: { first: 1 } },
  },
) {
  const judgement = {
    contract: { ...contract, warnings: guesses.map((guess, index) => warning(guess, index)) },
    media: isDescribed ? media : undefined,
    response: { ...(json !== undefined && { json }) },
  } as unknown as Judgement;
  const reported = violations.map((violation) => ({ violation: violation as Violation }));
  const found = guessedIn(judgement, reported);
  return found && { of: [...found.of].map(({ violation }) => violation.clause), reason: found.why.reason };
}

const reason = (line: number) =>
  `what the contract has at a.yaml:${line}:5 has a blank \\u202etype: nobody can be held to a guess`;
const OWN: Partial<Violation> = { severity: 'violation', clause: `${SCHEMA}/properties/own/type`, at: 'body#/own' };
const FIRST: Partial<Violation> = { severity: 'violation', clause: `${NAME}/type`, at: 'body#/names/first' };

const ROWS: [name: string, given: Parameters<typeof excused>, want: ReturnType<typeof excused>][] = [
  ['nothing is guessed', [[], [OWN]], undefined],
  ['a warning is about no guess', [[undefined], [OWN]], undefined],
  ['the clause is guessed', [[OWN.clause], [OWN]], { of: [OWN.clause as string], reason: reason(0) }],
  [
    'what the clause is in is guessed',
    [[`${SCHEMA}/properties/own`], [OWN]],
    { of: [OWN.clause as string], reason: reason(0) },
  ],
  ['another clause is guessed', [[`${SCHEMA}/properties/o`], [OWN]], undefined],
  ['what is in the clause is guessed', [[`${SCHEMA}/properties/own/type/0`], [OWN]], undefined],
  ['it is a note', [[OWN.clause], [{ ...OWN, severity: 'note' }]], undefined],
  [
    'a note comes first',
    [[OWN.clause], [{ ...OWN, severity: 'note' }, OWN]],
    { of: [OWN.clause as string], reason: reason(0) },
  ],
  [
    'two are excused by two guesses, after one that is not',
    [
      [undefined, `${SCHEMA}/properties/names`, OWN.clause],
      [{ ...OWN, clause: '#/info', at: 'status' }, OWN, FIRST],
    ],
    { of: [OWN.clause as string, FIRST.clause as string], reason: reason(2) },
  ],
  [
    'the clause stands elsewhere, and what leads to it is guessed',
    [[`${SCHEMA}/properties/names`], [FIRST]],
    { of: [FIRST.clause as string], reason: reason(0) },
  ],
  [
    'what leads to the clause refers to something else on the way',
    [[`${SCHEMA}/properties/held`], [{ ...FIRST, at: 'body#/held/first' }]],
    { of: [FIRST.clause as string], reason: reason(0) },
  ],
  [
    'the reference to the clause is guessed',
    [[`${SCHEMA}/properties/names/properties/first`], [FIRST]],
    { of: [FIRST.clause as string], reason: reason(0) },
  ],
  ['what leads to another member is guessed', [[`${SCHEMA}/properties/own`], [FIRST]], undefined],
  [
    'the place is not of the body',
    [[`${SCHEMA}/properties/names`], [{ ...FIRST, at: 'header body#/names/first' }]],
    undefined,
  ],
  ['the body is no JSON', [[`${SCHEMA}/properties/names`], [FIRST], {}], undefined],
  ['the body has no schema', [[`${SCHEMA}/properties/names`], [FIRST], { json: {}, isDescribed: false }], undefined],
];

test.each(ROWS.filter(([, , want]) => want === undefined))('a violation counts where %s', (_, given) =>
  expect(excused(...given)).toBeUndefined(),
);

test.each(ROWS.filter(([, , want]) => want !== undefined))('a violation is excused where %s', (_, given, want) =>
  expect(excused(...given)).toEqual(want),
);

test('the reason says how to mend the guess', () => {
  const judgement = {
    contract: { ...contract, warnings: [warning(OWN.clause)] },
    response: {},
  } as unknown as Judgement;
  expect(guessedIn(judgement, [{ violation: OWN as Violation }])?.why).toEqual({
    reason: reason(3),
    hint: 'Write there what is meant.',
  });
});
