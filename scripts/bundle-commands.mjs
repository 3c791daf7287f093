/**
 * Puts what the commands load, half a thousand files of dist/ (or of the folder named) and as many of small packages, into few files of
 * its folder bundle/: Node reads these in less than half of the time. docs/decisions/0194-commands-are-bundled.md says why.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

const root = join(import.meta.dirname, '..');
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const bundle = join(dist, 'bundle');

/** What nearly each command loads, in some 150 files. All other packages stay packages. */
const PACKAGES = ['ajv', 'ajv-formats', 'fast-check', 'rfc6902', 'saxes', 'yaml'];

/** Each file still finds what stands beside it, from the folder of the bundle. */
const beside = {
  name: 'beside',
  setup: ({ onLoad, onResolve }) => {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const place = JSON.stringify(`../${relative(dist, path).split(sep).join('/')}`);
      const text = await readFile(path, 'utf8');
      return {
        contents: withOwnPackages(text).replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        loader: 'js',
      };
    });
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      const [name] = /^(@[^/]+\/)?[^/]+/.exec(path);
      return importer === '' || importer.includes('node_modules') || PACKAGES.includes(name)
        ? undefined
        : { path, external: true };
    });
    // It is one file already, and is loaded where an answer is drawn.
    onResolve({ filter: /\/prism-http\.js$/ }, () => ({ path: '../mock/dynamic/prism-http.js', external: true }));
  },
};

/** A `require` of the file's own is that of the bundle where it names a package that is in it. */
function withOwnPackages(text) {
  const isOfBundle = PACKAGES.some((name) => text.includes(`require('${name}`));
  return isOfBundle ? text.replace(/^const require = createRequire\(.*\);$/m, '') : text;
}

rmSync(bundle, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(dist, 'cli/terminal/thread-entry.js')],
  absWorkingDir: root,
  // The folder may be outside the repository.
  nodePaths: [join(root, 'node_modules')],
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  // Packages in CommonJS ask for what Node has by itself.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
  },
  plugins: [beside],
  logLevel: 'warning',
  metafile: true,
  outdir: bundle,
});
const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
writeFileSync(join(bundle, 'THIRD-PARTY-NOTICES'), notices('The files beside this one hold', files));
