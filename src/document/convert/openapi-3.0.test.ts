/** OpenAPI 3.0 as 3.1: schemas change, and what is data does not. */
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { openapi30, upgrade } from './openapi-3.0.ts';

const schemas = (S: Json): JsonObject => ({
  openapi: '3.0.3',
  info: { title: 'x', version: '1' },
  paths: {},
  components: { schemas: { S } },
});

test.each<[what: string, schema: JsonObject, becomes: JsonObject]>([
  ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['nullable without a type', { nullable: true, properties: {} }, { properties: {} }],
  [
    'nullable beside a choice',
    { nullable: true, oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/T' }] },
    { anyOf: [{ oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/T' }] }, { type: 'null' }] },
  ],
  [
    'nullable beside one reference, as generators write it',
    { description: 'Its owner.', nullable: true, allOf: [{ $ref: '#/components/schemas/T' }] },
    { description: 'Its owner.', anyOf: [{ allOf: [{ $ref: '#/components/schemas/T' }] }, { type: 'null' }] },
  ],
  [
    'a property that is called nullable',
    { properties: { nullable: { type: 'boolean' }, anyOf: { type: 'string' } } },
    { properties: { nullable: { type: 'boolean' }, anyOf: { type: 'string' } } },
  ],
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
  [
    'what stands beside a reference and is no text',
    { $ref: '#/a', nullable: true, minimum: 1, description: 'd', summary: 's', 'x-a': { nullable: true } },
    { $ref: '#/a', description: 'd', summary: 's', 'x-a': { nullable: true } },
  ],
  ['a choice that may not be null', { nullable: false, oneOf: [{}] }, { oneOf: [{}] }],
  ['a choice with a type', { type: 'string', nullable: true, oneOf: [{}] }, { type: ['string', 'null'], oneOf: [{}] }],
  [
    'the discriminator of a choice that may be null',
    { nullable: true, anyOf: [{}], discriminator: { propertyName: 'a' }, title: 'T' },
    { title: 'T', anyOf: [{ anyOf: [{}], discriminator: { propertyName: 'a' } }, { type: 'null' }] },
  ],
  [
    'data and properties within a list of schemas',
    { allOf: [{ default: { nullable: true, type: 'string' } }, { properties: { example: { enum: [1] } } }] },
    { allOf: [{ default: { nullable: true, type: 'string' } }, { properties: { example: { enum: [1] } } }] },
  ],
  ['data in a list in a list', { enum: [[[1]], { nullable: true }] }, { enum: [[[1]], { nullable: true }] }],
])('%s', async (_, schema, becomes) => {
  const document = schemas(schema);
  const before = structuredClone(document);
  expect(await upgrade(document)).toMatchObject({ openapi: '3.1.1', components: { schemas: { S: becomes } } });
  expect(document).toEqual(before);
});

test.each([
  ['#/components/schemas/S/anyOf/0/oneOf/1/type', '#/components/schemas/S/oneOf/1/type'],
  ['#/components/schemas/S/anyOf/0', '#/components/schemas/S'],
  ['#/components/schemas/S/anyOf/1/type', '#/components/schemas/S/nullable'],
  ['#/components/schemas/S/anyOf', '#/components/schemas/S'],
])('a place in what nullable became is told where the document has it: %s', async (after, before) => {
  const document = schemas({ nullable: true, oneOf: [{ type: 'string' }, { type: 'object' }] });
  expect((await openapi30.convert(document)).before(after)).toBe(before);
});

test('what is kept beside the reference of a path is converted, the rest is left out', async () => {
  const item = { $ref: '#/components/x-paths/A', servers: [{ url: '/' }], parameters: [], get: {}, other: {} };
  const upgraded = await upgrade({ ...schemas({}), paths: { '/a': item } });
  expect(upgraded['paths']).toEqual({ '/a': { $ref: item.$ref, servers: [{ url: '/' }], parameters: [], get: {} } });
});

test('a property of any name stays a property', async () => {
  const properties = JSON.parse('{ "__proto__": { "type": "string", "nullable": true } }') as JsonObject;
  const upgraded = JSON.stringify(await upgrade(schemas({ properties })));
  expect(upgraded).toContain('{"properties":{"__proto__":{"type":["string","null"]}}}');
});

test('bytes keep their example, and have no schema', async () => {
  const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' }, example: 'ab' } };
  const upgraded = await upgrade({ ...schemas({}), components: { responses: { R: { description: 'r', content } } } });
  expect(upgraded['components']).toEqual({
    responses: { R: { description: 'r', content: { 'application/octet-stream': { example: 'ab' } } } },
  });
});

test.each<[after: string, before: string]>([
  ['#/components/schemas/S/examples/0/a', '#/components/schemas/S/example/a'],
  ['#/components/schemas/S/examples', '#/components/schemas/S/example'],
  ['#/components/schemas/S/contentEncoding', '#/components/schemas/S/format'],
  ['#/components/schemas/S/contentMediaType', '#/components/schemas/S/format'],
  ['#/components/schemas/S/allOf/1/examples/0', '#/components/schemas/S/allOf/1/examples/0'],
  ['#/components/schemas/S/examples/default/value/a', '#/components/schemas/S/example/a'],
  ['#/components/schemas/S/anyOf/1/type', '#/components/schemas/S/anyOf/1/type'],
  ['#/webhooks/a', '#/x-webhooks/a'],
  ['#/info/examples', '#/info/examples'],
])('%s was %s in OpenAPI 3.0', async (after, before) => {
  const S: JsonObject = {
    example: { a: 1 },
    format: 'byte',
    allOf: [{}, { examples: [1], example: 2 }],
    anyOf: [{}, {}],
  };
  const document = { ...schemas(S), 'x-webhooks': { a: {} } };
  expect((await openapi30.convert(document)).before(after)).toBe(before);
});
