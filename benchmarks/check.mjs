/**
 * The speed of a conformance run, compared with bare undici requests, with `node -e 0` and `redocly respect`, and offline with `redocly drift`.
 * Run with `npm run benchmark:check`, after a build.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { check, createMock, httpTarget, loadContract, plan } from '../dist/index.js';
import { median, report, timed, timedProcess } from './harness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'dist/cli/bin.js');
const contract = await loadContract(join(ROOT, 'openapi/cloud-foundry-v3-packages/openapi.yaml'));
const phases = ['examples', 'coverage'];
const cases = plan(contract, { phases });

/** A server that answers each case at once, with a response of the mock from before the measurement. */
async function instantServer() {
  const mock = createMock([contract]);
  let answered = 0;
  let first;
  const server = createServer((request, response) => {
    first?.();
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const headers = [];
      for (let i = 0; i < request.rawHeaders.length; i += 2)
        headers.push([request.rawHeaders[i], request.rawHeaders[i + 1]]);
      const {
        status,
        headers: own,
        body,
      } = await mock.handle({ method: request.method, path: request.url, headers, body: Buffer.concat(chunks) });
      answered += 1;
      response.writeHead(status, own.flat());
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close(),
    answered: () => answered,
    onFirst: (tell) => (first = tell),
  };
}

const server = await instantServer();

// ---------------------------------------------------------------- a run beside bare requests
const ROUNDS = 20;
const pool = new Pool(server.url, { connections: 4 });
const bare = () =>
  timed(async () => {
    let next = 0;
    const work = async () => {
      while (next < cases.length) {
        const { request } = cases[next++];
        const { body } = await pool.request({
          method: request.method,
          path: request.path,
          headers: request.headers.flat(),
          body: request.body,
        });
        await body.arrayBuffer();
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  });
const target = httpTarget(server.url);
const whole = () => timed(() => check(contract, target, { phases, workers: 4 }));
for (let i = 0; i < 10; i += 1) await Promise.all([bare(), whole()]);
const [bareTime, wholeTime] = [await median(ROUNDS, bare), await median(ROUNDS, whole)];
await target.close();

// ---------------------------------------------------------------- start-up
const nothing = () => timedProcess(process.execPath, ['-e', '0']);
const oneRun = () => timedProcess(process.execPath, [BIN, 'check', contract.file, '--target', server.url]);
const firstRequest = async () => {
  const started = performance.now();
  let first;
  server.onFirst(() => (first ??= performance.now() - started));
  await oneRun();
  server.onFirst(() => {});
  return first;
};
const [nodeTime, firstTime, runTime] = [
  await median(9, nothing),
  await median(9, firstRequest),
  await median(9, oneRun),
];

report('A run of both phases', [
  {
    what: `${cases.length} cases, beside as many bare undici requests`,
    value: wholeTime,
    baseline: bareTime,
    target: 'at most 2',
  },
  {
    what: '`assay check` to its first request, beside `node -e 0`',
    value: firstTime,
    baseline: nodeTime,
    target: `at most ${Math.round(nodeTime + 250)} ms`,
  },
  {
    what: '`assay check`, the whole process, beside `node -e 0`',
    value: runTime,
    baseline: nodeTime,
    target: 'at most 300 ms',
  },
]);

// ---------------------------------------------------------------- one operation
const folder = mkdtempSync(join(tmpdir(), 'assay-benchmark-'));
const redocly = fileURLToPath(new URL('../node_modules/@redocly/cli/bin/cli.js', import.meta.url));
const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
const workflows = join(folder, 'one.arazzo.json');
writeFileSync(workflows, JSON.stringify(arazzoOf(contract.operations[0])));
// It takes the documented `application/json;charset=utf-8` for another media type than the same in the answer.
const respect = ['respect', workflows, '--server', `api=${server.url}`, '--severity', 'CONTENT_TYPE_CHECK=warn'];
const [status] = await once(
  spawn(process.execPath, [redocly, ...respect], { env: environment, stdio: 'ignore' }),
  'exit',
);
if (status !== 0) throw new Error(`redocly ${respect.join(' ')} ends with ${status}`);
report('One operation', [
  {
    what: '`assay check`, all cases of both phases, beside `redocly respect` with one request',
    value: await median(9, oneRun),
    baseline: await median(9, () => timedProcess(process.execPath, [redocly, ...respect], { env: environment })),
    target: 'at most 0.4',
  },
]);

/** The documented request of an operation as a workflow of one step. */
function arazzoOf({ id, parameters, examples: [{ request }] }) {
  const sent = parameters.flatMap(({ in: where, name }) =>
    request[where][name] === undefined ? [] : [{ in: where, name, value: request[where][name] }],
  );
  return {
    arazzo: '1.0.1',
    info: { title: 'One operation', version: '1' },
    sourceDescriptions: [{ name: 'api', type: 'openapi', url: contract.file }],
    workflows: [
      {
        workflowId: 'one',
        steps: [
          {
            stepId: 'one',
            operationId: id,
            parameters: [...sent, { in: 'header', name: 'Authorization', value: 'bearer any-token' }],
            requestBody: { contentType: 'application/json', payload: request.body },
            successCriteria: [{ condition: '$statusCode == 201' }],
          },
        ],
      },
    ],
  };
}

// ---------------------------------------------------------------- recorded traffic
const har = join(folder, 'recorded.har');
const mock = createMock([contract]);
const entries = [];
for (let i = 0; entries.length < 10_000; i += 1) {
  const { request } = cases[i % cases.length];
  const { status, headers, body } = await mock.handle(request);
  entries.push(entryOf(request, status, headers, body));
}
writeFileSync(har, JSON.stringify({ log: { version: '1.2', creator: { name: 'benchmark', version: '1' }, entries } }));

function entryOf(request, status, headers, body) {
  const pairs = (fields) => fields.map(([name, value]) => ({ name, value }));
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return {
    startedDateTime: '2026-01-31T12:00:00.000Z',
    time: 1,
    request: {
      method: request.method,
      url: `https://api.example.org${request.path}`,
      httpVersion: 'HTTP/1.1',
      headers: pairs(request.headers),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: request.body?.byteLength ?? 0,
      ...(request.body && { postData: { mimeType: 'application/json', text: Buffer.from(request.body).toString() } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: pairs(headers),
      cookies: [],
      content: { size: body.byteLength, mimeType: type, text: Buffer.from(body).toString() },
      redirectURL: '',
      headersSize: -1,
      bodySize: body.byteLength,
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  };
}

const offline = () =>
  timedProcess(process.execPath, [
    BIN,
    'check',
    contract.file,
    '--har',
    har,
    '--report',
    `json=${join(folder, 'report.json')}`,
  ]);
const drift = () =>
  timedProcess(process.execPath, [redocly, 'drift', har, '--api', contract.file], { env: environment });
report('10,000 recorded exchanges', [
  {
    what: '`assay check --har`, beside `redocly drift`',
    value: await median(3, offline),
    baseline: await median(3, drift),
    target: 'at most 0.2',
  },
]);

await pool.close();
server.close();
