import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Request, Response } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import type { Undecided } from '../model/finding.ts';
import type { Result } from '../model/run.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { check } from './check.ts';
import { addReached, mergeReached, reachOf, type ReachedOperations, type Seen } from './reach.ts';

const answers = (status = 200) => ({ responses: { [status]: { description: '' } } });
const ID = [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }];
const PATHS = {
  '/pets': {
    get: { operationId: 'listPets', parameters: [{ name: 'q', in: 'query', schema: {} }], ...answers() },
    post: {
      operationId: 'createPet',
      requestBody: { required: true, content: { 'application/json': { example: { name: 'Rex' } } } },
      ...answers(201),
    },
  },
  '/pets/{petId}': {
    get: { operationId: 'getPet', parameters: ID, ...answers() },
    delete: { operationId: 'deletePet', parameters: ID, ...answers(204) },
  },
  '/old': { get: { operationId: 'movedPage', ...answers(302) } },
};

const response = (status: number, body?: Json): Response => ({
  status,
  headers: body === undefined ? [] : [['Content-Type', 'application/json']],
  body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
});

async function reachAt(answer: (request: Request) => Response) {
  const contract = await contractOf({ paths: PATHS });
  const { reach } = await check(contract, inProcessTarget('pets', answer));
  return reach;
}

test('says of each operation whether it was answered with a success, and else why not', async () => {
  const reach = await reachAt(({ method, path }) => {
    if (path === '/old') return response(302);
    if (method === 'POST') return response(400, { message: 'age is required' });
    return path === '/pets' ? response(200, []) : response(404, { message: 'no such pet' });
  });
  expect(reach).toEqual({
    operations: 5,
    answered: 2,
    refused: [
      {
        operation: 'createPet',
        reason: 'none of 5 requests that the contract allows was accepted (400): age is required',
      },
    ],
    notReached: [
      {
        operation: 'getPet',
        reason: 'no id for {petId}: nothing lists or creates one (a made-up one is answered with 404)',
      },
    ],
    heldBack: ['deletePet'],
  });
});

test('names the failure where no answer came', async () => {
  const contract = await contractOf({ paths: { '/pets': PATHS['/pets'] } });
  const target = {
    ...inProcessTarget('pets', () => response(200)),
    send: async (request: Request) => ({
      request,
      outcome: { failure: { kind: 'unreachable' as const, message: 'nothing listens there' } },
      duration: 1,
      retries: 0,
    }),
  };
  const { reach } = await check(contract, target);
  expect(reach.answered).toBe(0);
  expect(reach.notReached[0]).toEqual({
    operation: 'listPets',
    reason: expect.stringContaining('nothing listens there'),
  });
});

test('tells a refusal with the words of the server, on one line', async () => {
  const contract = await contractOf({ 'x-examples': 'exact', paths: { '/pets': PATHS['/pets'] } });
  const target = inProcessTarget('pets', ({ method }) =>
    method === 'POST'
      ? response(422, { errors: [{ message: 'age is\n required' }] })
      : response(401, { error: 'who are you?' }),
  );
  const { findings, undecided } = await check(contract, target);
  expect(findings.map(({ check: id, said }) => [id, said])).toContainEqual(['acceptance', 'age is required']);
  expect(undecided.map(({ said }) => said)).toContain('who are you?');
});

