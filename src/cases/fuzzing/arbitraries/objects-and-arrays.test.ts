import * as fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { randomOf } from './base.ts';
import { arrayArbitrary, MAX_DEPTH, objectArbitrary, type Composite } from './objects-and-arrays.ts';

const AT = '#/components/schemas/It';

/** Values of a schema in which each member or item is the pointer of its own schema. */
async function drawn(
  make: (composite: Composite) => fc.Arbitrary<Json>,
  schema: JsonObject,
  { range = 'typical', depth = 0, made = {} }: Partial<Pick<Composite, 'range' | 'depth' | 'made'>> = {},
  count = 300,
): Promise<Json[]> {
  const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
  const arbitrary = make({
    ...{ contract, schemas: [{ pointer: AT, schema }], range, stage: 'early', depth, made },
    below: ([pointer = '']) => fc.constant(pointer.slice(AT.length + 1)),
  });
  return Array.from({ length: count }, (_, nth) => arbitrary.generate(new fc.Random(randomOf(1, nth)), 3).value);
}
const distinct = (values: Json[]) => [...new Set(values.map((value) => JSON.stringify(value)))].sort();

describe('arrays', () => {
  const list = (more: JsonObject = {}): JsonObject => ({ items: {}, ...more });
  const lengthsOf = async (schema: JsonObject, options: Parameters<typeof drawn>[2]) =>
    [...new Set((await drawn(arrayArbitrary, schema, options)).map((value) => (value as Json[]).length))].sort(
      (a, b) => a - b,
    );
  const upTo = (least: number, most: number) => Array.from({ length: most - least + 1 }, (_, nth) => least + nth);

  test.each<[schema: JsonObject, options: Parameters<typeof drawn>[2], lengths: number[]]>([
    [list(), {}, [1, 2, 3]],
    [list(), { range: 'edge' }, upTo(0, 20)],
    [list(), { range: 'edge', depth: 1 }, upTo(0, 10)],
    [list(), { range: 'edge', depth: MAX_DEPTH - 1 }, upTo(0, 2)],
    [list(), { range: 'edge', depth: MAX_DEPTH }, [0]],
    [list({ maxItems: 12 }), { range: 'edge' }, upTo(0, 12)],
    [list({ minItems: 15, maxItems: 18 }), { range: 'edge' }, upTo(15, 18)],
    [list({ minItems: 25 }), { range: 'edge' }, [25]],
    [list({ minItems: 25 }), {}, [25]],
    [list({ minItems: 2 }), {}, [2, 3]],
    [list({ minItems: 5 }), {}, [5]],
    [list({ minItems: 2, maxItems: 4 }), { range: 'edge' }, [2, 3, 4]],
    [list({ maxItems: 1 }), {}, [1]],
    [list({ maxItems: 0 }), {}, [0]],
    [list(), { depth: MAX_DEPTH - 1 }, [1, 2, 3]],
    [list(), { depth: MAX_DEPTH }, [0]],
    [list({ minItems: 2 }), { depth: MAX_DEPTH }, [2]],
    [list({ minItems: 1, maxItems: 2, prefixItems: [{}, {}, {}] }), {}, [2]],
    [list({ prefixItems: [{}, {}] }), {}, [2, 3]],
    [list({ uniqueItems: true, minItems: 2 }), {}, [1]],
  ])('arrays of %j, made with %j, have the lengths %j', async (schema, options, lengths) =>
    expect(await lengthsOf(schema, options)).toEqual(lengths),
  );

  test('have the prefix items first, and the required contained items', async () => {
    const schema = { prefixItems: [{}, {}], items: {}, contains: {}, minContains: 2, maxItems: 5 };
    expect(distinct(await drawn(arrayArbitrary, schema))).toEqual([
      JSON.stringify(['prefixItems/0', 'prefixItems/1', 'contains', 'contains']),
    ]);
    expect(distinct(await drawn(arrayArbitrary, { items: {}, contains: {}, maxItems: 1 }))).toEqual(['["contains"]']);
  });
});

