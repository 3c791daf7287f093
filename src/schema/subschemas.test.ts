import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import {
  applicable,
  applicableAt,
  applicableBelow,
  conjoined,
  describesMember,
  isUnconditionalBelow,
  itemSchemas,
  listed,
  longestPrefix,
  memberSchemas,
  named,
  namedMemberSchemas,
  reachable,
  schemasBelow,
  unconditional,
} from './subschemas.ts';

const at = (schema: JsonObject) => ({ pointer: '#', schema });

describe('members and items', () => {
  /** A schema, a name, and the pointers of the schemas of the member of that name. */
  const MEMBERS: [schema: JsonObject, name: string, named: Pointer[], all: Pointer[]][] = [
    [{}, 'a', [], []],
    [{ properties: { a: {} } }, 'a', ['#/properties/a'], ['#/properties/a']],
    [{ properties: { a: {} } }, 'toString', [], []],
    [{ properties: { a: {} }, additionalProperties: {} }, 'a', ['#/properties/a'], ['#/properties/a']],
    [{ properties: { a: {} }, additionalProperties: {} }, 'b', [], ['#/additionalProperties']],
    [{ additionalProperties: false }, 'b', [], ['#/additionalProperties']],
    [
      { patternProperties: { '^x': {}, y$: {} } },
      'xy',
      ['#/patternProperties/^x', '#/patternProperties/y$'],
      ['#/patternProperties/^x', '#/patternProperties/y$'],
    ],
    [
      { patternProperties: { '^x': {} }, additionalProperties: true },
      'x',
      ['#/patternProperties/^x'],
      ['#/patternProperties/^x'],
    ],
    [
      { properties: { x: true }, patternProperties: { x: {} } },
      'x',
      ['#/properties/x', '#/patternProperties/x'],
      ['#/properties/x', '#/patternProperties/x'],
    ],
    [{ patternProperties: { '(': {} } }, '(', [], []],
    [{ properties: { 'a/b': {} } }, 'a/b', ['#/properties/a~1b'], ['#/properties/a~1b']],
  ];
  test.each(MEMBERS)('%j has the schemas of its member %s', (schema, name, byName, all) => {
    expect(namedMemberSchemas(at(schema), name)).toEqual(byName);
    expect(memberSchemas(at(schema), name)).toEqual(all);
    expect(schemasBelow([at(schema), at({})], {}, name)).toEqual(all);
  });

  test.each<[schema: JsonObject, want: boolean]>([
    [{}, false],
    [{ properties: { b: {} } }, false],
    [{ properties: { a: false } }, true],
    [{ patternProperties: { a: {} } }, true],
    [{ additionalProperties: true }, true],
    [{ additionalProperties: {} }, true],
    [{ additionalProperties: false }, false],
  ])('whether %j describes a: %s', (schema, want) => expect(describesMember(at(schema), 'a')).toBe(want));

  test.each<[schema: JsonObject, index: number, want: Pointer[]]>([
    [{}, 0, []],
    [{ items: {} }, 0, ['#/items']],
    [{ items: false }, 0, ['#/items']],
    [{ prefixItems: [{}, {}] }, 0, ['#/prefixItems/0']],
    [{ prefixItems: [{}, {}] }, 1, ['#/prefixItems/1']],
    [{ prefixItems: [{}, {}] }, 2, []],
    [{ prefixItems: [{}, {}], items: {} }, 1, ['#/prefixItems/1']],
    [{ prefixItems: [{}, {}], items: {} }, 2, ['#/items']],
  ])('the schema of an item: %j, %i', (schema, index, want) => {
    expect(itemSchemas(at(schema), index)).toEqual(want);
    expect(schemasBelow([at(schema)], [], String(index))).toEqual(want);
  });
});

test.each<[schemas: JsonObject[], want: number]>([
  [[], 0],
  [[{}], 0],
  [[{ prefixItems: [{}, {}] }, { prefixItems: [{}] }, { items: {} }], 2],
])('every item of %j has the same schemas from place %i on', (schemas, want) =>
  expect(longestPrefix(schemas.map(at))).toBe(want),
);

describe('schemas for the same value', () => {
  test.each<[schema: JsonObject, want: Pointer[]]>([
    [{}, []],
    [{ $ref: '#/a%20b' }, ['#/a b']],
    [{ $ref: 'other.yaml#/a' }, []],
    [{ $ref: '#/a', allOf: [{}, true] }, ['#/a', '#/allOf/0', '#/allOf/1']],
    [{ anyOf: [{}], oneOf: [{}] }, []],
  ])('%j holds together with %j', (schema, want) => expect(conjoined(at(schema))).toEqual(want));

  test('the schemas of a list and of a map have pointers', () => {
    expect(listed(at({ anyOf: [{}, {}] }), 'anyOf')).toEqual(['#/anyOf/0', '#/anyOf/1']);
    expect(listed(at({ anyOf: {} }), 'anyOf')).toEqual([]);
    expect(named(at({ properties: { 'a~': {} } }), 'properties')).toEqual([['a~', '#/properties/a~0']]);
    expect(named(at({ properties: [] }), 'properties')).toEqual([]);
  });

  test('a walk visits each schema once and leaves out what is not an object', () => {
    const document: JsonObject = { a: { allOf: [{ $ref: '#/a' }, true, { title: 'b' }] } };
    expect(reachable(document, ['#/a', '#/a', '#/none'], conjoined).map(({ pointer }) => pointer)).toEqual([
      '#/a',
      '#/a/allOf/0',
      '#/a/allOf/2',
    ]);
  });
});

