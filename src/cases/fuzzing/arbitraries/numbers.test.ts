import { Random } from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../model/json.ts';
import { randomOf, type Stage, type ValueRange } from './base.ts';
import { boundsOf, numberArbitrary } from './numbers.ts';

const all = (schemas: JsonObject[]) => schemas.map((schema) => ({ pointer: '#', schema }));

function drawn(schema: JsonObject, whole: boolean, range: ValueRange, count = 400): number[] {
  const arbitrary = numberArbitrary(all([schema]), whole, range);
  if (!arbitrary) return [];
  return Array.from({ length: count }, (_, nth) => arbitrary.generate(new Random(randomOf(1, nth)), 3).value as number);
}

test.each<[schemas: JsonObject[], whole: boolean, bounds: [number, number]]>([
  [[{}], true, [-Infinity, Infinity]],
  [[{ minimum: 1, maximum: 5 }], true, [1, 5]],
  [[{ minimum: 1 }, { minimum: 2, maximum: 9 }, { maximum: 8 }], true, [2, 8]],
  [[{ exclusiveMinimum: 1, exclusiveMaximum: 5 }], true, [2, 4]],
  [[{ exclusiveMinimum: 1.5, exclusiveMaximum: 4.5 }], true, [2, 4]],
  [[{ exclusiveMinimum: 0, exclusiveMaximum: 0 }], false, [Number.EPSILON, -Number.EPSILON]],
  [[{ format: 'int32' }], true, [-(2 ** 31), 2 ** 31 - 1]],
  [[{ format: 'int64' }], true, [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1]],
  [[{ format: 'int32', minimum: 0, maximum: 7 }], true, [0, 7]],
])('the bounds of %j (whole: %s) are %j', (schemas, whole, bounds) =>
  expect(boundsOf(all(schemas), whole)).toEqual(bounds),
);

test('exclusive bounds of fractions are next to the bound', () => {
  const [low, high] = boundsOf(all([{ exclusiveMinimum: 1000, exclusiveMaximum: 2000 }]), false);
  expect(low).toBeGreaterThan(1000);
  expect(low).toBeLessThan(1000.001);
  expect(high).toBeLessThan(2000);
  expect(high).toBeGreaterThan(1999.999);
});

