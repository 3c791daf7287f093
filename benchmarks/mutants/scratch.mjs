/** A copy of the tree to break: tracked and new files are copied, the installed packages are linked. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children = new Set();
const folders = new Set();
process.on('exit', () => {
  for (const child of children) endGroup(child);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(3));

/** The files of the tree that git knows or would add, as they are now; relative to the root. */
export function listFiles(root) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  const deleted = new Set(execFileSync('git', ['ls-files', '-d'], { cwd: root, encoding: 'utf8' }).split('\n'));
  return listed.split('\n').filter((file) => file !== '' && !deleted.has(file));
}

/** Makes the copy. It is deleted when this process ends. */
export function createScratch(root, files) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
  folders.add(folder);
  for (const file of files) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    write: (file, text) => writeFileSync(join(folder, file), text),
    restore: (file) => cpSync(join(root, file), join(folder, file)),
  };
}

/**
 * Runs test files one after another in the copy. Gives `{ results: [{ file, seconds, failed?, reached }], failed?: { file, title } }`:
 * `reached` has the names that probes left (see baseline.mjs). Ends at the first failure if `bail` says so, and when a file
 * takes longer than `secondsFor(file)` or all of them longer than `limit`.
 */
export async function runTests(folder, tests, { bail = true, limit = Infinity, secondsFor = () => Infinity } = {}) {
  const paths = tests.map((test) => join(folder, test));
  const log = join(folder, 'mutants.log');
  writeFileSync(log, '');
  const child = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--max-old-space-size=4000'],
      ...['node_modules/jest/bin/jest.js', '--runInBand', '--forceExit', ...(bail ? ['--bail'] : [])],
      ...['--testSequencer', join(folder, 'benchmarks/mutants/sequencer.cjs')],
      ...['--reporters', join(folder, 'benchmarks/mutants/reporter.cjs'), '--cacheDirectory', join(folder, '.jest')],
      ...['--runTestsByPath', ...paths],
    ],
    {
      cwd: folder,
      // A group of its own, so that processes that a test started end with it.
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, CI: 'true', MUTANTS_TESTS: JSON.stringify(paths), MUTANTS_LOG: log },
    },
  );
  children.add(child);
  let ended = false;
  child.once('close', () => (ended = true));
  const began = performance.now();
  let cutOff = false;
  let state = readLog(log, folder);
  while (!ended) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    state = readLog(log, folder);
    const { running, results } = state;
    const slow = running !== undefined && (Date.now() - running.since) / 1000 > secondsFor(running.file);
    cutOff = slow || performance.now() - began > limit * 1000;
    if (slow) state.failed = { file: running.file, title: 'takes too long' };
    if (cutOff || (bail && results.some(({ failed }) => failed !== undefined))) break;
  }
  endGroup(child);
  children.delete(child);
  const { results, running, failed } = state;
  const first = results.find((result) => result.failed !== undefined);
  if (failed || first) return { results, failed: failed ?? { file: first.file, title: first.failed } };
  // Neither cut off nor told of an end: the process itself broke down.
  const silent = cutOff
    ? undefined
    : (running?.file ?? (results.length < tests.length ? tests[results.length] : undefined));
  return silent ? { results, failed: { file: silent, title: 'the process ended' } } : { results };
}

/** What the reporter and the probes wrote so far, a line each: `start`, `probe` or `end`, and what belongs to it. */
function readLog(log, folder) {
  const results = [];
  let running;
  for (const line of readFileSync(log, 'utf8').split('\n').slice(0, -1)) {
    const [kind, ...rest] = JSON.parse(line);
    if (kind === 'start') running = { file: rest[0].slice(folder.length + 1), since: rest[1], reached: new Set() };
    else if (kind === 'probe') running?.reached.add(rest[0]);
    else if (running) {
      const { file, since, reached } = running;
      const [at, failed] = rest;
      results.push({ file, seconds: (at - since) / 1000, reached, ...(failed && { failed }) });
      running = undefined;
    }
  }
  return { results, running };
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