describe('of one operation', () => {
  type Kind = 'accepted' | 'refused' | 'gone';
  type Answer = [status: number, said?: string, kind?: Kind];

  /** What is said of an operation that was answered so. */
  async function about(id: string, answers: Answer[], more: Partial<Seen> & { failure?: string } = {}) {
    const contract = await contractOf({ paths: PATHS });
    const operation = contract.operations.find((one) => one.id === id);
    if (!operation) throw new Error(`no operation is called ${id}`);
    const results = answers.map(([status, said, kind = 'accepted']) => ({
      case: { operation, expect: { kind } },
      exchange: { outcome: { response: response(status, said === undefined ? undefined : { message: said }) } },
    })) as unknown as Result[];
    const { failure } = more;
    const failed = { case: { operation }, exchange: { outcome: { failure: { message: failure } } } };
    const reached: ReachedOperations = new Map();
    const all = failure === undefined ? results : [failed as unknown as Result];
    all.forEach((result, number) => addReached(reached, result, number));
    const { refused, notReached, heldBack, answered } = reachOf({
      contract: { ...contract, operations: [operation] },
      reached,
      heldBack: [],
      undecided: [],
      ...more,
    });
    const [one] = [
      ...refused.map(({ reason }) => `refused: ${reason}`),
      ...notReached.map(({ reason }) => `not reached: ${reason}`),
      ...heldBack.map((held) => `held back: ${held}`),
    ];
    return answered === 1 ? 'answered' : one;
  }
  const of = (reason: string, more: Partial<Undecided> = {}): Undecided => ({ operation: 'getPet', reason, ...more });
  const NO_ID = 'not reached: no id for {petId}: nothing is there under the one that was sent';

  test.each<[string, string, Answer[], string, Parameters<typeof about>[2]?]>([
    ['one success is enough', 'listPets', [[400], [200]], 'answered'],
    ['a redirection is a success where nothing else is documented', 'movedPage', [[302]], 'answered'],
    ['another redirection is none', 'movedPage', [[303]], 'refused: 303'],
    ['a redirection is no success beside a documented one', 'listPets', [[302]], 'refused: 302'],
    ['a refusal says its status and words', 'listPets', [[422, 'no']], 'refused: 422: no'],
    [
      'the first of two refusals is told',
      'listPets',
      [
        [422, 'no'],
        [400, 'none'],
      ],
      'refused: 422: no',
    ],
    [
      'what is refused of the request says more than a failure',
      'listPets',
      [
        [500, 'oh'],
        [400, 'no'],
      ],
      'refused: 400: no',
    ],
    ['an answer that nothing is there says more than a failure', 'listPets', [[500], [404]], 'refused: 404'],
    [
      'what is refused of the request says more than that nothing is there',
      'getPet',
      [[410], [404], [403]],
      'refused: 403',
    ],
    [
      'valid requests say more than those that have to be refused',
      'listPets',
      [
        [400, 'bad', 'refused'],
        [403, 'who?'],
      ],
      'refused: 403: who?',
    ],
    [
      'valid requests say more than those for what is gone',
      'getPet',
      [
        [404, 'gone', 'gone'],
        [403, 'who?'],
      ],
      'refused: 403: who?',
    ],
    ['others are told where there are no valid ones', 'listPets', [[400, 'bad', 'refused']], 'refused: 400: bad'],
    ['nothing is there under any id', 'getPet', [[404], [410]], NO_ID],
    ['something else came as well', 'getPet', [[404], [400]], 'refused: 400'],
    ['a path without parameters has no id', 'listPets', [[404]], 'refused: 404'],
    [
      'it was held back',
      'deletePet',
      [],
      'held back: deletePet',
      { heldBack: [{ operation: 'deletePet', reason: 'x' }] },
    ],
    [
      'it was held back, but something was sent',
      'deletePet',
      [[204]],
      'answered',
      { heldBack: [{ operation: 'deletePet', reason: 'x' }] },
    ],
    ['nothing was sent', 'listPets', [], 'not reached: nothing was sent to it'],
    ['no answer came', 'listPets', [], 'not reached: it is down', { failure: 'it is down' }],
    [
      'the run says why nothing was accepted',
      'getPet',
      [[400]],
      'refused: none of 5',
      { undecided: [of('none of 5')] },
    ],
    [
      'the run says why, with the words of the server',
      'getPet',
      [[400]],
      'refused: none of 5: no',
      { undecided: [of('none of 5', { said: 'no' })] },
    ],
    [
      'the run says that no id is known',
      'getPet',
      [[404]],
      'not reached: no id for it',
      { undecided: [of('no id for it')] },
    ],
    [
      'the run says something of one case',
      'getPet',
      [[400]],
      'refused: 400',
      { undecided: [of('a case', { case: 'getPet > 1' })] },
    ],
    [
      'the run says something of a case that was not sent',
      'getPet',
      [],
      'not reached: a case',
      { undecided: [of('a case', { case: 'getPet > 1' })] },
    ],
    [
      'the run says something of another operation',
      'listPets',
      [[400]],
      'refused: 400',
      { undecided: [of('none of 5')] },
    ],
  ])('%s', async (...[, id, answers, want, more]) => {
    expect(await about(id, answers, more)).toBe(want);
  });
});

test('what parts of a run reached merges into what the whole reached, in whatever order', async () => {
  const contract = await contractOf({ paths: PATHS });
  const answer = fc.record({
    id: fc.constantFrom('listPets', 'createPet', 'getPet'),
    kind: fc.constantFrom('accepted', 'refused', 'gone'),
    status: fc.constantFrom(undefined, 201, 400, 404, 422, 500),
    said: fc.constantFrom(undefined, 'no', 'never'),
    part: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 12 }), fc.boolean(), (answers, isReversed) => {
      const results = answers.map(({ id, kind, status, said }) => ({
        case: { operation: contract.operations.find((one) => one.id === id), expect: { kind } },
        exchange: {
          outcome:
            status === undefined
              ? { failure: { message: said ?? 'no answer' } }
              : { response: response(status, said === undefined ? undefined : { message: said }) },
        },
      })) as unknown as Result[];
      const reachedIn = (part: number | undefined): ReachedOperations => {
        const reached: ReachedOperations = new Map();
        results.forEach((result, number) => {
          if (part === undefined || answers[number]?.part === part) addReached(reached, result, number);
        });
        return reached;
      };
      const merged: ReachedOperations = new Map();
      for (const part of isReversed ? [2, 1, 0] : [0, 1, 2]) mergeReached(merged, reachedIn(part));
      const said = (reached: ReachedOperations) => reachOf({ contract, reached, heldBack: [], undecided: [] });
      expect(said(merged)).toEqual(said(reachedIn(undefined)));
    }),
  );
});
