import { beforeAll, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { shapeOf } from './shape.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const SCHEMAS: JsonObject = {
  Anything: {},
  Text: { type: 'string' },
  Number: { type: 'number' },
  Either: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
  EitherOrAny: { oneOf: [{ type: 'string' }, {}] },
  Both: { type: ['string', 'integer', 'null'], allOf: [{ type: ['number', 'null'] }] },
  Twice: { anyOf: [{ type: ['string', 'null'] }], oneOf: [{ type: ['integer', 'null'] }] },
  Enum: { enum: ['a', 1, null, [], {}] },
  Const: { const: true },
  ConstNull: { const: null },
  Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'string' }] },
  Conditional: { if: {}, then: { properties: { then: {} } }, else: { properties: { else: {} } } },
  Members: {
    properties: { a: { type: 'integer' }, both: { type: ['string', 'integer'] } },
    allOf: [{ properties: { b: {}, both: { type: ['integer', 'null'] } } }],
    oneOf: [{ patternProperties: { '^x-': { type: 'boolean' } } }],
    additionalProperties: false,
  },
  Open: { additionalProperties: true },
  Map: { additionalProperties: { type: 'number' } },
  List: { items: { type: 'integer' } },
};
let contract: Contract;
beforeAll(async () => void (contract = await contractOf({ paths: {}, components: { schemas: SCHEMAS } })));
const shape = (name: string) => shapeOf(contract, ref(name).$ref);
const types = (set: Set<string> | undefined) => set && [...set];

test.each<[name: string, types: string[] | undefined]>([
  ['Anything', undefined],
  ['Text', ['string']],
  ['Number', ['number', 'integer']],
  ['Either', ['string', 'integer']],
  ['EitherOrAny', undefined],
  ['Both', ['integer', 'null']],
  ['Twice', ['null']],
  ['Enum', ['string', 'number', 'null', 'array', 'object']],
  ['Const', ['boolean']],
  ['ConstNull', ['null']],
  ['Loop', ['string']],
])('the types of %s are %j', (name, want) => expect(types(shape(name).types)).toEqual(want));

test.each<[name: string, members: string[]]>([
  ['Members', ['a', 'both', 'b']],
  ['Conditional', ['then', 'else']],
  ['Text', []],
])('the members of %s are %j', (name, members) => expect(shape(name).members).toEqual(members));

test.each<[name: string, member: string, admits: boolean, types: string[] | undefined]>([
  ['Members', 'a', true, ['integer']],
  ['Members', 'b', true, undefined],
  ['Members', 'both', true, ['integer']],
  ['Members', 'x-y', true, ['boolean']],
  ['Members', 'other', false, undefined],
  ['Open', 'a', true, undefined],
  ['Map', 'a', true, ['number', 'integer']],
  ['Text', 'a', false, undefined],
])('%s has a member %s: %s, %j', (name, member, admits, want) => {
  expect(shape(name).admits(member)).toBe(admits);
  expect(types(shape(name).member(member).types)).toEqual(want);
});

test('an item has the shape of items', () => {
  expect(types(shape('List').item().types)).toEqual(['integer']);
  expect(shape('Text').item().types).toBeUndefined();
});

test.each<[names: string[], value: Json, want: boolean]>([
  [['Text'], 'a', true],
  [['Text'], 1, false],
  [['Text', 'Number'], 1, false],
  [[], 1, true],
])('whether %j accept %j: %s', (names, value, want) =>
  expect(
    shapeOf(
      contract,
      names.map((name) => ref(name).$ref),
    ).accepts(value),
  ).toBe(want),
);

test('a shape is made once', () => expect(shape('Members')).toBe(shape('Members')));

test.each<[name: string, component: string | undefined]>([
  ['Text', 'Text'],
  ['List', 'List'],
])('the name of %s is that of its component', (name, component) => {
  expect(shape(name).name).toBe(component);
  expect(shapeOf(contract, `#/components/schemas/${name}/items`).name).toBeUndefined();
});
