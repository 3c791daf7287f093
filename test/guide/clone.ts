/** A clone of this repository for a reader of the guide: built and installed, in a folder of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { transform } from '@swc/core';

/** Longer than any command of the guide takes on a busy machine, in milliseconds. */
const PATIENCE = 120_000;

/** The default ports of servers. */
const DEFAULT_PORTS: [RegExp, number][] = [
  [/\bfaulty-server\.mjs\b/, 8080],
  [/\bassay proxy\b/, 4011],
  [/^/, 4010],
];

/** The folder that pages show in place of the test's folder. */
const READERS_FOLDER = '/home/me/assay';

/** A page's own copy of the clone, with the servers that it started. */
export interface Workspace {
  run(command: string): Promise<{ code: number | null; output: string }>;
  /** Starts a server, and waits until `isReady` accepts its output. @returns the output */
  start(command: string, isReady: (output: string) => boolean): Promise<string>;
  write(name: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** The package, built from the current sources, and replacements for npm and npx. */
export async function createClone(): Promise<{ workspace(): Promise<Workspace>; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'assay-guide-'));
  const packaged = join(root, 'package');
  const bin = join(root, 'bin');
  await build('src', join(packaged, 'dist'));
  await promisify(execFile)(process.execPath, ['scripts/bundle-commands.mjs', join(packaged, 'dist')]);
  await copy(['package.json', 'openapi', 'generated', 'schemas'], packaged);
  await symlink(resolve('node_modules'), join(packaged, 'node_modules'));
  await mkdir(bin);
  await writeScript(join(bin, 'npm'), NPM);
  await writeScript(join(bin, 'npx'), npx(join(packaged, 'dist/cli/bin.js')));
  let count = 0;

  return {
    async workspace() {
      const folder = join(root, `page-${(count += 1)}`);
      await copy(CLONED, folder);
      await symlink(join(packaged, 'dist'), join(folder, 'dist'));
      await mkdir(join(folder, 'node_modules'));
      for (const name of await readdir('node_modules'))
        await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
      await symlink(packaged, join(folder, 'node_modules', 'assay'));
      return openWorkspace(folder, bin);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const CLONED = [
  'package.json',
  'jest.config.js',
  'openapi',
  'generated',
  'schemas',
  'scripts',
  'examples',
  'src',
  'test/support',
  'test/golden',
  'conformance',
];

/** `npm ci` was run before the tests, and `npm start` needs no second build. */
const NPM = `#!/usr/bin/env bash
case "$1" in
  ci) ;;
  start) shift; [ "\${1-}" = -- ] && shift; exec npx assay start "$@" ;;
  *) PATH=\${PATH#*:} exec npm "$@" ;;
esac
`;

/** Packages come from node_modules, never from the network. */
const npx = (assay: string) => `#!/usr/bin/env bash
tool=$1; shift
if [ "$tool" = assay ]; then exec node ${assay} "$@"; fi
exec "$ASSAY_GUIDE_WORKSPACE/node_modules/.bin/$tool" "$@"
`;

async function writeScript(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o755);
}

async function copy(names: string[], folder: string): Promise<void> {
  for (const name of names) await cp(name, join(folder, name), { recursive: true });
}

/** Like `npm run build` without declarations: removes types, copies other files. */
async function build(from: string, to: string): Promise<void> {
  const names = await readdir(from, { recursive: true });
  await Promise.all(
    names.map(async (name) => {
      if (!/\.\w+$/.test(name) || name.endsWith('.test.ts')) return;
      const target = join(to, name.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      if (!name.endsWith('.ts')) return cp(join(from, name), target, { recursive: true });
      const { code } = await transform(await readFile(join(from, name), 'utf8'), {
        configFile: false,
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
      });
      return writeFile(target, code.replace(/((?:from|import\()\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
    }),
  );
}

function openWorkspace(folder: string, bin: string): Workspace {
  /** The ports of a page with the real ports, which differ because tests run in parallel. */
  const ports = new Map<string, string>();
  const servers: ChildProcess[] = [];

  const toReal = (text: string) =>
    text.replace(/(127\.0\.0\.1:|--port )(\d+)/g, (whole, host: string, port: string) =>
      ports.has(port) ? host + ports.get(port) : whole,
    );
  const toShown = (text: string) =>
    [...ports]
      .reduce((output, [shown, real]) => output.replaceAll(new RegExp(`\\b${real}\\b`, 'g'), shown), text)
      .replaceAll(folder, READERS_FOLDER);

  function spawnShell(command: string): { child: ChildProcess; printed: () => string } {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${command}`], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: folder,
        PORT: '0',
        ASSAY_GUIDE_WORKSPACE: folder,
      },
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    return { child, printed: () => toShown(output) };
  }

  return {
    async run(command) {
      const { child, printed } = spawnShell(toReal(command));
      const timer = setTimeout(() => stop(child), PATIENCE);
      const [code] = (await once(child, 'close')) as [number | null];
      clearTimeout(timer);
      return { code, output: printed() };
    },
    async start(command, isReady) {
      const named = /--port (\d+)/.exec(command)?.[1];
      const shown = named ?? String(DEFAULT_PORTS.find(([pattern]) => pattern.test(command))?.[1]);
      const { child, printed } = spawnShell(listenAnywhere(toReal(command)));
      servers.push(child);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE);
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        child.once('close', done);
        child.stdout?.on('data', () => {
          const real = /127\.0\.0\.1:(\d+)/.exec(printed())?.[1];
          if (real !== undefined && !ports.has(shown)) ports.set(shown, real);
          if (isReady(printed())) done();
        });
      });
      return printed();
    },
    async write(name, text) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), toReal(text));
    },
    async close() {
      await Promise.all(
        servers.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const closed = once(child, 'close');
          stop(child);
          await closed;
        }),
      );
    },
  };
}

/** Makes a server listen on any free port: by a flag, or by PORT for examples/faulty-server.mjs. */
function listenAnywhere(command: string): string {
  if (/--port \d+/.test(command)) return command.replace(/--port \d+/, '--port 0');
  if (/\bnpm start\b/.test(command)) return `${command} -- --port 0`;
  return /\bassay (mock|start|proxy)\b/.test(command) ? `${command} --port 0` : command;
}

/** Stops the shell and all processes that it started. */
function stop(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}
