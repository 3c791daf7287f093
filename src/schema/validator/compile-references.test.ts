import { expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const SCHEMA = '#/components/schemas/Filter';
const branch =
  (...names: ('kind' | 'of')[]) =>
  (kind: string) => {
    const properties = { kind: { const: kind }, of: { type: 'array', items: { $ref: SCHEMA } } };
    return {
      type: 'object',
      required: ['kind', 'of'],
      properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    };
  };
const filters = (schema: object): Promise<Contract> =>
  contractOf({ paths: {}, components: { schemas: { Filter: schema } } });
const nested = (depth: number, leaf: Json): Json =>
  depth === 0 ? leaf : { kind: depth % 2 ? 'and' : 'or', of: [nested(depth - 1, leaf)] };

/** Schemas in which two branches recurse; naively, thirty levels take a billion steps. */
const TABLE: [name: string, { given: object }][] = [
  ['oneOf', { given: { oneOf: [...['and', 'or'].map(branch('kind', 'of')), { type: 'string' }] } }],
  [
    'oneOf, what leads deeper first',
    { given: { oneOf: [...['and', 'or'].map(branch('of', 'kind')), { type: 'string' }] } },
  ],
  ['anyOf', { given: { anyOf: [...['and', 'or'].map(branch('of', 'kind')), { type: 'string' }] } }],
  [
    'if, then, else',
    {
      given: {
        if: branch('of', 'kind')('and'),
        then: {},
        else: { anyOf: [branch('of', 'kind')('or'), { type: 'string' }] },
      },
    },
  ],
  ['not', { given: { not: { not: { anyOf: [...['and', 'or'].map(branch('of', 'kind')), { type: 'string' }] } } } }],
];

test.each(TABLE)('%s: a deep value costs no more than its size', async (_, { given }) => {
  const contract = await filters(given);
  expect(contract.accepts(SCHEMA, nested(200, 'leaf'))).toBe(true);
  expect(contract.accepts(SCHEMA, nested(200, 5))).toBe(false);
  expect(contract.validate(SCHEMA, nested(200, 'leaf'))).toStrictEqual([]);
  expect(contract.validate(SCHEMA, nested(200, 5)).length).toBeGreaterThan(0);
});

test.each(TABLE)('%s: the result for one value is not used for the next', async (_, { given }) => {
  const contract = await filters(given);
  const value = nested(9, 'leaf') as JsonObject;
  const innermost = (of: JsonObject): JsonObject =>
    typeof (of['of'] as Json[])[0] === 'object' ? innermost((of['of'] as JsonObject[])[0] as JsonObject) : of;
  expect(contract.accepts(SCHEMA, value)).toBe(true);
  innermost(value)['of'] = [5];
  expect(contract.accepts(SCHEMA, value)).toBe(false);
  innermost(value)['of'] = ['leaf'];
  expect(contract.accepts(SCHEMA, value)).toBe(true);
});

test('each error of a tree without branches is listed, with its place', async () => {
  const contract = await filters({
    type: 'object',
    properties: { of: { type: 'array', items: { $ref: SCHEMA } }, n: { type: 'integer' } },
  });
  const tree = (depth: number): Json => ({ n: 'x', of: depth === 0 ? [] : [tree(depth - 1), tree(depth - 1)] });
  const errors = contract.validate(SCHEMA, tree(5));
  expect(new Set(errors.map(({ at }) => at)).size).toBe(63);
  expect(errors).toHaveLength(63);
  expect(errors.every(({ pointer }) => pointer === `${SCHEMA}/properties/n/type`)).toBe(true);
});

test('deeper evaluated members count, in each validation', async () => {
  const node = { $ref: '#/components/schemas/Node' };
  const schemas = {
    Node: { type: 'object', properties: { kind: { type: 'string' }, below: { $ref: SCHEMA } } },
    Filter: { anyOf: [{ ...node, required: ['never'] }, node], unevaluatedProperties: false },
  };
  const contract = await contractOf({ paths: {}, components: { schemas } });
  const value = (depth: number, more: JsonObject): Json =>
    depth === 0 ? { kind: 'leaf', ...more } : { kind: 'node', below: value(depth - 1, more) };
  expect(contract.accepts(SCHEMA, value(12, {}))).toBe(true);
  expect(contract.accepts(SCHEMA, value(12, { extra: 1 }))).toBe(false);
});

/** A document in which each of many small schemas refers to the next one, and the last to the first or to none. */
async function links(count: number, isRing: boolean, more: Record<string, JsonObject> = {}): Promise<Contract> {
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, JsonObject] => {
      const properties: JsonObject = { id: { type: 'integer' } };
      if (isRing || index < count - 1) properties['next'] = { $ref: `#/components/schemas/S${(index + 1) % count}` };
      return [`S${index}`, { type: 'object', required: ['id'], properties }];
    }),
  );
  return contractOf({ paths: {}, components: { schemas: { ...schemas, ...more } } });
}
const linked = (depth: number, leaf: Json): Json => (depth === 0 ? leaf : { id: depth, next: linked(depth - 1, leaf) });

