import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { repairSchemas } from './repair-schemas.ts';

function repair(schema: Json, version?: string): { schema: Json | undefined; notes: string[] } {
  const document: JsonObject = { components: { schemas: { S: schema } } };
  const { warnings } = repairSchemas(document, version);
  const { S } = (document['components'] as { schemas: JsonObject }).schemas;
  return {
    schema: S,
    notes: warnings.map(({ pointer, message }) => `${pointer.replace('#/components/schemas/S', '')} ${message}`),
  };
}

describe('types that JSON Schema does not have', () => {
  test.each<[type: string, schema: JsonObject]>([
    ['any', {}],
    ['int', { type: 'integer' }],
    ['int32', { type: 'integer' }],
    ['int64', { type: 'integer' }],
    ['long', { type: 'integer' }],
    ['float', { type: 'number' }],
    ['double', { type: 'number' }],
    ['decimal', { type: 'number' }],
    ['bool', { type: 'boolean' }],
    ['str', { type: 'string' }],
    ['text', { type: 'string' }],
    ['file', { type: 'string' }],
    ['binary', { type: 'string' }],
    ['date', { type: 'string', format: 'date' }],
    ['datetime', { type: 'string', format: 'date-time' }],
    ['date-time', { type: 'string', format: 'date-time' }],
    ['timestamp', { type: 'string' }],
    ['uuid', { type: 'string', format: 'uuid' }],
    ['uri', { type: 'string', format: 'uri' }],
    ['url', { type: 'string' }],
    ['email', { type: 'string', format: 'email' }],
    ['password', { type: 'string', format: 'password' }],
    ['list', { type: 'array' }],
    ['map', { type: 'object' }],
    ['hash', { type: 'object' }],
    ['dict', { type: 'object' }],
    ['Integer', { type: 'integer' }],
    ['NULL', { type: 'null' }],
  ])('%s is read as %j', (type, schema) => {
    const read = 'type' in schema ? String(schema['type']) : 'anything';
    expect(repair({ type })).toEqual({
      schema,
      notes: [`/type ${JSON.stringify(type)} is no type, and was read as ${read}`],
    });
  });

  test.each<[schema: JsonObject, repaired: JsonObject]>([
    [
      { type: 'date', format: 'other' },
      { type: 'string', format: 'other' },
    ],
    [{ type: ['str', 'bool'] }, { type: ['string', 'boolean'] }],
    [{ type: ['str', 'string'] }, { type: ['string'] }],
    [{ type: ['any', 'string'] }, {}],
    [{ type: ['int'] }, { type: 'integer' }],
  ])('%j is read as %j', (schema, repaired) => {
    expect(repair(schema).schema).toEqual(repaired);
  });

  test.each(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])('%s is a type', (type) => {
    expect(repair({ type })).toEqual({ schema: { type }, notes: [] });
  });

  test('null without quotes in YAML is the type null', () => {
    expect(repair({ type: null })).toEqual({ schema: { type: 'null' }, notes: [] });
  });

  test.each<[schema: JsonObject, repaired: JsonObject, notes: number]>([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }, 1],
    [{ type: 'string', nullable: false }, { type: 'string' }, 0],
    [{ type: ['string', 'null'], nullable: true }, { type: ['string', 'null'] }, 0],
    [{ nullable: true }, {}, 0],
  ])('nullable in %j is read as %j', (schema, repaired, notes) => {
    const result = repair(schema);
    expect(result.schema).toEqual(repaired);
    expect(result.notes).toHaveLength(notes);
  });
});

