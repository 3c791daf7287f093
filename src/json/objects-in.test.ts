import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { objectsIn } from './objects-in.ts';

test.each<[value: Json | undefined, objects: number[]]>([
  [undefined, []],
  [null, []],
  ['text', []],
  [[], []],
  [{ n: 1 }, [1]],
  [
    [{ n: 1 }, [{ n: 2 }], null, 3],
    [1, 2],
  ],
  [{ n: 1, a: { n: 2, b: [{ n: 3 }] }, c: 'text' }, [1, 2, 3]],
])('the objects in %j are those numbered %j', (value, objects) => {
  expect(
    objectsIn(value)
      .map(({ n }) => n)
      .sort(),
  ).toEqual(objects);
});

test('finds the object at the bottom of a hundred thousand lists', () => {
  let value: Json = { n: 1 };
  for (let depth = 0; depth < 100_000; depth++) value = [value];
  expect(objectsIn(value)).toEqual([{ n: 1 }]);
});
