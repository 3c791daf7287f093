/**
 * The speed and memory of the mock, compared with Prism, Mockoon, Fastify and bare node:http. All servers of one table run in
 * the same minute, in turns. Run with `npm run benchmark:mock` and `npm run benchmark:memory`; directly, after a build:
 *
 *     node benchmarks/mock.mjs [requests] [start] [github] [memory] [--rounds 5] [--seconds 3] [--million]
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, middle, report, table } from './harness.mjs';
import { cannon, load, TOOL } from './load.mjs';
import { installPeers, start } from './servers.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    million: { type: 'boolean' },
  },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const contract = (name) => fileURLToPath(new URL(`../openapi/${name}/openapi.yaml`, import.meta.url));
const PACKAGES = contract('cloud-foundry-v3-packages');
const IMAGES = contract('openstack-image-v1');

const CREATE = {
  method: 'POST',
  path: '/v3/apps/app-{n}/packages',
  // In capitals, because Prism answers 401 to the documented lower case.
  headers: { Authorization: 'Bearer any-token', 'Content-Type': 'application/json' },
  body: '{"type":"docker","data":{"image":"registry/mine:{n}","credentials":{"user":"u","password":"p","email":"e@x.org","login_server":"https://x.org/v1"}}}',
};
const LICENSE = { method: 'GET', path: '/licenses/mit', headers: { Accept: 'application/json' } };

/** Measures each server in turn, round by round. @returns the measurements by the server's name */
async function inTurns(names, rounds, measure) {
  const measured = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Each server begins a round in turn.
    for (let index = 0; index < names.length; index += 1) {
      const name = names[(index + round) % names.length];
      measured.get(name).push(await measure(name));
    }
  }
  return measured;
}

/** The median ratio of two servers in the same round. */
const beside = (measured, [a, b], key) =>
  middle(measured.get(a).map((one, round) => one[key] / measured.get(b)[round][key]));
const middleOf = (measured, name, key) => middle(measured.get(name).map((one) => one[key]));

/** Loads servers in turns, and prints how busy each and its client were. */
async function loaded(title, servers, request, various = false) {
  const byName = new Map(servers.map((server) => [server.title ?? server.name, server]));
  const names = [...byName.keys()];
  const measured = await inTurns(names, ROUNDS, (name) => load(byName.get(name), request, SECONDS, various));
  const percent = (name, key) => `${Math.round(middleOf(measured, name, key) * 100)}%`.replace('NaN%', 'not known');
  table(
    title,
    ['server', 'requests/s', 'server busy', `${TOOL} busy`, "requests per second of the server's CPU"],
    names.map((name) => [
      name,
      format(middleOf(measured, name, 'rate')),
      percent(name, 'server'),
      percent(name, 'client'),
      format(middleOf(measured, name, 'perCpu')),
    ]),
  );
  const idle = (name) => middleOf(measured, name, 'server') < 0.9;
  const held = names.filter((name) => idle(name) && middleOf(measured, name, 'client') > 0.9);
  const starved = names.filter((name) => idle(name) && middleOf(measured, name, 'client') <= 0.9);
  const note = (who, of) =>
    of.length > 0 &&
    process.stdout.write(`\n${who} was the limit for ${of.join(', ')}: go by the requests per second of CPU.\n`);
  note(`${TOOL}, and not the server,`, held);
  note('Neither the server nor the client but the machine', starved);
  return measured;
}

function ratios(title, measured, rows) {
  const keys = { 'requests/s': 'rate', 'requests per second of CPU': 'perCpu' };
  report(
    title,
    rows.flatMap(([pair, target]) =>
      Object.entries(keys).map(([unit, key]) => ({
        what: `${pair[0]} beside ${pair[1]}, ${unit}`,
        value: middleOf(measured, pair[0], key),
        baseline: middleOf(measured, pair[1], key),
        ratio: beside(measured, pair, key),
        unit: '/s',
        target,
      })),
    ),
  );
}

