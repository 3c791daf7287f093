/**
 * How many faults the tests find. Draws mutants of src/ by seed, each a small change that still compiles. Each meets the test files
 * that reach it by imports, the nearest first, in a copy of the tree and in a process that stays. Run with
 *
 *     npm run benchmark:mutants -- --seed 1 --count 60
 *
 *     --files GLOB     only these files, for example "src/mock/**" (several with commas)
 *     --family NAME    only these changes: conditions, boundaries, "removed calls" or "rows of tables"
 *     --near N         how many of the nearest test files a mutant meets; default 4
 *     --farther N      how many others it meets that these do not find, after the golden texts; default 16. With 0 none, nor golden texts
 *     --rest           the survivors of these then meet every other test file that reaches them, all at once (see below)
 *     --again FILE     no draw: the survivors that an earlier --json kept, of the same tree
 *     --workers N      mutants at the same time, each in its own copy; default 1
 *     --json FILE      the result as JSON too
 *     --list           draws only
 *
 * A mutant is killed if a test fails that passes without it, or if a test file takes more than 60 seconds that takes less than ten
 * without it. Test files that fail without a change are left out, and listed.
 *
 * With --rest a test file runs once for all survivors together. Where it fails it runs again with one half and with the other, down to
 * the one that it finds. Where no half fails by itself, none is counted as killed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from './harness.mjs';
import { drawMutants } from './mutants/draw.mjs';
import { OPERATORS } from './mutants/operators.mjs';
import { createRelatedTests } from './mutants/related-tests.mjs';
import { createScratch, listFiles, TOO_LONG } from './mutants/scratch.mjs';

/** The seconds that a test file may take, and those of one of the rest, some of which take minutes. */
const LONGEST = 60;
const LONGEST_OF_REST = 400;
const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    files: { type: 'string', default: 'src/**' },
    family: { type: 'string' },
    near: { type: 'string', default: '4' },
    farther: { type: 'string', default: '16' },
    rest: { type: 'boolean', default: false },
    again: { type: 'string' },
    workers: { type: 'string', default: '1' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const numbers = Object.fromEntries(
  ['seed', 'count', 'near', 'farther', 'workers'].map((name) => [name, Number(values[name])]),
);
for (const [name, number] of Object.entries(numbers))
  if (!Number.isSafeInteger(number) || number < (name === 'seed' || name === 'farther' ? 0 : 1)) {
    process.stderr.write(`--${name} takes a whole number, not "${values[name]}".\n`);
    process.exit(2);
  }

const families = [...new Set(OPERATORS.map(({ family }) => family))];
if (values.family !== undefined && !families.includes(values.family)) {
  process.stderr.write(`--family takes one of ${families.join(', ')}, not "${values.family}".\n`);
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

const drawn = values.again === undefined ? draw() : survivorsOf(values.again);
if (values.list) {
  for (const mutant of drawn) process.stdout.write(`${describe(mutant)}\n`);
  process.exit(0);
}

const scratches = Array.from({ length: numbers.workers }, () => createScratch(ROOT, tree));
const results = [];
/** What test files do without a change: `{ seconds, failed? }`, for those that a mutant made fail. */
const unchanged = new Map();
/** The test files that each mutant met, by its place in the draw. */
const met = drawn.map(() => new Set());
const queue = drawn.entries();
await Promise.all(
  scratches.map(async (scratch) => {
    for (const [index, mutant] of queue) {
      results[index] = { ...mutant, ...(await judge(scratch, mutant, met[index])) };
      process.stderr.write(`${index + 1}/${drawn.length} ${describeResult(results[index])}\n`);
    }
  }),
);
if (values.rest) await meetTheRest();
print();
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ ...numbers, unusable: unusable(), mutants: results.map(({ mutated: _mutated, ...kept }) => kept) }, null, 2)}\n`,
  );
// The processes that run the tests stay as long as this one does.
process.exit();

function draw() {
  const mutants = [];
  for (const mutant of drawMutants(ROOT, sources, numbers.seed, values.family)) {
    mutants.push(mutant);
    if (mutants.length === numbers.count) break;
  }
  return mutants;
}

function survivorsOf(file) {
  const { mutants } = JSON.parse(readFileSync(file, 'utf8'));
  return mutants
    .filter(({ outcome }) => outcome === 'survived')
    .map(({ outcome: _outcome, ran: _ran, of: _of, ...mutant }) => {
      const text = readFileSync(`${ROOT}/${mutant.file}`, 'utf8');
      if (!text.startsWith(mutant.from, mutant.start)) {
        process.stderr.write(`--again takes a result of this tree, and ${describe(mutant)} is not in it.\n`);
        process.exit(2);
      }
      return { ...mutant, mutated: replaced(text, mutant) };
    });
}

async function judge(scratch, { file, mutated }, done) {
  const related = relatedTests(file);
  const counts = { ran: 0, of: related.length };
  for (const test of testsFor(related)) {
    if (unchanged.get(test)?.failed) continue;
    const { failed } = await scratch.runWith(new Map([[file, mutated]]), test, LONGEST);
    counts.ran += 1;
    done.add(test);
    if (failed && (await findsIt(scratch, test, failed)))
      return { outcome: 'killed', by: test, title: failed, ...counts };
  }
  return { outcome: 'survived', ...counts };
}

/** Lets the survivors meet, all at once, each test file that reaches them and that they did not meet yet. */
async function meetTheRest() {
  const waiting = new Map();
  for (const [index, { outcome, file }] of results.entries())
    if (outcome === 'survived')
      for (const test of relatedTests(file))
        if (!met[index].has(test)) waiting.set(test, [...(waiting.get(test) ?? []), index]);
  const tests = [...waiting].entries();
  process.stderr.write(`${waiting.size} test files are left to meet\n`);
  await Promise.all(
    scratches.map(async (scratch) => {
      for (const [number, [test, indices]] of tests) {
        const left = indices.filter((index) => results[index].outcome === 'survived');
        if (left.length === 0 || unchanged.get(test)?.failed) continue;
        const found = await findAmong(scratch, test, left);
        for (const index of left) results[index].ran += 1;
        for (const [index, title] of found) {
          results[index] = { ...results[index], outcome: 'killed', by: test, title };
          process.stderr.write(`${number + 1}/${waiting.size} ${describeResult(results[index])}\n`);
        }
      }
    }),
  );
}

/** Which of these mutants a test file finds: `[index, title]` of each. */
async function findAmong(scratch, test, indices) {
  const texts = changed(indices.map((index) => results[index]));
  const { failed } = await scratch.runWith(texts, test, LONGEST_OF_REST);
  if (!failed || !(await findsIt(scratch, test, failed))) return [];
  if (indices.length === 1) return [[indices[0], failed]];
  const middle = Math.ceil(indices.length / 2);
  return [
    ...(await findAmong(scratch, test, indices.slice(0, middle))),
    ...(await findAmong(scratch, test, indices.slice(middle))),
  ];
}

/** The files of these mutants with their changes. Where two overlap, one of them is not made. */
function changed(mutants) {
  const texts = new Map();
  const starts = new Map();
  for (const mutant of mutants.toSorted((one, other) => other.start - one.start)) {
    const { file, start, from, to, mutated } = mutant;
    if (start + from.length > (starts.get(file) ?? Infinity)) continue;
    texts.set(file, texts.has(file) ? replaced(texts.get(file), mutant) : mutated);
    starts.set(file, start);
  }
  return texts;
}

function replaced(text, { start, from, to }) {
  return text.slice(0, start) + to + text.slice(start + from.length);
}

/** The nearest ones, then the golden texts, which run most of src/ in half a minute, then others by their distance. */
function testsFor(related) {
  const { near, farther } = numbers;
  const isGolden = (test) => test.startsWith('test/golden/');
  const others = related.slice(near);
  return [
    ...related.slice(0, near),
    ...(farther > 0 ? others.filter(isGolden) : []),
    ...others.filter((test) => !isGolden(test)).slice(0, farther),
  ];
}

/** Tells whether a failure is the change's doing: without it the test file passes, and in a sixth of the time that is given. */
async function findsIt(scratch, test, failed) {
  if (!unchanged.has(test)) {
    unchanged.set(test, await scratch.run(test, LONGEST_OF_REST));
    if (unchanged.get(test).failed) process.stderr.write(`left out, fails without a change: ${test}\n`);
  }
  const before = unchanged.get(test);
  return !before.failed && (failed !== TOO_LONG || before.seconds < LONGEST / 6);
}

function unusable() {
  return [...unchanged].filter(([, { failed }]) => failed).map(([test]) => test);
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
  for (const test of unusable()) process.stdout.write(`left out, fails without a change: ${test}\n`);
}

function describeResult({ outcome, by, title, ran, of, ...mutant }) {
  const tests = by ? `${by}: ${title}` : of === 0 ? 'no test reaches it' : `${ran} of ${of} test files ran`;
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
