import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { plan } from '../phases/plan.ts';
import type { Baseline } from './baseline.ts';
import type { BaselineContext } from './baseline-context.ts';
import { createVariations } from './variations.ts';

const text = { type: 'string' };
const done = { description: 'Done.' };
const contract = await contractOf({
  paths: {
    '/pets/{pet}': {
      put: {
        operationId: 'putPet',
        parameters: [
          { name: 'pet', in: 'path', required: true, schema: text },
          { name: 'size', in: 'query', required: true, schema: { type: 'integer', maximum: 9 } },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], properties: { name: text, kind: { enum: ['x', 'y'] } } },
            },
          },
        },
        responses: { 200: done, 400: done },
      },
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'pet', in: 'path', required: true, schema: text }],
        responses: { 200: done },
      },
    },
  },
});
const operationOf = (name: string): Operation => {
  const found = contract.operations.find(({ id }) => id === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const PUT = operationOf('putPet');
const GET = operationOf('getPet');
const options = {
  overrides: { headers: [['X-Run', '1']], set: { size: '3' } },
  phases: ['coverage'],
  allow: ['all'],
} as never;
const planned = plan(contract, options);
const INPUTS = {
  path: { pet: 'a' },
  query: { size: 3 },
  header: {},
  cookie: {},
  mediaType: 'application/json',
  body: { name: 'Rex' },
};

interface Given {
  /** What was accepted: a case of the plan, or one of the search; `none` where nothing was, `unknown` where nothing was looked for. */
  accepted?: 'planned' | 'static' | 'searched' | 'none' | 'unknown';
  learned?: string[];
  sent?: Case[];
  phases?: string[];
  may?: 'send' | 'send to created';
  namedBy?: string;
  heldBack?: (testCase: Case) => boolean;
}

function variations({ accepted = 'searched', learned = [], sent = [], phases = ['coverage'], ...given }: Given = {}) {
  const first = planned.find(({ operation, expect: { kind } }) => operation === PUT && kind === 'accepted');
  if (!first) throw new Error('nothing is planned');
  const found = {
    operation: PUT,
    accepted: {
      case: accepted === 'planned' ? first : { ...first, id: 'searched' },
      base: { inputs: INPUTS },
      overrides: { headers: [['X-Own', '2']], set: {} },
      candidate: { isStatic: accepted !== 'searched', learned: learned.map((at) => ({ at })) },
    },
  };
  const baseline = accepted === 'none' ? { operation: PUT } : found;
  const { may = 'send', namedBy, heldBack = () => false } = given;
  const context = { contract, options, phases, planned, permissions: { of: () => ({ may, namedBy }), heldBack } };
  const pathsFor = () => [{ values: { pet: 'there' }, from: 'a list' }];
  return {
    first,
    ...createVariations(context as unknown as BaselineContext, {
      found: new Map(accepted === 'unknown' ? [] : [[PUT, baseline as unknown as Baseline]]),
      sent: new Set(sent),
      pathsFor,
    }),
  };
}

const paths = (cases: Case[]) => [...new Set(cases.map(({ inputs: { path } }) => path['pet']))];
const kinds = (cases: Case[]) => [...new Set(cases.map(({ expect: { kind } }) => kind))].sort();
const own = planned.filter(({ operation }) => operation === PUT);

test('an operation that nothing was looked for has what is planned, for any thing', () => {
  const { casesFor, plannedFor } = variations({ accepted: 'unknown' });
  expect(casesFor(PUT)).toEqual(own);
  expect(plannedFor(GET)).toEqual(planned.filter(({ operation }) => operation === GET));
  const about = casesFor(PUT, { pet: 7 });
  expect(paths(about)).toEqual(['7']);
  expect(about.every(({ operation }) => operation === PUT)).toBe(true);
  expect(about[0]?.inputs.query).toMatchObject({ size: '3' });
});

test('an operation that nobody accepts has what must be refused, of a thing that is there', () => {
  const { casesFor } = variations({ accepted: 'none' });
  expect([kinds(casesFor(PUT)), paths(casesFor(PUT)), paths(casesFor(PUT, { pet: 'x' }))]).toEqual([
    ['refused'],
    ['there'],
    ['x'],
  ]);
  expect(variations({ accepted: 'none', sent: casesFor(PUT) }).casesFor(PUT)).toHaveLength(casesFor(PUT).length);
});

test('an operation whose planned case was accepted has the others of the plan', () => {
  const { casesFor, first } = variations({ accepted: 'planned' });
  expect(casesFor(PUT).map(({ id }) => id)).toEqual(own.filter((one) => one !== first).map(({ id }) => id));
  const [, second] = own;
  const less = variations({ accepted: 'planned', sent: second ? [second] : [] }).casesFor(PUT);
  expect(less.map(({ id }) => id)).not.toContain(second?.id);
  expect(less).toHaveLength(own.length - 2);
});

test('an operation whose documented request was accepted for another thing is asked for that one', () => {
  const { casesFor } = variations({ accepted: 'static' });
  expect(paths(casesFor(PUT))).toEqual(['a']);
  expect(paths(casesFor(PUT, { pet: 'b' }))).toEqual(['b']);
  expect(kinds(casesFor(PUT, { pet: 'b' }))).toEqual(['accepted', 'refused']);
});

test('an operation whose made request was accepted has variations of it', () => {
  const { casesFor } = variations();
  const cases = casesFor(PUT);
  expect([paths(cases), kinds(cases)]).toEqual([['a'], ['accepted', 'refused']]);
  expect(paths(casesFor(PUT, { pet: 'b' }))).toEqual(['b']);
  expect(cases.every(({ request }) => request.headers.some(([name]) => name === 'X-Own'))).toBe(true);
  const [one] = cases;
  const less = variations({ sent: one ? [{ ...one }] : [] }).casesFor(PUT);
  expect(less.map(({ id }) => id)).toEqual(cases.slice(1).map(({ id }) => id));
  const elsewhere = variations({ sent: one ? [{ ...one, operation: GET }] : [] }).casesFor(PUT);
  expect(elsewhere).toHaveLength(cases.length);
});

test('an operation whose made request was accepted has no variations in another phase', () => {
  expect(variations({ phases: ['examples'] }).casesFor(PUT)).toEqual([]);
});

const accepting = (cases: Case[]) => cases.flatMap(({ expect: one }) => (one.kind === 'accepted' ? [one] : []));

test.each<[learned: string[], at: string, want: (true | 'state')[]]>([
  [[], 'request query size', ['state']],
  [[], 'request body#/kind', ['state']],
  [['request body#/name'], 'request query size', ['state']],
  [['request body#/kind'], 'request body#/kind', [true]],
  [['request body#/name'], 'request body#/kind', ['state']],
  [['request query size#/0'], 'request query size', [true]],
  [['request query sizes'], 'request query size', ['state']],
  [['request query size'], 'request query size', [true]],
  [['request query size'], 'request body#/kind', ['state']],
])('where refusals taught %j, a variation of the %s may be refused: %j', (learned, at, want) => {
  const cases = accepting(variations({ learned }).casesFor(PUT)).filter((one) => one.at === at);
  expect([...new Set(cases.map(({ mayRefuse }) => mayRefuse))]).toEqual(want);
});

test.each<[may: 'send' | 'send to created', namedBy: string | undefined, isLess: boolean]>([
  ['send to created', 'body', true],
  ['send to created', undefined, false],
  ['send', undefined, true],
])(
  'variations of what may be %s, named by its %s, are left out where they may not be sent: %s',
  (may, namedBy, isLess) => {
    const all = variations().casesFor(PUT).length;
    const given: Given = { may, heldBack: ({ expect: { kind } }) => kind === 'accepted', ...(namedBy && { namedBy }) };
    expect(variations(given).casesFor(PUT).length < all).toBe(isLess);
  },
);

test.each<[accepted: Given['accepted'], path: JsonObject | undefined, want: object | undefined]>([
  ['unknown', undefined, { overrides: { headers: [['X-Run', '1']], set: { size: '3' } } }],
  ['unknown', { pet: 7 }, { overrides: { headers: [['X-Run', '1']], set: { size: '3', pet: '7' } } }],
  ['none', { pet: 7 }, undefined],
  ['planned', undefined, { overrides: { headers: [['X-Own', '2']], set: { size: '3' } } }],
  ['planned', { pet: 7 }, { overrides: { headers: [['X-Own', '2']], set: { size: '3', pet: '7' } } }],
  ['static', undefined, { overrides: { headers: [['X-Own', '2']], set: { size: '3', pet: 'a' } } }],
  ['static', { pet: 7 }, { overrides: { headers: [['X-Own', '2']], set: { size: '3', pet: '7' } } }],
  [
    'searched',
    undefined,
    { overrides: { headers: [['X-Own', '2']], set: { size: '3', pet: 'a' } }, bases: [{ inputs: INPUTS }] },
  ],
  [
    'searched',
    { pet: 7 },
    {
      overrides: { headers: [['X-Own', '2']], set: { size: '3', pet: '7' } },
      bases: [{ inputs: { ...INPUTS, path: { pet: 7 } } }],
    },
  ],
])('where a case is %s, further requests for %j start from %j', (accepted, path, want) => {
  expect(variations({ accepted }).startOf(PUT, path)).toEqual(want);
});
