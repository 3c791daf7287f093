/**
 * Puts what the commands load, half a thousand files of dist/ (or of the folder named), into few files of its folder bundle/: Node reads
 * these in half of the time. docs/decisions/0194-commands-are-bundled.md says why.
 */
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, '../dist'));
const bundle = join(dist, 'bundle');

/** Each file still finds what stands beside it, from the folder of the bundle. */
const beside = {
  name: 'beside',
  setup: ({ onLoad, onResolve }) => {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      const place = JSON.stringify(`../${relative(dist, path).split(sep).join('/')}`);
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`), loader: 'js' };
    });
    // It is one file already, and is loaded where an answer is drawn.
    onResolve({ filter: /\/prism-http\.js$/ }, () => ({ path: '../mock/dynamic/prism-http.js', external: true }));
  },
};

rmSync(bundle, { recursive: true, force: true });
await build({
  entryPoints: [join(dist, 'cli/terminal/thread-entry.js')],
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  charset: 'utf8',
  plugins: [beside],
  logLevel: 'warning',
  outdir: bundle,
});