describe('objects', () => {
  const properties = { a: {}, b: {}, c: {} };
  const closed = { properties, additionalProperties: false };
  const namesOf = async (schema: JsonObject, options?: Parameters<typeof drawn>[2]) =>
    distinct((await drawn(objectArbitrary, schema, options)).map((value) => Object.keys(value as object).join('')));
  const subsets = ['""', '"a"', '"ab"', '"abc"', '"ac"', '"b"', '"bc"', '"c"'];

  test.each<[schema: JsonObject, options: Parameters<typeof drawn>[2], names: string[]]>([
    [closed, {}, subsets],
    [{ ...closed, required: ['a', 'b', 'c'] }, {}, ['"abc"']],
    [{ ...closed, minProperties: 3 }, {}, ['"abc"']],
    [{ ...closed, maxProperties: 1 }, {}, ['""', '"a"', '"b"', '"c"']],
    [{ ...closed, maxProperties: 0 }, {}, ['""']],
    [closed, { depth: MAX_DEPTH }, ['""']],
    [{ ...closed, required: ['b'] }, { depth: MAX_DEPTH }, ['"b"']],
    [{ ...closed, minProperties: 3 }, { depth: MAX_DEPTH }, ['"abc"']],
    [closed, { made: { absent: ['a', 'b'] } }, ['""', '"c"']],
    [closed, { made: { present: ['a', 'b', 'c'] } }, ['"abc"']],
    [{ ...closed, properties: { a: { readOnly: true }, b: {} }, required: ['a', 'b'] }, {}, ['"b"']],
    [{ ...closed, required: ['a', 'b'], properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } }, {}, ['"ab"']],
    [
      { properties: { a: {}, b: {} }, additionalProperties: false, dependentRequired: { a: ['b'] } },
      {},
      ['""', '"ab"', '"b"'],
    ],
  ])('objects of %j, made with %j, have the members %j', async (schema, options, names) =>
    expect(await namesOf(schema, options)).toEqual(names),
  );

  test('have each member by its own schema', async () => {
    const schema = { ...closed, required: ['a', 'b', 'c'] };
    expect(distinct(await drawn(objectArbitrary, schema))).toEqual([
      JSON.stringify({ a: 'properties/a', b: 'properties/b', c: 'properties/c' }),
    ]);
  });

  test('have the chosen value of a member if it conforms', async () => {
    const made = { set: { a: 1 } };
    const [value] = await drawn(objectArbitrary, { ...closed, properties: { a: { type: 'integer' } } }, { made });
    expect(value).toEqual({ a: 1 });
    const [other] = await drawn(objectArbitrary, { ...closed, properties: { a: { type: 'string' } } }, { made });
    expect(other).toEqual({ a: 'properties/a' });
  });

  test('objects of a map have up to two members of any name, or as many as required', async () => {
    const sizes = async (more: JsonObject, options?: Parameters<typeof drawn>[2]) =>
      [
        ...new Set(
          (await drawn(objectArbitrary, { additionalProperties: {}, ...more }, options)).map(
            (value) => Object.keys(value as object).length,
          ),
        ),
      ].sort();
    expect(await sizes({})).toEqual([0, 1, 2]);
    expect(Math.min(...(await sizes({ minProperties: 4 })))).toBeGreaterThanOrEqual(3);
    expect(await sizes({}, { depth: MAX_DEPTH })).toEqual([0]);
    expect(Math.max(...(await sizes({}, { range: 'edge' })))).toBeGreaterThan(15);
    expect(Math.max(...(await sizes({}, { range: 'edge', depth: 1 })))).toBeLessThanOrEqual(10);
    expect(Math.max(...(await sizes({ minProperties: 25 }, { range: 'edge' })))).toBeGreaterThan(20);
    expect(await sizes({ maxProperties: 1 })).toEqual([0, 1]);
    for (const value of await drawn(objectArbitrary, { additionalProperties: {} }))
      for (const [name, member] of Object.entries(value as JsonObject)) {
        expect(name).toMatch(/^[a-z]{2,8}$/);
        expect(member).toBe('additionalProperties');
      }
  });

  test('objects of an edge map have odd names too', async () => {
    const values = await drawn(objectArbitrary, { additionalProperties: {} }, { range: 'edge' });
    const names = new Set(values.flatMap((value) => Object.keys(value as object)));
    for (const name of ['__proto__', 'constructor', '', ' ', 'a.b', '日本']) expect([...names]).toContain(name);
  });

  test('with patterns have names that match them', async () => {
    const schema = { patternProperties: { '^x-[0-9]$': {} }, additionalProperties: false };
    const names = new Set((await drawn(objectArbitrary, schema)).flatMap((value) => Object.keys(value as object)));
    expect(names.size).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(/^x-[0-9]$/);
  });

  test('with a pattern that fits known names alone end with those', async () => {
    const schema = { properties: { a: {} }, patternProperties: { '^a$': {} }, additionalProperties: false };
    const names = new Set((await drawn(objectArbitrary, schema)).flatMap((value) => Object.keys(value as object)));
    expect([...names]).toEqual(['a']);
  });

  test('open objects sometimes have an unknown member, only in the edge range', async () => {
    const unknown = async (options?: Parameters<typeof drawn>[2]) =>
      (await drawn(objectArbitrary, { properties: { a: {} } }, options)).filter((value) =>
        Object.keys(value as object).some((name) => name !== 'a'),
      ).length;
    expect(await unknown()).toBe(0);
    const some = await unknown({ range: 'edge' });
    expect(some).toBeGreaterThan(10);
    expect(some).toBeLessThan(150);
  });

  test('objects with many optional members have some of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, nth) => [`m${nth}`, {}]));
    const sizes = (await drawn(objectArbitrary, { properties: many, additionalProperties: false })).map(
      (value) => Object.keys(value as object).length,
    );
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(mean).toBeGreaterThan(2);
    expect(mean).toBeLessThan(8);
  });
});

