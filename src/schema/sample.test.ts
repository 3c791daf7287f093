import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { differentValue, sample, type Extent } from './sample.ts';

const contractWith = (schemas: JsonObject) =>
  contractOf({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, components: { schemas } });
const NODE = { $ref: '#/components/schemas/Node' };

test('a schema whose smallest value holds millions of others has no sample', async () => {
  const list = (minItems: number, items: JsonObject): JsonObject => ({ type: 'array', minItems, items });
  const levels = Array.from({ length: 40 }, (_, level): [string, JsonObject] => {
    const next = { $ref: `#/components/schemas/L${level + 1}` };
    return [`L${level}`, { type: 'object', required: ['a', 'b'], properties: { a: next, b: next } }];
  });
  const contract = await contractWith({
    Lists: list(4, list(40, list(400, list(400, { type: 'integer' })))),
    Fitting: list(4, list(40, { type: 'integer' })),
    ...Object.fromEntries(levels),
    L40: { type: 'string' },
  });
  const samples = ['Lists', 'L0', 'Fitting'].map((name) => sample(contract, `#/components/schemas/${name}`));
  expect(samples).toEqual([undefined, undefined, expect.any(Array)]);
});

describe('a schema that contains itself', () => {
  test('has no value if it always requires itself', async () => {
    const contract = await contractWith({
      Node: { type: 'object', required: ['left', 'right'], properties: { left: NODE, right: NODE } },
    });
    expect(sample(contract, NODE.$ref)).toBeUndefined();
    expect(sample(contract, NODE.$ref, 'full')).toBeUndefined();
  });

  test('has a value if it need not contain itself', async () => {
    const contract = await contractWith({
      Node: { type: 'object', required: ['id'], properties: { id: { const: 1 }, next: NODE } },
    });
    expect(sample(contract, NODE.$ref)).toEqual({ id: 1 });
    expect(sample(contract, NODE.$ref, 'full')).toMatchObject({ id: 1, next: { id: 1 } });
  });

  test('has a deep value if it ends at a depth', async () => {
    const levels = Array.from({ length: 40 }, (_, level): [string, JsonObject] => [
      `L${level}`,
      level === 39
        ? { const: 'end' }
        : {
            type: 'object',
            required: ['below'],
            properties: { below: { $ref: `#/components/schemas/L${level + 1}` } },
          },
    ]);
    const contract = await contractWith(Object.fromEntries(levels));
    expect(JSON.stringify(sample(contract, '#/components/schemas/L0'))).toContain('"end"');
  });

  test('has its optional members, and items, seven levels down', async () => {
    const contract = await contractWith({
      Node: { type: 'object', required: ['id'], properties: { id: { const: 1 }, next: NODE } },
      List: { type: 'array', items: { $ref: '#/components/schemas/List' } },
    });
    expect(JSON.stringify(sample(contract, NODE.$ref, 'full'))).toBe(
      `${'{"id":1,"next":'.repeat(8)}{"id":1}${'}'.repeat(8)}`,
    );
    expect(JSON.stringify(sample(contract, '#/components/schemas/List', 'full'))).toBe('['.repeat(9) + ']'.repeat(9));
  });
});

describe('the largest sample', () => {
  const list = (minItems: number, items: JsonObject): JsonObject => ({ type: 'array', minItems, items });
  const sampleOf = async (schema: JsonObject) => sample(await contractWith({ It: schema }), '#/components/schemas/It');
  const nested = (levels: number): JsonObject =>
    levels === 0 ? { const: 'end' } : { type: 'object', required: ['a'], properties: { a: nested(levels - 1) } };

  test('has a thousand items in a list', async () => {
    expect(await sampleOf(list(1000, NUMBER))).toEqual(Array.from({ length: 1000 }, () => 1));
    expect(await sampleOf(list(1001, NUMBER))).toBeUndefined();
  });

  test('has ten thousand characters in a text', async () => {
    expect(await sampleOf({ ...TEXT, minLength: 10_000 })).toBe('assay'.repeat(2_000));
    expect(await sampleOf({ ...TEXT, minLength: 10_001 })).toBeUndefined();
  });

  test('has 64 levels below the first', async () => {
    expect(JSON.stringify(await sampleOf(nested(64)))).toBe(`${'{"a":'.repeat(64)}"end"${'}'.repeat(64)}`);
    expect(await sampleOf(nested(65))).toBeUndefined();
  });

  test('has twenty thousand values', async () => {
    const values = await sampleOf(list(7, list(3, list(951, NUMBER))));
    expect((values as Json[]).flat(2)).toHaveLength(7 * 3 * 951);
    expect(await sampleOf(list(20, list(999, NUMBER)))).toBeUndefined();
  });
});

const TEXT = { type: 'string' };
const NUMBER = { type: 'number' };

