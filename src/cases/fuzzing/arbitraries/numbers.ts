import * as fc from 'fast-check';
import type { Json } from '../../../model/json.ts';
import { type Subschema } from '../../../schema/subschemas.ts';
import { clamp, type Stage, type ValueRange } from './base.ts';
import { keyword } from '../../../schema/keywords.ts';
import { isMultiple, multiple, multiplesBetween } from '../../../schema/multiples.ts';

/** Numbers that often make programs fail: signs, the limits of machine words, the largest exact integers of a double. */
const EDGES = [
  0,
  1,
  -1,
  127,
  128,
  255,
  256,
  32_767,
  32_768,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e21,
];
const FRACTIONS = [
  0.5,
  -0.5,
  0.1 + 0.2,
  1e-7,
  5e-324,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  1e308,
  123456789.987654321,
];

/** A number within its bounds; undefined if there is none. */
export function numberArbitrary(
  schemas: Subschema[],
  whole: boolean,
  range: ValueRange,
  stage: Stage = 'early',
): fc.Arbitrary<Json> | undefined {
  const [low, high] = boundsOf(schemas, whole);
  const step = Math.max(0, ...numbersOf(schemas, 'multipleOf')) || (whole ? 1 : undefined);
  if (low > high) return undefined;
  // A typical number counts from one, and stays small.
  const from = Number.isFinite(low) ? low : Math.min(1, high);
  const to = Number.isFinite(high) ? high : Math.max(from + 100, 100);
  if (step !== undefined) {
    const multiples = (min: number, max: number) => {
      const [first, last] = multiplesBetween(min, max, step);
      return first > last ? undefined : fc.integer({ min: first, max: last }).map((count) => multiple(count, step));
    };
    const typical = multiples(from, to);
    if (range === 'typical' || !typical) return typical;
    const edges = [...EDGES, low, high].filter(
      (edge) => edge >= low && edge <= high && Number.isFinite(edge) && isMultiple(edge, step),
    );
    const wide = multiples(low, high) ?? typical;
    return oneOf(typical, edges, wide, stage);
  }
  const typical = fc
    .integer({ min: Math.ceil(from * 100), max: Math.max(Math.ceil(from * 100), Math.floor(to * 100)) })
    .map((cents) => clamp(cents / 100, low, high));
  if (range === 'typical') return typical;
  const edges = [...EDGES, ...FRACTIONS, low, high].filter(
    (edge) => edge >= low && edge <= high && Number.isFinite(edge),
  );
  const wide = fc
    .double({ min: low, max: high, noNaN: true })
    .filter(Number.isFinite)
    .map((number) => number + 0);
  return oneOf(typical, edges, wide, stage);
}

function oneOf(
  typical: fc.Arbitrary<number>,
  edges: number[],
  wide: fc.Arbitrary<number>,
  stage: Stage,
): fc.Arbitrary<number> {
  return fc.oneof(typical, ...(edges.length > 0 ? [fc.constantFrom(...edges)] : []), {
    weight: stage === 'early' ? 1 : 8,
    arbitrary: wide,
  });
}

/** The least and the greatest number that the schemas allow. */
export function boundsOf(schemas: Subschema[], whole: boolean): [low: number, high: number] {
  const width = { int32: 2 ** 31, int64: Number.MAX_SAFE_INTEGER }[String(keyword(schemas, 'format'))] ?? Infinity;
  const step = (bound: number) => Math.max(1, Math.abs(bound)) * Number.EPSILON;
  const after = (bound: number) => (whole ? Math.floor(bound) + 1 : bound + step(bound));
  const before = (bound: number) => (whole ? Math.ceil(bound) - 1 : bound - step(bound));
  return [
    Math.max(-width, ...numbersOf(schemas, 'minimum'), ...numbersOf(schemas, 'exclusiveMinimum').map(after)),
    Math.min(width - 1, ...numbersOf(schemas, 'maximum'), ...numbersOf(schemas, 'exclusiveMaximum').map(before)),
  ];
}

/** The numbers of a keyword in the schemas. */
export function numbersOf(schemas: Subschema[], name: string): number[] {
  return schemas.map(({ schema }) => schema[name]).filter((value): value is number => typeof value === 'number');
}
