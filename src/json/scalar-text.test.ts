import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { scalarText } from './scalar-text.ts';

test.each<[Json | undefined, string]>([
  ['a b', 'a b'],
  [1.5, '1.5'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [[1, ['x']], '[1,["x"]]'],
  [{ toString: 1, valueOf: null }, '{"toString":1,"valueOf":null}'],
])('the text of %j is %s', (value, text) => {
  expect(scalarText(value)).toBe(text);
});