describe('schemas that apply to a value', () => {
  const SCHEMAS: JsonObject = {
    Base: { type: 'object', properties: { id: { type: 'string' } } },
    All: { $ref: '#/components/schemas/Base', allOf: [{ properties: { n: { type: 'integer' } } }] },
    Any: { anyOf: [{ type: 'string' }, { minLength: 2 }, { type: 'integer' }] },
    If: { if: { type: 'string' }, then: { minLength: 1 }, else: { minimum: 1 } },
    Then: { if: { type: 'string' }, then: { minLength: 1 } },
    Dependent: { dependentSchemas: { a: { required: ['b'] } } },
    List: { prefixItems: [{ $ref: '#/components/schemas/Any' }], items: { type: 'boolean' } },
    Choice: { oneOf: [{ title: 'one' }, { title: 'two' }], anyOf: [{ allOf: [{ title: 'three' }] }] },
    Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }] },
    Deep: { properties: { a: { $ref: '#/components/schemas/Any' }, b: {} } },
  };
  let contract: Contract;
  beforeAll(async () => void (contract = await contractOf({ paths: {}, components: { schemas: SCHEMAS } })));
  const below = (pointer: Pointer) => pointer.replace('#/components/schemas/', '');
  const of = (name: string) => `#/components/schemas/${name}`;

  test.each<[name: string, value: Json, want: string[]]>([
    ['Base', {}, ['Base']],
    ['All', {}, ['All', 'Base', 'All/allOf/0']],
    ['Any', 'a', ['Any', 'Any/anyOf/0']],
    ['Any', 'ab', ['Any', 'Any/anyOf/0', 'Any/anyOf/1']],
    ['Any', 1, ['Any', 'Any/anyOf/1', 'Any/anyOf/2']],
    ['If', 'a', ['If', 'If/then']],
    ['If', 1, ['If', 'If/else']],
    ['Then', 1, ['Then']],
    ['Dependent', { a: 1 }, ['Dependent', 'Dependent/dependentSchemas/a']],
    ['Dependent', { b: 1 }, ['Dependent']],
    ['Dependent', ['a'], ['Dependent']],
  ])('%s with %j', (name, value, want) => {
    // What follows from the same answers is remembered; other values must not meet it.
    for (const _ of [1, 2])
      expect(applicable(contract, of(name), value).map(({ pointer }) => below(pointer))).toEqual(want);
  });

  test('values that conform to the same branches share a list, and others do not', () => {
    const list = (value: Json) => applicable(contract, of('Any'), value);
    expect(list('x')).toBe(list('y'));
    expect(list('xy')).toBe(list('zz'));
    expect(list('x')).not.toBe(list('xy'));
  });

  test('more lists than are remembered are still right', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `m${index}`);
    const Many = { dependentSchemas: Object.fromEntries(names.map((name) => [name, { title: name }])) };
    const many = await contractOf({ paths: {}, components: { schemas: { Many } } });
    for (let bits = 2 ** names.length - 1; bits >= 0; bits -= 1) {
      const chosen = names.filter((_, index) => bits & (1 << index));
      const value = Object.fromEntries(chosen.map((name) => [name, 1]));
      const titles = applicable(many, of('Many'), value).flatMap(({ schema }) => schema['title'] ?? []);
      expect(titles).toEqual(chosen);
    }
  });

  test.each<[name: string, root: Json, place: Pointer, want: string[]]>([
    ['All', { n: 1 }, '#/n', ['All/allOf/0/properties/n']],
    ['All', { id: 'a' }, '#/id', ['Base/properties/id']],
    ['All', {}, '#/id', ['Base/properties/id']],
    ['All', {}, '#/id/deeper', []],
    ['All', {}, '#/other', []],
    ['List', ['a', true], '#/0', ['List/prefixItems/0', 'Any', 'Any/anyOf/0']],
    ['List', ['a', true], '#/1', ['List/items']],
    ['Deep', { a: 7 }, '#/a', ['Deep/properties/a', 'Any', 'Any/anyOf/1', 'Any/anyOf/2']],
  ])('inside of a value: %s with %j at %s', (name, root, place, want) =>
    expect(applicableAt(contract, of(name), root, place).map(({ pointer }) => below(pointer))).toEqual(want),
  );

  test('the schemas of a member are known to be the same for any value once they were asked for', () => {
    const value = { a: 7, b: 7 };
    const schemas = applicable(contract, of('Deep'), value);
    const isKnown = (name: string) => isUnconditionalBelow(contract, schemas, value, name);
    expect(isUnconditionalBelow(contract, [], value, 'a')).toBe(true);
    expect(isKnown('b')).toBe(false);
    for (const name of Object.keys(value)) applicableBelow(contract, schemas, value, name);
    expect([isKnown('a'), isKnown('b')]).toEqual([false, true]);
  });

  test.each<[name: string, want: string[]]>([
    ['All', ['All', 'Base', 'All/allOf/0']],
    ['Choice', ['Choice', 'Choice/oneOf/0', 'Choice/anyOf/0', 'Choice/anyOf/0/allOf/0']],
    ['If', ['If']],
  ])('the first branch of each choice: %s', (name, want) =>
    expect(unconditional(contract, [of(name)]).map(({ pointer }) => below(pointer))).toEqual(want),
  );
});
