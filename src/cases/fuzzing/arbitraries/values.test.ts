import { Random } from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { isObject } from '../../../json/pointer.ts';
import { randomOf, type Stage, type ValueRange } from './base.ts';
import { createGenerationContext, shownValues, valueArbitrary } from './values.ts';

/** Values made for a schema, and how many of them conform to it. */
async function made(
  schema: Json,
  range: ValueRange,
  schemas: JsonObject = {},
): Promise<{ values: Json[]; fitting: number }> {
  const contract = await contractOf({ paths: {}, components: { schemas: { ...schemas, It: schema } } });
  const at = '#/components/schemas/It';
  const arbitrary = valueArbitrary(createGenerationContext(contract, []), [at], range);
  const values = Array.from({ length: 150 }, (_, nth) => arbitrary.generate(new Random(randomOf(1, nth)), 3).value);
  return { values, fitting: values.filter((value) => contract.accepts(at, value)).length };
}

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

/** Schemas, and what the values of each must include. */
const SCHEMAS: [name: string, schema: JsonObject, ...shows: ((value: Json) => boolean)[]][] = [
  ['anything', {}],
  ['a text', { type: 'string' }, (value) => value === '', (value) => /[^\x20-\x7e]/.test(String(value))],
  ['lengths', { type: 'string', minLength: 3, maxLength: 5 }, (value) => String(value).length === 3],
  ['a pattern', { type: 'string', pattern: '^[A-Z]{2}-\\d+$' }],
  ['a pattern and a length', { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 9 }],
  ['a pattern that looks ahead', { type: 'string', pattern: '^(?=.*\\d)[a-z0-9]+$' }],
  ...[
    'date',
    'date-time',
    'time',
    'uuid',
    'email',
    'uri',
    'hostname',
    'ipv4',
    'ipv6',
    'byte',
    'password',
    'uri-reference',
  ].map((format): [string, JsonObject] => [`the format ${format}`, { type: 'string', format }]),
  ['an integer', { type: 'integer' }, (value) => Number(value) < 0, (value) => Number(value) > 2 ** 31],
  ['bounds', { type: 'integer', minimum: -3, exclusiveMaximum: 4 }, (value) => value === -3, (value) => value === 3],
  ['steps', { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 1 }, (value) => Number(value) > 0.5],
  ['a number between', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ['int32', { type: 'integer', format: 'int32' }, (value) => Math.abs(Number(value)) > 2 ** 30],
  ['an enumeration', { enum: ['a', 2, null] }, (value) => value === null, (value) => value === 2],
  [
    'several types',
    { type: ['string', 'integer', 'null'] },
    (value) => value === null,
    (value) => typeof value === 'number',
  ],
  [
    'an array',
    { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 4 },
    (value) => (value as Json[]).length === 4,
  ],
  ['a set', { type: 'array', items: { type: 'integer', minimum: 1, maximum: 9 }, uniqueItems: true, minItems: 1 }],
  [
    'a tuple',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'boolean' }], items: { type: 'integer' }, minItems: 2 },
  ],
  ['one item among others', { type: 'array', items: { type: ['integer', 'string'] }, contains: { const: 7 } }],
  [
    'members',
    object({ a: { type: 'integer' }, b: { type: 'string' } }, { required: ['a'], additionalProperties: false }),
    (value) => isObject(value) && !Object.hasOwn(value, 'b'),
    (value) => isObject(value) && Object.hasOwn(value, 'b'),
  ],
  [
    'members of a map',
    { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1 },
    (value) => Object.keys(value as JsonObject).length > 1,
  ],
  [
    'members by a pattern',
    { type: 'object', patternProperties: { '^x-[a-z]+$': { type: 'boolean' } }, additionalProperties: false },
  ],
  [
    'names by a pattern',
    { type: 'object', propertyNames: { pattern: '^[a-z]+$' }, additionalProperties: { type: 'integer' } },
  ],
  [
    'members that need others',
    object({ a: {}, b: {} }, { dependentRequired: { a: ['b'] } }),
    (value) => isObject(value) && Object.hasOwn(value, 'a'),
  ],
  [
    'members that bring in a schema',
    object(
      { a: { type: 'integer' } },
      { dependentSchemas: { a: { required: ['b'], properties: { b: { const: 1 } } } } },
    ),
    (value) => isObject(value) && value['b'] === 1,
  ],
  [
    'one of',
    { oneOf: [{ type: 'integer' }, { type: 'boolean' }] },
    (value) => typeof value === 'boolean',
    (value) => typeof value === 'number',
  ],
  [
    'one of what overlaps',
    {
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 3 },
      ],
    },
    (value) => Number(value) % 3 === 0,
  ],
  [
    'any of, beside members',
    object(
      { c: { type: 'integer' } },
      { anyOf: [object({ a: {} }, { required: ['a'] }), object({ b: {} }, { required: ['b'] })] },
    ),
  ],
  [
    'all of',
    {
      allOf: [
        object({ a: { type: 'integer' } }, { required: ['a'] }),
        object({ b: { const: 'x' } }, { required: ['b'] }),
      ],
    },
  ],
  ['not', { type: 'integer', minimum: 1, maximum: 9, not: { enum: [1, 2, 3] } }],
  [
    'if and then',
    object(
      { kind: { enum: ['a', 'b'] }, a: { type: 'integer' } },
      { required: ['kind'], if: { properties: { kind: { const: 'a' } } }, then: { required: ['a'] } },
    ),
    (value) => isObject(value) && value['kind'] === 'a',
    (value) => isObject(value) && value['kind'] === 'b',
  ],
  [
    'what only answers have',
    object(
      { id: { type: 'integer', readOnly: true }, a: { type: 'integer' } },
      { required: ['a'], additionalProperties: false },
    ),
  ],
  [
    'itself',
    object({ next: { $ref: '#/components/schemas/It' } }, { additionalProperties: false }),
    (value) => isObject(value) && isObject(value['next']),
  ],
  [
    'itself in a choice',
    { oneOf: [{ type: 'integer' }, { type: 'array', items: { $ref: '#/components/schemas/It' }, maxItems: 2 }] },
    (value) => Array.isArray(value),
  ],
];

