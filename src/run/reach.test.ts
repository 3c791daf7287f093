import { expect, test } from '@jest/globals';
import type { Request, Response } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { check } from './check.ts';

const answers = (status = 200) => ({ responses: { [status]: { description: '' } } });
const ID = [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }];
const PATHS = {
  '/pets': {
    get: { operationId: 'listPets', ...answers() },
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

async function reachOf(answer: (request: Request) => Response) {
  const contract = await contractOf({ paths: PATHS });
  const { reach } = await check(contract, inProcessTarget('pets', answer));
  return reach;
}

test('says of each operation whether it was answered with a success, and else why not', async () => {
  const reach = await reachOf(({ method, path }) => {
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
