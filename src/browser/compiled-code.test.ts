import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { compiledCode } from './compiled-code.ts';

const contractWith = (schemas: JsonObject) => contractOf({ paths: {}, components: { schemas } });
const codeOf = async (schemas: JsonObject) => compiledCode(await contractWith(schemas));

test('equal schemas have equal code, wherever they stand and whatever was compiled before', async () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer', minimum: 1 } } };
  const [one, two] = [
    await codeOf({ A: schema }),
    await codeOf({ Z: { type: 'string', enum: ['x'] }, B: schema, C: schema }),
  ];
  expect(two).toEqual(expect.arrayContaining(one));
  expect(new Set(two).size).toBe(two.length);
});

test('there is code for the first error, for its place, and for all errors', async () => {
  const code = await codeOf({ A: { type: 'integer', minimum: 1 } });
  expect(code.length).toBeGreaterThanOrEqual(3);
});

test('there is code for parameters, bodies, answers and their headers, and for each schema in them', async () => {
  const count = async (operation: object) =>
    compiledCode(
      await contractOf({ paths: { '/x': { post: { responses: { 200: { description: '' } }, ...operation } } } }),
    ).length;
  const schema = { type: 'object', properties: { deep: { items: { type: 'integer', multipleOf: 7 } } } };
  const content = { 'application/json': { schema } };
  const counts = await Promise.all([
    count({}),
    count({ parameters: [{ name: 'q', in: 'query', schema }] }),
    count({ requestBody: { content } }),
    count({ responses: { 200: { description: '', content } } }),
    count({ responses: { 200: { description: '', headers: { 'X-A': { schema } } } } }),
  ]);
  expect(counts[0]).toBe(0);
  expect(counts[1]).toBeGreaterThan(5);
  expect(new Set(counts.slice(1)).size).toBe(1);
});

test('schemas that cannot be used have no code, and do no harm to others', async () => {
  const good = { type: 'integer' };
  const [code, alone] = [
    await codeOf({ Ring: { $ref: '#/components/schemas/Ring' }, Odd: { type: 'no type' }, Good: good }),
    await codeOf({ Good: good }),
  ];
  expect(code).toEqual(expect.arrayContaining(alone));
});
