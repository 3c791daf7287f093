/** One run of the tests without any change: which pass, how long each takes, and which places of mutants each reaches. */
import { readFileSync } from 'node:fs';
import { runTests } from './scratch.mjs';

/**
 * Gives `{ seconds, unusable, reached }`: seconds by test file, the files that fail as things are, and for each test file the
 * numbers of the mutants whose function it runs. `scratches` share the work.
 */
export async function measureBaseline(root, scratches, mutants, tests) {
  const places = new Map();
  mutants.forEach(({ file, probe }, number) => {
    if (probe) places.set(file, [...(places.get(file) ?? []), { ...probe, number }]);
  });
  const results = [];
  await Promise.all(
    scratches.map(async (scratch, index) => {
      for (const [file, probes] of places)
        scratch.write(file, withProbes(readFileSync(`${root}/${file}`, 'utf8'), probes));
      const share = tests.filter((_test, position) => position % scratches.length === index);
      const run = await runTests(scratch.folder, share, { bail: false });
      if (run.failed && !run.results.some(({ file }) => file === run.failed.file))
        throw new Error(`The tests end early without any change: ${run.failed.file}, ${run.failed.title}`);
      results.push(...run.results);
      for (const file of places.keys()) scratch.restore(file);
    }),
  );
  return {
    seconds: new Map(results.map(({ file, seconds }) => [file, seconds])),
    unusable: results.filter(({ failed }) => failed !== undefined).map(({ file, failed }) => ({ file, failed })),
    reached: new Map(results.map(({ file, reached }) => [file, reached])),
  };
}

/** The source with one note in each of these functions, taken the first time that it runs in a test file. */
function withProbes(source, probes) {
  const insertions = probes.flatMap(({ start, end, block, number }) =>
    block
      ? [[start + 1, `${note(number)};`]]
      : [
          [start, `(${note(number)}, `],
          [end, ')'],
        ],
  );
  // From the end, so that the places before stay where they are.
  return insertions
    .sort(([one], [other]) => other - one)
    .reduce((text, [at, inserted]) => text.slice(0, at) + inserted + text.slice(at), source);
}

const note = (number) =>
  `((globalThis.probes ??= new Set()).has(${number}) || (globalThis.probes.add(${number}), process.env.MUTANTS_LOG && process.getBuiltinModule('node:fs').appendFileSync(process.env.MUTANTS_LOG, '["probe",${number}]\\n')))`;
