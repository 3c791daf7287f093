/**
 * What `assay proxy` costs beside a plain proxy of node:http, in front of the same server, in turns within the same minute.
 * Run after a build with
 *
 *     npm run benchmark:proxy -- [--requests 3000] [--rounds 3] [--weeks 100000]
 *
 * `--weeks N` sends N requests through it, each with another credential, and prints how its memory grows.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { middle, table } from './harness.mjs';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '3000' },
    rounds: { type: 'string', default: '3' },
    weeks: { type: 'string' },
    plain: { type: 'string' },
  },
});
const [REQUESTS, ROUNDS, AT_ONCE] = [Number(values.requests), Number(values.rounds), 16];

/** How many requests were sent: each is another one. */
let sent = 0;

/** The simplest proxy that streams. */
if (values.plain) {
  const target = new URL(values.plain);
  const agent = new Agent({ keepAlive: true });
  const server = createServer((message, response) => {
    const outgoing = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        agent,
        method: message.method,
        path: message.url,
        headers: message.headers,
      },
      (incoming) => {
        response.writeHead(incoming.statusCode, incoming.headers);
        incoming.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    message.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
} else await measure();

async function measure() {
  const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
  const contract = fileURLToPath(new URL('../openapi/cloud-foundry-v3-packages/openapi.yaml', import.meta.url));
  const mock = await start(bin, 'mock', contract, '--port', '0', '--journal', '0', '--quiet');
  const plain = await start(fileURLToPath(import.meta.url), '--plain', mock.url);
  const proxy = await start(bin, 'proxy', contract, '--target', mock.url, '--port', '0', '--quiet');
  const servers = { 'plain proxy': plain, 'assay proxy': proxy, 'no proxy': mock };
  const measured = Object.fromEntries(Object.keys(servers).map((name) => [name, { one: [], many: [], cpu: [] }]));
  for (const { url } of Object.values(servers)) await load(url, 500, AT_ONCE);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, { url, child }] of Object.entries(servers)) {
      measured[name].one.push((await load(url, REQUESTS / 3, 1)).median);
      const before = cpuTime(child.pid);
      measured[name].many.push((await load(url, REQUESTS, AT_ONCE)).perSecond);
      // What waits to be judged.
      await setTimeout(500);
      measured[name].cpu.push(((cpuTime(child.pid) - before) / REQUESTS) * 1000);
    }
  const row = (name) => {
    const { one, many, cpu } = measured[name];
    return [
      name,
      `${middle(one).toFixed(3)} ms`,
      Math.round(middle(many)),
      (middle(many) / middle(measured['plain proxy'].many)).toFixed(2),
      `${Math.round(Math.min(...cpu))} µs`,
    ];
  };
  table(
    'A proxy that judges, beside one that does not',
    [
      '',
      'median, one at a time',
      `requests a second, ${AT_ONCE} at once`,
      'of the plain proxy',
      'CPU a request, least',
    ],
    Object.keys(servers).map(row),
  );
  process.stdout.write(
    `its own cost at the median: ${(middle(measured['assay proxy'].one) - middle(measured['plain proxy'].one)).toFixed(3)} ms\n`,
  );
  if (values.weeks) {
    const rows = [];
    const parts = Math.max(5, Math.round(Number(values.weeks) / 100_000));
    for (let part = 1; part <= parts; part += 1) {
      await load(proxy.url, Number(values.weeks) / parts, AT_ONCE);
      rows.push([Math.round((Number(values.weeks) / parts) * part), `${memory(proxy.child.pid)} MB`]);
      process.stderr.write(`${rows.at(-1).join(' ')}\n`);
    }
    table('Its memory', ['requests', 'resident'], rows);
  }
  for (const { child } of [proxy, plain, mock]) child.kill('SIGKILL');
}

function memory(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Milliseconds of the processor that a process took, by ticks of ten. */
function cpuTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function start(...args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill('SIGKILL'));
  let said = '';
  for (;;) {
    const [chunk] = await once(child.stdout, 'data');
    said += chunk;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url) {
      child.stdout.resume();
      return { child, url };
    }
  }
}

/** Sends requests, so many at once. */
async function load(url, count, atOnce) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const times = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) {
        next += 1;
        const started = performance.now();
        await send(url, agent, (sent += 1));
        times.push(performance.now() - started);
      }
    }),
  );
  agent.destroy();
  return { median: middle(times), perSecond: (count / (performance.now() - began)) * 1000 };
}

function send(url, agent, number) {
  return new Promise((resolve, reject) => {
    const body = `{"type":"docker","data":{"image":"registry/mine:${number}"}}`;
    const outgoing = httpRequest(
      `${url}/v3/apps/app-${number}/packages`,
      {
        method: 'POST',
        agent,
        headers: {
          Authorization: `bearer token-${number}-of-a-client`,
          'Content-Type': 'application/json',
          'Content-Length': body.length,
        },
      },
      (incoming) => incoming.resume().on('end', resolve),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
