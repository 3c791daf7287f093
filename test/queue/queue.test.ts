/** Runs over a queue: a real Redis, workers as processes, and a server that they check. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assayArgs } from '../support/assay-process.ts';
import { beginCommand, runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CONTRACT, startKitchen, type Kitchen } from './kitchen-server.ts';
import { findRedis, startRedis, type StartedRedis } from './redis.ts';

const folder = temporaryFolder('queue');
const SECRET = 'bearer s3cret-of-the-workers';

const program = findRedis();
const isMissing = program === undefined;
const mayBeMissing = process.env['CI'] === undefined || process.env['ASSAY_WITHOUT_REDIS'] !== undefined;
if (isMissing && mayBeMissing)
  process.stderr.write('test/queue is skipped: there is no redis-server (apt-get install redis-server)\n');

let redis: StartedRedis;
let kitchen: Kitchen;
const workers = new Map<string, WorkerProcess>();

interface WorkerProcess {
  child: ChildProcess;
  said(): string;
  until(text: string): Promise<void>;
}

/** Starts `assay worker` as a process that is known to the server by its name. */
function startWorker(name: string, queue = redis.url, env: NodeJS.ProcessEnv = {}): WorkerProcess {
  const args = ['worker', '--queue', queue, '--target', kitchen.url, '--lost-after', '2s'];
  const headers = ['-H', `X-Worker: ${name}`, '-H', `Authorization: ${SECRET}`];
  const child = spawn(process.execPath, [...assayArgs(), ...args, ...headers], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  let said = '';
  let heard = (): void => {};
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    heard();
  });
  const worker: WorkerProcess = {
    child,
    said: () => said,
    until: (text) =>
      new Promise((resolve, reject) => {
        heard = () => {
          if (said.includes(text)) resolve();
        };
        child.once('exit', () => reject(new Error(`${name} ended: ${said}`)));
        heard();
      }),
  };
  workers.set(name, worker);
  return worker;
}

async function kill(name: string, signal: NodeJS.Signals): Promise<void> {
  const worker = workers.get(name);
  if (!worker) return new Promise(() => {});
  workers.delete(name);
  const { child } = worker;
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** For a run whose worker is held up until another one has started, however busy the machine is. */
const PATIENT = ['--timeout', '100s'];

/** The arguments of a check of the kitchen. */
const checkOf = (worker: string, ...more: string[]) => [
  ...['check', CONTRACT, '--target', kitchen.url, '--phases', 'examples,coverage', '--allow', 'all'],
  ...['-H', `X-Worker: ${worker}`, '-H', `Authorization: ${SECRET}`, ...more],
];

interface Report {
  verdict: string;
  runs: {
    findings: { fingerprint: string; operation: string; at: string; count?: number }[];
    cases: { id: string }[];
    undecided: { reason: string }[];
    leftovers: { reason: string }[];
    reach: { operations: unknown };
  }[];
}

/** Runs a check, and gives its exit code and report. */
async function report(name: string, args: string[]): Promise<{ code: number; whole: Report }> {
  const file = join(folder, `${name}.json`);
  const { code, err } = await runCommand([...args, '--report', `json=${file}`]);
  if (code > 1) throw new Error(err);
  return { code, whole: await readReport(file) };
}

async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8');
  return JSON.parse(
    text.replace(/"(duration|startedAt)": [\d.]+/g, '"$1": 0').replace(/X-Worker: \w+/g, 'X-Worker: …'),
  ) as Report;
}

/** What two runs have in common, whoever sent the requests. */
const seen = ({ runs, verdict }: Report) => ({
  verdict,
  findings: runs.map(({ findings }) => findings.map(({ fingerprint, operation }) => `${operation} ${fingerprint}`)),
  cases: runs.map(({ cases }) => cases.map(({ id }) => id).sort()),
  reach: runs.map(({ reach }) => reach),
  undecided: runs.map(({ undecided }) => undecided),
});

test('a machine that has to test the queue has a redis-server', () => {
  expect(isMissing && !mayBeMissing ? 'no redis-server: apt-get install redis-server' : 'fine').toBe('fine');
});

