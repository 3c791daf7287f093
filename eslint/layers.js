import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/**
 * The layers of assay, lowest first. A file may import its own part and everything below.
 * Parts of one layer are siblings: they do not import each other, and meet in a layer above.
 * `src/x.ts` and everything in `src/x/` belong to the part `x`.
 */
export const LAYERS = [
  { parts: ['model'], holds: 'the nouns, types only' },
  { parts: ['json', 'http', 'text', 'errors', 'version'], holds: 'what knows no contract' },
  { parts: ['schema'], holds: 'JSON Schema over one document' },
  { parts: ['document', 'messages'], holds: 'an OpenAPI document as it is read; a message as it is read and written' },
  { parts: ['contract'], holds: 'what one document promises' },
  { parts: ['bindings', 'exchange', 'report', 'docs'], holds: 'one stage each, with a contract in hand' },
  { parts: ['cases', 'judge', 'mock'], holds: 'one stage each, with bindings in hand' },
  { parts: ['run'], holds: 'the order of the stages' },
  {
    parts: ['distribute', 'compare', 'proxy'],
    holds: 'one run in several threads or on several machines; several runs side by side; a run of what passes by',
  },
  { parts: ['mutation'], holds: 'runs against servers with a fault' },
  { parts: ['browser'], holds: 'the mock as a module for pages' },
  { parts: ['cli', 'index', 'jest', 'msw'], holds: 'the doors, which have no logic of their own' },
];

/** Tests may reach sideways, and not up: a unit is tested with what lies below it. */
const TEST = /\.test\.[jt]s$/;

const layerOf = (part) => LAYERS.findIndex(({ parts }) => parts.includes(part));

/** The part that a file of src/ belongs to: `src/judge/checks/status.ts` is `judge`, `src/jest.ts` is `jest`. */
export function partOf(path) {
  const [top, next] = path.split('/');
  return top === 'src' && next !== undefined ? next.replace(/(\.test)?\.[jt]s$/, '') : undefined;
}

/**
 * Why one file may not import another, and where the code belongs instead; undefined when it may.
 * @param from @param to paths from the root of the project, with slashes
 */
export function objection(from, to) {
  const [importer, imported] = [partOf(from), partOf(to)];
  if (importer === undefined) return undefined;
  if (imported === undefined) return isShared(to) ? misplaced(from, to) : undefined;
  if (importer === imported) return undefined;
  const [own, other] = [layerOf(importer), layerOf(imported)];
  for (const [part, layer] of [
    [importer, own],
    [imported, other],
  ])
    if (layer < 0) return `${part} belongs to no layer. Move it into one of them, or name it in eslint/layers.js.`;
  if (other > own) {
    if (TEST.test(from))
      return `this test needs ${imported}, which lies above ${importer}. Move it to src/${imported} or to test/.`;
    return `${importer} lies below ${imported} and may not import it. ${belongs(importer, imported, own)}`;
  }
  if (other === own && !TEST.test(from))
    return `${importer} and ${imported} are siblings and may not import each other. ${belongs(importer, imported, own)}`;
  return undefined;
}

/** Whether a path is among what only tests share. */
function isShared(path) {
  return path.startsWith('test/') || path.startsWith('conformance/');
}

function misplaced(from, to) {
  if (TEST.test(from)) return undefined;
  return `${to} is for tests alone. What the product needs belongs in src/.`;
}

function belongs(importer, imported, own) {
  const below = LAYERS.slice(0, own).flatMap(({ parts }) => parts);
  const shared =
    below.length > 0 ? `What both need belongs below both (${below.join(', ')})` : 'What both need belongs here';
  const above = LAYERS.slice(own + 1).flatMap(({ parts }) => parts);
  return `${shared}${above.length > 0 ? `; what joins ${importer} and ${imported} belongs above (${above.join(', ')})` : ''}.`;
}

/**
 * The files of a circle that an import closes, first to last, both ends the importing file; undefined where it closes none.
 * @param importsOf gives the files that a file imports, as paths from the root
 */
export function circle(from, to, importsOf) {
  const cameFrom = new Map([[to, from]]);
  const waiting = [to];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (file === from) {
      const path = [from];
      for (let step = cameFrom.get(from); step !== from; step = cameFrom.get(step)) path.unshift(step);
      return [from, ...path];
    }
    for (const next of importsOf(file)) {
      if (cameFrom.has(next) && next !== from) continue;
      if (next === from && cameFrom.has(from)) continue;
      cameFrom.set(next, file);
      waiting.push(next);
    }
  }
  return undefined;
}

