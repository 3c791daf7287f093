import { expect, test } from '@jest/globals';
import { createCopy } from './copy.ts';

test.each<[most: number, chunks: string[], kept: string, isWhole: boolean]>([
  [4, [], '', true],
  [4, ['ab', 'cd'], 'abcd', true],
  [4, ['ab', 'cde'], 'abcd', false],
  [4, ['abcd', 'e'], 'abcd', false],
  [0, ['a'], '', false],
])('a copy of at most %d bytes of %j keeps %j', (most, chunks, kept, isWhole) => {
  const copy = createCopy(most);
  for (const chunk of chunks) copy.add(Buffer.from(chunk));
  expect([copy.bytes().toString(), copy.isWhole(), copy.size()]).toEqual([kept, isWhole, chunks.join('').length]);
});
