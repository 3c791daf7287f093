import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createRandom } from '../random.ts';
import { madeUpValue, plainValue } from './generate.ts';
import type { Prism } from './prism.ts';

const AT = '#/components/schemas/It';
const contractWith = (schema: JsonObject) => contractOf({ paths: {}, components: { schemas: { It: schema } } });
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const NUMBER = { type: 'integer' };
const TEXT = { type: 'string' };

/** A Prism that gives these values, one after the other and then the last again, and counts what it was asked. */
function prismOf(made: (Json | undefined)[], sampled?: Json) {
  const asked = { generate: 0, sample: 0 };
  const prism: Prism = {
    generate: () => Promise.resolve(made[Math.min((asked.generate += 1), made.length) - 1]),
    sample: () => Promise.resolve(((asked.sample += 1), sampled)),
  };
  return { prism, asked };
}

describe('a value that Prism makes up', () => {
  test.each<[name: string, schema: JsonObject, made: Json, want: Json]>([
    ['is taken as it is where it conforms', object({ a: NUMBER }), { a: 1 }, { a: 1 }],
    ['is another one at the place that violates', object({ a: NUMBER, b: TEXT }), { a: 'x', b: 'y' }, { a: 1, b: 'y' }],
    ['has each place replaced', object({ a: NUMBER, b: TEXT }), { a: 'x', b: 1 }, { a: 1, b: 'assay' }],
    ['is given what is required', object({ a: NUMBER, b: TEXT }, { required: ['a'] }), { b: 'y' }, { a: 1, b: 'y' }],
    ['is given a text that is required and not described', { type: 'object', required: ['a'] }, {}, { a: 'value' }],
    ['loses what is not allowed', object({ a: NUMBER }, { additionalProperties: false }), { a: 1, b: 2 }, { a: 1 }],
    [
      'loses what no schema looks at',
      object({ a: NUMBER }, { unevaluatedProperties: false }),
      { a: 1, b: 2 },
      { a: 1 },
    ],
    [
      'loses what only requests have',
      object({ a: NUMBER, b: { ...TEXT, writeOnly: true } }),
      { a: 1, b: 'secret' },
      { a: 1 },
    ],
    ['has each item once', { type: 'array', items: NUMBER, uniqueItems: true }, [1, 2, 1, 2], [1, 2]],
    [
      'fits one branch only',
      { oneOf: [object({ a: NUMBER }, { required: ['a'] }), object({ b: NUMBER }, { required: ['b'] })] },
      { a: 1, b: 2 },
      { a: 1, b: 'value' },
    ],
  ])('%s', async (_, schema, made, want) => {
    const { prism, asked } = prismOf([made]);
    expect(await madeUpValue(await contractWith(schema), prism, AT, () => 0)).toEqual(want);
    expect(asked).toEqual({ generate: 1, sample: 0 });
  });

  test('is drawn four times before a plain one is taken', async () => {
    const contract = await contractWith({ type: 'integer', minimum: 10, not: { const: 10 } });
    const fourth = prismOf([undefined, undefined, undefined, 12]);
    expect(await madeUpValue(contract, fourth.prism, AT, () => 0)).toBe(12);
    const fifth = prismOf([undefined, undefined, undefined, undefined, 12], 11);
    expect(await madeUpValue(contract, fifth.prism, AT, () => 0)).toBe(11);
    expect(fifth.asked).toEqual({ generate: 4, sample: 1 });
  });

  test('does not exist where nothing conforms', async () => {
    const { prism } = prismOf([1, 'x'], 2);
    expect(await madeUpValue(await contractWith({ allOf: [TEXT, NUMBER] }), prism, AT, () => 0)).toBeUndefined();
  });
});

describe('a plain value', () => {
  test('is asked for once', async () => {
    const contract = await contractWith(NUMBER);
    const { prism, asked } = prismOf([], 7);
    expect(await plainValue(contract, prism, AT)).toBe(7);
    expect(await plainValue(contract, prism, AT)).toBe(7);
    expect(asked).toEqual({ generate: 0, sample: 1 });
  });

  test('leaves out examples in the schema that violate it', async () => {
    const contract = await contractWith({ ...NUMBER, example: 'five' });
    const shown: Json[] = [];
    const sampled = await plainValue(
      contract,
      {
        generate: () => Promise.resolve(undefined),
        sample: (schema) => (shown.push(schema), Promise.resolve(Array.isArray(schema['enum']) ? undefined : 3)),
      },
      AT,
    );
    expect(shown).toEqual([{ enum: ['five'] }, NUMBER]);
    expect(sampled).toBe(3);
  });

  test('is a sample of our own where Prism finds none, and made up where there is none either', async () => {
    const none = prismOf(['ab1'], undefined);
    expect(await plainValue(await contractWith(NUMBER), none.prism, AT)).toBe(1);
    expect(none.asked.generate).toBe(0);
    const twice = await contractWith({ ...TEXT, pattern: '^([a-c])-\\1$' });
    expect(await plainValue(twice, prismOf(['c-c']).prism, AT)).toBe('c-c');
  });
});

test('looks once at a schema that nothing conforms to, however often a value is asked for', async () => {
  const schema = '#/components/schemas/Never';
  const contract = await contractOf({
    paths: {},
    components: { schemas: { Never: { type: 'string', pattern: '^a$b' } } },
  });
  let asked = 0;
  const ask = (): Promise<string> => Promise.resolve(`text ${(asked += 1)}`);
  const prism = { generate: ask, sample: ask } as unknown as Prism;
  expect(await madeUpValue(contract, prism, schema, createRandom(1, 1))).toBeUndefined();
  const before = asked;
  expect(before).toBeGreaterThan(0);
  expect(await madeUpValue(contract, prism, schema, createRandom(1, 2))).toBeUndefined();
  expect(asked).toBe(before);
});
