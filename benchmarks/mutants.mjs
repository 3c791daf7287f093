/**
 * How many faults the tests find. Draws mutants of src/ by seed, each a small change that still compiles. The tests run once
 * without changes, which shows which tests reach which mutant. Then these tests run for each mutant, the nearest first, in a
 * copy of the tree. Run with
 *
 *     npm run benchmark:mutants -- --seed 1 --count 60
 *
 *     --files GLOB     only these files, for example "src/mock/**" (several with commas)
 *     --near N         only test files that are at most N imports away: what a file's own tests find, in minutes
 *     --limit SECONDS  for the tests of one mutant; default 180
 *     --workers N      mutants at the same time, each in its own copy; default 1
 *     --json FILE      the result as JSON too
 *     --list           draws only
 *
 * A mutant is killed if a test fails, or if a test file takes more than ten seconds and five times its usual time. Test files
 * that fail without a change are left out, and listed.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from './harness.mjs';
import { measureBaseline } from './mutants/baseline.mjs';
import { drawMutants } from './mutants/draw.mjs';
import { createRelatedTests } from './mutants/related-tests.mjs';
import { createScratch, listFiles, runTests } from './mutants/scratch.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    files: { type: 'string', default: 'src/**' },
    near: { type: 'string', default: '1000' },
    limit: { type: 'string', default: '180' },
    workers: { type: 'string', default: '1' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const numbers = Object.fromEntries(
  ['seed', 'count', 'near', 'limit', 'workers'].map((name) => [name, Number(values[name])]),
);
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

const scratches = Array.from({ length: numbers.workers }, () => createScratch(ROOT, tree));
const related = new Map(drawn.map(({ file }) => [file, relatedTests(file, numbers.near)]));
const results = [];
const tests = [...new Set([...related.values()].flat())];
process.stderr.write(`${drawn.length} mutants; first ${tests.length} test files without any change\n`);
const baseline = await measureBaseline(ROOT, scratches, drawn, tests);
for (const { file, failed } of baseline.unusable)
  process.stderr.write(`left out, fails without a change: ${file}: ${failed}\n`);
const queue = drawn.entries();
await Promise.all(
  scratches.map(async (scratch) => {
    for (const [index, mutant] of queue) {
      results[index] = { ...mutant, ...(await judge(scratch, mutant, testsOf(mutant, index))) };
      process.stderr.write(`${index + 1}/${drawn.length} ${describeResult(results[index])}\n`);
    }
  }),
);
print();
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ ...numbers, unusable: baseline.unusable, mutants: results.map(({ mutated: _mutated, probe: _probe, ...kept }) => kept) }, null, 2)}\n`,
  );

/** The tests that run the function of a mutant, or load its file where no function is around it; the nearest first. */
function testsOf({ file, probe }, number) {
  const unusable = new Set(baseline.unusable.map(({ file: test }) => test));
  return related.get(file).filter((test) => !unusable.has(test) && (!probe || baseline.reached.get(test).has(number)));
}

async function judge(scratch, { file, mutated }, tests) {
  if (tests.length === 0) return { outcome: 'survived', ran: 0, of: 0 };
  scratch.write(file, mutated);
  const { failed, results: ended } = await runTests(scratch.folder, tests, {
    limit: numbers.limit,
    secondsFor: (test) => 5 * baseline.seconds.get(test) + 10,
  });
  scratch.restore(file);
  const counts = { ran: ended.length, of: tests.length };
  return failed
    ? { outcome: 'killed', by: failed.file, title: failed.title, ...counts }
    : { outcome: 'survived', ...counts };
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
    process.stdout.write(`${describeResult(result)}\n`);
  for (const { file } of baseline.unusable) process.stdout.write(`left out, fails without a change: ${file}\n`);
}

function describeResult({ outcome, by, title, ran, of, ...mutant }) {
  const tests = by ? `${by}: ${title}` : of === 0 ? 'no test runs it' : `${ran} of ${of} test files ran`;
  return `${outcome} ${describe(mutant)} — ${tests}`;
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
