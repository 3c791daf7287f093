import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createRandom } from '../random.ts';
import { concreteSchema } from './concrete-schema.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const contractWith = (schemas: JsonObject) => contractOf({ paths: {}, components: { schemas } });
const first = () => 0;
const last = () => 0.999;

async function concrete(schema: JsonObject, random: () => number = first, asShown = false, schemas: JsonObject = {}) {
  return concreteSchema(await contractWith({ ...schemas, It: schema }), ref('It').$ref, random, asShown);
}
const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const TEXT = { type: 'string' };
const list = (...items: JsonObject[]): JsonObject => ({
  ...{ type: 'array', items, minItems: items.length, maxItems: items.length },
});

test.each<[name: string, schema: JsonObject, want: JsonObject | undefined]>([
  ['a text', TEXT, TEXT],
  [
    'the longest and shortest of the lengths',
    {
      allOf: [
        { minLength: 1, maxLength: 9 },
        { ...TEXT, minLength: 3, maxLength: 5 },
      ],
    },
    { ...TEXT, minLength: 3, maxLength: 5 },
  ],
  ['a length that nobody makes', { ...TEXT, minLength: 100_001 }, TEXT],
  ['the longest length that is made', { ...TEXT, minLength: 100_000 }, { ...TEXT, minLength: 100_000 }],
  ['a date', { ...TEXT, format: 'date' }, { enum: ['2020-01-01'] }],
  ['a moment', { ...TEXT, format: 'date-time' }, { enum: ['2020-01-01T00:00:00Z'] }],
  ['a time', { ...TEXT, format: 'time' }, { enum: ['00:00:00Z'] }],
  ['a date with a pattern', { ...TEXT, format: 'date', pattern: '^2' }, { ...TEXT, format: 'date', pattern: '^2' }],
  ['another format', { ...TEXT, format: 'uuid' }, { ...TEXT, format: 'uuid' }],
  ['x-faker', { ...TEXT, 'x-faker': 'name.firstName' }, { ...TEXT, 'x-faker': 'name.firstName' }],
  ['a number with bounds', { type: 'number', minimum: 1, maximum: 2 }, { type: 'number', minimum: 1, maximum: 2 }],
  [
    'an integer',
    { type: ['integer', 'number'], allOf: [{ type: 'number' }, { type: 'integer' }] },
    { type: 'integer' },
  ],
  ['an exclusive bound', { type: 'integer', exclusiveMinimum: 3 }, { enum: [4] }],
  ['an exclusive bound above', { type: 'integer', exclusiveMaximum: 3 }, { enum: [-997] }],
  ['a step', { type: 'number', multipleOf: 0.1, minimum: 0.25 }, { enum: [0.3] }],
  ['a boolean', { type: 'boolean' }, { type: 'boolean' }],
  ['null last', { type: ['null', 'string'] }, TEXT],
  ['null alone', { type: 'null' }, { type: 'null' }],
  ['a constant', { const: [1] }, { enum: [[1]] }],
  ['values that all schemas allow', { enum: ['a', 'b'], allOf: [{ enum: ['b', 'c'] }] }, { enum: ['b'] }],
  ['anything', {}, { enum: [{}] }],
  ['a reference and what stands beside it', { ...ref('Text'), minLength: 2 }, { ...TEXT, minLength: 2 }],
  [
    'members in the order of the contract',
    { properties: { a: TEXT, b: TEXT }, required: ['b'] },
    object({ a: TEXT, b: TEXT }),
  ],
  [
    'members that are read',
    { properties: { a: { ...TEXT, writeOnly: true }, b: ref('Hidden'), c: TEXT } },
    object({ c: TEXT }),
  ],
  ['a required member that is not described', { type: 'object', required: ['a'] }, object({ a: TEXT })],
  ['a required member that cannot be', { properties: { a: false }, required: ['a'] }, undefined],
  ['an optional member that cannot be', { properties: { a: false, b: TEXT } }, object({ b: TEXT })],
  [
    'as many members as are allowed',
    { properties: { a: TEXT, b: TEXT, c: TEXT }, maxProperties: 2 },
    object({ a: TEXT, b: TEXT }),
  ],
  ['a map with one member', { additionalProperties: TEXT }, object({ key: TEXT })],
  [
    'a map with as many as it needs',
    { additionalProperties: TEXT, minProperties: 2 },
    object({ key: TEXT, key2: TEXT }),
  ],
  ['a map that has to be empty', { additionalProperties: TEXT, maxProperties: 0 }, object({})],
  ['a map of patterns', { patternProperties: { '^x-': TEXT }, additionalProperties: false }, object({ 'x-key': TEXT })],
  ['a closed object', { type: 'object', additionalProperties: false }, object({})],
  ['a map of at most one', { additionalProperties: TEXT, maxProperties: 1 }, object({ key: TEXT })],
  ['an object that has to have something', { type: 'object', minProperties: 1 }, object({ key: TEXT })],
  [
    'as many more members as it needs',
    { properties: { a: TEXT, b: TEXT }, minProperties: 3, additionalProperties: { type: 'null' } },
    object({ a: TEXT, b: TEXT, key: { type: 'null' } }),
  ],
  ['a list of anything', { type: 'array' }, list({ enum: [{}] })],
  ['a list of what cannot be', { items: false }, { enum: [[]] }],
  ['a list that needs what cannot be', { items: false, minItems: 1 }, undefined],
  ['a list of one item', { items: TEXT }, list(TEXT)],
  ['a list with as many as it needs', { items: TEXT, minItems: 3 }, list(TEXT, TEXT, TEXT)],
  ['a list that has to be empty', { items: TEXT, maxItems: 0 }, { enum: [[]] }],
  [
    'a list of which the first items differ',
    { prefixItems: [{ type: 'boolean' }, TEXT], items: { type: 'null' } },
    list({ type: 'boolean' }, TEXT),
  ],
  [
    'a list that contains something',
    { items: { type: 'integer' }, contains: { minimum: 5 } },
    list({ type: 'integer', minimum: 5 }),
  ],
  ['a list of 200 items', { items: TEXT, minItems: 200 }, list(...Array.from({ length: 200 }, () => TEXT))],
  ['a list of more items', { items: TEXT, minItems: 201 }, undefined],
  ['the first branch', { oneOf: [TEXT, { type: 'boolean' }] }, TEXT],
  [
    'the branch that ends',
    { oneOf: [{ properties: { it: ref('It') }, required: ['it'] }, TEXT] },
    object({ it: TEXT }),
  ],
  ['no value at all', { allOf: [false] }, undefined],
  [
    'no optional member on which a schema depends',
    { properties: { a: TEXT, b: TEXT }, dependentSchemas: { a: false } },
    object({ b: TEXT }),
  ],
  [
    'then, where the condition is taken',
    { type: 'integer', if: { minimum: 5 }, then: { maximum: 9 } },
    { type: 'integer', minimum: 5, maximum: 9 },
  ],
  [
    'the discriminator of a branch',
    { oneOf: [ref('Cat')], discriminator: { propertyName: 'kind' } },
    object({ kind: { enum: ['Cat'] } }),
  ],
])('%s', async (_, schema, want) => {
  const made = await concrete(schema, first, false, {
    Text: TEXT,
    Hidden: { ...TEXT, writeOnly: true },
    Cat: { properties: { kind: TEXT }, required: ['kind'] },
  });
  expect(made).toEqual(want);
  expect(Object.keys((made?.['properties'] as JsonObject | undefined) ?? {})).toEqual(
    Object.keys((want?.['properties'] as JsonObject | undefined) ?? {}),
  );
});

