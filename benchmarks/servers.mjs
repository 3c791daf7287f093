/** The servers of the benchmarks, each in a process of its own, and their measurements from outside. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { get as getHttp, request as requestHttp } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What still runs is ended with the benchmark, however that ends. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** How each is started with documents, as its users would. */
const COMMANDS = {
  'assay echo': (port, documents) => [at('../dist/cli/bin.js'), 'mock', ...documents, '--port', port],
  'assay static': (port, documents) => [
    at('../dist/cli/bin.js'),
    'mock',
    ...documents,
    '--mode',
    'static',
    '--port',
    port,
  ],
  'Prism CLI': (port, [document]) => [
    at('../node_modules/@stoplight/prism-cli/dist/index.js'),
    'mock',
    document,
    '-p',
    port,
  ],
  'Mockoon CLI': (port, [document]) => [
    at('node_modules/@mockoon/cli/bin/run.js'),
    ...[
      'start',
      '--data',
      document,
      '--port',
      port,
      '--hostname',
      '127.0.0.1',
      '--disable-admin-api',
      '--disable-log-to-file',
    ],
  ],
  Fastify: (port) => [at('thin.mjs'), 'fastify', port],
  'bare node:http': (port) => [at('thin.mjs'), 'bare', port],
};

/** Installs the other servers once; they are not part of the package. */
export function installPeers() {
  if (existsSync(at('node_modules/.package-lock.json'))) return;
  process.stderr.write('installing what is measured beside, into benchmarks/node_modules\n');
  const { status } = spawnSync('npm', ['ci', '--prefix', at('.'), '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('npm ci in benchmarks/ failed');
}

/**
 * Starts a server and waits until it answers a request with a success.
 * @returns also `ready`, the milliseconds that this took from the start of the process
 */
export async function start(name, documents, request) {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, COMMANDS[name](String(port), documents), {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)));
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  let answer;
  while (!answer) {
    if (child.exitCode !== null || performance.now() - started > 120_000)
      throw new Error(`${name} did not serve:\n${complaint}`);
    answer = await ask(url, request).catch(() => undefined);
    if (answer && answer.status >= 300) throw new Error(`${name} answers ${answer.status}: ${answer.body}`);
    if (!answer) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return {
    name,
    url,
    body: answer.body,
    ready: performance.now() - started,
    cpu: () => cpuOf(child.pid),
    rss: () => rssOf(child.pid),
    async stop() {
      child.kill('SIGKILL');
      await ended;
      running.delete(child);
    },
  };
}

function ask(url, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const send = method === 'GET' ? getHttp : requestHttp;
    const request = send(url + path.replaceAll('{n}', '1'), { method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body: text }));
    });
    request.on('error', reject);
    request.end(body?.replaceAll('{n}', '1'));
  });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Milliseconds of CPU that a process has taken, its kernel time included; by /proc, else not known. */
function cpuOf(pid) {
  try {
    const [, after] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory of a process, in KB. */
function rssOf(pid) {
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
}
