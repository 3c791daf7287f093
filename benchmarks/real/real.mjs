/**
 * assay against real servers that nobody here wrote, each with the document that it serves itself. In this folder, after `npm ci`
 * and `apt-get install postgresql pdns-server pdns-backend-sqlite3`:
 *
 *     npm run real -- directus [--phases all] [--assay DIR]   one server, started anew, one run; its figures as JSON
 *     npm run real -- draw directus                           20 violations of its last run, drawn at random, with their exchanges
 *     npm run real -- unreached directus                      the operations that never answered 2xx, by what the server said
 *     npm run real -- table [--kept]                          all of them, both ways; writes docs/benchmarks.md and drawn.md
 *
 * `--assay` is the folder of a built assay, this one unless it is given. `--phases all` furnishes the server first with things
 * of somebody else. `--kept` takes the figures of the last runs. What a run leaves stands in the folder `--into`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { draw, figures, unreached } from './figures.mjs';
import { oneRun, readReport } from './one-run.mjs';
import { SERVERS } from './servers/index.mjs';
import { writeTable } from './table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    assay: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
    phases: { type: 'string', default: 'examples,coverage' },
    workers: { type: 'string' },
    seed: { type: 'string', default: '1' },
    documents: { type: 'string' },
    into: { type: 'string', default: join(tmpdir(), 'assay-real') },
    kept: { type: 'boolean' },
  },
});

const folderOf = (name, phases) => join(resolve(values.into), `${name}-${phases === 'all' ? 'all' : 'default'}`);

function serverOf(name) {
  const found = SERVERS.find((server) => server.name === name);
  if (!found)
    throw new Error(`There is no server ${name}. There are: ${SERVERS.map((server) => server.name).join(', ')}.`);
  return found;
}

async function tryServer(server, phases) {
  const folder = folderOf(server.name, phases);
  const run = await oneRun(server, {
    assay: resolve(values.assay),
    folder,
    flags: [
      ...(values.workers === undefined ? [] : ['--workers', values.workers]),
      ...['--phases', phases, ...(phases === 'all' ? ['--seed', values.seed] : [])],
    ],
    furnished: phases === 'all',
    ...(values.documents && { documents: resolve(values.documents) }),
  });
  const result = { ...figures(run, readReport(folder)), title: server.title };
  writeFileSync(join(folder, 'figures.json'), JSON.stringify(result, undefined, 1));
  return result;
}

const keptFigures = (name, phases) => JSON.parse(readFileSync(join(folderOf(name, phases), 'figures.json'), 'utf8'));

async function makeTable() {
  const rows = [];
  for (const server of SERVERS) {
    const both = [];
    for (const phases of ['examples,coverage', 'all'])
      both.push(values.kept ? keptFigures(server.name, phases) : await tryServer(server, phases));
    const [byDefault, all] = both;
    rows.push({ title: server.title, byDefault, all, drawn: draw(folderOf(server.name), Number(values.seed)) });
  }
  for (const one of writeTable(rows)) print({ 'without a verdict': one });
}

const print = (value) => console.log(JSON.stringify(value, undefined, 1));

const COMMANDS = {
  draw: (name) => draw(folderOf(serverOf(name).name, values.phases), Number(values.seed)).forEach(print),
  unreached: (name) => unreached(folderOf(serverOf(name).name, values.phases)).forEach(print),
  table: makeTable,
};

const [word, operand] = positionals;
if (word === undefined)
  throw new Error(`Say which: ${[...SERVERS.map(({ name }) => name), ...Object.keys(COMMANDS)].join(', ')}.`);
await (COMMANDS[word] ?? (async () => print(await tryServer(serverOf(word), values.phases))))(operand);
