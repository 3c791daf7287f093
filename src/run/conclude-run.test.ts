import { describe, expect, test } from '@jest/globals';
import type { Waiver } from '../model/finding.ts';
import { foldResults } from '../../test/support/fold-results.ts';
import { runAgainst, withBody } from '../../test/support/sample-runs.ts';
import { keptResults } from './fold/fold.ts';
import { concludeRun, concludeRuns, presentDay, type SeenRun } from './conclude-run.ts';

/** A run with one violation. */
const run = await runAgainst((response) => withBody(response, (body) => void (body.state = 'STAGED')));
const seen: SeenRun = { ...run, fold: foldResults(run.contract, run.results) };
const [finding] = run.findings;
const waiver: Waiver = { fingerprint: finding?.fingerprint ?? '', reason: 'known' };
/** The same run of a contract of another name, in which nothing was found. */
const other: SeenRun = {
  ...seen,
  contract: { ...seen.contract, name: 'other' },
  fold: foldResults(
    run.contract,
    run.results.map((result) => ({ ...result, findings: [] })),
  ),
};

test('a run with a violation violates', () => {
  const run = concludeRun(seen);
  expect([run.verdict, run.findings.map(({ check }) => check), run.staleWaivers]).toEqual([
    'violates',
    ['literal-value'],
    [],
  ]);
});

test('a run with nothing but an undecided case is undecided', () => {
  expect(concludeRun({ ...other, undecided: [{ reason: 'was not sent' }] }).verdict).toBe('undecided');
});

test('a waived finding is marked, and does not fail the run', () => {
  const run = concludeRun(seen, { waivers: [waiver], today: '2026-11-20' });
  expect([run.verdict, run.findings.map(({ waived }) => waived)]).toEqual(['conforms', [{ reason: 'known' }]]);
});

test('the results keep their findings as they were, whatever is waived', () => {
  const run = concludeRun(seen, { waivers: [waiver] });
  expect(run.results.flatMap(({ findings }) => findings.map(({ waived }) => waived))).toEqual(
    run.results.flatMap(({ findings }) => findings.map(() => undefined)),
  );
});

test('what was written before all secrets were known is masked once more, in all that is listed', () => {
  const mask = (text: string) => text.replaceAll('STAGED', '[masked]');
  const run = concludeRun({ ...seen, mask, listed: keptResults(seen.fold) });
  const texts = [run.results, run.listed ?? []].map((results) =>
    [...results].flatMap(({ findings }) => findings.map(({ actual }) => actual)),
  );
  expect(texts.flat()).toEqual(texts.flat().map(() => '"[masked]"'));
  expect(texts.map((some) => some.length > 0)).toEqual([true, true]);
});

describe('today', () => {
  const expiring = { ...waiver, expires: '2026-11-20' };

  test.each<[string, string, string]>([
    ['waives on the day that the waiver expires', '2026-11-20', 'conforms'],
    ['waives nothing on the day after', '2026-11-21', 'violates'],
  ])('%s', (_, today, verdict) => {
    expect(concludeRun(seen, { waivers: [expiring], today }).verdict).toBe(verdict);
  });

  test('is the present day unless given', () => {
    const past = { ...waiver, expires: '2001-01-01' };
    expect(concludeRun(seen, { waivers: [past] }).staleWaivers).toEqual([
      `the waiver ${waiver.fingerprint} expired on 2001-01-01`,
    ]);
    expect(concludeRun(seen, { waivers: [{ ...waiver, expires: '9999-12-31' }] }).verdict).toBe('conforms');
  });
});

test.each<[string, string | undefined, string]>([
  ['the name of the target limits a waiver', undefined, seen.target],
  ['a name that is given for the target goes before its own', 'vendor-a', 'vendor-a'],
])('%s', (_, targetName, target) => {
  const options = targetName === undefined ? {} : { targetName };
  expect(concludeRun(seen, { ...options, waivers: [{ ...waiver, target }] }).verdict).toBe('conforms');
  expect(concludeRun(seen, { ...options, waivers: [{ ...waiver, target: 'another' }] }).verdict).toBe('violates');
});

describe('concludeRuns', () => {
  test('a waiver that one of several runs needs is not stale', () => {
    const runs = concludeRuns([other, seen], { waivers: [waiver] });
    expect(runs.map(({ verdict, staleWaivers }) => [verdict, staleWaivers])).toEqual([
      ['conforms', []],
      ['conforms', []],
    ]);
  });

  test('a stale waiver is listed once, with the first run, and fails it', () => {
    const stale: Waiver = { check: 'schema', pointer: '#/a', reason: 'known' };
    const runs = concludeRuns([other, other], { waivers: [stale] });
    expect(runs.map(({ verdict, staleWaivers }) => [verdict, staleWaivers])).toEqual([
      ['violates', ['the waiver of schema at #/a waives nothing any more']],
      ['conforms', []],
    ]);
  });

  test('a waiver for one contract covers no finding of another', () => {
    const limited = { ...waiver, contract: 'other' };
    const runs = concludeRuns([seen, other], { waivers: [limited] });
    expect(runs.map(({ verdict }) => verdict)).toEqual(['violates', 'conforms']);
    expect(runs[0]?.staleWaivers).toEqual([`the waiver ${waiver.fingerprint} waives nothing any more`]);
  });
});

test('the present day is a date without a time', () => {
  expect(presentDay()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
