import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { impliedType, keyword, knownNames, numbersOf, requiredNames, typesOf } from './keywords.ts';

const all = (schemas: JsonObject[]) => schemas.map((schema) => ({ pointer: '#', schema }));

test.each<[schemas: JsonObject[], types: string[] | undefined]>([
  [[], undefined],
  [[{}], undefined],
  [[{ type: 'string' }], ['string']],
  [[{ type: ['string', 'null'] }, {}, { type: 'string' }], ['string']],
  [[{ type: 'string' }, { type: 'object' }], []],
  [[{ type: 'number' }, { type: 'integer' }], ['integer']],
  [[{ type: 'integer' }, { type: ['number', 'string'] }], ['integer']],
  [[{ type: 'number' }, { type: 'number' }], ['number']],
])('the types that %j leave: %j', (schemas, types) => {
  const left = typesOf(all(schemas));
  expect(left && [...left]).toEqual(types);
});

test.each<[keyword: string, type: string]>([
  ...['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties'].map(
    (name): [string, string] => [name, 'object'],
  ),
  ...['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems'].map((name): [string, string] => [
    name,
    'array',
  ]),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((name): [string, string] => [
    name,
    'number',
  ]),
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding'].map((name): [string, string] => [
    name,
    'string',
  ]),
])('%s is for a value of type %s', (name, type) => expect(impliedType(all([{}, { [name]: 1 }]))).toBe(type));

test('a title implies no type', () => expect(impliedType(all([{ title: 'a' }]))).toBeUndefined());

test('the first value of a keyword is taken, numbers are taken from all', () => {
  const schemas = all([{}, { minimum: 0, default: false }, { minimum: 2, default: 1 }, { minimum: 'no' }]);
  expect(keyword(schemas, 'default')).toBe(false);
  expect(keyword(schemas, 'const')).toBeUndefined();
  expect(numbersOf(schemas, 'minimum')).toEqual([0, 2]);
});

test('names are put together', () => {
  const schemas = all([
    { required: ['a', 'b'], properties: { b: {} } },
    { required: ['b'], properties: { c: {} } },
    { required: true, properties: [] },
  ]);
  expect([...requiredNames(schemas)]).toEqual(['a', 'b']);
  expect([...knownNames(schemas)]).toEqual(['b', 'c']);
});
