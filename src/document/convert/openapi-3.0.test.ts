/** OpenAPI 3.0 as 3.1: schemas change, and what is data does not. */
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { upgrade } from './openapi-3.0.ts';

const schemas = (S: Json): JsonObject => ({
  openapi: '3.0.3',
  info: { title: 'x', version: '1' },
  paths: {},
  components: { schemas: { S } },
});

test.each<[what: string, schema: JsonObject, becomes: JsonObject]>([
  ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['nullable without a type', { nullable: true, properties: {} }, { properties: {} }],
  ['a boolean limit', { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ['an example', { type: 'object', example: { a: 1 } }, { type: 'object', examples: [{ a: 1 }] }],
  [
    'a property that is called example',
    { properties: { example: { type: 'string', nullable: true } } },
    { properties: { example: { type: ['string', 'null'] } } },
  ],
  [
    'data that looks like a schema',
    { default: { type: 'string', nullable: true, example: [1] } },
    { default: { type: 'string', nullable: true, example: [1] } },
  ],
  ['data in a list in a list', { enum: [[[1]], { nullable: true }] }, { enum: [[[1]], { nullable: true }] }],
])('%s', async (_, schema, becomes) => {
  const document = schemas(schema);
  const before = structuredClone(document);
  expect(await upgrade(document)).toMatchObject({ openapi: '3.1.1', components: { schemas: { S: becomes } } });
  expect(document).toEqual(before);
});
