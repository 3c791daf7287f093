import { expect, test } from '@jest/globals';
import { NO_VALUES } from '../../../test/support/known-nothing.ts';
import type { Want } from './hints/hint.ts';
import type { Candidate } from './known.ts';
import { learned } from './learned.ts';

const CANDIDATE: Candidate = { title: 'x', inputs: NO_VALUES, headers: [], learned: [] };
const learn = (wants: Want, candidate = CANDIDATE) =>
  learned(candidate, { path: [], wants, says: 'no' }, 'request body#/a', 'the member a');

test.each<[Want, string]>([
  [{ kind: 'present' }, 'is required'],
  [{ kind: 'absent' }, 'is not allowed'],
  [{ kind: 'one of', values: ['a', 1] }, 'must be one of "a", 1'],
  [{ kind: 'one of', values: [1, 2, 3, 4, 5, 6] }, 'must be one of 1, 2, 3, 4, 5, 6'],
  [{ kind: 'pattern', pattern: '^a$' }, 'must match "^a$"'],
  [{ kind: 'type', type: 'integer' }, 'must be of the type integer'],
  [{ kind: 'format', format: 'date' }, 'must be of the format date'],
  [{ kind: 'other', quoted: ['a', 'b', 'c', 'd'] }, 'may not be "a" or "b" or "c"'],
  [{ kind: 'bounds', of: 'number', least: 3 }, 'must be at least 3'],
  [{ kind: 'bounds', of: 'number', most: 3 }, 'must be at most 3'],
  [{ kind: 'bounds', of: 'length', most: 3 }, 'must be at most 3 long'],
])('a refusal that wants %j teaches that a member %s', (wants, words) => {
  expect(learn(wants).learned).toEqual([{ at: 'request body#/a', what: `the member a ${words}`, says: 'no' }]);
});

test.each<Want>([{ kind: 'new' }, { kind: 'there', sentence: 'x' }])(
  'a refusal that wants %j teaches nothing',
  (wants) => {
    expect(learn(wants)).toBe(CANDIDATE);
  },
);

test('the same is learned once, with the last words, and other things stay', () => {
  const first = learn({ kind: 'absent' }, learn({ kind: 'present' }));
  const again = learned(
    first,
    { path: [], wants: { kind: 'present' }, says: 'again' },
    'request body#/a',
    'the member a',
  );
  expect(again.learned.map(({ what, says }) => [what, says])).toEqual([
    ['the member a is not allowed', 'no'],
    ['the member a is required', 'again'],
  ]);
});
