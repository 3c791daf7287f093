import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { typeOf } from './type-of.ts';

test.each<[Json, string]>([
  [null, 'null'],
  [[], 'array'],
  [{}, 'object'],
  ['', 'string'],
  [1, 'number'],
  [1.5, 'number'],
  [false, 'boolean'],
])('the type of %j is %s', (value, type) => {
  expect(typeOf(value)).toBe(type);
});