describe.each<ValueRange>(['typical', 'edge'])('%s values conform', (range) => {
  test.each(SCHEMAS)('%s', async (_, schema, ...shows) => {
    const { values, fitting } = await made(schema, range);
    // The caller draws again until a value conforms, because construction cannot ensure everything.
    expect(fitting).toBeGreaterThan(values.length * 0.6);
    const missing = range === 'edge' ? shows.filter((show) => !values.some(show)) : [];
    expect(missing.map(String)).toEqual([]);
  });
});

test('a discriminator has the value that leads to the branch', async () => {
  const schemas = {
    Cat: object({ kind: { type: 'string' }, lives: { type: 'integer' } }, { required: ['kind', 'lives'] }),
    Dog: object(
      { kind: { type: 'string' }, tricks: { type: 'array', items: { type: 'string' } } },
      { required: ['kind', 'tricks'] },
    ),
  };
  const { values } = await made(
    {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { hound: '#/components/schemas/Dog' } },
    },
    'typical',
    schemas,
  );
  const kinds = values
    .filter(isObject)
    .map((value) => `${String(value['kind'])} ${Object.hasOwn(value, 'lives') ? 'Cat' : 'Dog'}`);
  expect([...new Set(kinds)].sort()).toEqual(['Cat Cat', 'hound Dog']);
});

test('members that only responses have are never made, required or not', async () => {
  const { values } = await made(
    object({ id: { type: 'integer', readOnly: true }, a: { type: 'integer' } }, { required: ['id', 'a'] }),
    'typical',
  );
  expect(values.filter((value) => isObject(value) && Object.hasOwn(value, 'id'))).toEqual([]);
});

test('lists at the edge are as long as the first level allows, and no example that does not fit is taken', async () => {
  const { values: lists } = await made({ type: 'array', items: { type: 'boolean' } }, 'edge');
  expect(Math.max(...lists.map((list) => (list as Json[]).length))).toBeGreaterThan(10);
  const { values } = await made({ type: 'integer', examples: ['no', 500] }, 'typical');
  expect([values.includes('no'), values.includes(500)]).toEqual([false, true]);
});

test('a schema that nothing conforms to ends', async () => {
  expect((await made(false, 'edge')).fitting).toBe(0);
  expect((await made({ type: 'integer', minimum: 5, maximum: 1 }, 'edge')).fitting).toBe(0);
  expect((await made(object({ a: { $ref: '#/components/schemas/It' } }, { required: ['a'] }), 'edge')).fitting).toBe(0);
});

