import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { applyInvalid, invalidValues, JUNK, type Junk } from './invalid-values.ts';

const SCHEMA = '#/components/schemas/It';
const DRAWN: Junk[] = [
  ...[1, 2, 3, 4, 5].map((size) => ({ text: 'x', size, value: 'v' })),
  { text: '', size: 2 ** 31, value: null },
];

/** The invalid forms of a value, by the kind of error; `undefined` if the drawn junk is valid. */
async function madeOf(
  schema: JsonObject,
  value: Json,
  isRequired = true,
): Promise<Record<string, (Json | undefined)[]>> {
  const root = { type: 'object', properties: { a: schema }, ...(isRequired && { required: ['a'] }) };
  const contract = await contractOf({ paths: {}, components: { schemas: { It: root } } });
  const found = invalidValues(contract, SCHEMA, { a: value }).filter(
    ({ at, kind }) => at === '#/a' && kind !== 'missing',
  );
  return Object.fromEntries(found.map((one) => [one.kind, DRAWN.map((junk) => one.make(junk)?.value)]));
}

describe('the values that violate a clause', () => {
  test.each<[string, JsonObject, Json, Record<string, (Json | undefined)[]>]>([
    ['below minimum', { minimum: 10 }, 12, { minimum: [9, 8, 7, 6, 5, 10 - 2 ** 31] }],
    ['above maximum', { maximum: 10 }, 2, { maximum: [11, 12, 13, 14, 15, 10 + 2 ** 31] }],
    [
      'at or below an exclusive minimum',
      { exclusiveMinimum: 10 },
      12,
      { exclusiveMinimum: [10, 9, 8, 7, 6, 11 - 2 ** 31] },
    ],
    [
      'at or above an exclusive maximum',
      { exclusiveMaximum: 10 },
      2,
      { exclusiveMaximum: [10, 11, 12, 13, 14, 9 + 2 ** 31] },
    ],
    ['between multiples', { multipleOf: 4 }, 8, { multipleOf: [10, 10, 10, 10, 10, 10] }],
    ['shorter than minLength', { minLength: 3 }, 'abcd', { minLength: ['ab', 'a', '', '', '', ''] }],
    ['shorter than nothing', { minLength: 0 }, 'abcd', {}],
    ['fewer than minItems', { minItems: 2 }, [1, 2], { minItems: [[1], [], [], [], [], []] }],
    ['fewer than none', { minItems: 0 }, [1, 2], {}],
    [
      'one item twice',
      { uniqueItems: true },
      [1, 2],
      {
        uniqueItems: [
          [1, 2, 2],
          [1, 2, 1],
          [1, 2, 2],
          [1, 2, 1],
          [1, 2, 2],
          [1, 2, 1],
        ],
      },
    ],
    [
      'no item twice in an empty array',
      { uniqueItems: true },
      [],
      { uniqueItems: Array(6).fill(undefined) as undefined[] },
    ],
    ['a constant number', { const: 1 }, 1, { const: [1007, 2007, 3007, 4007, 5007, 2 ** 31 * 1000 + 7] }],
    ['an enumeration of texts', { enum: ['Ab'] }, 'Ab', { enum: ['x', 'AB', undefined, 'A', 'Abx', undefined] }],
    [
      'an enumeration that lists the same in capitals',
      { enum: ['Ab', 'AB'] },
      'Ab',
      { enum: ['x', undefined, undefined, 'A', 'Abx', undefined] },
    ],
    ['too few members', { minProperties: 1 }, { b: 1 }, { minProperties: [{}, {}, {}, {}, {}, {}] }],
    ['no format that nobody knows', { format: 'sku' }, 'a', {}],
  ])('are %s', async (_, schema, value, want) => {
    expect(await madeOf(schema, value)).toStrictEqual(want);
  });

  test.each<[string, JsonObject, Json, number[]]>([
    ['longer than maxLength', { maxLength: 3 }, 'abc', [4, 5, 6, 7, 8, 10_000]],
    ['more than maxItems', { maxItems: 1 }, [1], [2, 3, 4, 5, 6, 200]],
  ])('are %s, up to what is sent at the most', async (_, schema, value, lengths) => {
    const [made = []] = Object.values(await madeOf(schema, value));
    expect(made.map((one) => (one as string | Json[]).length)).toStrictEqual(lengths);
  });

  test.each(['additionalProperties', 'unevaluatedProperties'])(
    'are unknown members where %s is false',
    async (keyword) => {
      expect((await madeOf({ [keyword]: false }, {}))[keyword]?.[0]).toStrictEqual({ 'x-assay-x': 'v' });
      expect(await madeOf({ [keyword]: true }, {})).toStrictEqual({});
    },
  );

  test('are of every other type than the one described', async () => {
    expect(Object.keys(await madeOf({ type: 'boolean' }, true))).toStrictEqual(
      ['string', 'number', 'array', 'object', 'null'].map((type) => `type ${type}`),
    );
    expect(await madeOf({ type: 'object' }, {})).toMatchObject({
      'type string': ['assay x', 'assay x', 'assay x', 'assay x', 'assay x', 'assay '],
      'type number': [1.5, 2.5, 3.5, 4.5, 5.5, 2 ** 31 + 0.5],
      'type boolean': [false, true, false, true, false, true],
      'type array': [['v'], [], ['v'], [], ['v'], []],
    });
  });

  test('are fractions where an integer is described', async () => {
    expect((await madeOf({ type: 'integer' }, 1))['type number']?.[0]).toBe(1.5);
  });

  test('are not null where the member is optional', async () => {
    expect(Object.keys(await madeOf({ type: 'boolean' }, true, false))).not.toContain('type null');
  });

  test('match no alternative, and are null only for a required member', async () => {
    const schema: JsonObject = { oneOf: [{ maximum: 5 }, { minLength: 100 }] };
    expect((await madeOf(schema, 1))['alternatives']).toStrictEqual(['v', 'v', 'v', 'v', 'v', null]);
    expect((await madeOf(schema, 1, false))['alternatives']).toStrictEqual(['v', 'v', 'v', 'v', 'v', undefined]);
  });
});

test('each required member is left out, and no optional one', async () => {
  const contract = await contractOf({
    paths: {},
    components: { schemas: { It: { required: ['a', 'c'], properties: { a: {}, b: {}, c: {} } } } },
  });
  const found = invalidValues(contract, SCHEMA, { a: 1, b: 2 });
  expect(found.map(({ at, kind }) => `${kind} ${at}`)).toStrictEqual(['missing #/a']);
  expect(applyInvalid({ a: 1, b: 2 }, { at: '#/a' }, undefined)).toStrictEqual({ b: 2 });
});

test('drawn texts have no lone surrogates, and drawn sizes range from 1 to beyond 32 bits', () => {
  const junk = fc.sample(JUNK, { numRuns: 500, seed: 3 });
  expect(junk.every(({ text }) => text.isWellFormed())).toBe(true);
  const sizes = junk.map(({ size }) => size);
  expect([Math.min(...sizes), Math.max(...sizes)]).toStrictEqual([1, 2 ** 53]);
});
