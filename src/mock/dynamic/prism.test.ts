import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { createRandom } from '../random.ts';
import { loadPrism } from './prism.ts';

const TEXT = { type: 'string' };
const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    word: TEXT,
    code: { ...TEXT, pattern: '^[a-z]{3}-\\d{4}$' },
    name: { ...TEXT, 'x-faker': 'name.firstName' },
  },
  required: ['word', 'code', 'name'],
  additionalProperties: false,
};

test('the same draws give the same value, also at the same time as others', async () => {
  const prism = await loadPrism();
  const alone = await prism.generate(SCHEMA, createRandom(1, 1));
  const [, again, other] = await Promise.all([
    prism.generate(SCHEMA, createRandom(2, 1)),
    prism.generate(SCHEMA, createRandom(1, 1)),
    prism.generate(SCHEMA, createRandom(3, 1)),
  ]);
  expect(again).toEqual(alone);
  expect(other).not.toEqual(alone);
  expect(alone).toMatchObject({ code: expect.stringMatching(/^[a-z]{3}-\d{4}$/) });
});

test('Math.random is neither replaced nor drawn from', async () => {
  const prism = await loadPrism();
  const { random } = Math;
  let draws = 0;
  Math.random = () => {
    draws += 1;
    return random();
  };
  try {
    await prism.generate(SCHEMA, createRandom(1, 1));
  } finally {
    Math.random = random;
  }
  expect(draws).toBe(0);
});

test('the plainest value is sampled', async () => {
  const prism = await loadPrism();
  expect(await prism.sample({ type: 'object', properties: { a: TEXT, b: { type: 'integer', minimum: 3 } } })).toEqual({
    a: 'string',
    b: 3,
  });
  expect(await prism.sample({ type: 'null' })).toBeNull();
});
