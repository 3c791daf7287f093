import { expect, test } from '@jest/globals';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { check } from '../../src/run/check.ts';

const document = (more: object = {}) => ({
  ...more,
  paths: {
    '/pets': {
      post: {
        operationId: 'createPet',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['kind', 'age'],
                properties: {
                  kind: { enum: ['cat', 'dog'] },
                  age: { type: 'integer', maximum: 40 },
                  ownerId: { type: 'integer', minimum: 0 },
                  size: { type: 'integer', minimum: 5 },
                  tame: { type: 'boolean' },
                },
              },
              examples: {
                cat: { value: { kind: 'cat', age: 3, ownerId: 3, size: 7 } },
                old: { value: { kind: 'dog', age: 39, ownerId: 3, size: 7 } },
              },
            },
          },
        },
        responses: { 201: { description: '' } },
      },
    },
  },
});

/** What a server is accused of that takes one request alone: severity, and what it refused. */
async function accused(more?: object): Promise<string[]> {
  const contract = await contractOf(document(more));
  const target = inProcessTarget('pets', ({ body = new Uint8Array() }) => ({
    status: new TextDecoder().decode(body) === '{"kind":"cat","age":3,"ownerId":3,"size":7}' ? 201 : 422,
    headers: [],
    body: new Uint8Array(),
  }));
  const { findings } = await check(contract, target, { phases: ['examples', 'coverage'] });
  return findings.map(({ severity, message }) => `${severity} ${message.replace('a request with ', '')}`).sort();
}

test('a refusal is a violation where the contract lists, bounds or shows the value, and a note elsewhere', async () => {
  expect(await accused()).toEqual([
    'note refuses a request without ownerId',
    'note refuses a request without size',
    'note refuses ownerId as 0',
    'note refuses tame as true',
    'violation refuses age as 40',
    'violation refuses kind as "dog"',
    'violation refuses size as 5',
    'violation refuses the documented example old',
  ]);
});

test('every refusal is a violation where the contract means what it shows', async () => {
  expect(await accused({ 'x-examples': 'exact' })).toEqual(
    expect.arrayContaining(['violation refuses tame as true', 'violation refuses age as 40']),
  );
});
