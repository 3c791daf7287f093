import { describe, expect, test } from '@jest/globals';
import { compareReports, compareWith, fails, type Cell, type Comparison } from './comparison.ts';
import { COMPARISON_REPORTERS } from './report/index.ts';
import type { SavedFinding, SavedReport, SavedRun } from './saved-report.ts';

const finding = (more: Partial<SavedFinding> = {}): SavedFinding => ({
  check: 'status',
  severity: 'violation',
  operation: 'getPet',
  clause: '#/paths/~1pets/get/responses/200',
  at: 'status',
  message: 'answers with another status',
  expected: '200',
  actual: '500',
  curl: "curl 'http://a/pets'",
  fingerprint: 'f1',
  ...more,
});

const run = (
  sentences: Record<string, SavedRun['statements'][number]['verdict']>,
  more: Partial<SavedRun> = {},
): SavedRun => ({
  contract: 'pets',
  target: 'http://a',
  verdict: 'conforms',
  cases: [{ operation: 'getPet', verdict: 'conforms' }],
  findings: [],
  statements: Object.entries(sentences).map(([says, verdict]) => ({
    pointer: `#/${says}`,
    says,
    document: 'Pets',
    at: 'Intro',
    verdict,
  })),
  undecided: [],
  ...more,
});

const compared = (...runs: SavedRun[]): Comparison => {
  const reports = new Map<string, SavedReport>(runs.map((one, nth) => [`v${nth + 1}`, { runs: [one] }]));
  const [only] = compareReports(reports);
  if (!only) throw new Error('nothing to compare');
  return only;
};
const rows = ({ rows: all }: Comparison) => all.map(({ says, cells, group }) => [says, cells.join(' '), group]);

describe('a sentence', () => {
  test.each<[string, SavedRun[], string, string]>([
    ['is kept by all', [run({ s: 'verified' }), run({ s: 'verified' })], 'keeps keeps', 'none breaks'],
    ['is broken by one', [run({ s: 'verified' }), run({ s: 'broken' })], 'keeps breaks', 'only one breaks'],
    ['is broken by all', [run({ s: 'broken' }), run({ s: 'broken' })], 'breaks breaks', 'all break'],
    [
      'is broken by some',
      [run({ s: 'broken' }), run({ s: 'broken' }), run({ s: 'verified' })],
      'breaks breaks keeps',
      'some break',
    ],
    [
      'is broken by the only one that was held to it',
      [run({ s: 'broken' }), run({ s: 'not exercised' })],
      'breaks not exercised',
      'only one breaks',
    ],
    [
      'is undecided where the run is',
      [run({ s: 'not exercised' }, { verdict: 'undecided' })],
      'undecided',
      'nobody was held to it',
    ],
    [
      'is not exercised where the report has none',
      [run({ s: 'verified' }), run({})],
      'keeps not exercised',
      'none breaks',
    ],
  ])('%s', (_, runs, cells, group) => {
    expect(rows(compared(...runs))).toEqual([['s', cells, group]]);
  });
});

describe('a clause that no sentence tells', () => {
  const says = 'getPet answers with another status (status)';

  test.each<[string, SavedRun, string]>([
    ['is kept where the operation was asked', run({}), 'breaks keeps'],
    [
      'is undecided where the operation is',
      run({}, { cases: [{ operation: 'getPet', verdict: 'undecided' }] }),
      'breaks undecided',
    ],
    ['is not exercised where the operation was not asked', run({}, { cases: [] }), 'breaks not exercised'],
    [
      'is broken where another finding has its fingerprint',
      run({}, { findings: [finding({ fingerprint: 'f9', operations: [{ operation: 'getPet', fingerprint: 'f1' }] })] }),
      'breaks breaks',
    ],
    [
      'is no row where it is a note',
      run({}, { findings: [finding({ severity: 'note', fingerprint: 'f2' })] }),
      'breaks keeps',
    ],
  ])('%s', (_, other, cells) => {
    const found = rows(compared(run({}, { findings: [finding()] }), other));
    expect(found[0]?.slice(0, 2)).toEqual([says, cells]);
  });

  test('is no row of its own where a sentence tells it', () => {
    const broken = run({ s: 'broken' }, { findings: [finding({ statement: { pointer: '#/s' } })] });
    const { rows: all } = compared(broken, run({ s: 'verified' }));
    expect(all.map(({ kind, findings }) => [kind, findings.map((own) => own.length)])).toEqual([['sentence', [1, 0]]]);
  });
});

