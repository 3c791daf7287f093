import { expect, test } from '@jest/globals';
import type { Statement } from '../model/contract.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import {
  cite,
  citeInLine,
  formatAffected,
  formatConfiguration,
  formatEntry,
  formatEvidence,
  formatGenerated,
  formatHeldBack,
  formatLeftovers,
  formatPlace,
  formatReach,
  formatStep,
  formatTarget,
  formatUnreached,
  formatWaivable,
  formatWaiver,
  safe,
  seconds,
} from './wording.ts';

const run = { mask: (text: string) => text.replaceAll('s3cret', '***') } as Run;
const reachOf = (refused: number, notReached: number, heldBack: number) => ({
  refused: Array.from({ length: refused }, () => ({ operation: 'a', reason: 'x' })),
  notReached: Array.from({ length: notReached }, () => ({ operation: 'a', reason: 'x' })),
  heldBack: Array.from({ length: heldBack }, () => 'a'),
});
const document = { id: 'a', title: 'Create a Package' };

test.each<[name: string, statement: Omit<Statement, 'pointer'>, says: string, by: string, line: string]>([
  [
    'a place of a document',
    { kind: 'source', says: 'It is a word.', document, at: 'Response' },
    ...(['It is a word.', 'Create a Package — Response', 'It is a word. (Create a Package — Response)'] as const),
  ],
  ['a document', { kind: 'source', says: 'A', document }, 'A', 'Create a Package', 'A (Create a Package)'],
  [
    'control characters of a document as escapes',
    { kind: 'source', says: 'A\u001b', document: { id: 'a', title: 'T\u0007' }, at: 'R' },
    ...(['A\\u001b', 'T\\u0007 — R', 'A\\u001b (T\\u0007 — R)'] as const),
  ],
  [
    'control characters of a description as escapes',
    { kind: 'description', says: 'A\u001b\nB' },
    ...(['A\\u001b', "the contract's own description", "A\\u001b (the contract's own description)"] as const),
  ],
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

test.each<[Finding['evidence'], Statement['kind'], string]>([
  [{ kind: 'standard', because: 'RFC\u001b' }, 'source', 'RFC\\u001b'],
  [{ kind: 'standard' }, 'source', 'a standard'],
  [{ kind: 'inference' }, 'source', 'an inference alone, which makes it a note'],
  [{ kind: 'inference', because: 'a name\u001b' }, 'source', 'an inference that is carried by a name\\u001b'],
  [{ kind: 'value' }, 'source', 'a value that the document prints'],
  [{ kind: 'value' }, 'description', 'a value that the contract prints'],
  [{ kind: 'sentence' }, 'source', 'a sentence of the document'],
  [{ kind: 'sentence' }, 'inferred', 'a sentence of the contract'],
])('the evidence %j with a statement of the kind %s is %s', (evidence, kind, text) => {
  expect(formatEvidence({ evidence, statement: { kind } } as Finding)).toBe(text);
});

test.each<[reach: NonNullable<Run['reach']>, text: string]>([
  [{ operations: 3, answered: 3, refused: [], notReached: [], heldBack: [] }, ''],
  [{ operations: 1, answered: 0, refused: [], notReached: [], heldBack: [] }, '0 of 1 operation answered with success'],
  [
    { operations: 5, answered: 2, ...reachOf(1, 1, 1) },
    '2 of 5 operations answered with success; 1 refused; 1 not reached; 1 held back',
  ],
  [{ operations: 5, answered: 2, ...reachOf(0, 3, 0) }, '2 of 5 operations answered with success; 3 not reached'],
])('operations that were reached: %j are told as "%s"', (reach, text) => {
  expect(formatReach({ reach } as Run)).toBe(text);
});

test('operations that gave no success are told a line a reason, the most frequent first', () => {
  const unreached = [
    { operation: 'a', reason: 'x' },
    { operation: 'b', reason: 's3cret\u001b' },
    { operation: 'c', reason: 's3cret\u001b' },
  ];
  expect(formatUnreached(run, unreached)).toEqual(['b, c: ***\\u001b', 'a: x']);
});

test('operations that were held back are told a line a reason', () => {
  const heldBack = [
    { operation: 'a', reason: 'x' },
    { operation: 'b', reason: 's3cret' },
    { operation: 'c', reason: 'x' },
  ];
  expect(formatHeldBack({ ...run, heldBack })).toEqual(['a, c: x', 'b: ***']);
});

const CAUSE = '#/components/schemas/Pet';
const found = (clause: string, ...shown: [operation: string, count: number][]) =>
  ({
    ...{ check: 'schema', clause, fingerprint: 'f1', operation: 'a' },
    operations: shown.map(([operation, count]) => ({ operation, count })),
  }) as unknown as Finding;

test.each<[name: string, finding: Finding, affected: string, waivable: string]>([
  ['no operation', found(CAUSE), '', 'f1'],
  ['one operation', found(CAUSE, ['a', 2]), '', 'f1'],
  ['one operation in two places', found(CAUSE, ['a', 2], ['a', 1]), '', 'f1'],
  [
    'two operations',
    found(CAUSE, ['a', 1], ['b\u001b', 1], ['b\u001b', 1]),
    'a, b\\u001b (2 cases)',
    `f1 (a), or all of them by check: schema, pointer: '${CAUSE}'`,
  ],
  [
    'two operations by a clause with a control character',
    found(`${CAUSE}\u001b`, ['a', 3], ['b', 1]),
    'a (3 cases), b',
    `f1 (a), or all of them by check: schema, pointer: '${CAUSE}\\u001b'`,
  ],
  ['two operations by a clause of one', found('#/paths/~1pets/get', ['a', 1], ['b', 1]), 'a, b', 'f1'],
])('a finding in %s says where it shows, and what to write into a waiver', (_, finding, affected, waivable) => {
  expect([formatAffected(finding), formatWaivable(finding)]).toEqual([affected, waivable]);
});

test.each<[Partial<Run>, string]>([
  [{}, 'http://127.0.0.1\\u001b'],
  [{ shard: { index: 2, count: 3 } }, 'http://127.0.0.1\\u001b (shard 2 of 3)'],
  [
    { configuration: { file: 'assay\u001b.yaml', uses: ['target', 'waivers'] } },
    'http://127.0.0.1\\u001b, with the target and the waivers of assay\\u001b.yaml',
  ],
])('with %j the target is %s', (more, text) => {
  expect(formatTarget({ target: 'http://127.0.0.1\u001b', ...more } as Run)).toBe(text);
});

test('the configuration is told with escapes for control characters', () => {
  expect(formatConfiguration({ file: 'a\u001b', uses: ['waivers'] })).toBe('the waivers of a\\u001b');
});