(isMissing ? describe.skip : describe)('a run over a queue', () => {
  beforeAll(async () => {
    mkdirSync(join(folder, 'redis'));
    kitchen = await startKitchen();
    redis = await startRedis(program as string, join(folder, 'redis'));
  });

  afterAll(async () => {
    for (const name of [...workers.keys()]) await kill(name, 'SIGKILL');
    await redis.stop();
    await kitchen.close();
  });

  test('a worker that is killed in the middle of a chunk loses nothing, and nothing counts twice', async () => {
    const plain = await report('plain', checkOf('plain'));
    expect([plain.code, plain.whole.runs[0]?.findings.length]).toEqual([1, 1]);
    await Promise.all(['a', 'b'].map((name) => startWorker(name).until('waits for runs')));
    // The one waits until the other is dead, so that both have a chunk.
    let release = (): void => {};
    const isDead = new Promise<void>((resolve) => (release = resolve));
    let count = 0;
    kitchen.hold = ({ worker }) => {
      if (worker === 'b') return isDead;
      count += 1;
      if (count === 3) void kill('a', 'SIGKILL').then(release);
      return count < 3 ? undefined : new Promise(() => {});
    };
    const queued = await report('queued', checkOf('both', '--queue', redis.url, ...PATIENT));
    kitchen.hold = () => undefined;
    expect(queued.code).toBe(1);
    expect(seen(queued.whole)).toEqual(seen(plain.whole));
    const left = queued.whole.runs[0]?.leftovers.map(({ reason }) => reason.replace(/chunk \d/, 'chunk N'));
    expect(left).toEqual(['what a worker created before it ended in the middle of chunk N of 3, if anything']);
  });

  test('two workers keep one rate', async () => {
    await startWorker('c').until('waits for runs');
    kitchen.asked.length = 0;
    // Each waits for the other, so that both take part.
    let meet = (): void => {};
    const met = new Promise<void>((resolve) => (meet = resolve));
    const began = new Set<string>();
    kitchen.hold = ({ worker }) => {
      if (began.add(worker).size === 2) meet();
      return met;
    };
    const rate = 40;
    await report('paced', checkOf('both', '--queue', redis.url, '--rate', String(rate), ...PATIENT));
    kitchen.hold = () => undefined;
    expect(began).toEqual(new Set(['b', 'c']));
    const times = kitchen.asked.map((one) => one.at);
    // A busy machine makes it longer, and one request late at the beginning makes it a little shorter.
    const shortest = ((times.length - 1) * 1000) / rate;
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(shortest * 0.7);
  });

  test('recorded traffic comes to the same report, however many chunks there are', async () => {
    const args = ['check', 'openstack-image-v1', '--har', 'conformance/recordings/openstack-glance-16.0.0-v1.har'];
    const plain = await report('recorded', args);
    const queued = await report('recorded-queued', [...args, '--queue', redis.url, '--chunks', '3']);
    expect(queued).toEqual(plain);
  });

  test('a run that is stopped undoes what it created, and says what was not done', async () => {
    let hold = (): void => {};
    const isHeld = new Promise<void>((resolve) => (hold = resolve));
    const waiting: (() => void)[] = [];
    let isCreated = false;
    kitchen.asked.length = 0;
    kitchen.hold = ({ method, path }) => {
      if (method === 'DELETE' || !path.startsWith('/cups')) return undefined;
      if (!isCreated) return void (isCreated = method === 'POST');
      hold();
      return new Promise((resolve) => waiting.push(resolve));
    };
    const file = join(folder, 'stopped.json');
    const command = beginCommand([
      ...checkOf('both', '--queue', redis.url, '--timeout', '2s'),
      '--report',
      `json=${file}`,
    ]);
    await isHeld;
    command.stop();
    const { code } = await command.ended;
    expect([1, 3]).toContain(code);
    const [run] = (await readReport(file)).runs;
    // The server holds up lists, too: what is in them nobody can see.
    expect(run?.leftovers.filter(({ reason }) => !reason.startsWith('its list could be read'))).toEqual([]);
    expect(run?.undecided.map(({ reason }) => reason).join('; ')).toMatch(/stopped/);
    expect(kitchen.asked.filter(({ method }) => method === 'DELETE')).not.toEqual([]);
    kitchen.hold = () => undefined;
    waiting.forEach((answer) => answer());
  });

  test('a worker that is stopped ends, and gives its chunk back', async () => {
    let release = (): void => {};
    const isGone = new Promise<void>((resolve) => (release = resolve));
    kitchen.hold = ({ worker }) => {
      if (worker === 'c') void kill('c', 'SIGTERM').then(release);
      return isGone;
    };
    const plain = await readReport(join(folder, 'plain.json'));
    const queued = await report('given-back', checkOf('both', '--queue', redis.url, ...PATIENT));
    kitchen.hold = () => undefined;
    expect(seen(queued.whole)).toEqual(seen(plain));
    expect(queued.whole.runs[0]?.leftovers).toEqual([]);
  });

  test('no credentials were ever written to the queue', () => {
    const written = redis.written();
    expect(written).toContain('"addCup"');
    expect(written).toContain('X-Worker');
    expect(written).not.toContain('s3cret');
  });

  test('a run leaves nothing in the queue', async () => {
    await kill('b', 'SIGTERM');
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    // A worker may still look for stalled work or take its turn when the run is over; what it writes then expires within a minute.
    let keys = await client.keys('*');
    for (let times = 0; keys.length > 0 && times < 90; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      keys = await client.keys('*');
    }
    expect(keys).toEqual([]);
    client.disconnect();
  });

  test('a Redis that wants a password is told as such', async () => {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    await client.config('SET', 'requirepass', 'pw');
    const { code, err } = await runCommand(['worker', '--queue', redis.url.replace('//', '//:wrong-s3cret@')]);
    expect(code).toBe(2);
    expect(err).toBe(
      `assay: the Redis at ${redis.url} refuses the user or password\n  Give them in the URL: --queue redis://:PASSWORD@HOST\n`,
    );
    client.disconnect();
  });

  test('over TLS, a queue takes who trusts its certificate and has its password, and nobody else', async () => {
    const guarded = join(folder, 'guarded');
    mkdirSync(guarded);
    const guard = { password: 's3cret-of-the-queue', authority: join(folder, 'authority.pem') };
    const queue = await startRedis(program as string, guarded, guard);
    const trusting = { NODE_EXTRA_CA_CERTS: guard.authority };
    const checked = async (url: string, env: NodeJS.ProcessEnv) => {
      const child = spawn(process.execPath, [...assayArgs(), ...checkOf('tls', '--queue', url)], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, NODE_OPTIONS: '', ...env },
      });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    };
    try {
      await startWorker('tls', queue.url, trusting).until('waits for runs');
      const done = await checked(queue.url, trusting);
      expect([done.code, done.said.includes(guard.password)]).toEqual([1, false]);
      const shown = queue.url.replace(`:${guard.password}@`, '');
      expect((await checked(queue.url, {})).said).toMatch(
        /no Redis answers at rediss:\/\/localhost:\d+ \(\w*SELF_SIGNED\w*\)\n  Name the authority of its certificate: NODE_EXTRA_CA_CERTS=FILE\.\n$/,
      );
      expect((await checked(shown, trusting)).said).toContain(`the Redis at ${shown} refuses the user or password`);
      expect((await checked(queue.url.replace('rediss:', 'redis:'), trusting)).said).toContain(
        'rediss:// is for one with TLS.',
      );
    } finally {
      await kill('tls', 'SIGKILL');
      await queue.stop();
    }
  });
});

test('a queue that nothing answers at is told in two lines', async () => {
  const { code, err } = await runCommand(['check', CONTRACT, '--queue', 'redis://:s3cret@127.0.0.1:1']);
  expect(code).toBe(2);
  expect(err).toBe(
    'assay: no Redis answers at redis://127.0.0.1:1 (ECONNREFUSED)\n  Start one (redis-server), or correct --queue; rediss:// is for one with TLS.\n',
  );
});