const SECTIONS = {
  async requests() {
    const names = ['assay echo', 'assay static', 'Fastify', 'bare node:http', 'Mockoon CLI', 'Prism CLI'];
    const servers = [];
    for (const name of names) servers.push(await start(name, [PACKAGES], CREATE));
    const guids = servers.map(({ body }) => JSON.parse(body).guid);
    if (!guids.every((guid) => typeof guid === 'string'))
      throw new Error(`not all answer with a package: ${guids.join(', ')}`);
    const measured = await loaded(
      `The same POST each time, of ${CREATE.body.replace('{n}', '100000').length} bytes`,
      servers,
      CREATE,
    );
    ratios('Requests a second', measured, [
      [['assay echo', 'bare node:http'], 'at least 0.7'],
      [['assay static', 'bare node:http'], 'at least 0.8'],
      [['assay echo', 'Prism CLI'], 'at least 10'],
      [['assay echo', 'Fastify'], 'at least 1'],
      [['assay static', 'Fastify'], 'at least 1'],
      [['assay echo', 'Mockoon CLI'], ''],
    ]);
    // No server can answer these from what it has answered before.
    const fast = servers.filter(({ name }) => !name.endsWith('CLI'));
    const various = await loaded('Another POST each time', fast, CREATE, true);
    ratios('Requests a second, each another', various, [
      [['assay echo', 'bare node:http'], 'at least 0.6'],
      [['assay static', 'bare node:http'], 'at least 0.75'],
      [['assay echo', 'Fastify'], 'at least 1'],
      [['assay static', 'Fastify'], 'at least 1'],
    ]);
    await Promise.all(servers.map((server) => server.stop()));
  },

  async start() {
    const documents = {
      'assay echo': [PACKAGES, IMAGES],
      'Prism CLI': [PACKAGES],
      'Mockoon CLI': [PACKAGES],
      'bare node:http': [PACKAGES],
    };
    const measured = await inTurns(Object.keys(documents), ROUNDS, async (name) => {
      const server = await start(name, documents[name], CREATE);
      const seen = { ready: server.ready, rss: server.rss() / 1024 };
      await server.stop();
      return seen;
    });
    const row = (what, pair, key, unit, target) => ({
      what,
      value: middleOf(measured, pair[0], key),
      baseline: middleOf(measured, pair[1], key),
      ratio: beside(measured, pair, key),
      unit,
      target,
    });
    report('From the start of the process to the first answer', [
      row(
        '`assay mock`, both contracts, beside `prism mock`, one of them',
        ['assay echo', 'Prism CLI'],
        'ready',
        'ms',
        'at most 0.4',
      ),
      row('the same, beside Mockoon CLI with one', ['assay echo', 'Mockoon CLI'], 'ready', 'ms', ''),
      row('resident memory then, beside Prism', ['assay echo', 'Prism CLI'], 'rss', 'MB', ''),
    ]);
  },

  async github() {
    const whole = fileURLToPath(
      new URL('node_modules/@octokit/openapi/generated/api.github.com.json', import.meta.url),
    );
    const document = JSON.parse(readFileSync(whole, 'utf8'));
    const measured = await inTurns(['assay echo', 'Prism CLI'], Math.min(ROUNDS, 3), async (name) => {
      const server = await start(name, [whole], LICENSE);
      const seen = { ready: server.ready, rss: server.rss() / 1024 };
      await server.stop();
      return seen;
    });
    const row = (what, key, unit, target) => ({
      what,
      value: middleOf(measured, 'assay echo', key),
      baseline: middleOf(measured, 'Prism CLI', key),
      ratio: beside(measured, ['assay echo', 'Prism CLI'], key),
      unit,
      target,
    });
    report("GitHub's document, assay beside Prism CLI", [
      row('from the start of the process to the first answer', 'ready', 'ms', 'at most 0.25'),
      row('resident memory then', 'rss', 'MB', 'at most 1'),
    ]);

    const one = join(mkdtempSync(join(tmpdir(), 'assay-benchmark-')), 'one.json');
    writeFileSync(one, JSON.stringify(onlyPath(document, '/licenses/{license}')));
    const [big, small] = [
      { ...(await start('assay echo', [whole], LICENSE)), title: 'assay echo, whole document' },
      { ...(await start('assay echo', [one], LICENSE)), title: 'assay echo, one operation' },
    ];
    ratios('The size of the document', await loaded(`GET ${LICENSE.path}`, [big, small], LICENSE), [
      [[big.title, small.title], '0.8 to 1.2'],
    ]);
    await Promise.all([big.stop(), small.stop()]);
  },

  async memory() {
    const [BATCHES, AMOUNT] = [100, 10_000];
    const server = await start('assay echo', [PACKAGES], CREATE);
    const samples = [];
    for await (const said of cannon(server, CREATE, { batches: BATCHES, amount: AMOUNT })) {
      if (said.failed > 0) throw new Error(`${said.failed} requests failed`);
      samples.push([samples.length * AMOUNT, server.rss()]);
    }
    await server.stop();
    const kept = samples.slice(Math.ceil(samples.length / 10));
    const mb = (kb) => `${format(kb / 1024)} MB`;
    table(
      'Resident memory of assay echo',
      ['requests', 'after a second', 'after a tenth', 'most after that', 'at the end', 'slope of the last nine tenths'],
      [
        [
          samples.at(-1)[0].toLocaleString('en'),
          mb(samples[0][1]),
          mb(kept[0][1]),
          mb(Math.max(...kept.map(([, rss]) => rss))),
          mb(kept.at(-1)[1]),
          `${format(slope(kept) * 100_000)} KB per 100,000 requests`,
        ],
      ],
    );
  },
};

/** The steepness of the line that lies nearest to the points, by least squares. */
function slope(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([at]) => at), mean(([, rss]) => rss)];
  return mean(([at, rss]) => (at - x) * (rss - y)) / mean(([at]) => (at - x) ** 2);
}

/** A document with one of its paths, and of its components what that refers to. */
function onlyPath(document, path) {
  const components = {};
  const keep = (node) => {
    if (typeof node !== 'object' || node === null) return;
    const [, kind, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(node.$ref ?? '') ?? [];
    if (kind && !components[kind]?.[name]) {
      (components[kind] ??= {})[name] = document.components[kind][name];
      keep(components[kind][name]);
    }
    Object.values(node).forEach(keep);
  };
  keep(document.paths[path]);
  return { ...document, paths: { [path]: document.paths[path] }, components };
}

/** The number of busy cores before the measurement. */
async function busyCores() {
  const idle = () => cpus().reduce((sum, { times }) => sum + times.idle, 0);
  const [before, began] = [idle(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return cpus().length - (idle() - before) / (performance.now() - began);
}

const wanted =
  positionals.length > 0 ? positionals : ['requests', 'start', 'github', ...(values.million ? ['memory'] : [])];
const unknown = wanted.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no measurement ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}.\n`,
  );
  process.exit(2);
}
installPeers();
const busy = await busyCores();
process.stdout.write(`Node ${process.version}, ${cpus().length} cores; ${TOOL}; rounds: ${ROUNDS} of ${SECONDS} s.\n`);
if (busy > 0.2)
  process.stdout.write(
    `\n${busy.toFixed(1)} of the cores are at work for something else: these figures are no good.\n`,
  );
for (const name of wanted) await SECTIONS[name]();
