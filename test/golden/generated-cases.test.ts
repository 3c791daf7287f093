import { test } from '@jest/globals';
import { createFuzzer } from '../../src/cases/fuzzing/fuzzer.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';
import { caseLines, expectGolden, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();

test('the same seed gives the same generated cases', () => {
  const made = library.operations.flatMap((operation) => {
    const fuzzer = createFuzzer(library, operation, NO_OVERRIDES, 1);
    return Array.from({ length: 40 }, () => fuzzer?.next()?.case).filter((one) => one !== undefined);
  });
  expectGolden('generated-cases.txt', lines(made.flatMap(caseLines)));
});
