/**
 * Writes docs/recordings/long-run.cast: a check of GitHub's document in a terminal of 100 columns, as `script` sees it, in the format of
 * asciinema (docs.asciinema.org/manual/asciicast/v2). `npm run recording`; the document comes with `npm ci --prefix benchmarks`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = join(root, 'docs/recordings/long-run.cast');
const SIZE = { width: 100, height: 24 };
/** The most bytes of the file. */
const LIMIT = 100_000;
const SHOWN = 'assay check api.github.com.json --phases examples';

const bin = join(root, 'dist/cli/bin.js');
const command = `stty cols ${SIZE.width} rows ${SIZE.height}; exec ${process.execPath} ${bin} ${SHOWN.slice('assay '.length)}`;
const { CI: _, NO_COLOR: __, ...env } = process.env;
const terminal = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
  cwd: join(root, 'benchmarks/node_modules/@octokit/openapi/generated'),
  env: { ...env, TERM: 'xterm-256color' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const began = performance.now();
const lines = [{ version: 2, ...SIZE, title: SHOWN, env: { TERM: 'xterm-256color' } }, [0, 'o', `$ ${SHOWN}\r\n`]];
terminal.stdout.setEncoding('utf8');
for await (const text of terminal.stdout) lines.push([Math.round(performance.now() - began) / 1000, 'o', text]);

mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const { size } = statSync(out);
console.log(`docs/recordings/long-run.cast ${size}`);
if (size > LIMIT) throw new Error(`${out} has ${size} bytes, more than ${LIMIT}`);
