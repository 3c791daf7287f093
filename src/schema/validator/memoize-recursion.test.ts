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

/** Schemas two branches of which lead deeper; without care, thirty levels take each of them a billion turns. */
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

test.each(TABLE)('%s: the cost of a deep value grows with its size only', async (_, { given }) => {
  const contract = await filters(given);
  expect(contract.accepts(SCHEMA, nested(200, 'leaf'))).toBe(true);
  expect(contract.accepts(SCHEMA, nested(200, 5))).toBe(false);
  expect(contract.validate(SCHEMA, nested(200, 'leaf'))).toEqual([]);
  expect(contract.validate(SCHEMA, nested(200, 5)).length).toBeGreaterThan(0);
});

test.each(TABLE)('%s: the result of one value is not used for the next', async (_, { given }) => {
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

test('each error of a tree without branches is reported with its place', async () => {
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

test('members evaluated further down count each time', async () => {
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