describe('numbers', () => {
  test.each<[name: string, schema: JsonObject, whole: boolean, want: number[]]>([
    ['every number of a small range', { minimum: 3, maximum: 6 }, true, [3, 4, 5, 6]],
    ['every step', { minimum: 1, maximum: 20, multipleOf: 5 }, true, [5, 10, 15, 20]],
    ['every step of a fraction', { minimum: 0, maximum: 0.5, multipleOf: 0.1 }, false, [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
    ['the last step, which is the maximum', { minimum: 0, maximum: 0.3, multipleOf: 0.1 }, false, [0, 0.1, 0.2, 0.3]],
    ['a step that is both bounds', { minimum: 19.99, maximum: 19.99, multipleOf: 0.01 }, false, [19.99]],
    ['a single number', { minimum: 7, maximum: 7 }, true, [7]],
    ['a single fraction', { minimum: 7.25, maximum: 7.25 }, false, [7.25]],
  ])('typical and edge values reach %s', (_, schema, whole, want) => {
    for (const range of ['typical', 'edge'] as const)
      expect([...new Set(drawn(schema, whole, range))].sort((a, b) => a - b)).toEqual(want);
  });

  test('no number lies between bounds that cross', () => {
    expect(drawn({ minimum: 2, maximum: 1 }, true, 'typical')).toEqual([]);
    expect(drawn({ minimum: 2, maximum: 1 }, false, 'typical')).toEqual([]);
    expect(drawn({ minimum: 1, maximum: 4, multipleOf: 5 }, true, 'edge')).toEqual([]);
  });

  test.each<[schema: JsonObject, whole: boolean, least: number, most: number]>([
    [{}, true, 1, 101],
    [{ minimum: 50 }, true, 50, 150],
    [{ maximum: -5 }, true, -5, -5 + 105],
    [{ minimum: 0.5 }, false, 0.5, 100.5],
  ])('typical values of %j stay near the bound', (schema, whole, least, most) => {
    const values = drawn(schema, whole, 'typical');
    expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.min(least, Number(schema['maximum'] ?? Infinity)));
    expect(Math.max(...values)).toBeLessThanOrEqual(Math.min(most, Number(schema['maximum'] ?? Infinity)));
  });

  const words = [127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1];
  const edges = [0, 1, -1, ...words, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21];
  const fractions = [0.5, -0.5, 0.1 + 0.2, 1e-7, 5e-324, 1.7976931348623157e308, -1.7976931348623157e308, 1e308];
  test.each<[of: string, whole: boolean, reached: number[]]>([
    ['integers', true, edges],
    ['numbers', false, [...edges, ...fractions, 123456789.987654321]],
  ])('edge values of %s reach the limits of machine words and of doubles', (_, whole, reached) => {
    const values = new Set(drawn({}, whole, 'edge', 3_000));
    expect(reached.filter((edge) => !values.has(edge))).toEqual([]);
  });

  test.each<[schema: JsonObject, least: number, most: number]>([
    [{}, 1, 101],
    [{ minimum: 50 }, 50, 150],
    [{ minimum: -200 }, -200, 100],
    [{ maximum: 0 }, 0, 0],
  ])('typical integers of %j are all those from %d to %d', (schema, least, most) => {
    const values = [...new Set(drawn(schema, true, 'typical', 4_000))].sort((a, b) => a - b);
    expect(values).toEqual(Array.from({ length: most - least + 1 }, (_, nth) => least + nth));
  });

  test('edge values reach both bounds and stay within', () => {
    const values = drawn({ minimum: -1000.5, maximum: 2000.25 }, false, 'edge', 2_000);
    expect(values).toEqual(expect.arrayContaining([-1000.5, 2000.25]));
    expect(drawn({ minimum: 300, maximum: 1e6, multipleOf: 5 }, true, 'edge')).toEqual(
      expect.arrayContaining([300, 1e6]),
    );
    expect(values.every((value) => value >= -1000.5 && value <= 2000.25)).toBe(true);
  });
});

test.each<[schema: JsonObject, whole: boolean, range: ValueRange, stage: Stage, numbers: number[]]>([
  [
    {},
    true,
    'edge',
    'early',
    [
      98, -6545226499401962, 4294967296, 9007199254740992, -2147483648, 32767, 9007199254740991, -8769719227856315, 0,
      256,
    ],
  ],
  [
    {},
    true,
    'edge',
    'late',
    [-9007199254740961, 80, -3900608356531718, 16, -18, -4305037685223102, -8400428935835543, -8769719227856315],
  ],
  [
    {},
    false,
    'edge',
    'early',
    [100.97, -6.248515762613838e-137, 4294967296, 2147483648, 1, -1, 1e308, 1.9544319604203326e-214],
  ],
  [
    {},
    false,
    'edge',
    'late',
    [
      -1.7976931348623147e308, 66.87, -2.310131100137095e27, 86.01, -6.4e-323, -1.2626623428244951e120,
      1.2611156020792477e-162, 1.9544319604203326e-214,
    ],
  ],
  [{}, false, 'typical', 'early', [1.07, 54.42, 42.04, 99.61, 8.07, 22.4, 65.22, 34.76]],
  [
    { minimum: -5.5, maximum: 3.25 },
    false,
    'edge',
    'early',
    [-5.44, 7.57961179582919e-173, 0.30000000000000004, 5e-324, 0.5, 5e-324, 1e-7, -5.136879529170253e-292],
  ],
  [
    { minimum: 0.001, maximum: 0.002 },
    false,
    'typical',
    'early',
    [0.002, 0.002, 0.002, 0.002, 0.002, 0.002, 0.002, 0.002],
  ],
  [{ minimum: 0.1, maximum: 0.3 }, false, 'typical', 'early', [0.14, 0.26, 0.26, 0.15, 0.22, 0.11, 0.3, 0.15]],
  [{ minimum: 201, maximum: 399, multipleOf: 5 }, true, 'edge', 'early', [370, 325, 255, 255, 255, 255, 255, 210]],
  [{ minimum: 301, maximum: 399, multipleOf: 5 }, true, 'edge', 'early', [380, 335, 360, 335, 305, 380, 355, 395]],
  [
    { minimum: 250 },
    true,
    'edge',
    'late',
    [9007199254740941, 329, 5106590898209523, 265, 258, 4702161569518139, 606770318905698, 237480026884926],
  ],
])(
  'a seed draws the same numbers of %j in each version (whole: %s, %s, %s)',
  (schema, whole, range, stage, numbers) => {
    const arbitrary = numberArbitrary(all([schema]), whole, range, stage);
    expect(numbers.map((_, nth) => arbitrary?.generate(new Random(randomOf(1, nth)), 3).value)).toEqual(numbers);
  },
);

test.each<JsonObject>([{}, { minimum: 5 }, { maximum: 5 }])('no number of %j is infinite', (schema) =>
  expect(drawn(schema, false, 'edge', 10_000).filter((value) => !Number.isFinite(value))).toEqual([]),
);

test('zero has no sign', () => {
  const values = drawn({ minimum: -5e-324, maximum: 5e-324 }, false, 'edge');
  expect(values.some((value) => Object.is(value, 0))).toBe(true);
  expect(values.filter((value) => Object.is(value, -0))).toEqual([]);
});
