/**
 * A process that stays, and runs one test file for each message `{ test }`. It answers `{ seconds, failed?, grown? }`: the title of the
 * first test that failed, and whether it holds so much memory that it should be replaced. Jest, its map of the tree and what it has
 * compiled are loaded once: a process for each mutant spends most of its time on these.
 */
import { readConfigs } from 'jest-config';
import jestRunner from 'jest-runner';
import jestRuntime from 'jest-runtime';
import bundlePrism from '../../test/support/bundle-prism.js';

/** Test files leave modules behind that nothing collects. */
const LARGEST = 1_500_000_000;

// What a changed file throws after its tests have ended says nothing about the tests that run next.
process.on('uncaughtException', () => {});

const folder = process.cwd();
bundlePrism();
const { globalConfig, configs } = await readConfigs({ $0: '', _: [], runInBand: true, watchman: false }, [folder]);
const [config] = configs;
const context = await jestRuntime.createContext(config, { maxWorkers: 1, watch: false, watchman: false });
const watcher = { isInterrupted: () => false, isWatchMode: () => false };

process.on('message', async ({ test }) => {
  const began = performance.now();
  const failed = await run(`${folder}/${test}`);
  const grown = process.memoryUsage.rss() > LARGEST;
  process.send({ seconds: (performance.now() - began) / 1000, ...(failed && { failed }), ...(grown && { grown }) });
});
process.send({ ready: true });

async function run(path) {
  let failed;
  const runner = new jestRunner(globalConfig, {});
  runner.on('test-file-failure', ([, error]) => (failed ??= `does not load: ${firstLine(error.message)}`));
  runner.on('test-file-success', ([, { testExecError, testResults }]) => {
    if (testExecError) failed = `does not load: ${firstLine(testExecError.message)}`;
    failed ??= testResults.find(({ status }) => status === 'failed')?.fullName;
  });
  await runner.runTests([{ path, context }], watcher, { serial: true });
  return failed;
}

function firstLine(text) {
  return String(text).trim().split('\n')[0].slice(0, 120);
}
