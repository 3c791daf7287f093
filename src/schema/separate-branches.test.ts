import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Json } from '../model/json.ts';
import { separateBranches } from './separate-branches.ts';

const AT = '#/components/schemas/S';
const has = (name: string, schema: object, ...required: string[]) => ({ properties: { [name]: schema }, required });
const text = { type: 'string' };
const number = { type: 'integer' };

/** A value that one branch accepts, where each branch has these candidates. */
async function separated(schema: object, candidates: (Json | undefined)[] = [{}]): Promise<Json | undefined> {
  const contract = await contractOf({ paths: {}, components: { schemas: { S: schema } } });
  const value = separateBranches(contract, AT, () => candidates);
  if (value !== undefined) expect(contract.accepts(AT, value)).toBe(true);
  return value;
}

test.each<[string, object, (Json | undefined)[], Json | undefined]>([
  ['has a member that the other branch refuses', { oneOf: [has('a', text), has('b', number)] }, [{}], { b: 'value' }],
  [
    'has one for each other branch',
    { oneOf: [has('a', text), has('b', number), has('c', text)] },
    [{}],
    { b: 'value', c: 1 },
  ],
  [
    'is the candidate where no other branch accepts it',
    { oneOf: [has('a', text, 'a'), text] },
    [{ a: 'x' }],
    { a: 'x' },
  ],
  ['is that of a later branch', { oneOf: [false, has('a', text, 'a')] }, [{ a: 'x' }], { a: 'x' }],
  ['is made of a later candidate', { oneOf: [text, number] }, [undefined, true, 7], 7],
  ['is none of branches that are alike', { oneOf: [has('a', text), has('a', text)] }, [{}], undefined],
  ['is none that is no object', { oneOf: [text, { minLength: 0 }] }, ['x'], undefined],
  ['is none that the whole schema forbids', { oneOf: [text, number], maxLength: 1 }, ['long'], undefined],
  ['is none without a choice', { type: 'string' }, ['x'], undefined],
])('a value of one branch %s', async (_, schema, candidates, want) => {
  expect(await separated(schema, candidates)).toEqual(want);
});

test.each<[schema: object, want: Json]>([
  [{ not: text }, 'value'],
  [{ not: number }, 1],
  [{ not: { type: 'boolean' } }, true],
  [{ not: { type: 'array' } }, []],
  [{ not: { type: 'object' } }, {}],
  [{ not: { type: 'null' } }, null],
])('what breaks a member that is %j is %j', async (schema, want) => {
  expect(await separated({ oneOf: [{ type: 'object' }, has('b', schema)] })).toEqual({ b: want });
});

test.each([
  [24, true],
  [25, false],
])('branch %d is looked at: %s', async (count, isFound) => {
  const none = Array.from({ length: count - 1 }, () => false);
  expect((await separated({ oneOf: [...none, number] }, [7])) !== undefined).toBe(isFound);
});

test('nothing is separated where there is no schema', async () => {
  const contract = await contractOf({ paths: {} });
  expect(separateBranches(contract, AT, () => [{}])).toBeUndefined();
});