test.each([
  ['a ring', 300, true],
  ['a ring', 800, true],
  ['a chain', 400, false],
  ['a chain', 800, false],
])('%s of %d references is compiled, and a value is held to each of them', async (_, count, isRing) => {
  const contract = await links(count, isRing);
  const first = '#/components/schemas/S0';
  expect(contract.unusable(first)).toBeUndefined();
  expect(contract.accepts(first, linked(250, { id: 0 }))).toBe(true);
  expect(contract.validate(first, linked(250, { id: 'x' }))).toMatchObject([
    { pointer: '#/components/schemas/S250/properties/id/type', at: `#${'/next'.repeat(250)}/id` },
  ]);
});

test.each(['allOf', 'anyOf', 'oneOf'])(
  '%s costs no more than it is large where branches lead to the same schema',
  async (keyword) => {
    const schemas = Object.fromEntries(
      Array.from({ length: 40 }, (_, index): [string, JsonObject] => {
        const next = { $ref: `#/components/schemas/S${index + 1}` };
        return [
          `S${index}`,
          index < 39 ? { [keyword]: [next, keyword === 'oneOf' ? { not: next } : next] } : { type: 'string' },
        ];
      }),
    );
    const contract = await contractOf({ paths: {}, components: { schemas } });
    const accepted = ['text', 5].map((value) => contract.accepts('#/components/schemas/S0', value));
    expect(accepted).toStrictEqual(keyword === 'oneOf' ? [true, true] : [true, false]);
  },
);

test('names the unusable schema in a cycle, and its place', async () => {
  const broken = { type: 'object', properties: { back: { $ref: '#/components/schemas/S0' }, a: { type: 'strin' } } };
  const contract = await links(50, true, { S25: broken });
  for (const from of ['S0', 'S25', 'S49'])
    expect(contract.unusable(`#/components/schemas/${from}`)?.message).toMatch(
      /^#\/components\/schemas\/S25\/properties\/a is not a usable schema: type must be/,
    );
});

const inLayers = (depth: number, wrap: (inner: Json) => JsonObject, leaf: JsonObject): JsonObject =>
  Array.from({ length: depth }).reduce<JsonObject>((inner) => wrap(inner), leaf);

test.each<[string, (inner: Json) => JsonObject, Json, Json]>([
  ['allOf', (inner) => ({ allOf: [inner] }), 'text', 5],
  ['anyOf', (inner) => ({ anyOf: [inner] }), 'text', 5],
  ['oneOf', (inner) => ({ oneOf: [inner] }), 'text', 5],
  ['not', (inner) => ({ not: inner }), 'text', 5],
  ['if', (inner) => ({ if: inner, else: false }), 'text', 5],
])('%s is compiled that is nested 40 and 200 times', async (_, wrap, valid, invalid) => {
  for (const depth of [40, 200]) {
    const contract = await filters(inLayers(depth, wrap, { type: 'string' }));
    expect(contract.unusable(SCHEMA)).toBeUndefined();
    expect([valid, invalid].map((value) => contract.accepts(SCHEMA, value))).toStrictEqual([true, false]);
    expect(contract.validate(SCHEMA, invalid).length).toBeGreaterThan(0);
  }
});

test('an error in a deeply nested schema has its place', async () => {
  const contract = await filters(inLayers(40, (inner) => ({ properties: { a: inner } }), { type: 'string' }));
  const value = inLayers(40, (inner) => ({ a: inner }), {});
  expect(contract.validate(SCHEMA, value)).toMatchObject([
    { pointer: `${SCHEMA}${'/properties/a'.repeat(40)}/type`, at: `#${'/a'.repeat(40)}`, expected: 'string' },
  ]);
});

test('members that a deeply nested schema evaluates count as evaluated', async () => {
  const inner = inLayers(40, (schema) => ({ allOf: [schema] }), { properties: { a: { type: 'string' } } });
  const contract = await filters({ ...inner, unevaluatedProperties: false });
  const values: Json[] = [{ a: 'x' }, { b: 1 }, { a: 1 }];
  expect(values.map((value) => contract.accepts(SCHEMA, value))).toStrictEqual([true, false, false]);
});

test('a value that needs more schemas than fit on the stack is not accepted, and nothing is thrown', async () => {
  const count = 9_000;
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `S${index}`,
      index < count - 1
        ? { title: 'next', allOf: [{ $ref: `#/components/schemas/S${index + 1}` }] }
        : { type: 'string' },
    ]),
  );
  const contract = await contractOf({ paths: {}, components: { schemas } });
  expect(contract.accepts('#/components/schemas/S0', 'text')).toBe(false);
});
