/** docs/security.md names a test for each promise: the file must exist and contain the title. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const PAGE = readFileSync('docs/security.md', 'utf8');
const ROWS = [...PAGE.matchAll(/^\| (?!promise|---)(.*?) \| `([^`]+)` \| (.*?) \|$/gm)].map(
  ([, promise = '', file = '', title = '']): [promise: string, file: string, title: string] => [promise, file, title],
);

test('every row of the page is read', () => {
  const rows = PAGE.split('\n').filter((line) => line.startsWith('| ') && !/^\| (promise|---)/.test(line));
  expect(ROWS).toHaveLength(rows.length);
  expect(rows.length).toBeGreaterThan(30);
});

test.each(ROWS)('a test proves: %s', (_, file, title) => {
  expect([file, existsSync(file)]).toEqual([file, true]);
  expect(readFileSync(file, 'utf8')).toContain(title);
});