/** Members "a", "b" and so on, the first of which are required. */
const optional = (count: number, required: number): JsonObject => {
  const names = [...'abcdefghijklmnopq'].slice(0, count);
  const properties = Object.fromEntries(names.map((name) => [name, {}]));
  return { properties, required: names.slice(0, required), additionalProperties: false };
};

test.each<[schema: JsonObject, options: Parameters<typeof drawn>[2], members: string[]]>([
  [optional(8, 0), {}, ['c e f g h', 'b d e f h', 'b d g', 'b d e', 'a b c']],
  [optional(9, 0), {}, ['c i', 'a d f g h', 'f', 'b d g h', 'd g']],
  [optional(9, 1), {}, ['a d f g h i', 'a c e f g i', 'a c e h', 'a c e f', 'a b c d']],
  [optional(12, 1), {}, ['a d j', 'a b e g h i', 'a g', 'a c e h i l', 'a e h k l']],
  [optional(17, 1), {}, ['a f h p q', 'a c n', 'a c h j l n', 'a e f o q', 'a b d l q']],
  [
    { properties: { a: {}, b: {} } },
    { range: 'edge' },
    [
      ' svk pygv __proto__ rixqca',
      'b __proto__',
      'b',
      'b gzfunrw constructor akcbysb vmxevwv vxyrhez me  ',
      'a b',
      'b secir jnuyg qvrg $where a.b __proto__ toString fyi',
      'a',
      'b',
    ],
  ],
  [{ minProperties: 2 }, {}, ['x-assay-unknown uhvldeg', 'bulyzasb toString', 'gfmfyde $where', 'iwa acff']],
  [
    { minProperties: 2 },
    { range: 'edge' },
    [
      '__proto__ constructor   nfgyqp le kd toString x-assay-unknown',
      'x-assay-unknown exxyeceu  afjz ibclf mdv __proto__ qr',
      '$where constructor   eux jn  wdufe toString x-assay-unknown zofej tlwmm',
      'constructor funrw akcbysb vmxevwv vxyrhez me',
    ],
  ],
  [
    { patternProperties: { '^x[0-9]$': {} } },
    { range: 'edge' },
    ['x5 x6 x2 x9', 'x7 x5 x2 x4 x1 x9 x3', 'x3 x4 x2 x6 x5 x0 x8 x7', 'x5 x8 x7 x0'],
  ],
  [
    { patternProperties: { '^[ab]$': {} }, properties: { a: {} }, additionalProperties: false },
    {},
    ['', '', '', '', 'a b', 'b'],
  ],
  [
    { patternProperties: { '^x[0-9]$': {} }, minProperties: 3, additionalProperties: false },
    {},
    ['x6 x1 x2', 'x7 x5 x4', 'x0 x2 x5', 'x9 x8 x3'],
  ],
  [
    { patternProperties: { '^x[0-9]$': {}, '^y[0-9]$': {} }, minProperties: 3, additionalProperties: false },
    {},
    ['x5 y2', 'x7 x5 y4 y9', 'x3 x4 x2 y2 y9 y5', 'x5'],
  ],
  [{ patternProperties: { '^x[0-9]$': {} }, additionalProperties: true }, {}, ['x5', 'x7', 'x3', 'x5 x8']],
  [{ additionalProperties: {} }, {}, ['xiutwau', 'xdbu', 'regfm', 'vzi agzfu']],
  [
    { additionalProperties: {} },
    { range: 'edge' },
    [
      'vxiutwa lde svk __proto__',
      'dbulyzas 日本 vron hmtpop qlqzxs lqqiw euctrq unnjgzxp x-assay-unknown zcp toString mkbyet kgexxyec gs fr',
      'egf ydepshrb    ckcql x-assay-unknown toString eux glskp vujtft wwnx 日本',
    ],
  ],
])('a seed draws the same members of %j in each version, made with %j', async (schema, options, members) => {
  const values = await drawn(objectArbitrary, schema, options, members.length);
  expect(values.map((value) => Object.keys(value as object).join(' '))).toEqual(members);
});

