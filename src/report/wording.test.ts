import { expect, test } from '@jest/globals';
import type { Statement } from '../model/contract.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import {
  cite,
  citeInLine,
  formatEntry,
  formatGenerated,
  formatLeftovers,
  formatPlace,
  formatStep,
  formatWaiver,
  safe,
  seconds,
} from './wording.ts';

const run = { mask: (text: string) => text.replaceAll('s3cret', '***') } as Run;
const document = { id: 'a', title: 'Create a Package' };

test.each<[name: string, statement: Omit<Statement, 'pointer'>, says: string, by: string, line: string]>([
  [
    'a place of a document',
    { kind: 'source', says: 'It is a word.', document, at: 'Response' },
    ...(['It is a word.', 'Create a Package — Response', 'It is a word. (Create a Package — Response)'] as const),
  ],
  ['a document', { kind: 'source', says: 'A', document }, 'A', 'Create a Package', 'A (Create a Package)'],
  ['no document', { kind: 'source', says: 'A' }, 'A', '', 'A'],
  [
    'what was inferred',
    { kind: 'inferred', says: 'A\u001b' },
    ...(['A\\u001b', 'inferred: the documents are silent', 'A\\u001b (inferred: the documents are silent)'] as const),
  ],
  [
    'the first line of a description',
    { kind: 'description', says: 'A\nB' },
    ...(['A', "the contract's own description", "A (the contract's own description)"] as const),
  ],
])('cites %s', (_, statement, says, by, line) => {
  expect(cite({ ...statement, pointer: '#' })).toEqual({ says, by });
  expect(citeInLine({ ...statement, pointer: '#' })).toBe(line);
});

test.each([
  [200, 200],
  [201, 200],
])('a description of %d characters is cited with %d', (given, shown) => {
  expect(cite({ kind: 'description', pointer: '#', says: 'x'.repeat(given) }).says).toHaveLength(shown);
});

test.each<[entry: Undecided, line: string]>([
  [{ reason: 'a\n' }, 'a\\u000a'],
  [{ operation: 'getPet', reason: 'a' }, 'getPet: a'],
  [{ operation: 'getPet', case: 'getPet > x', reason: 'a' }, 'getPet > x: a'],
  [{ case: 's3cret', reason: 's3cret' }, '***: ***'],
])('the entry %j is the line %j', (entry, line) => expect(formatEntry(run, entry)).toBe(line));

test.each<[name: string, leftovers: Undecided[], lines: string[]]>([
  ['nothing', [], []],
  ['one entry as it is', [{ operation: 'addPet', case: 'addPet > x', reason: 'a: curl 1' }], ['addPet > x: a: curl 1']],
  [
    'two entries of one operation in one line, with the first',
    [
      { operation: 'addPet', case: 'addPet > x', reason: 's3cret: curl 1' },
      { operation: 'addToy', reason: 'c' },
      { operation: 'addPet', case: 'addPet > y', reason: 'b: curl 2' },
    ],
    ['addPet, 2 entries (the JSON report has each), the first: ***: curl 1', 'addToy: c'],
  ],
  ['entries without an operation one by one', [{ reason: 'a' }, { reason: 'b' }], ['a', 'b']],
])('tells what is left behind: %s', (_, leftovers, lines) =>
  expect(formatLeftovers({ ...run, leftovers })).toEqual(lines),
);

test.each<[waiver: NonNullable<Finding['waived']>, text: string]>([
  [{ reason: 'known' }, 'known'],
  [{ reason: 'known\u0007', expires: '2026-12-31' }, 'known\\u0007 (until 2026-12-31)'],
])('the waiver %j reads %j', (waiver, text) => expect(formatWaiver(waiver)).toBe(text));

test.each([
  [{ title: 't', curl: 'curl x' }, 'curl x'],
  [{ title: 't', curl: 'curl x', status: 201 }, 'curl x   # 201'],
])('the step %j reads %j', (step, text) => expect(formatStep(step)).toBe(text));

test.each([
  ['17', '42, request 17 of its operation'],
  ['17:0', '42, request 17 of its operation, made smaller in 1 step'],
  ['17:0:2', '42, request 17 of its operation, made smaller in 2 steps'],
])('the path %s of a generated case reads %j', (path, text) => expect(formatGenerated({ seed: 42, path })).toBe(text));

test('a position has the form that editors link', () => {
  expect(formatPlace({ place: { file: 'a\n.yaml', line: 12, column: 5 } } as Finding)).toBe('a\\u000a.yaml:12:5');
});

test('a text is masked and escaped', () => expect(safe(run, 's3cret\u001b')).toBe('***\\u001b'));

test.each([
  [0, '0.00 s'],
  [5, '0.01 s'],
  [1_234, '1.23 s'],
])('%d milliseconds are %s', (milliseconds, text) => expect(seconds(milliseconds)).toBe(text));
