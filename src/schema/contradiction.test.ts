import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { findContradiction } from './contradiction.ts';

const AT = '#/components/schemas/It';

async function contradiction(schema: JsonObject) {
  const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
  return findContradiction(contract, AT);
}

const integer = { type: 'integer' };

/** A schema so many required members deep in another. */
function inMembers(schema: JsonObject, depth: number): JsonObject {
  return depth === 0 ? schema : { type: 'object', required: ['a'], properties: { a: inMembers(schema, depth - 1) } };
}

describe('findContradiction', () => {
  test.each<[message: string, schema: JsonObject, clauses: string[]]>([
    ['a value cannot be string and integer', { type: 'string', allOf: [integer] }, ['/type', '/allOf/0/type']],
    [
      'minimum 5 is more than maximum 3',
      { ...integer, minimum: 5, allOf: [{ maximum: 3 }] },
      ['/minimum', '/allOf/0/maximum'],
    ],
    [
      'minimum 5 is more than maximum 3',
      { ...integer, minimum: 1, maximum: 9, allOf: [{ minimum: 5 }, { maximum: 3 }] },
      ['/allOf/0/minimum', '/allOf/1/maximum'],
    ],
    [
      'a value cannot be string or null and integer',
      { type: ['string', 'null'], allOf: [{ minimum: 1 }, integer] },
      ['/type', '/allOf/1/type'],
    ],
    [
      'minLength 5 is more than maxLength 3',
      { type: 'string', minLength: 5, maxLength: 3 },
      ['/minLength', '/maxLength'],
    ],
    [
      'the member page is required, and additionalProperties: false refuses it',
      { additionalProperties: false, allOf: [{ type: 'object', required: ['page'], properties: { page: integer } }] },
      ['/allOf/0/required', '/additionalProperties'],
    ],
    [
      'the schema is false, which no value conforms to',
      { type: 'object', required: ['a'], properties: { a: false } },
      ['/properties/a'],
    ],
    [
      'a value cannot be string and integer',
      { type: 'object', required: ['a'], properties: { a: { type: 'string', allOf: [integer] } } },
      ['/properties/a/type', '/properties/a/allOf/0/type'],
    ],
    [
      'a value cannot be string and integer',
      { type: 'array', minItems: 1, items: { type: 'string', allOf: [integer] } },
      ['/items/type', '/items/allOf/0/type'],
    ],
    ['no value of enum conforms to what else is asked for', { type: 'object', enum: ['foo', 'bar'] }, ['/enum', '']],
    [
      'no value of const conforms to what else is asked for',
      { const: 'a', allOf: [{ minLength: 2 }] },
      ['/const', '/allOf/0'],
    ],
    [
      'a value cannot be integer and string',
      { type: 'string', oneOf: [integer, { type: 'boolean' }] },
      ['/type', '/oneOf/0/type'],
    ],
    [
      'a value cannot be integer and string',
      { type: 'string', anyOf: Array.from({ length: 50 }, () => integer) },
      ['/type', '/anyOf/0/type'],
    ],
    [
      'a value cannot be string and integer',
      inMembers({ type: 'string', allOf: [integer] }, 40),
      ['/type', '/allOf/0/type'].map((clause) => '/properties/a'.repeat(40) + clause),
    ],
    [
      'minItems 1 is more than maxItems 0',
      { type: 'object', required: ['a'], oneOf: [{ properties: { a: { type: 'array', minItems: 1, maxItems: 0 } } }] },
      ['/oneOf/0/properties/a/minItems', '/oneOf/0/properties/a/maxItems'],
    ],
  ])('says that %s in %j', async (message, schema, clauses) => {
    const found = await contradiction(schema);
    expect(found?.message).toBe(message);
    expect(new Set(found?.clauses)).toEqual(new Set(clauses.map((clause) => AT + clause)));
  });

  test.each<JsonObject>([
    {},
    { type: ['string', 'null'], allOf: [{ type: 'string' }] },
    { type: 'number', allOf: [integer] },
    { type: 'string', minLength: 3, maxLength: 3 },
    { type: ['string', 'object'], required: ['a'], additionalProperties: false },
    { type: 'object', properties: { a: false } },
    { type: 'object', required: ['a'], properties: { a: { $ref: AT } } },
    { type: 'array', items: false },
    { type: 'string', oneOf: [integer, { minLength: 1 }] },
    { enum: ['a', 1], type: 'string' },
    { type: 'object', required: ['a'], patternProperties: { a: {} }, additionalProperties: false },
    { type: ['integer', 'null'], minimum: 3, maximum: 1 },
    { type: [], minLength: 3, maxLength: 1 },
    { type: 'array', minItems: 0, items: { type: 'string', allOf: [integer] } },
    { minItems: 1, items: { type: 'string', allOf: [integer] } },
    { type: 'string', oneOf: [integer, {}] },
    inMembers({ type: 'string', allOf: [integer] }, 41),
    { type: 'string', anyOf: Array.from({ length: 51 }, () => integer) },
  ])('sees none in %j', async (schema) => expect(await contradiction(schema)).toBeUndefined());
});
