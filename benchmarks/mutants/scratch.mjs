/** A copy of the tree to break: tracked and new files are copied, the installed packages are linked. Its tests run in a process that stays. */
import { execFileSync, fork } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `run` says of a test file that has to be ended. */
export const TOO_LONG = 'takes too long';
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

/**
 * Makes the copy. It is deleted when this process ends. `run(test, limit)` gives `{ seconds, failed? }` of one test file: the title of
 * the first test that fails, or what became of the process.
 */
export function createScratch(root, files) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-mutants-'));
  folders.add(folder);
  for (const file of files) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  let worker;
  return {
    /** Runs a test file with other texts in place of some files' own. */
    async runWith(texts, test, limit) {
      const own = new Map([...texts.keys()].map((file) => [file, readFileSync(join(folder, file))]));
      for (const [file, text] of texts) writeFileSync(join(folder, file), text);
      try {
        return await this.run(test, limit);
      } finally {
        for (const [file, text] of own) writeFileSync(join(folder, file), text);
      }
    },
    async run(test, limit) {
      worker ??= await startWorker(folder);
      const began = performance.now();
      worker.send({ test });
      const answer = await nextMessage(worker, limit);
      const { ended, grown, ...result } = answer;
      if (ended || grown) {
        endGroup(worker);
        worker = undefined;
      }
      return ended ? { seconds: (performance.now() - began) / 1000, failed: ended } : result;
    },
  };
}

async function startWorker(folder) {
  const child = fork(join(folder, 'benchmarks/mutants/warm-worker.mjs'), [], {
    cwd: folder,
    execArgv: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--max-old-space-size=4000'],
    // A group of its own, so that processes that a test started end with it.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, CI: 'true' },
  });
  children.add(child);
  const { ended } = await nextMessage(child, 120);
  if (ended) throw new Error(`Jest does not start in ${folder}: ${ended}`);
  return child;
}

/** What the worker says next, or `{ ended }` where it breaks down or takes longer than these seconds. */
function nextMessage(child, limit) {
  return new Promise((resolve) => {
    const end = (answer) => {
      clearTimeout(timer);
      child.off('message', end).off('exit', onExit);
      resolve(answer);
    };
    const onExit = () => end({ ended: 'the process ended' });
    const timer = setTimeout(() => end({ ended: TOO_LONG }), limit * 1000);
    child.on('message', end).on('exit', onExit);
  });
}

function endGroup(child) {
  children.delete(child);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
