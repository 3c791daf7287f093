import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Candidate } from '../../cases/baseline/known.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { renewed } from './renewed.ts';

const done = { description: 'Done.' };
const body = { content: { 'application/json': { schema: { type: 'object' } } } };
const change = { requestBody: body, responses: { 200: done } };
const contract = await contractOf({
  paths: {
    '/pets': {
      get: { operationId: 'listPets', responses: { 200: done } },
      post: { operationId: 'createPet', ...change },
    },
    '/pets/{petId}': {
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getPet', responses: { 200: done } },
      put: { operationId: 'putPet', ...change },
      patch: { operationId: 'patchPet', ...change },
      delete: { operationId: 'deletePet', responses: { 204: done } },
    },
    '/toys/{toyId}': {
      parameters: [{ name: 'toyId', in: 'path', required: true, schema: { type: 'string' } }],
      put: { operationId: 'putToy', ...change },
    },
  },
});

interface Refused {
  operation?: string;
  status?: number;
  body?: Json;
  headers?: Candidate['headers'];
}
interface Shown {
  status?: number;
  body?: Json;
  headers?: [string, string][];
}

/** What is sent instead of a refused change of the pet 7, where a read is answered so, and the reads that were sent. */
async function renew(
  { operation: id = 'putPet', status = 409, body: sent = { name: 'Rex', revision: 1 }, headers = [] }: Refused,
  shown: Shown | 'none' = {},
) {
  const operation = contract.operations.find((one) => one.id === id)!;
  const path = { [/\{(\w+)\}/.exec(operation.path)?.[1] ?? 'petId']: '7' };
  const inputs = { path, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body: sent };
  const reads: string[] = [];
  const send = ({ request }: Case): Promise<Exchange | undefined> => {
    reads.push(`${request.method} ${request.path}`);
    if (shown === 'none') return Promise.resolve(undefined);
    const { status: answered = 200, headers: fields = [], body: answer = { name: 'Rex', revision: 3 } } = shown;
    const response = { status: answered, headers: fields, body: Buffer.from(JSON.stringify(answer)) };
    return Promise.resolve({ request, outcome: { response } } as unknown as Exchange);
  };
  const candidate: Candidate = { title: 'a', inputs, headers, learned: [], isStatic: true, example: 'rex' };
  const next = await renewed({ contract, overrides: NO_OVERRIDES, sender: { send } }, operation, candidate, status);
  return { next, reads };
}

test.each([409, 412, 428])('a change that %i refuses is tried with what a read shows now', async (status) => {
  const { next, reads } = await renew({ status });
  expect(reads).toEqual(['GET /pets/7']);
  expect(next).toMatchObject({
    title: 'a',
    headers: [],
    inputs: { path: { petId: '7' }, body: { name: 'Rex', revision: 3 } },
  });
  // It is no documented request any more.
  expect(next).not.toHaveProperty('example');
  expect(next).not.toHaveProperty('isStatic');
});

test.each<[string, Json, Json, Json | undefined]>([
  ['a text', { etag: 'a' }, { etag: 'b' }, { etag: 'b' }],
  [
    'a value further down',
    { meta: { version: 1, kind: 'x' } },
    { meta: { version: 2 } },
    { meta: { version: 2, kind: 'x' } },
  ],
  ['nothing of another type', { version: '1' }, { version: 2 }, undefined],
  ['nothing that was not sent', { name: 'Rex' }, { name: 'Rex', revision: 2 }, undefined],
  ['no list', { tags: ['a'] }, { tags: ['b'] }, undefined],
  ['nothing of another kind', { name: 'Rex' }, [1], undefined],
])('%s of what a read shows is sent', async (_, sent, shown, wanted) => {
  expect((await renew({ body: sent }, { body: shown })).next?.inputs.body).toEqual(wanted);
});

test.each<[string, Refused, boolean]>([
  ['another status', { status: 400 }, false],
  ['a creation', { operation: 'createPet' }, false],
  ['a deletion', { operation: 'deletePet', status: 412 }, false],
  ['what nothing reads', { operation: 'putToy' }, false],
  ['a partial change', { operation: 'patchPet' }, true],
])('%s: a read is asked %j: %s', async (_, refused, isAsked) => {
  const { next, reads } = await renew(refused);
  expect(reads).toHaveLength(isAsked ? 1 : 0);
  expect(next !== undefined).toBe(isAsked);
});

test('a read that is refused, or not sent, changes nothing', async () => {
  expect((await renew({}, { status: 404 })).next).toBeUndefined();
  expect((await renew({}, 'none')).next).toBeUndefined();
});

test.each<[number, Candidate['headers'], Candidate['headers'] | undefined]>([
  [428, [], [['If-Match', '"2"']]],
  [
    412,
    [['X-A', '1']],
    [
      ['X-A', '1'],
      ['If-Match', '"2"'],
    ],
  ],
  [409, [], undefined],
  [412, [['If-Match', '"1"']], undefined],
])('after %i, and with %j, the entity tag that a read shows is sent as %j', async (status, headers, wanted) => {
  const same = { name: 'Rex', revision: 1 };
  const { next } = await renew({ status, headers, body: same }, { body: same, headers: [['ETag', '"2"']] });
  expect(next?.headers).toEqual(wanted);
});
