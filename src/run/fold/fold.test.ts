import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Result } from '../../model/run.ts';
import { foldResults } from '../../../test/support/fold-results.ts';
import { runAgainst, withBody } from '../../../test/support/sample-runs.ts';
import { concludeRun } from '../conclude-run.ts';
import type { Case, Phase } from '../../model/case.ts';
import { addResult, createNumbering, emptyFold, keptResults, mergeFold, type Fold } from './fold.ts';

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
