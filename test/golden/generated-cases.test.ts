import { createHash } from 'node:crypto';
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

/** The numbers around those where values begin to spread more widely. */
const LATE = Array.from({ length: 12 }, (_, nth) => 194 + nth);

test('the same seed gives the same later cases, each of which gets smaller in the same way', () => {
  const made = library.operations.flatMap((operation) => {
    const fuzzer = createFuzzer(library, operation, NO_OVERRIDES, 2);
    const late = LATE.flatMap((number) => fuzzer?.firstOf(number)?.case ?? []);
    const smaller = Array.from({ length: 6 }, () => fuzzer?.next()).flatMap((one) => [
      one?.base(),
      ...[...(one?.shrink() ?? [])].slice(0, 8).map((next) => next.case),
    ]);
    return [`${operation.id}`, ...[...late, ...smaller].flatMap((one) => (one ? [`  ${digest(caseLines(one))}`] : []))];
  });
  expectGolden('generated-cases-late.txt', lines(made));
});

/** What a case is called, and a mark of all the rest. */
function digest([title = '', ...rest]: string[]): string {
  return `${title.slice(0, 120)}: ${createHash('sha256').update(rest.join('\n')).digest('hex').slice(0, 8)}`;
}