test.each<[schema: JsonObject, options: Parameters<typeof drawn>[2], lists: Json[][]]>([
  [
    {},
    { range: 'edge' },
    [
      ['vz', false, 63, 20],
      ['HFItyn', 33, false, '9fKrcp', 73, true, true, 44, 50, 'FEFs63', false, false, 27, 17, false, true],
      ['yY', 53, 'xm5m1', 20, 'FU', true, 'W', true, 79, '10', 'Y2Dzyx74', '1qqDz', 35, true, true, 'jK'],
    ],
  ],
  [{ uniqueItems: true, maxItems: 3 }, {}, [['vz', false], ['HFItyn', 33], ['yY', 53], ['vwmq', 18, false], [51]]],
])('a seed draws the same items of %j in each version, made with %j', async (schema, options, lists) =>
  expect(await drawn(arrayArbitrary, schema, options, lists.length)).toEqual(lists),
);

test('a list contains ten items of one schema at the most, and a thousand that nothing describes', async () => {
  const [contained] = (await drawn(arrayArbitrary, { items: {}, contains: {}, minContains: 12 }, {}, 1)) as Json[][];
  expect(contained?.filter((item) => item === 'contains')).toHaveLength(10);
  const values = (await drawn(arrayArbitrary, { items: {}, minItems: 1100 }, {}, 20)) as Json[][];
  expect(Math.min(...values.map((list) => list.length))).toBe(1000);
});

test('a pattern of names never brings in a member that is left out', async () => {
  const schema = { patternProperties: { '^x$': {} }, additionalProperties: false };
  expect(distinct(await drawn(objectArbitrary, schema, { made: { absent: ['x'] } }))).toEqual(['{}']);
});

test('an object that is open, and no map, has only known members typically', async () => {
  const schema = { properties: { a: {} }, additionalProperties: true };
  expect(distinct(await drawn(objectArbitrary, schema))).toEqual(['{"a":"properties/a"}', '{}']);
});
