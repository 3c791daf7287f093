import { expect, test } from '@jest/globals';
import { createBoundedSet } from './bounded-set.ts';

test('a bounded set forgets what was added first where there is more than it remembers', () => {
  const set = createBoundedSet<string>(2);
  for (const value of ['a', 'b', 'b']) set.add(value);
  expect([...set]).toEqual(['a', 'b']);
  set.add('c');
  expect([[...set], set.size, set.has('a'), set.has('b')]).toEqual([['b', 'c'], 2, false, true]);
});
