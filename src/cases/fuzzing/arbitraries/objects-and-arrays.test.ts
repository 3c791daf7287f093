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
): Promise<Json[]> {
  const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
  const arbitrary = make({
    ...{ contract, schemas: [{ pointer: AT, schema }], range, stage: 'early', depth, made },
    below: ([pointer = '']) => fc.constant(pointer.slice(AT.length + 1)),
  });
  return Array.from({ length: 300 }, (_, nth) => arbitrary.generate(new fc.Random(randomOf(1, nth)), 3).value);
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
