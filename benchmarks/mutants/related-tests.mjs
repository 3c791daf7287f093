/** Which tests reach a file, by who imports whom: the nearest first. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/**
 * Gives a function from a source file to the test files that reach it. First comes the test beside it, then those of its own folder, then
 * those fewer imports away; the suites over the whole product, which take minutes, come last.
 */
export function createRelatedTests(root, files) {
  const importers = new Map();
  for (const file of files)
    for (const { fileName } of ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const target = normalize(join(dirname(file), fileName));
      if (existsSync(join(root, target))) importers.set(target, [...(importers.get(target) ?? []), file]);
    }
  return (file) => {
    const distances = new Map([[file, 0]]);
    for (const [reached, distance] of distances)
      for (const importer of importers.get(reached) ?? [])
        if (!distances.has(importer)) distances.set(importer, distance + 1);
    const beside = file.replace(/\.ts$/, '.test.ts');
    const rank = ([test, distance]) =>
      test === beside
        ? 0
        : (test.startsWith('src/') ? 0 : 1000) + (dirname(test) === dirname(file) ? 0 : 10) + distance;
    return [...distances]
      .filter(([reached]) => reached.endsWith('.test.ts'))
      .sort((one, other) => rank(one) - rank(other) || one[0].localeCompare(other[0]))
      .map(([test]) => test);
  };
}
