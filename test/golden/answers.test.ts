import { test } from '@jest/globals';
import { coverageCases } from '../../src/cases/coverage/coverage.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { createMock, type MockOptions } from '../../src/mock/mock.ts';
import { answerLines, expectGolden, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();

test('the mock gives the same answers and the same refusals', async () => {
  const { handle } = createMock([library], { seed: 1, now: () => new Date('2026-01-31T12:00:00Z') });
  const cases = makeCases(library, [exampleCases, coverageCases]);
  const answered: string[] = [];
  for (const one of cases) answered.push(one.id, ...answerLines(await handle(one.request)));
  expectGolden('answers.txt', lines(answered));
});

test.each<NonNullable<MockOptions['mode']>>(['static', 'dynamic'])(
  'the mock in the mode %s gives the same answers',
  async (mode) => {
    const { handle } = createMock([library], { mode, seed: 1, now: () => new Date('2026-01-31T12:00:00Z') });
    const answered: string[] = [];
    for (const one of makeCases(library, [exampleCases, coverageCases]))
      if (one.expect.kind !== 'refused') answered.push(one.id, ...answerLines(await handle(one.request)));
    expectGolden(`answers-${mode}.txt`, lines(answered));
  },
);
