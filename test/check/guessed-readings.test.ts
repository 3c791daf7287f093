import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { check } from '../../src/run/check.ts';

/** What comes of an answer by a schema that nobody can read for sure. */
async function outcomeOf(schema: JsonObject, answer: Json, version = '3.0.3', schemas: JsonObject = {}) {
  const contract = await contractOf({
    openapi: version,
    components: { schemas },
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          responses: { 200: { description: '', content: { 'application/json': { schema } } } },
        },
      },
    },
  });
  const target = inProcessTarget('pets', () => ({
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(JSON.stringify(answer)),
  }));
  const { verdict, findings, undecided } = await check(contract, target);
  return [verdict, findings.length, undecided.map(({ reason }) => reason.replace(/ at \S+/, ' at PLACE'))];
}

const list = { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] } as unknown as JsonObject;
const GUESS = 'what the contract has at PLACE is a list, and was read as `prefixItems`: nobody can be held to a guess';

test.each(['3.0.3', '3.1.0'])('a list of items in OpenAPI %s accuses nobody', async (version) => {
  expect(await outcomeOf(list, ['a', 'b'], version)).toEqual(['undecided', 0, [GUESS]]);
});

test('an answer that fits the guess is judged by it', async () => {
  expect(await outcomeOf(list, ['a', 1])).toEqual(['conforms', 0, []]);
});

test('a list of references accuses nobody either', async () => {
  const one = { $ref: '#/components/schemas/One' };
  const schema = { type: 'array', items: [one, { type: 'string' }] } as unknown as JsonObject;
  const [verdict, findings, undecided] = await outcomeOf(schema, [{ name: 7 }, 'b'], '3.0.3', {
    One: { type: 'object', properties: { name: { type: 'string' } } },
  });
  expect([verdict, findings, undecided]).toEqual(['undecided', 0, [GUESS]]);
});

test('what a guess refers to is held to elsewhere', async () => {
  const one = { $ref: '#/components/schemas/One' };
  const schema = {
    type: 'object',
    properties: { all: { type: 'array', items: [one] }, own: one },
  } as unknown as JsonObject;
  const [verdict, findings] = await outcomeOf(schema, { all: [], own: { name: 7 } }, '3.0.3', {
    One: { type: 'object', properties: { name: { type: 'string' } } },
  });
  expect([verdict, findings]).toEqual(['violates', 1]);
});

test('clauses beside a guess are held to', async () => {
  const schema = { type: 'object', properties: { all: list, name: { type: 'string' } } };
  const [verdict, findings, undecided] = await outcomeOf(schema, { all: [1], name: 7 });
  expect([verdict, findings, undecided]).toEqual(['violates', 1, [GUESS]]);
});

test('a type that is no type accuses nobody', async () => {
  const schema = { type: 'object', properties: { age: { type: 'int' } } };
  const [verdict, findings] = await outcomeOf(schema, { age: 'three' });
  expect([verdict, findings]).toEqual(['undecided', 0]);
});
