import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { valueAt } from '../json/pointer.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { hoistFromExtensions } from './hoist-extensions.ts';

const of = (schema: JsonObject, others: JsonObject): JsonObject => ({
  paths: { '/a': { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } } },
  ...others,
});

test('a schema of an extension becomes a component, under a name that nothing has', () => {
  const document = of(
    { allOf: [{ $ref: '#/x-stream/A' }, { $ref: '#/x-stream/A' }] },
    {
      'x-stream': { A: { items: { $ref: '#/x-more/B' } }, B: {} },
      'x-more': { B: { type: 'string' } },
      components: { schemas: { A: {} } },
    },
  );
  expect(hoistFromExtensions(document)).toEqual(
    new Map([
      ['#/components/schemas/A-2', '#/x-stream/A'],
      ['#/components/schemas/B', '#/x-more/B'],
    ]),
  );
  expect(valueAt(document, '#/components/schemas')).toEqual({
    A: {},
    'A-2': { items: { $ref: '#/components/schemas/B' } },
    B: { type: 'string' },
  });
});

test('what is no schema stays where it is', () => {
  const paths = { '/a': { get: { responses: { 200: { $ref: '#/x-responses/A' } } } } };
  expect(hoistFromExtensions({ paths, 'x-responses': { A: { description: '' } } }).size).toBe(0);
});

test('a stream of grpc-gateway is held to its definitions, and its lines are those of the extension', async () => {
  const { accepts, warnings, unusable, operations } = await contractOf({
    swagger: '2.0',
    openapi: undefined,
    produces: ['application/json'],
    paths: {
      '/watch': { get: { responses: { 200: { description: '', schema: { $ref: '#/x-stream-definitions/Event' } } } } },
    },
    definitions: { Event: { type: 'object', properties: { id: { type: 'string', 'x-nullable': true } } } },
    'x-stream-definitions': { Event: { type: 'object', properties: { result: { $ref: '#/definitions/Event' } } } },
  });
  const schema = operations[0]?.responses[0]?.media[0]?.schema ?? '';
  expect(unusable(schema)).toBeUndefined();
  expect(accepts(schema, { result: { id: null } })).toBe(true);
  expect(accepts(schema, { result: { id: 5 } })).toBe(false);
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('converted')]);
});