describe('keywords', () => {
  test.each<[schema: JsonObject]>([
    [{ required: [] }],
    [{ required: ['a'] }],
    [{ enum: [1] }],
    [{ enum: [] }],
    [{ allOf: [true] }],
    [{ anyOf: [{}] }],
    [{ oneOf: [{}] }],
    [{ not: false }],
    [{ items: true }],
    [{ minimum: -1.5, maximum: 0, exclusiveMinimum: -2, exclusiveMaximum: 1e3 }],
    [{ multipleOf: 0.1 }],
    [{ minLength: 0, maxLength: 1, minItems: 0, maxItems: 2, minProperties: 0, maxProperties: 3 }],
    [{ uniqueItems: false }],
    [{ pattern: '', format: 'x' }],
    [{ patternProperties: { a: {} } }],
  ])('%j stays as it is', (schema) => {
    const before = structuredClone(schema);
    expect(repair(schema)).toEqual({ schema: before, notes: [] });
  });

  test.each<[keyword: string, value: Json, as: string]>([
    ['required', true, 'true'],
    ['required', ['a', 1], 'this list'],
    ['required', 'a', '"a"'],
    ['properties', [], 'an empty list'],
    ['patternProperties', null, 'empty'],
    ['enum', {}, 'an object'],
    ['allOf', [], 'an empty list'],
    ['anyOf', {}, 'an object'],
    ['oneOf', 'x', '"x"'],
    ['not', [{}], 'this list'],
    ['items', [], 'an empty list'],
    ['minimum', 'x', '"x"'],
    ['maximum', '', '""'],
    ['exclusiveMinimum', null, 'empty'],
    ['multipleOf', 0, '0'],
    ['multipleOf', -1, '-1'],
    ['minLength', -1, '-1'],
    ['maxLength', 1.5, '1.5'],
    ['minItems', -1, '-1'],
    ['maxItems', '-1', '"-1"'],
    ['minProperties', {}, 'an object'],
    ['maxProperties', 0.5, '0.5'],
    ['uniqueItems', 1, '1'],
    ['pattern', 5, '5'],
    ['format', true, 'true'],
  ])('%s cannot be %j, and is left out', (keyword, value, as) => {
    const { schema, notes } = repair({ [keyword]: value });
    expect(schema).toEqual({});
    expect(notes).toHaveLength(1);
    if (keyword !== 'items') expect(notes).toEqual([`/${keyword} cannot be ${as}, and was left out`]);
  });

  test('an empty enum is left out of what was written as OpenAPI 3.0', () => {
    expect(repair({ enum: [] }, '3.0.3')).toEqual({
      schema: {},
      notes: ['/enum cannot be an empty list, and was left out'],
    });
  });

  test.each<[keyword: string, text: string, number: number]>([
    ['minimum', '5', 5],
    ['maximum', '-0.5', -0.5],
    ['multipleOf', '2', 2],
    ['maxLength', '10', 10],
    ['exclusiveMaximum', ' 1 ', 1],
  ])('%s is read from the text %j as %d', (keyword, text, number) => {
    expect(repair({ [keyword]: text })).toEqual({
      schema: { [keyword]: number },
      notes: [`/${keyword} is the text ${JSON.stringify(text)}, read as a number`],
    });
  });

  test.each<[schema: JsonObject, repaired: JsonObject]>([
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
    [{ minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
    [{ exclusiveMaximum: true }, {}],
  ])('the limits %j of OpenAPI 3.0 are read as %j', (schema, repaired) => {
    const result = repair(schema);
    expect(result.schema).toEqual(repaired);
    expect(result.notes).toHaveLength(1);
  });

  test('a list of items is read as prefixItems unless those are there', () => {
    expect(repair({ items: [{ type: 'string' }] }).schema).toEqual({ prefixItems: [{ type: 'string' }] });
    expect(repair({ items: [{}], prefixItems: [true] }).schema).toEqual({ prefixItems: [true] });
  });

  test.each<[schema: JsonObject, notes: string[]]>([
    [{ pattern: '^a$' }, []],
    [{ pattern: '[\\w-.]' }, ['/pattern is no pattern with the flag u, and was read without it']],
    [{ pattern: '(' }, []],
    [
      { patternProperties: { '[\\w-.]': {} } },
      ['/patternProperties/[\\w-.] is no pattern with the flag u, and was read without it'],
    ],
  ])('the patterns of %j give the notes %j', (schema, notes) => {
    expect(repair(schema).notes).toEqual(notes);
  });
});

describe('schemas within schemas', () => {
  const BAD = { type: 'bool' };
  test.each([
    'items',
    'additionalProperties',
    'not',
    'if',
    'then',
    'else',
    'contains',
    'propertyNames',
    'unevaluatedItems',
    'unevaluatedProperties',
  ])('the one of %s is repaired', (keyword) => {
    expect(repair({ [keyword]: { ...BAD } }).schema).toEqual({ [keyword]: { type: 'boolean' } });
  });

  test.each(['allOf', 'anyOf', 'oneOf', 'prefixItems'])('each of the list %s is repaired', (keyword) => {
    const { schema, notes } = repair({ [keyword]: [{ ...BAD }, 5] });
    expect(schema).toEqual({ [keyword]: [{ type: 'boolean' }, {}] });
    expect(notes[1]).toBe(`/${keyword}/1 is no schema, and was taken for one that accepts anything`);
  });

  test.each(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])(
    'each of the map %s is repaired',
    (keyword) => {
      const { schema, notes } = repair({ [keyword]: { a: { ...BAD }, b: null } });
      expect(schema).toEqual({ [keyword]: { a: { type: 'boolean' }, b: {} } });
      expect(notes[1]).toBe(`/${keyword}/b is empty, and was taken for one that accepts anything`);
    },
  );

  test('what is data or an extension stays as it is', () => {
    const schema = {
      example: { schema: BAD },
      default: { schema: BAD },
      enum: [{ schema: BAD }],
      'x-a': { schema: BAD },
    };
    expect(repair(structuredClone(schema))).toEqual({ schema, notes: [] });
  });

  test('a schema outside of the components is repaired, also under a name like a keyword', () => {
    const document: JsonObject = {
      paths: { '/a': { get: { parameters: [{ schema: { ...BAD } }] } } },
      components: { parameters: { schema: { schema: { ...BAD } } } },
    };
    expect(repairSchemas(document).warnings.map(({ pointer }) => pointer)).toEqual([
      '#/paths/~1a/get/parameters/0/schema/type',
      '#/components/parameters/schema/schema/type',
    ]);
  });
});

test('blanks are no number', () =>
  expect(repair({ minLength: ' ' })).toEqual({ schema: {}, notes: ['/minLength cannot be " ", and was left out'] }));

test('what is read by another form is told at its place', () => {
  expect(repair({ minimum: 1, exclusiveMinimum: true }).notes).toEqual([
    '/exclusiveMinimum is of OpenAPI 3.0, and was read as it is meant there',
  ]);
  expect(repairSchemas({ components: { schemas: { S: { items: [{}] } } } }).warnings).toEqual([
    {
      pointer: '#/components/schemas/S/items',
      message: 'is a list, and was read as `prefixItems`',
      guess: '#/components/schemas/S/prefixItems',
    },
  ]);
});

test('a schema that stands in two places is repaired once', () => {
  const shared: JsonObject = { type: 'no such' };
  const { warnings } = repairSchemas({ components: { schemas: { A: shared, B: { allOf: [shared] } } } });
  expect(warnings.map(({ pointer }) => pointer)).toEqual(['#/components/schemas/A/type']);
});
