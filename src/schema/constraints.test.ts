import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { listConstraints } from './constraints.ts';

const it = '#/components/schemas/It';
const of = async (schema: JsonObject) =>
  listConstraints(
    await contractOf({ paths: {}, components: { schemas: { Other: { minimum: 1 }, It: schema } } }),
    it,
  ).map(({ pointer, member }) => pointer.replace(it, '') + (member === undefined ? '' : `:${member}`));

/** Keywords that constrain, each with a value that does. */
const CONSTRAINING: JsonObject = {
  ...{ type: 'string', enum: ['a'], const: 'a', format: 'date', pattern: 'a', minLength: 1, maxLength: 2 },
  ...{ minimum: 1, maximum: 2, exclusiveMinimum: 1, exclusiveMaximum: 2, multipleOf: 1, minItems: 1, maxItems: 2 },
  ...{ uniqueItems: true, minProperties: 1, maxProperties: 2, additionalProperties: false },
  ...{ dependentRequired: { a: ['b'] }, not: { title: 'a' }, oneOf: [{}], anyOf: [{}], default: 'a' },
};

test.each(Object.entries(CONSTRAINING))('%s constrains', async (keyword, value) => {
  expect(await of({ [keyword]: value })).toEqual([`/${keyword}`]);
});

test.each<[schema: JsonObject, found: string[]]>([
  [{ title: 'a', description: 'b', readOnly: true }, []],
  [{ required: ['a', 'b'] }, ['/required:a', '/required:b']],
  [{ uniqueItems: false, additionalProperties: true }, []],
  [{ additionalProperties: { type: 'string' } }, []],
  [{ $ref: '#/components/schemas/Other' }, ['#/components/schemas/Other/minimum']],
  [{ allOf: [{ $ref: it }, { minimum: 2 }] }, ['/allOf/1/minimum']],
  [{ if: { minimum: 1 }, then: { minimum: 2 }, else: { minimum: 3 } }, ['/then/minimum', '/else/minimum']],
])('%j has the constraints %j', async (schema, found) => expect(await of(schema)).toEqual(found));

test.each([
  ...['items', 'contains', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties'].map((keyword) => [
    keyword,
    '',
  ]),
  ...['allOf', 'prefixItems'].map((keyword) => [keyword, '/0']),
  ...['properties', 'patternProperties', 'dependentSchemas'].map((keyword) => [keyword, '/a']),
] as [keyword: string, below: string][])('constraints inside %s are found', async (keyword, below) => {
  const inner = { minimum: 1 };
  const value = below === '/0' ? [inner] : below === '/a' ? { a: inner } : inner;
  expect(await of({ [keyword]: value })).toEqual([`/${keyword}${below}/minimum`]);
});
