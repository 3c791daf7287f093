/** A copy of the tree to break: tracked and new files are copied, the installed packages are linked. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

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

/** Makes the copy. `remove` deletes it. */
export function createScratch(root, files) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
  for (const file of files) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    write: (file, text) => writeFileSync(join(folder, file), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Runs test files one after another in the copy, up to the first that fails or until the seconds are over.
 * Gives `{ failed?: { file, title }, running?: { file, seconds }, finished: [{ file, seconds }] }`; `running` is the file
 * that was cut off.
 */
export async function runTests(folder, tests, limit) {
  const paths = tests.map((test) => join(folder, test));
  const child = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--max-old-space-size=3000'],
      ...['node_modules/jest/bin/jest.js', '--runInBand', '--bail', '--forceExit', '--runTestsByPath', ...paths],
      ...['--testSequencer', join(folder, 'benchmarks/mutants/sequencer.cjs')],
      ...['--reporters', join(folder, 'benchmarks/mutants/reporter.cjs'), '--cacheDirectory', join(folder, '.jest')],
    ],
    {
      cwd: folder,
      // A group of its own, so that processes that a test started end with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, CI: 'true', MUTANTS_TESTS: JSON.stringify(paths) },
    },
  );
  const finished = [];
  let current;
  let failed;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const event = parseEvent(line);
    if (event?.started) current = { file: event.started.slice(folder.length + 1), since: performance.now() };
    if (event?.ended && current) {
      const seconds = secondsSince(current.since);
      if (event.broken) failed = { file: current.file, title: event.failed };
      else finished.push({ file: current.file, seconds });
      current = undefined;
      if (event.broken) endGroup(child);
    }
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup(child);
  }, limit * 1000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  endGroup(child);
  if (failed) return { failed, finished };
  if (late)
    return { finished, ...(current && { running: { file: current.file, seconds: secondsSince(current.since) } }) };
  // Neither late nor told of an end: the process itself broke down.
  const unfinished = current?.file ?? (finished.length < tests.length ? tests[finished.length] : undefined);
  return unfinished ? { failed: { file: unfinished, title: 'the process ended' }, finished } : { finished };
}

const secondsSince = (start) => (performance.now() - start) / 1000;

/** What the reporter wrote; other lines come from the tests themselves. */
function parseEvent(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