test('each contract has a comparison of its own, and two runs of it in one report two columns', () => {
  const reports = new Map([
    ['a', { runs: [run({}), run({}, { target: 'http://b' })] }],
    ['b', { runs: [run({}, { contract: 'shops' })] }],
  ]);
  expect(compareReports(reports).map(({ contract, columns }) => [contract, columns.map(({ name }) => name)])).toEqual([
    ['pets', ['a (http://a)', 'a (http://b)']],
    ['shops', ['b']],
  ]);
});

describe('since a baseline', () => {
  const since = (before: SavedRun[], now: SavedRun[]) => {
    const comparison = compareWith(compared(...now), compared(...before));
    const names = (all: { column: string; says: string; before: Cell | undefined }[] = []) =>
      all.map(({ column, says, before: was = 'nothing' as Cell }) => `${column} ${says}: ${was}`);
    return [names(comparison.since?.worse), names(comparison.since?.better), fails(comparison)];
  };

  test.each<[string, SavedRun[], SavedRun[], string[], string[]]>([
    ['nothing is new', [run({ s: 'broken' })], [run({ s: 'broken' })], [], []],
    ['a sentence is broken', [run({ s: 'verified' })], [run({ s: 'broken' })], ['v1 s: keeps'], []],
    ['a sentence is kept', [run({ s: 'broken' })], [run({ s: 'verified' })], [], ['v1 s: breaks']],
    ['a sentence is not exercised any more', [run({ s: 'broken' })], [run({ s: 'not exercised' })], [], []],
    [
      'a vendor is new and breaks one',
      [run({ s: 'verified' })],
      [run({ s: 'verified' }), run({ s: 'broken' })],
      ['v2 s: nothing'],
      [],
    ],
    [
      'a clause is kept',
      [run({}, { findings: [finding()] })],
      [run({})],
      [],
      ['v1 getPet answers with another status (status): breaks'],
    ],
  ])('%s', (_, before, now, worse, better) => {
    expect(since(before, now)).toEqual([worse, better, worse.length > 0]);
  });

  test('everything that is broken is new where the baseline has no such contract', () => {
    expect(compareWith(compared(run({ s: 'broken' })), undefined).since?.worse).toHaveLength(1);
  });
});

const hostile = run(
  { '<script>alert(1)</script>|@all': 'broken' },
  {
    target: 'http://a/\u001b[31m',
    findings: [
      finding({
        statement: { pointer: '#/<script>alert(1)</script>|@all' },
        actual: '</td>\u001b[2J\u202e',
        curl: '`rm`',
      }),
    ],
  },
);

describe.each(Object.entries(COMPARISON_REPORTERS))('as %s', (name, report) => {
  const text = report([compareWith(compared(hostile, run({ t: 'verified' })), compared(run({})))], {});

  test('a comparison names each target, and shows what came instead', () => {
    for (const words of ['v1', 'v2', 'http']) expect(text).toContain(words);
    expect(text).toContain('200');
    expect(text.endsWith('\n')).toBe(true);
  });

  test('what a target says is text, and acts on nothing', () => {
    // eslint-disable-next-line no-control-regex -- the test searches for control characters
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    if (name === 'html' || name === 'markdown') expect(text).not.toContain('<script>alert');
  });
});
