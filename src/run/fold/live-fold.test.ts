import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import { createJudge } from '../../judge/judge.ts';
import { runAgainst, TOKEN, withBody } from '../../../test/support/sample-runs.ts';
import { concludeRun } from '../conclude-run.ts';
import { createLiveFold, type LiveFoldOptions } from './live-fold.ts';

/** A run with violations, among them identifiers that come again, and refusals. */
let nth = 0;
const run = await runAgainst(
  (response) =>
    (nth += 1) % 3 === 0 && response.status === 201 ? withBody(response, (body) => void (body.guid = 'x')) : response,
  ['examples', 'coverage'],
);
const { contract } = run;
const cases = run.results.map((result) => result.case);

/** What the same run comes to with another way of folding it. */
function folded(
  options: Partial<LiveFoldOptions> = {},
  parts: readonly (readonly Case[])[] = cases.map((one) => [one]),
) {
  const judge = createJudge(contract, 'http://api.example.org', {
    overrides: { headers: [['Authorization', `bearer ${TOKEN}`]], set: {} },
  });
  const live = createLiveFold(contract, contract.operations, judge, {
    ...{ keep: Infinity, first: [], isLeftOut: () => false, unsent: () => undefined },
    ...options,
  });
  for (const part of parts) {
    for (const testCase of part) {
      const { exchange } = run.results.find((result) => result.case === testCase) ?? {};
      if (exchange) judge.judge(testCase, exchange);
    }
    live.add(part);
  }
  const { mask, isMadeUp } = judge.secrets;
  const { counts, findings, results, statements, reach, undecided } = concludeRun({
    ...run,
    ...{ fold: live.conclude(), mask, isMadeUp },
  });
  return { counts, findings, results, statements, reach, undecided };
}

test.each([1, 2, 7, cases.length - 1, cases.length])(
  'a run that is folded in parts of %i cases is as the whole',
  (batch) => {
    const whole = folded();
    expect(whole.findings.map(({ check }) => check)).toContain('fresh-identifier');
    const parts = folded({ batch });
    expect(JSON.stringify(parts)).toBe(JSON.stringify(whole));
    expect(JSON.stringify(whole.findings)).toBe(JSON.stringify(run.findings));
  },
);

test('cases that stand before others are listed first, each once', () => {
  const first = cases.slice(-2);
  const { results } = folded({ first, batch: 3 }, [first, ...cases.slice(0, -2).map((one) => [one])].slice(1));
  expect(results.slice(0, 2).map((result) => result.case)).toEqual(first);
  expect(results).toHaveLength(cases.length);
});

test('a case that is left out is no part of the run', () => {
  const [leftOut] = cases;
  const { results, counts } = folded({ isLeftOut: (testCase) => testCase === leftOut });
  expect(results.map((result) => result.case)).toEqual(cases.slice(1));
  expect(counts.cases).toBe(cases.length - 1);
});

test('a live run counts all cases and keeps as many results as asked for, beside those of findings', () => {
  const { counts, results, findings } = folded({ keep: 1, batch: 2 });
  const shown = new Set([cases[0]?.id, ...findings.map((finding) => finding.case)]);
  expect(counts.cases).toBe(cases.length);
  expect(new Set(results.map((result) => result.case.id))).toEqual(shown);
});

test('a case that was not sent says why', () => {
  const [testCase] = cases as [Case];
  const other = { ...testCase, id: 'another' };
  const { results } = folded({ unsent: () => 'enough was found' }, [[other]]);
  expect(results.map(({ undecided }) => undecided?.reason)).toEqual(['was not sent: enough was found']);
});