/** Schemas and the sample of each; undefined if there is none. */
const SAMPLES: [schema: JsonObject, value: Json | undefined, extent?: Extent][] = [
  [{}, 'assay'],
  [{ const: null }, null],
  [{ const: 0, example: 1 }, 0],
  [{ enum: [null, 'a', 'b'] }, 'a'],
  [{ enum: [null] }, null],
  [{ ...TEXT, example: 'shown', examples: ['second'], default: 'third' }, 'shown'],
  [{ ...TEXT, examples: ['second'], default: 'third' }, 'second'],
  [{ ...TEXT, default: 'third' }, 'third'],
  [{ ...TEXT, default: 'third' }, 'assay', 'full'],
  [{ type: 'null' }, null],
  [{ type: ['null', 'boolean'] }, true],
  // Beside a flag or a number, a text is another way to write it.
  [{ type: ['string', 'boolean'] }, true],
  [{ type: ['null', 'string', 'integer'] }, 1],
  [{ type: ['string', 'array'] }, 'assay'],
  [{ type: ['null'] }, null],
  [{ properties: { a: TEXT }, required: ['a'] }, { a: 'assay' }],
  [{ minItems: 1 }, ['item']],
  [{ minimum: 3 }, 3],
  // Numbers: both sides of each bound.
  [NUMBER, 1],
  [{ ...NUMBER, minimum: 1 }, 1],
  [{ ...NUMBER, minimum: 1.5 }, 1.5],
  [{ ...NUMBER, minimum: -5 }, 1],
  [{ ...NUMBER, maximum: 0 }, 0],
  [{ ...NUMBER, maximum: -2.5 }, -2.5],
  [{ ...NUMBER, minimum: -3, maximum: -2 }, -2],
  [{ ...NUMBER, exclusiveMinimum: 1 }, 1.5],
  [{ ...NUMBER, exclusiveMaximum: 1 }, 0.5],
  [{ type: 'integer', exclusiveMinimum: 1 }, 2],
  [{ type: 'integer', exclusiveMaximum: 1 }, 0],
  [{ type: 'integer', minimum: 1.5 }, 2],
  [{ type: 'integer', multipleOf: 5 }, 5],
  [{ type: 'integer', multipleOf: 5, minimum: 6 }, 10],
  [{ type: 'number', multipleOf: 0.1, minimum: 0.3, maximum: 0.3 }, 0.3],
  [{ type: 'number', multipleOf: 0.01, minimum: 19.985 }, 19.99],
  [{ type: 'integer', minimum: 2, maximum: 1 }, undefined],
  [{ allOf: [{ minimum: 2 }, { minimum: 4 }], type: 'integer' }, 4],
  // Texts: lengths, patterns and formats.
  [{ ...TEXT, contentEncoding: 'base64' }, 'YXNzYXk='],
  [{ ...TEXT, contentEncoding: 'quoted-printable' }, 'assay'],
  [{ ...TEXT, format: 'int64' }, '1'],
  [{ ...TEXT, format: 'uint64' }, '1'],
  [{ ...TEXT, format: 'fixed32' }, '1'],
  [{ ...TEXT, format: 'double' }, '1'],
  [{ ...TEXT, format: 'int64', pattern: '^[3-9]$' }, '9'],
  [{ ...TEXT, format: 'int65' }, 'assay'],
  [{ ...TEXT, minLength: 5 }, 'assay'],
  [{ ...TEXT, minLength: 6 }, '+15555550100'],
  [{ ...TEXT, maxLength: 5 }, 'assay'],
  [{ ...TEXT, maxLength: 4 }, 'a'],
  [{ ...TEXT, maxLength: 0 }, ''],
  [{ ...TEXT, minLength: 40, maxLength: 40 }, 'assay'.repeat(8)],
  [{ ...TEXT, minLength: 41 }, `${'assay'.repeat(8)}a`],
  [{ ...TEXT, pattern: '^\\+\\d{5}$', maxLength: 6 }, '+15555'],
  [{ ...TEXT, pattern: '^[A-Z]+$' }, 'A'],
  [{ ...TEXT, pattern: '^[A-Z]{3}$' }, 'ABC'],
  [{ ...TEXT, pattern: '^\\d+$', minLength: 4 }, '12345'],
  [{ ...TEXT, pattern: '^a$b' }, undefined],
  // Patterns that real documents have.
  ...[
    ['^[a-z]$', 'a'],
    ['^[0-9]$', '1'],
    ['^[a-z]\\d$', 'a1'],
    ['^[A-Z]\\d$', 'A1'],
    ['^[a-z]+-\\d$', 'abc-1'],
    ['^0{4}$', '0000'],
    ['^[^@]+@[^@]+\\.[^@]+$', 'a@b.c'],
    ['^/', '/a'],
    ['^\\+[1-9]\\d{6,14}$', '+15555550100'],
    ['^\\d{4}-\\d{2}-\\d{2}$', '2026-01-31'],
    ['^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', '00000000-0000-4000-8000-000000000000'],
    ['^#[0-9a-f]{6}$', '#aabbcc'],
    ['^[a-z]{2}-[A-Z]{2}$', 'en-US'],
    ['^(USD|EUR)$', 'EUR'],
    ['^\\d+\\.\\d+\\.\\d+$', '1.0.0'],
    ['^[0-9a-f]{24}$', 'aaaaaaaaaaaaaaaaaaaaaaaa'],
    ['^(\\d{1,3}\\.){3}\\d{1,3}$', '192.0.2.1'],
    ['^https://', 'https://example.org/'],
  ].map(([pattern = '', value = '']): [JsonObject, Json] => [{ ...TEXT, pattern }, value]),
  [{ ...TEXT, format: 'date' }, '2026-01-31'],
  [{ ...TEXT, format: 'date', maxLength: 5 }, undefined],
  [{ ...TEXT, format: 'unknown' }, 'assay'],
  // Arrays.
  [{ type: 'array' }, []],
  [{ type: 'array', items: TEXT }, ['assay'], 'full'],
  [{ type: 'array', items: TEXT, minItems: 2, uniqueItems: true }, ['assay', 'assay2']],
  [{ type: 'array', items: TEXT, minItems: 2 }, ['assay', 'assay']],
  [{ type: 'array', prefixItems: [NUMBER], items: TEXT, minItems: 2 }, [1, 'assay']],
  [{ type: 'array', minItems: 1, items: { ...TEXT, pattern: '^a$b' } }, undefined],
  [{ type: 'array', minItems: 1, items: true }, ['item']],
  // Objects.
  [{ type: 'object', properties: { a: TEXT } }, {}],
  [{ type: 'object', properties: { a: TEXT } }, { a: 'assay' }, 'full'],
  [{ type: 'object', required: ['b'] }, { b: 'value' }],
  [{ type: 'object', required: ['b'], properties: { b: true } }, { b: 'value' }],
  [{ type: 'object', required: ['b'], additionalProperties: NUMBER }, { b: 1 }],
  [{ type: 'object', required: ['b'], patternProperties: { '^b': { type: 'boolean' } } }, { b: true }],
  [{ type: 'object', required: ['b'], additionalProperties: false }, undefined],
  [{ type: 'object', properties: { a: { ...TEXT, readOnly: true }, b: TEXT } }, { b: 'assay' }, 'full'],
  [{ type: 'object', properties: { a: { ...TEXT, readOnly: true } }, required: ['a'] }, { a: 'assay' }, 'full'],
  [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, 1],
  [{ not: {} }, undefined],
];

