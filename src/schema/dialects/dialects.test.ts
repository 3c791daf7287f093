import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { bringToLatest, childSchemas, replaceChildSchemas, stepsOf } from './dialects.ts';

test.each([
  'https://json-schema.org/draft/2020-12/schema',
  'https://json-schema.org/draft/2019-09/schema',
  'http://json-schema.org/draft-07/schema',
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft-07/schema#',
  'http://json-schema.org/draft-06/schema#',
  'http://json-schema.org/draft-04/schema#',
  'https://spec.openapis.org/oas/3.1/dialect/base',
  'https://spec.openapis.org/oas/3.1/schema-base/2022-10-07',
  'https://spec.openapis.org/oas/3.2/dialect/2025-09-17',
])('the dialect %s is known', (dialect) => expect(stepsOf(dialect)).toBeDefined());

test.each(['', 'toString', 'http://json-schema.org/draft-03/schema#', 'https://example.org/oas/3.1/dialect/base'])(
  'the dialect %j is not known',
  (dialect) => expect(stepsOf(dialect)).toBeUndefined(),
);

const D2019 = 'https://json-schema.org/draft/2019-09/schema';
const [D7, D6, D4] = [7, 6, 4].map((draft) => `http://json-schema.org/draft-0${draft}/schema#`) as [
  string,
  string,
  string,
];

