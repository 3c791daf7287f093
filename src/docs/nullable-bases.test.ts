import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { withoutNullableBases } from './nullable-bases.ts';

const properties = { a: {}, b: {} };
const SCHEMAS: JsonObject = {
  Nullable: { type: ['object', 'null'], properties },
  Object: { type: 'object', properties },
  Listed: { type: ['object'], properties },
  'A b': { type: ['null', 'object'], properties },
  Bare: { type: ['object', 'null'] },
  Holder: {
    properties: { part: { type: 'object', properties }, list: { items: { properties } }, bare: { type: 'object' } },
  },
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test.each<[string, JsonObject, JsonObject]>([
  [
    'the names of a schema that may be null are required no more',
    { allOf: [ref('Nullable')], required: ['a', 'c'] },
    { allOf: [ref('Nullable')], required: ['c'] },
  ],
  [
    'nothing is required where no name is left',
    { allOf: [ref('Nullable')], required: ['a', 'b'] },
    { allOf: [ref('Nullable')] },
  ],
  [
    'the names of a member, which may be absent, are required no more',
    { allOf: [ref('Object'), ref('Holder/properties/part')], required: ['a', 'c'] },
    { allOf: [ref('Object'), ref('Holder/properties/part')], required: ['c'] },
  ],
  [
    'a reference may have escapes',
    { allOf: [ref('A%20b')], required: ['b', 'c'] },
    { allOf: [ref('A%20b')], required: ['c'] },
  ],
  [
    'other members stay as they are',
    { allOf: [ref('Nullable')], required: ['a'], title: 'a' },
    { allOf: [ref('Nullable')], title: 'a' },
  ],
  [
    'schemas in lists are looked at as well',
    { anyOf: [{ allOf: [ref('Nullable')], required: ['a'] }] },
    { anyOf: [{ allOf: [ref('Nullable')] }] },
  ],
  [
    'what is required and no name stays',
    { allOf: [ref('Nullable')], required: [1, 'a'] },
    { allOf: [ref('Nullable')], required: [1] },
  ],
])('%s', (_, schema, want) => {
  expect(withoutNullableBases({ components: { schemas: { ...SCHEMAS, Thing: schema } } })).toStrictEqual({
    components: { schemas: { ...SCHEMAS, Thing: want } },
  });
});

test.each<[string, JsonObject]>([
  ['of an object', { allOf: [ref('Object')], required: ['a'] }],
  ['of one type in a list', { allOf: [ref('Listed')], required: ['a'] }],
  ['of a schema without properties', { allOf: [ref('Bare')], required: ['a'] }],
  ['of a member without properties', { allOf: [ref('Holder/properties/bare')], required: ['a'] }],
  ['of the items of a member', { allOf: [ref('Holder/properties/list/items')], required: ['a'] }],
  ['of what does not exist', { allOf: [ref('Missing')], required: ['a'] }],
  ['of a schema in its place', { allOf: [{ type: ['object', 'null'], properties }], required: ['a'] }],
  ['of a reference that is no text', { allOf: [{ $ref: 1 }, 'a', null], required: ['a'] }],
  ['without a list of schemas', { allOf: ref('Nullable'), required: ['a'] }],
  ['without schemas', { required: ['a'] }],
  ['in no list', { allOf: [ref('Nullable')], required: 'a' }],
  ['in an empty list', { required: [] }],
])('names %s stay required', (_, schema) => {
  const document = { components: { schemas: { ...SCHEMAS, Thing: schema } } };
  expect(withoutNullableBases(document)).toStrictEqual(document);
});
