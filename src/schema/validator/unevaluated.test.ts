import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Json } from '../../model/json.ts';

const S = '#/components/schemas/S';

async function errorsOf(schema: Json, value: Json, schemas: Record<string, Json> = {}): Promise<string[]> {
  const contract = await contractOf({ paths: {}, components: { schemas: { ...schemas, S: schema } } });
  expect(contract.unusable(S)).toBeUndefined();
  const errors = contract.validate(S, value);
  expect(contract.accepts(S, value)).toBe(errors.length === 0);
  return errors.map(({ pointer, at, message }) => `${pointer.replace(S, '')} at ${at}: ${message}`);
}

const MEMBER = { properties: { a: true } };
const NO_MORE = 'must not be there';

test.each<[name: string, schema: Json, value: Json, errors: string[]]>([
  ['a member of `properties`', { ...MEMBER, unevaluatedProperties: false }, { a: 1 }, []],
  ['a member that nothing names', { ...MEMBER, unevaluatedProperties: false }, { b: 1 }, [`#/b: ${NO_MORE}`]],
  ['each of two members', { unevaluatedProperties: false }, { a: 1, b: 2 }, [`#/a: ${NO_MORE}`, `#/b: ${NO_MORE}`]],
  ['a member of `if` alone', { if: MEMBER, unevaluatedProperties: false }, { a: 1 }, []],
  [
    'a member of a branch that fails',
    { anyOf: [{ ...MEMBER, required: ['b'] }, true], unevaluatedProperties: false },
    { a: 1 },
    [`#/a: ${NO_MORE}`],
  ],
  ['a member of `allOf`', { allOf: [MEMBER], unevaluatedProperties: false }, { a: 1 }, []],
  ['a member of `not`', { not: { not: MEMBER }, unevaluatedProperties: false }, { a: 1 }, [`#/a: ${NO_MORE}`]],
  ['members by a schema', { unevaluatedProperties: { type: 'string' } }, { 'a/b': 1 }, ['#/a~1b: must be string']],
  [
    'the second of two members',
    { unevaluatedProperties: { type: 'string' } },
    { a: 'a', b: 1 },
    ['#/b: must be string'],
  ],
  [
    'items behind a prefix',
    { prefixItems: [true], unevaluatedItems: false },
    [1, 2],
    ['#: must NOT have unevaluated items (item 1)'],
  ],
  ['items by a schema', { prefixItems: [true], unevaluatedItems: { type: 'string' } }, [1, 2], ['#/1: must be string']],
  [
    'items by nested lists',
    { allOf: [{ prefixItems: [true, true] }], prefixItems: [true], unevaluatedItems: false },
    [1, 2],
    [],
  ],
])('%s: what is left over is told at its place', async (_, schema, value, errors) => {
  const told = await errorsOf(schema, value);
  expect(told.map((error) => error.replace(/^\S+ at /, ''))).toEqual(errors);
});

test('an error names the clause, also in a referenced schema and inside a value', async () => {
  const Inner = { ...MEMBER, unevaluatedProperties: { type: 'string' } };
  expect(
    await errorsOf({ properties: { in: { $ref: '#/components/schemas/Inner' } } }, { in: { b: 1 } }, { Inner }),
  ).toEqual(['#/components/schemas/Inner/unevaluatedProperties/type at #/in/b: must be string']);
});

test('the time for a recursive schema does not double with each level of a value', async () => {
  const Node = {
    anyOf: [{ properties: { child: { $ref: '#/components/schemas/Node' } } }],
    unevaluatedProperties: false,
  };
  let value: Json = { other: 1 };
  for (let level = 0; level < 60; level += 1) value = { child: value };
  expect(await errorsOf({ $ref: '#/components/schemas/Node' }, value, { Node })).not.toEqual([]);
});
