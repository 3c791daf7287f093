import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import { ladder, type Seen } from '../../cases/baseline/ladder.ts';
import { fingerprint } from '../../cases/valid-requests.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { climb } from './climb.ts';

const done = { description: 'Done.' };
const contract = await contractOf({
  paths: {
    '/pets': {
      post: {
        operationId: 'createPet',
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { name: { type: 'string' }, kind: { type: 'string' }, age: { type: 'integer' } },
              },
              examples: { rex: { value: { name: 'Rex' } } },
            },
          },
        },
        responses: { 201: { ...done, content: { 'application/json': { examples: { rex: { value: {} } } } } } },
      },
    },
  },
});
const [operation] = contract.operations as [Operation];

type Answer = number | [number, Json] | 'none' | 'dropped' | 'not sent';

/** Climbs against a server that answers so, one answer for each request, the last one again and again. */
async function run(answers: Answer[], { tries = 10, planned = [] as Case[], isOver = false } = {}) {
  const sent: Case[] = [];
  const send = (testCase: Case): Promise<Exchange | undefined> => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] ?? 'none';
    sent.push(testCase);
    if (answer === 'not sent') return Promise.resolve(undefined);
    const [status, body] = Array.isArray(answer) ? answer : [answer, undefined];
    const outcome =
      status === 'none' || status === 'dropped'
        ? { failure: { kind: status === 'none' ? 'unreachable' : 'reset', message: 'it is gone' } }
        : { response: { status, headers: [], body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) } };
    return Promise.resolve({ request: testCase.request, outcome } as unknown as Exchange);
  };
  const seen: Seen = new Map();
  const came = await climb(
    { contract, overrides: NO_OVERRIDES, sender: { send, isOver }, phase: 'coverage', planned, tries, seen },
    operation,
    NOTHING_KNOWN,
  );
  return { ...came, sent };
}

test('the first accepted request ends the search', async () => {
  const { accepted, refused, sent } = await run([201]);
  expect([accepted?.status, refused.length, sent.length]).toEqual([201, 0, 1]);
});

test('a refused request is followed by another one until one is accepted', async () => {
  const { accepted, refused, sent } = await run([[400, { message: 'the member kind is required' }], 201]);
  expect(refused.map(({ status, says }) => [status, says])).toEqual([[400, 'the member kind is required']]);
  expect(sent).toHaveLength(2);
  expect(accepted?.candidate.learned).toEqual([
    { at: 'request body#/kind', what: 'the member kind is required', says: 'the member kind is required' },
  ]);
  expect(accepted?.case.title).toMatch(/, corrected by what refusals said$/);
  expect(accepted?.case.id).toBe(`createPet > ${accepted?.case.title} (try 2)`);
});

test.each<[Answer, number]>([
  [401, 1],
  [405, 1],
  [429, 1],
  [501, 1],
  [503, 1],
  ['none', 1],
  ['dropped', 2],
  [500, 2],
  [502, 2],
])('after %s no more than %d requests are sent', async (answer, count) => {
  const { accepted, refused, sent } = await run([answer]);
  expect(accepted).toBeUndefined();
  expect(sent).toHaveLength(count);
  expect(refused).toHaveLength(count);
});

test.each<[Answer[], number]>([
  [[400], 4],
  [[500, 500], 2],
  [[500, 400, 503, 400], 3],
  [['dropped', 500], 2],
  [['dropped', 400, 'dropped'], 3],
])('after the answers %j a search ends with %i requests', async (answers, count) => {
  expect((await run(answers)).sent).toHaveLength(count);
});

test('what got no answer is told with the reason', async () => {
  const { refused } = await run(['none']);
  expect(refused[0]).toMatchObject({ says: 'it is gone' });
  expect(refused[0]).not.toHaveProperty('status');
});

test.each([0, 1, 2])('no more requests are made than the %d tries that are left', async (tries) => {
  expect((await run([422], { tries })).sent).toHaveLength(tries);
});

test('a request that may not be sent is followed by another one, and does not count', async () => {
  const { accepted, refused, sent } = await run(['not sent', 201], { tries: 1 });
  expect([accepted?.status, refused.length, sent.length]).toEqual([201, 0, 2]);
});

test('nothing follows once the sender is over', async () => {
  expect((await run(['not sent'], { isOver: true })).sent).toHaveLength(1);
});

test('cases are valid requests of the phase, told by their candidate and their documented example', async () => {
  const { sent } = await run([400], { tries: 2 });
  const [first, second] = sent;
  expect(first).toMatchObject({
    phase: 'coverage',
    title: expect.stringMatching(/^a request /),
    expect: { kind: 'accepted', clause: operation.pointer, at: 'request', mayRefuse: true, example: { name: 'rex' } },
  });
  expect(first?.id).toBe(`createPet > ${first?.title}`);
  expect(second?.id).toMatch(/ \(try 2\)$/);
  expect(second?.title).not.toMatch(/corrected/);
});

test('a planned case is sent in place of the same request, unless it has to be refused', async () => {
  const first = ladder(contract, operation, NO_OVERRIDES, NOTHING_KNOWN, new Map()).next().value;
  const request = encodeRequest(operation, first ? first.inputs : NOTHING, NO_OVERRIDES);
  const plannedCase = { id: 'planned', operation, request, expect: { kind: 'accepted' } } as unknown as Case;
  const invalid = { ...plannedCase, expect: { kind: 'refused' } } as unknown as Case;
  const withPlan = await run([201], { planned: [plannedCase] });
  expect(withPlan.sent[0]).toBe(plannedCase);
  const without = await run([201], { planned: [invalid] });
  expect(without.sent[0]).not.toBe(invalid);
  expect(fingerprint((without.sent[0] as Case).request)).toBe(fingerprint(request));
});

const NOTHING = { path: {}, query: {}, header: {}, cookie: {} };
