/** Draws mutants: finds what can be changed in each file, picks by seed, and drops what TypeScript refuses. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { OPERATORS } from './operators.mjs';

/**
 * Yields mutants `{ file, line, start, family, from, to, mutated }` without an end that a user would reach, in an order that the
 * seed decides: the families take turns, and within a family each place is as likely as any other. With `family` only it is drawn.
 */
export function* drawMutants(root, files, seed, family) {
  const random = createRandom(seed);
  const families = new Map();
  for (const change of files.flatMap((file) => findChanges(root, file))) {
    const places = families.get(change.family) ?? families.set(change.family, new Map()).get(change.family);
    const place = `${change.file}:${change.start}`;
    places.set(place, [...(places.get(place) ?? []), change]);
  }
  const drawn = family === undefined ? [...families.values()] : [families.get(family) ?? []];
  const turns = drawn.map((places) => [...places.values()]);
  const compiles = createTypeCheck(root);
  for (let turn = 0; turns.some((places) => places.length > 0); turn += 1) {
    const places = turns[turn % turns.length];
    while (places.length > 0) {
      const [changes] = places.splice(Math.floor(random() * places.length), 1);
      const change = changes[Math.floor(random() * changes.length)];
      if (!compiles(change)) continue;
      yield change;
      break;
    }
  }
}

/** Every change that the operators can make in one file. Types are left out: they do nothing when a program runs. */
function findChanges(root, file) {
  const source = readFileSync(`${root}/${file}`, 'utf8');
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const text = (node) => node.getText(tree);
  const changes = [];
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    for (const { family, look } of OPERATORS)
      for (const { node: changed, to, comma } of look(node, text)) {
        const start = changed.getStart(tree);
        const end = changed.getEnd() + (comma ? (/^\s*,/.exec(source.slice(changed.getEnd()))?.[0].length ?? 0) : 0);
        const { line } = tree.getLineAndCharacterOfPosition(start);
        const mutated = source.slice(0, start) + to + source.slice(end);
        changes.push({ file, line: line + 1, start, family, from: source.slice(start, end), to, mutated });
      }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return changes;
}

/** Tells whether a file with its change still passes the compiler: what it refuses, no test has to find. */
function createTypeCheck(root) {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const { fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include: ['src'], exclude: ['**/*.test.ts'] },
    ts.sys,
    root,
  );
  const changed = new Map();
  const versions = new Map();
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      ...options,
      incremental: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
    }),
    getScriptFileNames: () => fileNames,
    getScriptVersion: (name) => String(versions.get(name) ?? 0),
    getScriptSnapshot: (name) => {
      const content = changed.get(name) ?? ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return ({ file, mutated }) => {
    const name = `${root}/${file}`;
    const put = (content) => {
      if (content === undefined) changed.delete(name);
      else changed.set(name, content);
      versions.set(name, (versions.get(name) ?? 0) + 1);
    };
    put(mutated);
    const refused = service.getSyntacticDiagnostics(name).length + service.getSemanticDiagnostics(name).length > 0;
    put(undefined);
    return !refused;
  };
}

/** Numbers from 0 up to 1 that follow from the seed (mulberry32). */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
