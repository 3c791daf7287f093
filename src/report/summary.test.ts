import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation, Statement } from '../model/contract.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type { Phase } from '../model/case.ts';
import type { Result, Run, StatementVerdict } from '../model/run.ts';
import { formatStatements, statementsThatAre, summary, tally, unexercised, worst } from './summary.ts';

const found = (severity: Finding['severity'], more: Partial<Finding> = {}): Finding => ({
  ...{
    check: 'body',
    severity,
    operation: 'getPet',
    clause: '#',
    at: 'body',
    message: 'm',
    expected: 'e',
    actual: 'a',
  },
  ...{
    place: { file: 'f.yaml', line: 1, column: 1 },
    fingerprint: 'abc',
    evidence: { kind: 'sentence' },
    count: 1,
    case: 'c',
    curl: 'curl',
  },
  ...more,
});
const result = (phase: Phase, reason?: string): Result => ({
  case: {
    ...{ id: 'c', phase, title: 't', operation: {} as Operation },
    inputs: { path: {}, query: {}, header: {}, cookie: {} },
    request: { method: 'GET', path: '/', headers: [] },
    expect: { kind: 'refused', clause: '#', at: 'request' },
  },
  findings: [],
  ...(reason !== undefined && { undecided: { reason } }),
});
const statement = (says: string): Statement => ({ kind: 'inferred', pointer: '#', says });
const judged = (says: string, verdict: StatementVerdict['verdict']) => ({ statement: statement(says), verdict });
const countsOf = (results: Result[] = []): Run['counts'] => {
  const examples = results.filter(({ case: { phase } }) => phase === 'examples');
  return {
    cases: results.length,
    undecided: results.filter(({ undecided }) => undecided).length,
    examples: examples.length,
    compared: examples.filter(({ undecided }) => !undecided).length,
  };
};
const runOf = (more: Partial<Run> = {}): Run => ({
  ...{ contract: {} as Contract, target: 't', phases: ['examples'], results: [], findings: [], undecided: [] },
  counts: countsOf(more.results),
  ...{
    unspecified: [],
    unjudged: [],
    statements: [],
    staleWaivers: [],
    leftovers: [],
    heldBack: [],
    reach: { operations: 0, answered: 0, refused: [], notReached: [], heldBack: [] },
    verdict: 'conforms',
  },
  ...{ duration: 0, mask: (text: string) => text },
  ...more,
});

test('counts findings by severity, and waived ones separately', () => {
  const findings = [found('violation'), found('note'), found('note'), found('violation', { waived: { reason: 'r' } })];
  expect(tally(runOf({ findings }))).toMatchObject({ violations: 1, notes: 2, waived: 1 });
});

test('counts cases, and the documented examples that were compared', () => {
  const results = [result('examples'), result('examples', 'timeout'), result('coverage'), result('coverage', 'x')];
  expect(tally(runOf({ results }))).toMatchObject({ cases: 4, examples: 2, compared: 1, undecided: 2 });
});

test.each<[cases: number, entries: number, undecided: number]>([
  [2, 1, 2],
  [1, 2, 2],
  [0, 0, 0],
])('counts for %d undecided cases and %d entries the larger number: %d', (cases, entries, undecided) => {
  const results = Array.from({ length: cases }, () => result('coverage', 'r'));
  const run = runOf({ results, undecided: Array.from({ length: entries }, () => ({ reason: 'r' })) });
  expect(tally(run).undecided).toBe(undecided);
});

describe('the line about a run', () => {
  test.each<[name: string, more: Partial<Run>, line: string]>([
    ['nothing', {}, '0 violations, 0 notes, 0 cases, 0.00 s'],
    [
      'one of each',
      { findings: [found('violation'), found('note')], results: [result('examples')], duration: 300 },
      '1 violation, 1 note, 1 case, 1 of 1 example compared, 0.30 s',
    ],
    [
      'what is waived, stale and undecided',
      {
        findings: [found('note', { waived: { reason: 'r' } })],
        staleWaivers: ['one', 'two'],
        results: [result('coverage', 'r')],
      },
      '0 violations, 0 notes, 1 waived, 2 stale waivers, 1 case, 1 undecided, 0.00 s',
    ],
    [
      'what was generated',
      { fuzzing: { seed: 7, maxExamples: 10, generated: 20, shrinks: 3 }, duration: 1_234 },
      '0 violations, 0 notes, 0 cases, 20 generated with --seed 7, 1.23 s',
    ],
  ])('says %s', (_, more, line) => expect(summary(runOf(more))).toBe(line));
});

describe('statements', () => {
  const statements = [
    judged('a', 'verified'),
    judged('b', 'broken'),
    judged('c', 'verified'),
    judged('d', 'not exercised'),
  ];

  test('are counted by their verdict', () => {
    expect(formatStatements(runOf({ statements }))).toBe('2 verified, 1 broken, 1 not exercised');
  });

  test('are not mentioned if a contract has none', () => expect(formatStatements(runOf())).toBe(''));

  test('are listed by their verdict', () => {
    expect(statementsThatAre(runOf({ statements }), 'verified').map(({ says }) => says)).toEqual(['a', 'c']);
    expect(unexercised(runOf({ statements })).map(({ says }) => says)).toEqual(['d']);
  });

  test('are not listed if none was exercised', () => {
    expect(unexercised(runOf({ statements: [judged('a', 'not exercised'), judged('b', 'not exercised')] }))).toEqual(
      [],
    );
  });
});

test.each<[verdicts: Verdict[], verdict: Verdict]>([
  [[], 'conforms'],
  [['conforms', 'conforms'], 'conforms'],
  [['conforms', 'undecided'], 'undecided'],
  [['undecided', 'violates', 'conforms'], 'violates'],
])('the worst of %j is %s', (verdicts, verdict) =>
  expect(worst(verdicts.map((of) => runOf({ verdict: of })))).toBe(verdict),
);

test.each([
  [1, '0 of 1 recorded exchange judged'],
  [2, '0 of 2 recorded exchanges judged'],
])('a summary of %d recorded exchanges says how many were judged', (exchanges, words) => {
  expect(summary(runOf({ recorded: { judged: 0, exchanges } }))).toContain(`, ${words}, `);
});
