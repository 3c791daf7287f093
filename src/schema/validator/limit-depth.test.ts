import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { limitDepth } from './limit-depth.ts';

/** A schema that nests as many schemas, the innermost a text. */
function nested(levels: number): Json {
  return Array.from({ length: levels }).reduce<Json>((inner) => ({ properties: { a: inner } }), { type: 'string' });
}
const at = (levels: number) => `#/components/schemas/S${'/properties/a'.repeat(levels)}`;

function limited(schema: Json) {
  const origins = new Map<object, string>();
  return { made: limitDepth(schema, '#/components/schemas/S', origins), origins };
}

test.each([0, 1, 6, 11])('a schema that nests %d others stays as it is', (levels) => {
  const schema = nested(levels);
  const { made, origins } = limited(schema);
  expect(made).toEqual(nested(levels));
  if (levels <= 6) expect(made).toBe(schema);
  expect(origins.size).toBe(0);
});

test.each([12, 13, 30])('where a schema nests %d others, the twelfth becomes a reference to its place', (levels) => {
  const { made, origins } = limited(nested(levels));
  const inner = Array.from({ length: 12 }).reduce<Json>(
    (node) => ((node as JsonObject)['properties'] as JsonObject)['a'] as Json,
    made,
  );
  expect(inner).toEqual({ $ref: at(12) });
  // Each schema that is new has the place of the one that it stands for.
  expect([...origins.values()].sort()).toEqual(Array.from({ length: 13 }, (_, depth) => at(depth)).sort());
  expect(origins.get(made as JsonObject)).toBe(at(0));
  expect(origins.get(inner as JsonObject)).toBe(at(12));
});

test('what is nested in an example is no schema', () => {
  const deep = { example: nested(30), type: 'object' };
  expect(limited(deep).made).toBe(deep);
});

test.each<[Json]>([[true], [false]])('the schema %s stays as it is', (schema) => {
  expect(limited(schema).made).toBe(schema);
});
