/**
 * The mock that keeps what it is sent beside echo: the same requests, in one process (milliseconds of the processor) and over HTTP, in
 * turns; and pages of a long list.
 * Run with `npm run benchmark:stateful`; directly, after a build: `node benchmarks/stateful.mjs [--rounds 7] [--requests 2000]`.
 */
import { Agent, request as send } from 'node:http';
import { parseArgs } from 'node:util';
import { createMock, loadContract, startMock } from '../dist/index.js';
import { middle, report, timed, timedByCpu } from './harness.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, requests: { type: 'string', default: '2000' } },
});
const [ROUNDS, REQUESTS] = [Number(values.rounds), Number(values.requests)];
const LONG = 100_000;
const BOOKS = await loadContract(new URL('../examples/bookshop/openapi.yaml', import.meta.url).pathname);
const BOOK = { title: 'Winter', author: 'B. Frost', genre: 'poetry', price: 7 };
const HEADERS = [
  ['Content-Type', 'application/json'],
  ['Authorization', 'Bearer token'],
];
const body = new TextEncoder().encode(JSON.stringify(BOOK));
const SEEDED = '/v1/books/5f0c6c1e-3b60-4d0e-9c6b-0d4a3a1c7b11';
const ASKED = {
  'create a book': { method: 'POST', path: '/v1/books', headers: HEADERS, body },
  'read a book': { method: 'GET', path: SEEDED, headers: HEADERS.slice(1) },
  'list the books': { method: 'GET', path: '/v1/books?limit=20', headers: HEADERS.slice(1) },
};

/** A refusal is fast, and says nothing. */
function expectDone(answer) {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${new TextDecoder().decode(answer.body)}`);
  return answer;
}

/** Milliseconds of a request, the median of the rounds for both modes in turns, and that of their ratios. */
async function beside(ask) {
  const [stateful, echo, ratios] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other] = [await ask('stateful'), await ask('echo')];
    stateful.push(one);
    echo.push(other);
    ratios.push(one / other);
  }
  return { value: 1000 * middle(stateful), baseline: 1000 * middle(echo), ratio: middle(ratios), unit: 'µs' };
}

async function inProcess(asked) {
  const mocks = { stateful: createMock([BOOKS], { mode: 'stateful' }), echo: createMock([BOOKS], {}) };
  return beside((mode) =>
    timedByCpu(async () => {
      for (let nth = 0; nth < REQUESTS; nth += 1) expectDone(await mocks[mode].handle(asked));
    }).then((ms) => ms / REQUESTS),
  );
}

async function overHttp({ method, path, headers, body: sent }) {
  const servers = {
    stateful: await startMock({ contracts: [BOOKS], mode: 'stateful', port: 0 }),
    echo: await startMock({ contracts: [BOOKS], port: 0 }),
  };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (url) =>
    new Promise((resolve, reject) => {
      const asked = send(url + path, { method, agent, headers: Object.fromEntries(headers) }, (answer) => {
        answer.resume().on('end', () => (answer.statusCode < 300 ? resolve() : reject(new Error(answer.statusCode))));
      });
      asked.on('error', reject).end(sent);
    });
  const result = await beside((mode) =>
    timed(async () => {
      for (let nth = 0; nth < REQUESTS; nth += 1) await ask(servers[mode].url);
    }).then((ms) => ms / REQUESTS),
  );
  agent.destroy();
  for (const server of Object.values(servers)) await server.close();
  return result;
}

const rows = [];
for (const [what, asked] of Object.entries(ASKED)) {
  rows.push({ what: `${what}, in process`, ...(await inProcess(asked)), target: '1.5' });
  rows.push({ what: `${what}, over HTTP`, ...(await overHttp(asked)), target: '1.5' });
}
report('The mock that keeps, beside echo', rows);

const long = createMock([BOOKS], { mode: 'stateful' });
const create = (sent) =>
  long.handle({ ...ASKED['create a book'], body: new TextEncoder().encode(JSON.stringify(sent)) });
for (let nth = 0; nth < LONG; nth += 1) {
  const sent = { ...BOOK, title: `Winter ${nth}`, price: 1 + (nth % 1000) };
  expectDone(await create(sent));
}
const pages = [];
for (const [what, query, isChanged = false] of [
  ['a page of 20', 'limit=20'],
  ['a page of 100', 'limit=100'],
  ['a page from the middle', 'limit=100&page=500'],
  ['a page of what fits a filter', 'limit=100&genre=poetry'],
  ['the first page after a creation', 'limit=100', true],
  ['the first page of what fits a filter after a creation', 'limit=100&genre=novel', true],
]) {
  const taken = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (isChanged) expectDone(await create({ ...BOOK, title: `Spring ${round}` }));
    // Another page each time: what was answered before is known.
    const page = query.includes('page') ? '' : `&page=${round + 1}`;
    const asked = { ...ASKED['list the books'], path: `/v1/books?${query}${page}` };
    const ms = await timedByCpu(async () => expectDone(await long.handle(asked)));
    // The first orders and selects; what follows is what a client that pages waits for.
    if (round > 0) taken.push(ms);
  }
  pages.push({ what, value: middle(taken), baseline: 5, target: '1' });
}
report('One page out of 100,000 books, milliseconds of the processor; the baseline is what is aimed at', pages);
