import { expect, test } from '@jest/globals';
import { matches } from './compare-output.ts';

test.each([
  ['the same text', 'a.b\n', 'a.b\n', true],
  ['another character', 'a.b\n', 'a-b\n', false],
  ['a line too many', 'a\n', 'a\nb\n', false],
  ['a line too few', 'a\nb\n', 'a\n', false],
  ['an output without an end of line', 'a\n', 'a', true],
  ['an output with an empty line at its end', 'a\n', 'a\n\n', true],
  ['lines left out', 'a\n…\nd\n', 'a\nb\nc\nd\n', true],
  ['no line left out', 'a\n…\nd\n', 'a\nd\n', true],
  ['another end after lines left out', 'a\n…\nd\n', 'a\nb\ne\n', false],
  ['text left out in a line', 'a … c\n', 'a b c\n', true],
  ['text left out that reaches into the next line', 'a … c\n', 'a b\nc\n', false],
  ['another uuid', 'id 52618fe4-6d20-4455-935c-ff8b9ba564d9\n', 'id d8b8148d-5798-44de-821a-64b85b15e968\n', true],
  ['no uuid', 'id 52618fe4-6d20-4455-935c-ff8b9ba564d9\n', 'id none\n', false],
  ['another timestamp', '"2026-11-20T19:53:30Z"\n', '"2027-01-01T00:00:00.123Z"\n', true],
  ['another date', 'Date: Sat, 21 Nov 2026 14:57:39 GMT\n', 'Date: Sun, 22 Nov 2026 01:00:00 GMT\n', true],
  ['another duration', '2 cases, 0.12 s\n', '2 cases, 1.5 s\n', true],
  ['another count', '2 cases, 0.12 s\n', '3 cases, 0.12 s\n', false],
  ['a wider column', 'name  verdict\n', 'name    verdict  \n', true],
  ['another indent', '  name\n', '    name\n', false],
])('compares %s', (_, shown, printed, want) => expect(matches(shown, printed)).toBe(want));
