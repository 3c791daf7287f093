import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Result } from '../../model/run.ts';
import { listEntries } from '../../judge/entries.ts';
import { foldResults } from '../../../test/support/fold-results.ts';
import { runAgainst, withBody } from '../../../test/support/sample-runs.ts';
import { concludeRun } from '../conclude-run.ts';
import type { Case, Phase } from '../../model/case.ts';
import { addCase, addResult, createNumbering, emptyFold, keptResults, mergeFold, type Fold } from './fold.ts';

/** A run with violations, refusals and answers that are as documented. */
let nth = 0;
const run = await runAgainst(
  (response) =>
    (nth += 1) % 3 === 0 && response.status === 201 ? withBody(response, (body) => void (body.guid = 3)) : response,
  ['examples', 'coverage'],
);
const { contract } = run;

/** What a run says that is concluded from this fold. */
function said(fold: Fold) {
  const { findings, statements, reach, counts, verdict } = concludeRun({ ...run, fold });
  return { findings, statements, reach, counts, verdict };
}

test('what parts of a run come to merges into what the whole comes to, in whatever order', () => {
  const whole = said(foldResults(contract, run.results));
  expect(whole.findings.length).toBeGreaterThan(0);
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { minLength: run.results.length }),
      fc.constantFrom([0, 1, 2], [2, 1, 0]),
      (parts, order) => {
        const folds = [emptyFold(), emptyFold(), emptyFold()] as const;
        run.results.forEach((result, number) => addResult(contract, folds[parts[number] as 0], result, number));
        const merged = emptyFold();
        for (const part of order) mergeFold(merged, folds[part as 0]);
        expect(said(merged)).toEqual(whole);
        expect(keptResults(merged)).toEqual(run.results);
      },
    ),
    { numRuns: 20 },
  );
});

test('keeps the first results, those that findings show, and the count of all', () => {
  const fold = emptyFold();
  run.results.forEach((result, number) => addResult(contract, fold, result, number, { keep: 2 }));
  const shown = new Set(said(fold).findings.map(({ case: id }) => id));
  const isKept = ({ case: { id } }: Result, number: number) => number < 2 || shown.has(id);
  expect(keptResults(fold).map(({ case: { id } }) => id)).toEqual(
    run.results.filter(isKept).map(({ case: { id } }) => id),
  );
  expect(fold.counts.cases).toBe(run.results.length);
});

test('no two cases of a live run have one number, whichever operations a run is about', () => {
  const operations = [1, 2, 3].map((id) => ({ ...contract.operations[0]!, id: `operation ${id}` }));
  const phases: Phase[] = ['examples', 'coverage', 'behaviour', 'odd-values', 'fuzzing', 'sequences'];
  const casesOf = (own: typeof operations) =>
    phases.flatMap((phase) => [...own, ...own].map((operation) => ({ phase, operation }) as Case));
  const runs = [operations.slice(0, 2), operations.slice(2)].map((own) => {
    const numberOf = createNumbering(operations);
    return casesOf(own).map(numberOf);
  });
  const numbers = runs.flat();
  expect(new Set(numbers).size).toBe(numbers.length);
  const numberOf = createNumbering(operations);
  expect(
    casesOf(operations)
      .map(numberOf)
      .sort((one, other) => one - other),
  ).toEqual(numbers.sort((one, other) => one - other));
  expect(Math.max(...numbers)).toBeLessThan(Number.MAX_SAFE_INTEGER);
});

test.each<[Phase, string, number[]]>([
  ['recorded', 'one', [0, 1]],
  ['recorded', 'two', [100_000_000, 100_000_001]],
  ['recorded', 'of no contract', [0, 1]],
  ['examples', 'one', [100_000_000_000_000, 100_000_000_000_001]],
  ['coverage', 'one', [200_000_000_000_000, 200_000_000_000_001]],
  ['behaviour', 'one', [300_000_000_000_000, 300_000_000_000_001]],
  ['odd-values', 'one', [400_000_000_000_000, 400_000_000_000_001]],
  ['fuzzing', 'one', [500_000_000_000_000, 500_000_000_000_001]],
  ['sequences', 'two', [600_000_100_000_000, 600_000_100_000_001]],
])(
  'the cases of the phase %s of the operation %s have the numbers %j, as results that were stored do',
  (phase, id, want) => {
    const operations = ['one', 'two'].map((name) => ({ id: name }) as Operation);
    const numberOf = createNumbering(operations);
    const testCase = { phase, operation: { id } } as Case;
    expect([numberOf(testCase), numberOf(testCase)]).toEqual(want);
  },
);

describe('a fold', () => {
  const result = (id: string, phase: Phase, more: Partial<Result> = {}): Result => ({
    ...run.results[0]!,
    findings: [],
    case: { ...run.results[0]!.case, id, phase },
    ...more,
  });
  const unjudged = (id: string): Undecided => ({ operation: 'o', case: id, reason: 'refused' });

  test('counts the cases, those that are undecided, and the documented examples that were compared', () => {
    const fold = emptyFold();
    addCase(fold, result('a', 'examples'), 0);
    addCase(fold, result('b', 'examples', { undecided: unjudged('b') }), 1);
    addCase(fold, result('c', 'fuzzing', { undecided: unjudged('c') }), 2);
    addCase(fold, result('d', 'fuzzing'), 3);
    expect(fold.counts).toEqual({ cases: 4, undecided: 2, examples: 2, compared: 1 });
    expect([...fold.phases]).toEqual(['examples', 'fuzzing']);
    expect(fold.reached.size).toBe(1);
  });

  test('takes over the counts, the phases, the reasons and the first results of another one', () => {
    const [one, other] = [emptyFold(), emptyFold()];
    addResult(contract, one, result('b', 'fuzzing'), 5);
    addResult(contract, other, result('a', 'examples', { undecided: unjudged('a') }), 2);
    addResult(contract, other, result('c', 'examples'), 9);
    mergeFold(one, other, 2);
    expect(one.counts).toEqual({ cases: 3, undecided: 1, examples: 2, compared: 1 });
    expect([...one.phases].toSorted()).toEqual(['examples', 'fuzzing']);
    expect(
      one.kept.map(
        ({
          number,
          result: {
            case: { id },
          },
        }) => [number, id],
      ),
    ).toEqual([
      [2, 'a'],
      [5, 'b'],
    ]);
    expect(listEntries(one.undecided)).toEqual([unjudged('a')]);
  });

  test('shows the results of findings in the order of their numbers, behind those that are kept', () => {
    const fold = emptyFold();
    const violating = run.results.filter(({ findings }) => findings.length > 0);
    const [finding] = violating[0]!.findings;
    const found = (id: string, fingerprint: string) =>
      result(id, 'fuzzing', { findings: [{ ...finding!, fingerprint }] });
    addResult(contract, fold, found('a', '1'), 1, { keep: 1 });
    addResult(contract, fold, found('c', '3'), 3, { keep: 1 });
    addResult(contract, fold, found('b', '2'), 2, { keep: 1 });
    expect(keptResults(fold).map(({ case: { id } }) => id)).toEqual(['a', 'b', 'c']);
  });
});
