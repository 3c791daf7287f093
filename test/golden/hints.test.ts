import { readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import type { Hint } from '../../src/cases/baseline/hints/hint.ts';
import { readHints } from '../../src/cases/baseline/hints/read-hints.ts';
import { expectGolden, here, lines } from './golden.ts';

const hintLine = ({ in: where, path, wants, says }: Hint) =>
  `  ${[where ?? 'anywhere', ...path].join(' ')} | ${JSON.stringify(wants)} | ${says}`;

/** Refusals, a line each: the text of the answer where the line is a JSON string, else the line itself. */
test('what refusals ask for is read the same', () => {
  const refusals = readFileSync(here('refusals.jsonl'), 'utf8').split('\n').slice(0, -1);
  expectGolden(
    'hints.txt',
    lines(
      refusals.flatMap((line) => {
        const value: unknown = JSON.parse(line);
        return [line, ...readHints(422, typeof value === 'string' ? value : line).map(hintLine)];
      }),
    ),
  );
});

test('a conflict, long answers and many errors are read the same', () => {
  const many = (count: number) => ({
    errors: Array.from({ length: count }, (_, nth) => ({ field: `f${nth}`, message: 'is required' })),
  });
  const answers: [number, string][] = [
    [409, JSON.stringify({ errors: { name: ['is taken: must be unique'] }, message: 'There is one.' })],
    [409, 'There\n is   one.'],
    [409, ''],
    [408, 'There is one.'],
    [410, 'There is one.'],
    [422, JSON.stringify(many(19))],
    [422, JSON.stringify(many(20))],
    [422, JSON.stringify(many(21))],
    [409, JSON.stringify(many(20))],
    [422, JSON.stringify([...many(2).errors, ...many(2).errors])],
    [422, `${' '.repeat(64 * 1024 - 16)}name is required`],
    [422, `${' '.repeat(64 * 1024 - 15)}name is required`],
    [422, `${'x'.repeat(64 * 1024)} name is required`],
  ];
  expectGolden(
    'hints-of-many.txt',
    lines(
      answers.flatMap(([status, text]) => [
        `${status} ${text.length > 80 ? `${text.slice(0, 40).trim()}… (${text.length})` : JSON.stringify(text)}`,
        ...readHints(status, text).map(hintLine),
      ]),
    ),
  );
});