/** Imports and exports of a file by its text: enough to follow a circle, without parsing the project a second time. */
const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)(['"])(\.[^'"]+)\1/gm;

/** What a file imports, as paths from the root; empty for one that is not there. */
function importsIn(root, file) {
  const path = `${root}${file}`;
  if (!existsSync(path)) return [];
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, , specifier]) => resolve(file, specifier));
}

function resolve(from, specifier) {
  return posix.join(posix.dirname(from), specifier);
}

/** Calls `visit(from, to, node)` for each relative import of the file that is linted. */
function eachImport(context, visit) {
  const slashed = (path) => path.replaceAll('\\', '/');
  const root = `${slashed(context.cwd)}/`;
  const file = slashed(context.filename);
  if (!file.startsWith(root)) return {};
  const from = file.slice(root.length);
  const see = ({ source }) => {
    if (typeof source?.value === 'string' && source.value.startsWith('.'))
      visit(from, resolve(from, source.value), source, root);
  };
  return { ImportDeclaration: see, ImportExpression: see, ExportNamedDeclaration: see, ExportAllDeclaration: see };
}

/** The ESLint rule `layers/one-way`: imports point one way. */
export const oneWay = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{why}}' } },
  create: (context) =>
    eachImport(context, (from, to, node) => {
      const why = objection(from, to);
      if (why) context.report({ node, messageId: 'wrong', data: { why } });
    }),
};

/** What files import, read once a run of ESLint. */
const known = new Map();

/** The ESLint rule `layers/no-circle`: no chain of imports leads back to where it began, not inside one folder either. */
export const noCircle = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{why}}' } },
  create: (context) =>
    eachImport(context, (from, to, node, root) => {
      if (!from.startsWith('src/') || TEST.test(from)) return;
      const importsOf = (file) => {
        if (!known.has(file)) known.set(file, importsIn(root, file));
        return known.get(file);
      };
      const files = circle(from, to, importsOf);
      const why =
        files &&
        `${files.join(' -> ')} is a circle. Move what two of these files need into a file that imports neither.`;
      if (why) context.report({ node, messageId: 'wrong', data: { why } });
    }),
};

/** What a mock needs that answers in a browser, and what in these folders only Node runs. */
const CORE = /^src\/(json|http|text|schema|messages|bindings|mock)\//;
const ONLY_NODE = /^src\/(text\/page|mock\/(server|journal))\//;

/** The files of the core that need Node; whoever runs the core elsewhere replaces these. Each says what else Node is needed for. */
export const EDGES = {
  'src/http/content-coding.ts': 'content codings',
  'src/mock/dynamic/prism-http.ts': 'values that Prism makes up',
  'src/mock/overrides/read-overrides.ts': 'a file',
  'src/mock/stateful/state-file.ts': 'a file',
  'src/schema/metaschemas/metaschemas.ts': 'files of metaschemas',
  'src/schema/pattern/time-limit.ts': 'a time limit',
  'src/schema/validator/load-ajv.ts': 'loading AJV when it is first needed',
};

/** Whether a file may not import a module of Node. */
export function isCore(file) {
  return CORE.test(file) && !ONLY_NODE.test(file) && !TEST.test(file) && !Object.hasOwn(EDGES, file);
}

/** The ESLint rule `layers/no-node`: the core of the mock runs where there is no Node. Types are no imports. */
export const noNode = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{why}}' } },
  create: (context) => {
    const file = context.filename.replaceAll('\\', '/').slice(`${context.cwd.replaceAll('\\', '/')}/`.length);
    if (!isCore(file)) return {};
    const see = (node) => {
      const { source, importKind, exportKind } = node;
      if (importKind === 'type' || exportKind === 'type' || !String(source?.value).startsWith('node:')) return;
      const why = `the core of the mock runs in browsers too, and ${source.value} is Node's. Put what needs it into one of the files that eslint/layers.js names as edges.`;
      context.report({ node: source, messageId: 'wrong', data: { why } });
    };
    return { ImportDeclaration: see, ImportExpression: see, ExportNamedDeclaration: see, ExportAllDeclaration: see };
  },
};

export default {
  meta: { name: 'layers' },
  rules: { 'one-way': oneWay, 'no-circle': noCircle, 'no-node': noNode },
};
