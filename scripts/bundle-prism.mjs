/**
 * Puts what the mock uses of Prism into one file of dist/ (or of the folder named), and the licences of all that is in it into another.
 * Prism's packages take 80 MB installed, most of it never read; the file takes 3. docs/decisions/0193-prism-is-bundled.md says why.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'dist'));
const prism = createRequire(join(root, 'package.json')).resolve('@stoplight/prism-http');

/** The exports of src/mock/dynamic/prism-http.ts, resolved where Prism stands: so that its faker is the one that is seeded. */
const ENTRY = `
export const { createInstance } = require('@stoplight/prism-http');
export const { faker } = require('@faker-js/faker');
`;

/** Postman's collections are read by a fifth of the code, and the mock hands Prism none. */
const withoutPostman = {
  name: 'without Postman',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@stoplight\/http-spec\/postman\/operation$/ }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** The generator of English names alone, which is the one that draws: the names of all other languages take half of the time to load. */
const inEnglish = {
  name: 'in English',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@faker-js\/faker$/ }, ({ resolveDir }) => ({ path: resolveDir, namespace: 'English' }));
    onLoad({ filter: /.*/, namespace: 'English' }, ({ path }) => ({
      contents: "exports.default = exports.faker = require('@faker-js/faker/locale/en');",
      loader: 'js',
      resolveDir: path,
    }));
  },
};

const outfile = join(folder, 'mock/dynamic/prism-http.js');
const madeFrom = [import.meta.filename, join(root, 'node_modules/.package-lock.json')];
if ([outfile, join(folder, 'THIRD-PARTY-NOTICES')].every((made) => isNewer(made, madeFrom))) process.exit(0);

mkdirSync(dirname(outfile), { recursive: true });
const { metafile } = await build({
  stdin: { contents: ENTRY, resolveDir: dirname(prism) },
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The UMD modules of some packages find their parts at run time only.
  mainFields: ['module', 'main'],
  // Names stay, so that a stack can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  charset: 'utf8',
  banner: {
    js: "// Prism and what it needs; see THIRD-PARTY-NOTICES.\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  plugins: [withoutPostman, inEnglish],
  logLevel: 'warning',
  metafile: true,
  outfile,
});
const files = Object.entries(Object.values(metafile.outputs)[0].inputs)
  .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && !file.startsWith('English:'))
  .map(([file]) => file);
writeFileSync(join(folder, 'THIRD-PARTY-NOTICES'), notices('mock/dynamic/prism-http.js holds', files));

/** Whether a file is there, and newer than what it was made from. */
function isNewer(made, sources) {
  const times = [made, ...sources].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs);
  return times.every((time) => time !== undefined && time <= times[0]);
}