test.each(SAMPLES)('the sample of %j is %j', async (schema, value, extent = 'minimal') => {
  const contract = await contractWith({ It: schema });
  expect(sample(contract, '#/components/schemas/It', extent)).toEqual(value);
});

test.each<[value: Json, by: number, want: Json]>([
  ['1', 2, '3'],
  ['9007199254740993', 1, '90071992547409932'],
  [1, 1, 2],
  [1, 3, 4],
  [true, 1, false],
  [null, 1, null],
  ['a', 1, 'a2'],
  ['a', 2, 'a3'],
  ['someone@example.org', 1, 'someone2@example.org'],
  ['a@b c', 1, 'a@b c2'],
  ['a b@c', 1, 'a b@c2'],
  ['a@b@c', 1, 'a@b@c2'],
  ['x2026-01-31', 1, 'x2026-01-312'],
  ['2026-01-31T12:00:00Z', 2, '2028-01-31T12:00:00Z'],
  ['x9b2f0c1e-6c1d-4e5a', 1, 'x9b2f0c1e-6c1d-4e5a2'],
  ['9B2F0C1E-6c1d-4e5a-8f39-2d7c0f7f1b11', 2, '9B2F0C1E-6c1d-4e5a-8f39-2d7c0f7fa002'],
  ['2026-01-31', 1, '2027-01-31'],
  ['9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11', 1, '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7fa001'],
])('%j differs by %i as %j', (value, by, want) => expect(differentValue(value, by)).toEqual(want));

test('a value differs by one unless told otherwise', () =>
  expect([differentValue(7), differentValue('a')]).toEqual([8, 'a2']));

describe('a sample of a schema that is hard to satisfy', () => {
  test.each<[string, JsonObject]>([
    ['a pattern', { type: 'string', pattern: '^CR[0-9a-f]{32}$' }],
    ['a pattern and a length', { type: 'string', pattern: '^[a-z]+-\\d+$', minLength: 12 }],
    ['a pattern and a format', { type: 'string', pattern: '.+/v[0-1](\\.[0-9]+)*/?$', format: 'uri' }],
    ['two patterns', { type: 'string', allOf: [{ pattern: '^[a-f]+$' }, { pattern: 'fade$' }] }],
    ['an annotation of a format', { type: 'string', format: 'url' }],
    [
      'branches that require nothing',
      {
        oneOf: [
          { properties: { months: { type: 'array', items: { type: 'integer' } } } },
          { properties: { weeks: { type: 'array', items: { type: 'integer' } } } },
        ],
      },
    ],
    [
      'branches of which one accepts what the other does',
      { oneOf: [{ type: 'object' }, { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }] },
    ],
  ])('is found for %s', async (_, schema) => {
    const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
    const value = sample(contract, '#/components/schemas/It');
    expect(value).toBeDefined();
    expect(contract.accepts('#/components/schemas/It', value as Json)).toBe(true);
  });
});
