import { expect, test } from '@jest/globals';
import type { Case, Expectation } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange, HeaderField } from '../../model/exchange.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { sendByBaselines, type SendContext } from './send.ts';

const content = { 'application/json': { schema: { type: 'object', properties: { a: {}, b: {} } } } };
const done = { responses: { 200: { description: 'Done.' } } };
const taking = { ...done, requestBody: { content } };
const pet = { parameters: [{ name: 'pet', in: 'path', required: true, schema: { type: 'string' } }] };
const contract = await contractOf({
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  security: [{ token: [] }],
  paths: {
    '/pets': { get: { operationId: 'list', ...done }, post: { operationId: 'create', ...taking } },
    '/pets/{pet}': {
      ...pet,
      put: { operationId: 'change', ...taking },
      delete: { operationId: 'delete', ...done },
    },
    '/pets/{pet}/move': { ...pet, post: { operationId: 'move', ...taking } },
    '/cache': { delete: { operationId: 'flush', ...done } },
    '/health': { get: { operationId: 'health', ...done } },
  },
});
const operationOf = (name: string): Operation => {
  const found = contract.operations.find(({ id }) => id === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const ACCEPTED: Expectation = { kind: 'accepted', clause: '#', at: 'request body#/a' };
const caseOf = (id: string, name: string, more: Partial<Case> = {}): Case => ({
  ...{ id, phase: 'coverage', operation: operationOf(name), title: id, expect: { ...ACCEPTED } },
  inputs: { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body: { a: 1, b: 2 } },
  request: { method: 'GET', path: `/${id}`, headers: [['Authorization', 'bearer x']] },
  ...more,
});

const JSON_FIELDS: HeaderField[] = [['Content-Type', 'application/json']];

interface Given {
  searched?: string[];
  planned?: Case[];
  /** The cases that follow from the first accepted request of an operation. */
  follow?: Record<string, Case[]>;
  /** What each case is answered with, by its id. */
  answers?: Record<string, { status: number; body?: string }>;
  /** Whether an operation still accepts what it accepted before. */
  isAcceptedAgain?: boolean;
  refusedCredentials?: Case;
  hasBaselines?: boolean;
}

const PERMISSIONS: Record<string, object> = {
  change: { may: 'send to created' },
  delete: { may: 'send to created' },
  move: { may: 'send to created', namedBy: 'body' },
};

async function sending(given: Given) {
  const { searched = [], planned = [], follow = {}, answers = {}, isAcceptedAgain = true, hasBaselines = true } = given;
  const lines: string[] = [];
  const judged: string[] = [];
  const context = {
    ...{
      contract,
      options: { workers: 7 },
      permissions: { of: ({ id }: Operation) => PERMISSIONS[id] ?? { may: 'send' } },
    },
    sender: {
      isOver: false,
      send: ({ id, request }: Case): Promise<Exchange> => {
        const respelt = request.headers.some(([, value]) => value.startsWith('Bearer')) ? ' respelt' : '';
        lines.push(`${id}${respelt}`);
        const { status, body = '' } = answers[`${id}${respelt}`] ?? { status: 200 };
        const response = {
          status,
          headers: JSON_FIELDS,
          body: new TextEncoder().encode(body),
        };
        return Promise.resolve({ request, outcome: { response }, duration: 0, retries: 0 });
      },
    },
    judge: {
      judge: ({ id, expect: one }: Case) =>
        judged.push(`${id}${one.kind === 'accepted' && one.mayRefuse ? ` may be refused: ${one.mayRefuse}` : ''}`),
      report: ({ id }: Case, { check }: { check: { id: string } }) => judged.push(`${id} ${check.id}`),
    },
    onExchange: ({ id }: Case) => judged.push(`told ${id}`),
    ledger: { available: () => [] },
    known: { isProvedByName: () => false },
    baselines: {
      ...(given.refusedCredentials && { refusedCredentials: given.refusedCredentials }),
      find: (all: Operation[], workers: number) => {
        if (all.length > 0) lines.push(`search ${all.map(({ id }) => id).join()} by ${workers}`);
        return Promise.resolve();
      },
      of: () => (hasBaselines ? {} : undefined),
      casesFor: ({ id }: Operation) => follow[id] ?? [],
      isAcceptedAgain: ({ id }: Operation) => {
        lines.push(`again ${id}`);
        return Promise.resolve(isAcceptedAgain);
      },
    },
    mark: () => 'm1',
  } as unknown as SendContext;
  const sent = await sendByBaselines(searched.map(operationOf), planned, context);
  return { lines, judged, sent: sent.map(({ id }) => id) };
}

test('what reads and creates is sent first, then what changes, what names things in its body, and what deletes', async () => {
  const all = ['list', 'create', 'change', 'delete', 'move', 'flush'];
  const follow = Object.fromEntries(all.map((name) => [name, [caseOf(`case of ${name}`, name)]]));
  const found = await sending({
    searched: all,
    follow,
    planned: [caseOf('planned', 'health'), caseOf('searched', 'list')],
  });
  expect(found.lines).toEqual([
    'search list,create,change by 7',
    ...['planned', 'case of list', 'case of create', 'case of change'],
    'search move by 1',
    'case of move',
    'search flush by 1',
    'case of flush',
  ]);
  expect(found.sent).toEqual(found.lines.filter((line) => !line.startsWith('search')));
  expect(found.judged.slice(0, 2)).toEqual(['planned', 'told planned']);
});

const REFUSAL = { a: { status: 400, body: '{"errors":{"b":["is required"]}}' } };
const varied = (more: object = {}) => [caseOf('a', 'list', { expect: { ...ACCEPTED, ...more } as Expectation })];

test.each<[what: string, given: Given, lines: string[], judged: string[]]>([
  [
    'stands where the operation still accepts',
    { answers: { a: { status: 400 } } },
    ['a', 'again list'],
    ['a', 'told a'],
  ],
  [
    'stands no more where the operation accepts nothing any more',
    { answers: { a: { status: 499 } }, isAcceptedAgain: false },
    ['a', 'again list'],
    ['a', 'told a', 'a may be refused: true'],
  ],
  [
    'does not stand where it blames another member',
    { answers: REFUSAL },
    ['a'],
    ['a', 'told a', 'a may be refused: true'],
  ],
  ['is none where it is a failure', { answers: { a: { status: 500 } } }, ['a'], ['a', 'told a']],
  ['is none where it is a redirect', { answers: { a: { status: 399 } } }, ['a'], ['a', 'told a']],
  [
    'stands for what was not searched',
    { answers: { a: { status: 400 } }, hasBaselines: false },
    ['a'],
    ['a', 'told a'],
  ],
  [
    'is expected of what may be refused',
    { answers: REFUSAL, follow: { list: varied({ mayRefuse: true }) } },
    ['a'],
    ['a may be refused: true', 'told a'],
  ],
  [
    'of what may be refused for the state is looked into',
    { answers: { a: { status: 400 } }, follow: { list: varied({ mayRefuse: 'state' }) }, isAcceptedAgain: false },
    ['a', 'again list'],
    ['a may be refused: state', 'told a', 'a may be refused: true'],
  ],
  [
    'is expected of what has to be refused',
    { answers: REFUSAL, follow: { list: varied({ kind: 'refused' }) } },
    ['a'],
    ['a', 'told a'],
  ],
])('a refusal %s', async (_, given, lines, judged) => {
  const found = await sending({ searched: ['list'], follow: { list: varied() }, ...given });
  expect([found.lines.slice(1), found.judged]).toEqual([lines, judged]);
});

test('an operation is asked once whether it still accepts, however much it refuses', async () => {
  const follow = { list: [caseOf('a', 'list'), caseOf('b', 'list')] };
  const answers = { a: { status: 400 }, b: { status: 400 } };
  const found = await sending({ searched: ['list'], follow, answers, isAcceptedAgain: false });
  expect(found.lines.slice(1)).toEqual(['a', 'b', 'again list']);
  expect(found.judged.slice(-2)).toEqual(['a may be refused: true', 'b may be refused: true']);
});

const documented = caseOf('a', 'list', { expect: { kind: 'documented', example: {} } as never });

test.each<[what: string, given: Given, lines: string[], judged: string[]]>([
  [
    'the scheme in other letters, where a documented request is refused for its credentials',
    { planned: [documented], answers: { a: { status: 401 } } },
    ['a', 'a respelt'],
    ['a', 'told a', 'a scheme-spelling'],
  ],
  [
    'the scheme once, however often it is refused',
    {
      planned: [documented, { ...documented, id: 'b' }],
      answers: { a: { status: 401 }, b: { status: 401 }, 'a respelt': { status: 401 } },
    },
    ['a', 'b', 'a respelt'],
    ['a', 'told a', 'b', 'told b'],
  ],
  [
    'the scheme of what the search was refused',
    { refusedCredentials: documented },
    ['a respelt'],
    ['a scheme-spelling'],
  ],
  ['nothing else where the request is accepted', { planned: [documented] }, ['a'], ['a', 'told a']],
])('what is sent again is %s', async (_, given, lines, judged) => {
  const found = await sending(given);
  expect([found.lines, found.judged]).toEqual([lines, judged]);
});
