import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { splitDescription, swaggerMedia, swaggerSchema } from './swagger-2-schemas.ts';

describe('a schema of Swagger 2.0', () => {
  const from = { $ref: '#/definitions/Pet' };
  const to = { $ref: '#/components/schemas/Pet' };

  test.each<[string, Json, Json]>([
    ['converts what one schema stands in', { items: from, not: from }, { items: to, not: to }],
    ['converts what a list of items stands in', { items: [from, from] }, { items: [to, to] }],
    [
      'converts what else may be there',
      { additionalProperties: from, additionalItems: from },
      { additionalProperties: to, additionalItems: to },
    ],
    ['keeps a schema that is true or false', { additionalProperties: true, not: false }, 'same'],
    [
      'converts each of a list',
      { allOf: [from], anyOf: [from], oneOf: [from] },
      { allOf: [to], anyOf: [to], oneOf: [to] },
    ],
    ['keeps a list that is none', { allOf: 'a', anyOf: { $ref: '#/definitions/a' } }, 'same'],
    [
      'converts each of a map',
      { properties: { items: from }, patternProperties: { a: from } },
      { properties: { items: to }, patternProperties: { a: to } },
    ],
    ['keeps a map that is none', { properties: ['a'], patternProperties: true }, 'same'],
    ['keeps a property that is called as a keyword', { properties: { discriminator: { type: 'string' } } }, 'same'],
    ['keeps a list in what is no list of schemas', { enum: [from], required: ['a'], default: [1] }, 'same'],
    ['keeps an object in what is no map of schemas', { default: { items: from }, example: from }, 'same'],
    ['keeps a reference to elsewhere', { $ref: 'pets.json#/definitions/Pet' }, 'same'],
    ['keeps a reference that is no text', { $ref: 1 }, 'same'],
    ['tells the discriminator', { discriminator: 'kind' }, { discriminator: { propertyName: 'kind' } }],
    ['keeps a discriminator that is one of OpenAPI 3', { discriminator: { propertyName: 'kind' } }, 'same'],
    ['makes what may be null so', { 'x-nullable': true, uniqueItems: true }, { nullable: true, uniqueItems: true }],
    ['keeps what may not be null', { 'x-nullable': false, maxItems: 1 }, 'same'],
    ['drops how a list is written', { type: 'array', collectionFormat: 'csv' }, { type: 'array' }],
    ['makes a file bytes', { type: 'file', maxLength: 3 }, { type: 'string', format: 'binary', maxLength: 3 }],
    ['keeps what is no schema', 'any', 'same'],
  ])('%s', (_, given, want) => {
    expect(swaggerSchema(given)).toEqual(want === 'same' ? given : want);
  });
});

test('what describes a parameter stands beside the schema of its values', () => {
  const about = { name: 'a', in: 'query', description: 'b', required: true, allowEmptyValue: true, 'x-source': 'c' };
  const schema = { type: 'array', 'x-nullable': true, default: [] };
  const dropped = { collectionFormat: 'csv', 'x-example': 1, 'x-examples': {} };
  expect(splitDescription({ ...about, ...schema, ...dropped })).toEqual({ about, schema });
});

describe('the content of a response', () => {
  const text = { type: 'string' };

  test.each<[string, Parameters<typeof swaggerMedia>, JsonObject]>([
    ['is there for each type', [text, undefined, ['a/b', 'c/d']], { 'a/b': { schema: text }, 'c/d': { schema: text } }],
    ['is none without a schema', [undefined, undefined, ['a/b']], {}],
    ['is none where the examples are none', [undefined, ['a/b'], ['a/b']], {}],
    [
      'is bytes where only JSON is produced and it is a file',
      [{ type: 'file' }, undefined, ['application/json']],
      { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    ],
    [
      'is of the type that is produced, where it is a file',
      [{ type: 'file' }, undefined, ['application/json', 'image/png']],
      {
        'application/json': { schema: { type: 'string', format: 'binary' } },
        'image/png': { schema: { type: 'string', format: 'binary' } },
      },
    ],
    ['has an example', [text, { 'a/b': 'c' }, ['a/b']], { 'a/b': { schema: text, example: 'c' } }],
    [
      'has an example of a type that is not produced',
      [text, { 'c/d': 'e' }, ['a/b']],
      { 'a/b': { schema: text }, 'c/d': { schema: text, example: 'e' } },
    ],
    ['has an example without a schema', [undefined, { 'c/d': 'e' }, []], { 'c/d': { example: 'e' } }],
    ['has no example that no type is named for', [text, { default: 1 }, ['a/b']], { 'a/b': { schema: text } }],
  ])('%s', (_, given, want) => {
    expect(swaggerMedia(...given)).toEqual(want);
  });

  test.each<[string, string, Json, Json]>([
    ['is read where an object is written as a text', 'application/json', ' \n{"a": 1}', { a: 1 }],
    ['is read where a list is written as a text', 'application/a+json', '[1]', [1]],
    ['stays where another value is written as a text', 'application/json', '"a [b]"', '"a [b]"'],
    ['stays where the text is no JSON', 'application/json', '{a}', '{a}'],
    ['stays where it is no text', 'application/json', { a: '{}' }, { a: '{}' }],
    ['stays in what is no JSON', 'text/plain', '{"a": 1}', '{"a": 1}'],
  ])('has an example that %s', (_, type, given, want) => {
    expect(swaggerMedia(undefined, { [type]: given }, [])).toEqual({ [type]: { example: want } });
  });
});
