import { expect, test } from '@jest/globals';
import { readQueryInPath } from './query-in-paths.ts';

test.each<[written: string, path: string, names: [string, string][]]>([
  ['/search?q={text}', '/search', [['text', 'q']]],
  [
    '/search?q={text}&page={page}',
    '/search',
    [
      ['text', 'q'],
      ['page', 'page'],
    ],
  ],
  ['/search?kind=pet&q={text}&deep', '/search?kind=pet&deep', [['text', 'q']]],
  ['/pets/{id}?q={text}', '/pets/{id}', [['text', 'q']]],
  ['/pets{?q}?q={text}', '/pets{?q}', [['text', 'q']]],
])('%s is %s with parameters of the query', (written, path, names) => {
  expect(readQueryInPath(written)).toEqual({ path, names: new Map(names) });
});

test.each([
  '/search',
  '/search?kind=pet',
  '/search{?q}',
  '/search?{q}',
  '/search?q={a}{b}',
  '/search?q=a{text}',
  '/search?{name}={text}',
  '/search?q={text}&{more}',
])('%s is left as it is written', (written) => {
  expect(readQueryInPath(written)).toBeUndefined();
});
