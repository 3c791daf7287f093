/**
 * How many faults the tests find: draws mutants of src/ by seed, each a small change that still compiles, and runs the tests that
 * reach it, the nearest first, in a copy of the tree. Run with
 *
 *     npm run benchmark:mutants -- --seed 1 --count 60
 *
 *     --files GLOB     only these files, for example "src/mock/**" (several with commas)
 *     --limit SECONDS  for the tests of one mutant; default 180
 *     --workers N      mutants at the same time, each in its own copy; default 1
 *     --json FILE      the result as JSON too
 *     --list           draws only
 *
 * A mutant counts as killed when a test fails, or takes over five times as long as without it. What fails without it as well
 * is left out, and said.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from './harness.mjs';
import { drawMutants } from './mutants/draw.mjs';
import { createRelatedTests } from './mutants/related-tests.mjs';
import { createScratch, listFiles, runTests } from './mutants/scratch.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    files: { type: 'string', default: 'src/**' },
    limit: { type: 'string', default: '180' },
    workers: { type: 'string', default: '1' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const numbers = Object.fromEntries(['seed', 'count', 'limit', 'workers'].map((name) => [name, Number(values[name])]));
for (const [name, number] of Object.entries(numbers))
  if (!Number.isSafeInteger(number) || number < (name === 'seed' ? 0 : 1)) {
    process.stderr.write(`--${name} takes a whole number, not "${values[name]}".\n`);
    process.exit(2);
  }

const tree = listFiles(ROOT);
const globs = values.files.split(',').map(toPattern);
const sources = tree.filter(
  (file) => /^src\/.*(?<!\.test|\.d)\.ts$/.test(file) && globs.some((glob) => glob.test(file)),
);
const relatedTests = createRelatedTests(
  ROOT,
  tree.filter((file) => file.endsWith('.ts')),
);

const drawn = [];
for (const mutant of drawMutants(ROOT, sources, numbers.seed)) {
  drawn.push(mutant);
  if (drawn.length === numbers.count) break;
}
if (values.list) {
  for (const mutant of drawn) process.stdout.write(`${describe(mutant)}\n`);
  process.exit(0);
}

/** Tests that fail without any change, and seconds that the others take. */
const unusable = new Set();
const baselines = new Map();
const results = [];
const queue = drawn.entries();
await Promise.all(
  Array.from({ length: numbers.workers }, async () => {
    const scratch = createScratch(ROOT, tree);
    try {
      for (const [index, mutant] of queue) {
        const started = performance.now();
        const result = await judge(scratch, mutant);
        results[index] = { ...mutant, ...result, seconds: Math.round((performance.now() - started) / 100) / 10 };
        const { outcome, by, title, ran, of } = results[index];
        process.stderr.write(
          `${index + 1}/${drawn.length} ${outcome} ${describe(mutant)} ${by ? `— ${by}: ${title}` : `— ${ran} of ${of} test files`}\n`,
        );
      }
    } finally {
      scratch.remove();
    }
  }),
);
print();
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ ...numbers, unusable: [...unusable], mutants: results.map(({ mutated: _mutated, ...kept }) => kept) }, null, 2)}\n`,
  );

/** Runs the tests of one mutant, and makes sure that what fails passes without it. */
async function judge(scratch, { file, mutated }) {
  const original = readFileSync(`${ROOT}/${file}`, 'utf8');
  const tests = relatedTests(file).filter((test) => !unusable.has(test));
  if (tests.length === 0) return { outcome: 'survived', ran: 0, of: 0 };
  scratch.write(file, mutated);
  const { failed, running, finished } = await runTests(scratch.folder, tests, numbers.limit);
  scratch.write(file, original);
  const suspect = failed?.file ?? running?.file;
  const ordinary = suspect === undefined ? undefined : await baseline(scratch, suspect);
  if (failed && ordinary === undefined) {
    unusable.add(suspect);
    return judge(scratch, { file, mutated });
  }
  if (failed)
    return { outcome: 'killed', by: failed.file, title: failed.title, ran: finished.length + 1, of: tests.length };
  if (running && ordinary !== undefined && running.seconds > 5 * ordinary + 10)
    return { outcome: 'killed', by: running.file, title: 'takes too long', ran: finished.length + 1, of: tests.length };
  return { outcome: 'survived', ran: finished.length, of: tests.length };
}

/** Seconds that a test file takes without a change; undefined when it fails. */
async function baseline(scratch, test) {
  if (!baselines.has(test)) {
    const { finished } = await runTests(scratch.folder, [test], 2 * numbers.limit);
    baselines.set(test, finished[0]?.seconds);
  }
  return baselines.get(test);
}

function print() {
  const share = (title, keyOf) => {
    const groups = new Map();
    for (const result of results) groups.set(keyOf(result), [...(groups.get(keyOf(result)) ?? []), result]);
    const rows = [...groups].sort().map(([key, group]) => {
      const killed = group.filter(({ outcome }) => outcome === 'killed').length;
      return [key, group.length, killed, `${Math.round((100 * killed) / group.length)}%`];
    });
    table(title, ['', 'mutants', 'killed', 'share'], rows);
  };
  share(`Mutants drawn with seed ${numbers.seed}`, () => 'all');
  share('By room', ({ file }) => roomOf(file));
  share('By family', ({ family }) => family);
  process.stdout.write('\n### Survivors\n\n');
  for (const result of results.filter(({ outcome }) => outcome === 'survived'))
    process.stdout.write(`${describe(result)} — ${result.ran} of ${result.of} test files\n`);
  for (const test of unusable) process.stdout.write(`left out, fails without a change as well: ${test}\n`);
}

function describe({ file, line, family, from, to }) {
  return `${file}:${line} (${family}) ${shorten(from)} → ${to === '' ? 'nothing' : shorten(to)}`;
}

function shorten(code) {
  const flat = code.replace(/\s+/g, ' ');
  return flat.length > 90 ? `${flat.slice(0, 89)}…` : flat;
}

function roomOf(file) {
  const [, room, ...rest] = file.split('/');
  return rest.length === 0 ? '(doors)' : room;
}

/** A glob of `*`, `**` and `?` as a pattern. */
function toPattern(glob) {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (wild) => ({ '*': '[^/]*', '?': '[^/]' })[wild] ?? '.*');
  return new RegExp(`^${source}$`);
}