describe('draws', () => {
  test('reach the last branch, the last value and three items', async () => {
    expect(await concrete({ oneOf: [TEXT, { type: 'boolean' }] }, last)).toEqual({ type: 'boolean' });
    expect(await concrete({ enum: ['a', 'b', 'c'] }, last)).toEqual({ enum: ['c'] });
    expect(await concrete({ items: TEXT }, last)).toEqual(list(TEXT, TEXT, TEXT));
    expect(await concrete({ type: ['null', 'string'] }, last)).toEqual({ type: 'null' });
    expect(await concrete({ type: 'integer', multipleOf: 5, minimum: 0, maximum: 20 }, last)).toEqual({ enum: [20] });
  });

  test('stay within exclusive bounds of fractions', async () => {
    for (const random of [first, last]) {
      const made = await concrete({ type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 1.1 }, random);
      const [value] = (made as { enum: [number] }).enum;
      expect(value).toBeGreaterThan(1);
      expect(value).toBeLessThan(1.1);
    }
  });
});

describe('what cannot be', () => {
  const NONE: JsonObject = { properties: { a: false }, required: ['a'] };

  test('is left out after the items that a list needs', async () =>
    expect(await concrete({ prefixItems: [TEXT], items: false, minItems: 1 }, last)).toEqual(list(TEXT)));

  test('gives its turn to the first branch after the last', async () =>
    expect(await concrete({ oneOf: [TEXT, NONE] }, last)).toEqual(TEXT));

  test('gives its turn to 50 branches, and to no more', async () => {
    const branches = (count: number): JsonObject => ({ oneOf: [...Array<JsonObject>(count - 1).fill(NONE), TEXT] });
    expect(await concrete(branches(50))).toEqual(TEXT);
    expect(await concrete(branches(51))).toBeUndefined();
  });
});