/** A schema in a dialect, and the same schema in 2020-12. */
test.each<[dialect: string, schema: JsonObject, want: JsonObject]>([
  [D2019, { prefixItems: [{}], $ref: '#/a', title: 'b', minimum: 1 }, { $ref: '#/a', title: 'b', minimum: 1 }],
  [
    D2019,
    { unevaluatedItems: false, dependentRequired: { a: ['b'] } },
    { unevaluatedItems: false, dependentRequired: { a: ['b'] } },
  ],
  [D7, { items: [{}, true], additionalItems: false }, { prefixItems: [{}, true], items: false }],
  [D7, { items: [] }, {}],
  [D7, { items: {}, additionalItems: false }, { items: {} }],
  [
    D7,
    { dependencies: { a: ['b'], c: { minProperties: 2 } } },
    { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { minProperties: 2 } } },
  ],
  [D7, { $ref: '#/a', title: 'b', description: 'c', minimum: 1 }, { $ref: '#/a', title: 'b', description: 'c' }],
  ...[
    'unevaluatedItems',
    'unevaluatedProperties',
    'dependentRequired',
    'dependentSchemas',
    'minContains',
    'maxContains',
  ].map((keyword): [string, JsonObject, JsonObject] => [D7, { [keyword]: {}, minimum: 1 }, { minimum: 1 }]),
  [D7, { if: {}, then: {}, else: {}, const: 1 }, { if: {}, then: {}, else: {}, const: 1 }],
  [D7, { exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
  [
    D6,
    { if: {}, then: {}, else: {}, const: 1, contains: {}, propertyNames: {} },
    { const: 1, contains: {}, propertyNames: {} },
  ],
  [D4, { const: 1, contains: {}, propertyNames: {}, if: {} }, {}],
  [D4, { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  [D4, { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  [D4, { maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
  [D4, { exclusiveMaximum: true }, {}],
])('in %s, %j means %j', (dialect, schema, want) => {
  const document = { components: { schemas: { It: { $schema: dialect, ...structuredClone(schema) } } } };
  bringToLatest(document);
  expect(document.components.schemas.It).toEqual(want);
});

test('what moved is told by its new place, however deep it lies, and references go along', () => {
  const tuple = { items: [{ title: 'first' }], additionalItems: { title: 'others' } };
  const document: JsonObject = {
    components: {
      schemas: {
        It: {
          $schema: D7,
          properties: JSON.parse('{"a": {}, "__proto__": {"title": "proto"}}') as JsonObject,
          dependencies: { b: ['c'], d: { title: 'dependent' } },
          anyOf: [{}, structuredClone(tuple)],
          definitions: { e: structuredClone(tuple) },
          not: structuredClone(tuple),
        },
        ...Object.fromEntries(
          [
            ['properties/__proto__', 'patternProperties/%5E__proto__%24'],
            ['dependencies/d', 'dependentSchemas/d'],
            ['anyOf/1/items/0', 'anyOf/1/prefixItems/0'],
            ['definitions/e/additionalItems', 'definitions/e/items'],
            ['not/additionalItems', 'not/items'],
            ['anyOf/0', 'anyOf/0'],
          ].map(([from, to]) => [`to ${to}`, { $ref: `#/components/schemas/It/${from}` }]),
        ),
      },
    },
  };
  const moves = [...bringToLatest(document)].map((pair) =>
    pair.map((at) => at.replace('#/components/schemas/It/', '')),
  );
  expect(moves.sort()).toEqual([
    ['anyOf/1/items', 'anyOf/1/additionalItems'],
    ['anyOf/1/prefixItems', 'anyOf/1/items'],
    ['definitions/e/items', 'definitions/e/additionalItems'],
    ['definitions/e/prefixItems', 'definitions/e/items'],
    ['dependentRequired/b', 'dependencies/b'],
    ['dependentSchemas/d', 'dependencies/d'],
    ['not/items', 'not/additionalItems'],
    ['not/prefixItems', 'not/items'],
    ['patternProperties/^__proto__$', 'properties/__proto__'],
  ]);
  const { schemas } = document['components'] as { schemas: { [name: string]: JsonObject } };
  const references = Object.entries(schemas).flatMap(([name, { $ref }]) => (name === 'It' ? [] : [[name, $ref]]));
  expect(references).toEqual(
    references.map(([name]) => [name, `#/components/schemas/It/${String(name).slice('to '.length)}`]),
  );
});

test('a schema with an unknown dialect keeps its $schema, and so do the schemas inside it', () => {
  const document: JsonObject = { jsonSchemaDialect: 'urn:none', components: { schemas: { It: { items: [{}] } } } };
  bringToLatest(document);
  expect(document['components']).toEqual({
    schemas: { It: { $schema: 'urn:none', items: [{ $schema: 'urn:none' }] } },
  });
});

const ONE = ['items', 'additionalItems', 'contains', 'additionalProperties', 'propertyNames', 'unevaluatedItems'];
const ONE_MORE = ['unevaluatedProperties', 'not', 'if', 'then', 'else', 'contentSchema'];
const MANY = ['prefixItems', 'allOf', 'anyOf', 'oneOf', 'items'];
const NAMED = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions'];

test.each<[keyword: string, value: JsonObject | JsonObject[], found: string[]]>([
  ...[...ONE, ...ONE_MORE].map((keyword): [string, JsonObject, string[]] => [keyword, {}, [`#/${keyword}`]]),
  ...MANY.map((keyword): [string, JsonObject[], string[]] => [keyword, [{}, {}], [`#/${keyword}/0`, `#/${keyword}/1`]]),
  ...NAMED.map((keyword): [string, JsonObject, string[]] => [keyword, { a: {} }, [`#/${keyword}/a`]]),
  ['enum', [{}], []],
  ['default', {}, []],
])('%s: %j contains the schemas %j', (keyword, value, found) =>
  expect(childSchemas({ [keyword]: value }, '#')).toEqual(found),
);

test('each schema in a schema is replaced at its place, and all else is kept', () => {
  const schema: JsonObject = {
    ...{ not: { a: 1 }, allOf: [{ a: 1 }, {}], properties: { enum: { a: 1 }, items: true } },
    ...{ enum: [{ a: 1 }], additionalProperties: false, title: 'kept' },
  };
  const marked = replaceChildSchemas(schema, '#/s', (child, at) => ({ at, was: child }));
  expect(marked).toEqual({
    not: { at: '#/s/not', was: { a: 1 } },
    allOf: [
      { at: '#/s/allOf/0', was: { a: 1 } },
      { at: '#/s/allOf/1', was: {} },
    ],
    properties: {
      enum: { at: '#/s/properties/enum', was: { a: 1 } },
      items: { at: '#/s/properties/items', was: true },
    },
    ...{ enum: [{ a: 1 }], additionalProperties: false, title: 'kept' },
  });
  expect(replaceChildSchemas(schema, '#/s', (child) => child)).toBe(schema);
});
