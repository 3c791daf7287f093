import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { concreteNumber, concreteString } from './concrete-values.ts';

const of = (...schemas: JsonObject[]) => schemas.map((schema) => ({ pointer: '#/It', schema }));
const first = () => 0;
const middle = () => 0.5;
const last = () => 1 - 2 ** -32;

describe('numbers', () => {
  test.each<[schemas: JsonObject[], whole: boolean, want: JsonObject]>([
    [[{}], true, { type: 'integer' }],
    [[{}], false, { type: 'number' }],
    [[{ minimum: 0 }], true, { type: 'integer', minimum: 0 }],
    [[{ maximum: 0 }], false, { type: 'number', maximum: 0 }],
    [[{ minimum: 1, maximum: 9 }, { minimum: 3 }, { maximum: 5 }], true, { type: 'integer', minimum: 3, maximum: 5 }],
    [[{ 'x-faker': 'datatype.number' }], true, { type: 'integer', 'x-faker': 'datatype.number' }],
  ])('numbers of %j are left to Prism, within their bounds', (schemas, whole, want) =>
    expect(concreteNumber(of(...schemas), middle, whole)).toStrictEqual(want),
  );

  test.each<[schemas: JsonObject[], whole: boolean, least: number, most: number]>([
    [[{ exclusiveMinimum: 3 }], true, 4, 1003],
    [[{ exclusiveMaximum: 3 }], true, -997, 2],
    [[{ exclusiveMinimum: 3, exclusiveMaximum: 6 }], true, 4, 5],
    [[{ exclusiveMinimum: 3, maximum: 6 }], true, 4, 6],
    [[{ minimum: 3, exclusiveMaximum: 6 }], true, 3, 5],
    [[{ exclusiveMinimum: 3 }, { exclusiveMinimum: 4 }, { maximum: 7 }], true, 5, 7],
    [[{ exclusiveMaximum: 9 }, { exclusiveMaximum: 6 }, { minimum: 3 }], true, 3, 5],
    [[{ minimum: 5, exclusiveMinimum: 3, maximum: 7 }], true, 5, 7],
    [[{ multipleOf: 5 }], true, 0, 5000],
    [[{ multipleOf: 5, minimum: 7, maximum: 21 }], true, 10, 20],
    [[{ multipleOf: 5, exclusiveMinimum: 10, exclusiveMaximum: 20 }], true, 15, 15],
    [[{ multipleOf: 0.1, minimum: 0.25, maximum: 0.75 }], false, 0.3, 0.7],
    [[{ multipleOf: 0.01, maximum: 1 }], false, -999, 1],
    [[{ multipleOf: 5 }], false, 0, 5000],
  ])('numbers of %j are drawn here, from all that are allowed', (schemas, whole, least, most) => {
    const drawn = (random: () => number) => concreteNumber(of(...schemas), random, whole);
    expect(drawn(first)).toStrictEqual({ enum: [least] });
    expect(drawn(last)).toStrictEqual({ enum: [most] });
  });

  test('numbers between exclusive bounds are fractions that come close to both', () => {
    const drawn = (random: () => number) =>
      (concreteNumber(of({ exclusiveMinimum: 1, exclusiveMaximum: 2 }), random, false) as { enum: [number] }).enum[0];
    expect(drawn(first)).toBeGreaterThan(1);
    expect(drawn(first)).toBeCloseTo(1, 5);
    expect(drawn(middle)).toBeCloseTo(1.5, 5);
    expect(drawn(last)).toBeLessThan(2);
    expect(drawn(last)).toBeCloseTo(2, 5);
  });
});

describe('texts', () => {
  test.each<[schemas: JsonObject[], want: JsonObject]>([
    [[{}], { type: 'string' }],
    [[{ minLength: 0 }], { type: 'string', minLength: 0 }],
    [
      [{ minLength: 1, maxLength: 9 }, { minLength: 3 }, { maxLength: 5 }],
      { type: 'string', minLength: 3, maxLength: 5 },
    ],
    [
      [
        { minLength: 3, maxLength: 5 },
        { minLength: 1, maxLength: 9 },
      ],
      { type: 'string', minLength: 3, maxLength: 5 },
    ],
    [[{ pattern: '^a' }], { type: 'string', pattern: '^a' }],
    [[{ format: 'url' }], { type: 'string', format: 'uri' }],
    [[{ format: 'email' }], { type: 'string', format: 'email' }],
    [[{ format: 'toString' }], { type: 'string', format: 'toString' }],
    [[{ 'x-faker': 'name.firstName' }], { type: 'string', 'x-faker': 'name.firstName' }],
    [[{ format: 'date', minLength: 2 }], { type: 'string', format: 'date', minLength: 2 }],
    [[{ format: 'date', 'x-faker': 'date.past' }], { type: 'string', format: 'date', 'x-faker': 'date.past' }],
    [[{ minLength: 100_001, maxLength: 200_000 }], { type: 'string', maxLength: 200_000 }],
  ])('texts of %j are left to Prism', (schemas, want) =>
    expect(concreteString(of(...schemas), middle)).toStrictEqual(want),
  );

  test.each([
    ['date-time', '2020-01-01T00:00:00Z', '2024-12-30T00:00:00Z', '2029-12-28T23:59:59Z'],
    ['date', '2020-01-01', '2024-12-30', '2029-12-28'],
    ['time', '00:00:00Z', '00:00:00Z', '23:59:59Z'],
  ])('texts of the format %s are of this decade', (format, ...want) => {
    const drawn = [first, middle, last].map((random) => concreteString(of({ format }), random));
    expect(drawn).toStrictEqual(want.map((text) => ({ enum: [text] })));
  });

  test('texts of a date are left to Prism where a plain one is wanted', () =>
    expect(concreteString(of({ format: 'date' }))).toStrictEqual({ type: 'string', format: 'date' }));
});