test.each<[schema: JsonObject, range: ValueRange, stage: Stage, depth: number, values: Json[]]>([
  [{ type: 'integer' }, 'typical', 'early', 0, [1, 96, 2, 38]],
  [{ type: 'integer' }, 'typical', 'early', 7, [1, 96, 2, 38]],
  [{ type: 'integer' }, 'typical', 'early', 8, [1, 1, 1, 1]],
  [
    { type: ['integer', 'string', 'null'], example: 77 },
    'typical',
    'early',
    0,
    [98, null, null, null, 77, null, 77, null],
  ],
  [
    { type: ['integer', 'string'], examples: ['x', 7, false], default: 3 },
    'typical',
    'late',
    0,
    [98, 'xhHF', 'xryY', 16, 'xKgAqp', 62, 'xMbUoqSC', 26],
  ],
  [
    { type: ['integer', 'string'] },
    'edge',
    'late',
    0,
    [
      -2338755282287528,
      'truen',
      't0x10',
      -9007199254740972,
      3053990801441245,
      -7017901202259489,
      '\u1b3e',
      1348294330646215,
    ],
  ],
  [{ type: ['integer', 'number'], maximum: 50 }, 'typical', 'early', 0, [1.06, 9.91, 25.51, 48.68, 37.55, 12.04]],
  [{ type: 'string', enum: ['a', 2, 'b'] }, 'typical', 'early', 0, ['a', 'a', 'a', 'a', 'b', 'a']],
  [{ type: 'string', enum: [1, 2] }, 'typical', 'early', 0, [null, null]],
  [{ enum: ['a'] }, 'typical', 'early', 0, ['a', 'a']],
  [{ not: { type: 'string' } }, 'typical', 'early', 0, [false, true, 3, 31, 7, 32]],
  [{ type: 'integer', not: { enum: [1, 2, 3, 4] }, maximum: 9 }, 'typical', 'early', 0, [5, 7, 8, 9, 6, 9]],
  [
    {
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 3 },
      ],
    },
    'typical',
    'early',
    0,
    [10, 98, 15, 62, 9, 64],
  ],
  [
    {
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 3 },
      ],
    },
    'typical',
    'early',
    3,
    [10, 98, 15, 62, 9, 64],
  ],
  [
    {
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 3 },
      ],
    },
    'typical',
    'early',
    4,
    [2, 2, 2],
  ],
  [{ anyOf: [{ type: 'integer' }] }, 'typical', 'early', 0, [1, 96, 2, 38]],
  [
    {
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 1 },
      ],
    },
    'edge',
    'early',
    0,
    [65, 37, 60, 3, 75, 5783323692589195, 4557888516723205, 69],
  ],
  [
    { type: 'array', items: { type: 'array', items: { type: 'integer', maximum: 9 } } },
    'typical',
    'early',
    0,
    [
      [[5], [8]],
      [[9], [6]],
      [[2], [6, 8]],
      [[9], [1, 9], [5, 2, 3]],
    ],
  ],
  [
    { type: 'array', items: { type: 'array', items: { type: 'array', items: { type: 'boolean' } } } },
    'edge',
    'early',
    1,
    [[[[false], [false], [true]]], [[]], [[]]],
  ],
  [
    {
      type: 'object',
      properties: { next: { $ref: '#/components/schemas/It' }, n: { type: 'integer' } },
      additionalProperties: false,
    },
    'typical',
    'early',
    0,
    [{}, { n: 101 }, { n: 6 }, { n: 96 }, { next: { next: { next: {} } } }, { n: 71 }],
  ],
  [{}, 'typical', 'early', 0, ['xvz', true, 3, 31]],
])(
  'a seed draws the same values of %j in each version (%s, %s, depth %d)',
  async (schema, range, stage, depth, values) => {
    const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
    const arbitrary = valueArbitrary(
      createGenerationContext(contract, [], stage),
      ['#/components/schemas/It'],
      range,
      depth,
    );
    expect(values.map((_, nth) => arbitrary.generate(new Random(randomOf(1, nth)), 3).value)).toEqual(values);
  },
);

test('the documented values of a schema are each of its examples, ten at the most of those of bodies', async () => {
  const tag = { type: 'string', example: 'own', default: 'usual' };
  const schema = object({ tags: { type: 'array', items: tag } });
  const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
  const tags = Array.from({ length: 12 }, (_, nth) => `tag ${nth}`);
  const examples = [
    { schema: '#/components/schemas/It', value: { tags: [...tags.slice(0, 2), ...tags], other: null } },
  ];
  const at = '#/components/schemas/It/properties/tags/items';
  const items = [{ pointer: at, schema: tag }];
  expect(shownValues(createGenerationContext(contract, examples), items)).toEqual([
    ...tags.slice(0, 10),
    ...['own', 'usual'],
  ]);
});
