import { expect, test } from '@jest/globals';
import { shellWord } from './shell-word.ts';

test.each([
  ['deletePet', 'deletePet'],
  ['/pets/{id}', "'/pets/{id}'"],
  ['get /pets', "'get /pets'"],
  ["owner's pets", `'owner'\\''s pets'`],
])('%s is one word for a shell', (id, word) => {
  expect(shellWord(id)).toBe(word);
});
