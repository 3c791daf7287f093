/**
 * The layers of assay, lowest first. A file may import its own layer's parts and everything below;
 * parts on one line are siblings, which meet in the engine and not before. `src/x.ts` and `src/x/` are both part `x`.
 */
export const LAYERS = [
  { parts: ['model'], holds: 'the nouns, types only' },
  { parts: ['contract'], holds: 'what can be said of a contract alone' },
  { parts: ['binding'], holds: 'how a documented response follows from its request' },
  { parts: ['cases', 'target', 'checks', 'report', 'mock', 'docs'], holds: 'one stage of a run each' },
  { parts: ['findings', 'verdict', 'waivers', 'statements', 'embedded'], holds: 'what joins two stages' },
  { parts: ['engine', 'recorded', 'mutation'], holds: 'what puts the stages together' },
  { parts: ['cli', 'index', 'jest', 'msw', 'conformance'], holds: 'the doors, which have no logic of their own' },
];

/** The only parts of the stages that may know of bindings. */
const USE_BINDING = ['cases', 'checks', 'mock'];

/** Siblings that one part may import all the same. */
const ALLOWED_SIBLINGS = { waivers: ['verdict'], mutation: ['engine'], jest: ['index'], conformance: ['jest', 'index'] };

/** Tests and what they share may reach for anything: a report is tested with the run that an engine gave. */
const TEST = /\.(test|testing)\.[jt]s$/;

const layerOf = (part) => LAYERS.findIndex(({ parts }) => parts.includes(part));

/**
 * The part of the project that a file belongs to: `src/checks/status.ts` is `checks`, `src/engine.ts` is `engine`.
 * Undefined for a file outside of src/ and conformance/.
 */
export function partOf(path) {
  const [top, next] = path.split('/');
  if (top === 'conformance') return 'conformance';
  return top === 'src' && next !== undefined ? next.replace(/\.(test|testing)?\.?[jt]s$/, '') : undefined;
}

/**
 * Why one file may not import another, and where the code belongs instead; undefined when it may.
 * @param from @param to paths from the root of the project, with slashes
 */
export function objection(from, to) {
  const [importer, imported] = [partOf(from), partOf(to)];
  if (importer === undefined || imported === undefined || importer === imported) return undefined;
  const [own, other] = [layerOf(importer), layerOf(imported)];
  if (own < 0) return `${importer} belongs to no layer. Move it into one of them, or name it in eslint/layers.js.`;
  if (other < 0) return `${imported} belongs to no layer. Move it into one of them, or name it in eslint/layers.js.`;
  if (TEST.test(from)) return undefined;
  if (other > own) return `${importer} lies below ${imported} and may not import it. ${belongs(importer, imported, own)}`;
  const stage = LAYERS[own].parts.includes('cases');
  if (imported === 'binding' && stage && !USE_BINDING.includes(importer))
    return `${importer} may not import binding, which only ${USE_BINDING.join(', ')} use. Let the engine hand it what it needs.`;
  if (other === own && !ALLOWED_SIBLINGS[importer]?.includes(imported))
    return `${importer} and ${imported} are siblings and may not import each other. ${belongs(importer, imported, own)}`;
  return undefined;
}

function belongs(importer, imported, own) {
  const below = LAYERS.slice(0, own).flatMap(({ parts }) => parts);
  const shared = below.length > 0 ? `What both need belongs below both (${below.join(', ')})` : 'What both need belongs here';
  const above = LAYERS.slice(own + 1).flatMap(({ parts }) => parts);
  return `${shared}${above.length > 0 ? `; what joins ${importer} and ${imported} belongs above (${above.join(', ')})` : ''}.`;
}

/** The ESLint rule `layers/one-way`: imports point one way. */
export const oneWay = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{why}}' } },
  create(context) {
    const slashed = (path) => path.replaceAll('\\', '/');
    const root = `${slashed(context.cwd)}/`;
    const file = slashed(context.filename);
    if (!file.startsWith(root)) return {};
    const from = file.slice(root.length);
    const visit = ({ source }) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const to = slashed(decodeURIComponent(new URL(source.value, `file:///${from}`).pathname)).slice(1);
      const why = objection(from, to);
      if (why) context.report({ node: source, messageId: 'wrong', data: { why } });
    };
    return { ImportDeclaration: visit, ImportExpression: visit, ExportNamedDeclaration: visit, ExportAllDeclaration: visit };
  },
};

export default { meta: { name: 'layers' }, rules: { 'one-way': oneWay } };
