import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { invalidVariations } from './invalid-variations.ts';
import { valueAt } from '../../json/pointer.ts';
import { MAX_ITEMS, MAX_LENGTH } from '../variations.ts';

const SCHEMA = '#/components/schemas/It';
const contractWith = (schema: JsonObject) => contractOf({ paths: {}, components: { schemas: { It: schema } } });

/** Variations as `title` and the value that they make. */
async function variationsOf(schema: JsonObject, value: Json): Promise<Record<string, Json>> {
  const found = invalidVariations(await contractWith(schema), SCHEMA, value);
  return Object.fromEntries(found.map(({ title, value: made }) => [title, made]));
}

const object = (schema: JsonObject, isRequired = true): JsonObject => ({
  type: 'object',
  properties: { a: schema },
  ...(isRequired && { required: ['a'] }),
});

describe('invalidVariations', () => {
  test.each<[string, JsonObject, Json, Record<string, Json>]>([
    ['below minimum, with zero as bound', { minimum: 0 }, 5, { 'with a as -1': -1 }],
    ['above maximum', { maximum: 9 }, 5, { 'with a as 10': 10 }],
    ['at an exclusive minimum', { exclusiveMinimum: 0 }, 5, { 'with a as 0': 0 }],
    ['at an exclusive maximum', { exclusiveMaximum: 9 }, 5, { 'with a as 9': 9 }],
    ['between multiples', { multipleOf: 4 }, 8, { 'with a as 10': 10 }],
    ['no shorter than an empty text', { minLength: 0 }, 'ab', {}],
    ['shorter than minLength 1', { minLength: 1 }, 'ab', { 'with a of 0 characters': '' }],
    ['nothing longer than the longest text that is sent', { maxLength: MAX_LENGTH }, 'ab', {}],
    ['no fewer than none', { minItems: 0 }, [1], {}],
    ['fewer than minItems 1', { minItems: 1 }, [1], { 'with 0 of a': [] }],
    ['more than maxItems', { maxItems: 1 }, [1], { 'with 2 of a': [1, 2] }],
    ['nothing more than the longest array that is sent', { maxItems: MAX_ITEMS }, [1], {}],
    ['an item twice', { uniqueItems: true }, [1, 2], { 'with one of a twice': [1, 2, 1] }],
    ['no item twice where there is none', { uniqueItems: true }, [], {}],
    ['no item twice where that is allowed', { uniqueItems: false }, [1], {}],
    [
      'an unknown member',
      { additionalProperties: false },
      {},
      { 'with an unknown member in a': { 'x-assay-unknown': true } },
    ],
    [
      'an unevaluated member',
      { unevaluatedProperties: false },
      {},
      { 'with an unknown member in a': { 'x-assay-unknown': true } },
    ],
    ['no unknown member where it may be there', { additionalProperties: true }, {}, {}],
    [
      'another number than the listed ones',
      { enum: [1, 7, 'x'] },
      1,
      { 'with "x-assay" for a': 'x-assay', 'with "X" for a': 'X', 'with "" for a': '' },
    ],
    ['a number above the listed ones', { enum: [1, 7] }, 1, { 'with 8 for a': 8 }],
    [
      'another value than a constant',
      { const: 'on' },
      'on',
      { 'with "on-assay" for a': 'on-assay', 'with "ON" for a': 'ON', 'with "" for a': '' },
    ],
    [
      'lower case where the listed text is in capitals',
      { enum: ['ON'] },
      'ON',
      { 'with "ON-assay" for a': 'ON-assay', 'with "on" for a': 'on', 'with "" for a': '' },
    ],
    ['no other case where it is listed too', { enum: ['on', 'ON', ''] }, 'on', { 'with "on-assay" for a': 'on-assay' }],
    [
      'a text that is no date',
      { format: 'date' },
      '2020-01-01',
      { 'with a text that is no date for a': 'not a date {' },
    ],
    [
      'a text that is no URI reference',
      { format: 'uri-reference' },
      '/a',
      { 'with a text that is no uri-reference for a': 'http://[' },
    ],
    ['nothing for a format that is unknown', { format: 'sku' }, 'a', {}],
  ])('breaks a value with %s', async (_, schema, value, want) => {
    const made = await variationsOf(object(schema), { a: value });
    const own = Object.entries(made)
      .filter(([title]) => !/as its body$/.test(title) && title !== 'without a')
      .map(([title, body]) => [title, (body as JsonObject)['a']]);
    expect(Object.fromEntries(own)).toEqual(want);
  });

  const TYPES = { string: 'text', number: 42, boolean: true, array: [], object: {}, null: null };
  test.each(Object.keys(TYPES))('has a value of every other JSON type than %s for a required member', async (type) => {
    const made = await variationsOf(object({ type }), { a: TYPES[type as keyof typeof TYPES] });
    const values = Object.entries(made).flatMap(([title, body]) =>
      title.endsWith(' for a') ? [(body as JsonObject)['a']] : [],
    );
    expect(values).toEqual(Object.values(TYPES).filter((value) => value !== TYPES[type as keyof typeof TYPES]));
  });

  test('does not send null for an optional member', async () => {
    const made = await variationsOf(object({ type: 'boolean' }, false), { a: true });
    expect(Object.keys(made)).not.toContain('with null for a');
  });

  test('sends a fraction where an integer is needed, and no other number', async () => {
    const made = await variationsOf(object({ type: 'integer' }), { a: 1 });
    expect(Object.values(made)).toContainEqual({ a: 1.5 });
    expect(Object.values(made)).not.toContainEqual({ a: 42 });
  });

  test('leaves out a member only if another one requires it', async () => {
    const schema = { type: 'object', dependentRequired: { a: ['b'], c: ['d'] } };
    expect(Object.keys(await variationsOf(schema, { a: 1, b: 2, d: 3 }))).toContain('without b');
    expect(Object.keys(await variationsOf(schema, { a: 1, b: 2, d: 3 }))).not.toContain('without d');
  });

  test('names the clause that each value violates', async () => {
    const found = invalidVariations(await contractWith(object({ minimum: 1, maximum: 3 })), SCHEMA, { a: 2 });
    expect(found.filter(({ at }) => at === '#/a').map(({ clause }) => clause)).toEqual([
      `${SCHEMA}/required`,
      `${SCHEMA}/properties/a/minimum`,
      `${SCHEMA}/properties/a/maximum`,
    ]);
  });

  test('says which object has too few members', async () => {
    const inner = { type: 'object', minProperties: 2 };
    const whole = await variationsOf({ ...inner, properties: { in: inner } }, { in: { a: 1, b: 2 }, c: 3 });
    const titles = Object.keys(whole).filter((title) => /^with \d+ members? in /.test(title));
    expect(titles).toEqual(['with 1 member in its body', 'with 1 member in in']);
  });

  const FEW = { type: 'object', minProperties: 2 };
  test.each<[what: string, schema: JsonObject, value: Json, want: Json[]]>([
    ['one member fewer than there have to be', FEW, { a: 1, b: 2 }, [{ a: 1 }]],
    ['no member where one has to be', { ...FEW, minProperties: 1 }, { a: 1, b: 2 }, [{}]],
    ['nothing where none has to be', { ...FEW, minProperties: 0 }, { a: 1 }, []],
  ])('leaves %s', async (_, schema, value, want) => {
    const made = await variationsOf(schema, value);
    const few = Object.entries(made).filter(([title]) => /^with \d+ members? in /.test(title));
    expect(few.map(([, body]) => body)).toEqual(want);
  });

  const optional = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
    ...{ type: 'object', properties: { a: schema, b: { type: 'string' } } },
    ...more,
  });
  test.each<[what: string, schema: JsonObject, want: Json[]]>([
    ['of another type', optional({ type: 'integer' }), ['text']],
    ['of each clause that it has', optional({ type: 'integer', minimum: 1, maximum: 3 }), ['text', 0, 4]],
    ['that is not listed', optional({ enum: ['on'] }), ['on-assay']],
    ['of another format', optional({ type: 'string', format: 'date' }), [42, 'not a date {']],
    ['never of what only answers have', optional({ type: 'integer', readOnly: true }), []],
    ['never where it may not be there', optional({ type: 'integer' }, { not: { required: ['a'] } }), []],
    ['never where it needs others', optional({ type: 'integer' }, { dependentRequired: { a: ['b'] } }), []],
    ['never where anything may be there', optional({}), []],
  ])('gives an absent member a value %s', async (_, schema, want) => {
    const made = await variationsOf(schema, {});
    const own = Object.values(made).flatMap((body) => valueAt(body, '#/a') ?? []);
    expect(own).toEqual(want);
  });

  test('gives an absent member of an inner object a wrong value beside what is there', async () => {
    const inner = { type: 'object', properties: { c: { type: 'string' }, d: { type: 'boolean' } } };
    const made = await variationsOf({ type: 'object', properties: { a: inner } }, { a: { c: 'x' } });
    expect(made).toMatchObject({ 'with a string for a.d': { a: { c: 'x', d: 'text' } } });
    expect(Object.keys(made)).not.toContain('with null for a.d');
  });
});