describe('a deep value', () => {
  /** How many items the list has, and the first list in it, and the first in that. */
  const lengths = (made: JsonObject | undefined): number[] => {
    if (made?.['enum']) return [0];
    const items = made?.['items'] as JsonObject[] | undefined;
    return items ? [items.length, ...lengths(items[0])] : [];
  };
  const nested = (levels: number, inner: JsonObject): JsonObject =>
    levels === 0 ? inner : { type: 'array', items: nested(levels - 1, inner) };

  test.each<[inner: JsonObject, want: number[]]>([
    [{}, [3, 3, 3, 1, 1, 1, 1, 0]],
    [{ contains: TEXT }, [3, 3, 3, 1, 1, 1, 1, 1]],
    [{ contains: TEXT, minContains: 2 }, [3, 3, 3, 1, 1, 1, 1, 2]],
  ])('in eight lists has fewer items below, where the innermost is %j', async (inner, want) =>
    expect(lengths(await concrete(nested(7, { type: 'array', items: TEXT, ...inner }), last))).toEqual(want),
  );

  test('in eight objects has no optional members in the innermost', async () => {
    const chain = (levels: number): JsonObject =>
      levels === 0 ? TEXT : { type: 'object', properties: { a: chain(levels - 1) } };
    const want = (levels: number): JsonObject => object(levels === 1 ? {} : { a: want(levels - 1) });
    expect(await concrete(chain(8))).toEqual(want(8));
  });

  test('ends each branch of a tree by itself', async () => {
    const TREE: JsonObject = { properties: { left: ref('It'), right: ref('It') } };
    expect(await concrete(TREE)).toEqual(object({ left: object({}), right: object({}) }));
  });
});

describe('a wide value', () => {
  const LIST = { type: 'array', items: TEXT };
  const wide = (list: number): JsonObject => ({
    properties: Object.fromEntries(
      Array.from({ length: 1_502 }, (_, index) => [`m${index + 1}`, index + 1 === list ? LIST : TEXT]),
    ),
  });
  const members = async (list: number): Promise<JsonObject> =>
    (await concrete(wide(list)))?.['properties'] as JsonObject;

  test('has 1,500 schemas, itself among them', async () =>
    expect(Object.keys(await members(0)).slice(-2)).toEqual(['m1498', 'm1499']));

  test('has no items in a list that is the last of them', async () => {
    expect((await members(1_498))['m1498']).toEqual(list(TEXT));
    expect((await members(1_499))['m1499']).toEqual({ enum: [[]] });
  });
});

describe('examples that stand in the schema', () => {
  test.each<[schema: JsonObject, want: JsonObject]>([
    [{ ...TEXT, example: 'a', examples: ['b'], default: 'c' }, { enum: ['a'] }],
    [{ ...TEXT, examples: ['b'], default: 'c' }, { enum: ['b'] }],
    [{ ...TEXT, default: 'c' }, { enum: ['c'] }],
    [{ enum: ['a', 'b'] }, { enum: ['a'] }],
    [{ type: ['null', 'string'] }, TEXT],
  ])('%j is shown as %j', async (schema, want) => expect(await concrete(schema, first, true)).toEqual(want));

  test('are ignored when values are generated', async () =>
    expect(await concrete({ ...TEXT, example: 'a' })).toEqual(TEXT));
});

describe('a schema that contains itself', () => {
  const NODE: JsonObject = { type: 'object', required: ['id'], properties: { id: TEXT, next: ref('It') } };

  test('comes to an end', async () =>
    expect(await concrete(NODE)).toEqual(object({ id: TEXT, next: object({ id: TEXT }) })));

  test('has no value if it requires itself', async () =>
    expect(await concrete({ ...NODE, required: ['next'] })).toBeUndefined());

  test('stays small if every member has it', async () => {
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`m${index}`, ref(`S${index % 10}`)]));
    const schemas = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`S${index}`, { type: 'object', properties: wide }]),
    );
    const contract = await contractWith(schemas);
    const made = concreteSchema(contract, ref('S0').$ref, createRandom(1, 1));
    expect(made).toBeDefined();
    expect(JSON.stringify(made).length).toBeLessThan(1_000_000);
  });
});
