import { expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readHar } from '../exchange/recordings/read-har.ts';
import { ownVersion } from '../version.ts';
import { har } from './har.ts';
import { conforming, hostile, runAgainst, telling, undecided, violating } from '../../test/support/sample-runs.ts';

const NOW = new Date('2026-02-01T00:00:00Z');

const text = { type: 'string' };
const number = { type: 'integer', minimum: -1 };
const object = (required: Record<string, unknown>, optional: Record<string, unknown> = {}) => ({
  type: 'object',
  properties: { ...required, ...optional, comment: text },
  // Names of custom fields begin with an underscore (HAR 1.2, Custom Fields).
  patternProperties: { '^_': true },
  required: Object.keys(required),
  additionalProperties: false,
});
const list = (items: unknown) => ({ type: 'array', items });
const pair = object({ name: text, value: text });
const message = { httpVersion: text, cookies: list(pair), headers: list(pair), headersSize: number, bodySize: number };

/** The requirements of HAR 1.2 for a log (w3c.github.io/web-performance/specs/HAR/Overview.html). */
const HAR = object({
  log: object({
    version: { const: '1.2' },
    creator: object({ name: text, version: text }),
    entries: list(
      object({
        startedDateTime: { type: 'string', format: 'date-time' },
        time: { type: 'number', minimum: 0 },
        request: object(
          { ...message, method: text, url: { type: 'string', format: 'uri' }, queryString: list(pair) },
          { postData: object({ mimeType: text, params: list(pair) }, { text }) },
        ),
        response: object({
          ...message,
          status: { type: 'integer' },
          statusText: text,
          redirectURL: text,
          content: object({ size: number, mimeType: text }, { text, encoding: text }),
        }),
        cache: object({}),
        timings: object({ send: { type: 'number' }, wait: { type: 'number' }, receive: { type: 'number' } }),
      }),
    ),
  }),
});

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const valid = ajv.compile(HAR);

interface Har {
  log: {
    entries: {
      startedDateTime: string;
      request: Message & { url: string };
      response: Message & { status: number; content: { text?: string; encoding?: string } };
      comment: string;
    }[];
  };
}
interface Message {
  headers: { name: string; value: string }[];
  postData?: { text: string };
}

const UNREACHABLE = () => {
  throw new Error('nothing listens there');
};

test.each([
  ['conforms', await conforming()],
  ['violates', await violating()],
  ['is undecided', await undecided()],
  ['sends hostile text', await hostile()],
  ['repeats secrets', await telling()],
  ['does not answer', await runAgainst(UNREACHABLE)],
  ['sends no text', await runAgainst((response) => ({ ...response, body: Uint8Array.of(0xff, 0xfe, 0) }))],
  ['sends too much', await runAgainst((response) => ({ ...response, body: new Uint8Array(1_000_000).fill(0x61) }))],
])('the exchanges with a target that %s are HAR 1.2', (_, run) => {
  const log = JSON.parse(har([run], { now: NOW })) as Har;
  expect(valid(log) ? [] : valid.errors).toStrictEqual([]);
  expect(log.log.entries).toHaveLength(run.results.length);
});

test('a file tells who made it, and what each run came to', async () => {
  const { log } = JSON.parse(har([await conforming(), await violating()], { now: NOW })) as { log: object };
  expect(log).toMatchObject({
    creator: { name: 'assay', version: ownVersion() },
    comment: expect.stringMatching(
      /^cloud-foundry-v3-packages against \S+: conforms(, [^;]+)?; cloud-foundry-v3-packages against \S+: violates(, [^;]+)?$/,
    ),
  });
});

test('an entry has the request, the response, the time and the outcome', async () => {
  const { log } = JSON.parse(har([await violating()], { now: NOW })) as Har;
  expect(log.entries.map(({ startedDateTime, comment }) => [startedDateTime, comment])).toMatchInlineSnapshot(`
    [
      [
        "2026-01-31T12:00:00.000Z",
        "createPackage > docker: violates",
      ],
      [
        "2026-01-31T12:00:00.002Z",
        "createPackage > docker-with-credentials: violates",
      ],
    ]
  `);
  const { request, response } = (log.entries[1] ?? log.entries[0]) as Har['log']['entries'][number];
  expect(request).toMatchInlineSnapshot(`
    {
      "bodySize": 223,
      "cookies": [],
      "headers": [
        {
          "name": "Accept",
          "value": "application/json, */*;q=0.1",
        },
        {
          "name": "Content-Type",
          "value": "application/x-www-form-urlencoded",
        },
        {
          "name": "Authorization",
          "value": "bearer [masked]",
        },
      ],
      "headersSize": -1,
      "httpVersion": "HTTP/1.1",
      "method": "POST",
      "postData": {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [],
        "text": "{"type":"docker","data":{"image":"registry/image:latest","credentials":{"user":"[masked]","password":"[masked]","email":"[masked]","login_server":"https://index.docker.io/v1"},"store_image":true}}",
      },
      "queryString": [],
      "url": "http://api.example.org/v3/apps/guid-d8b8148d-5798-44de-821a-64b85b15e968/packages",
    }
  `);
  expect(response.status).toBe(201);
  expect(JSON.parse(response.content.text ?? '')).toMatchObject({
    state: 'STAGED',
    data: { credentials: { password: '[masked]' } },
  });
});

test('entries are in the order of their sending, whatever the order of their cases and runs', async () => {
  const run = await conforming();
  const [first, second] = run.results;
  if (!first?.exchange || !second?.exchange) throw new Error('the sample has two exchanges');
  const at = (result: typeof first, startedAt: number | undefined) => ({
    ...result,
    exchange: { ...first.exchange, startedAt } as NonNullable<typeof first.exchange>,
  });
  const runs = [
    { ...run, results: [at(first, 3_000), at(second, undefined)] },
    { ...run, results: [at(first, 1_000), at(second, 2_000)] },
  ];
  const { log } = JSON.parse(har(runs, { now: NOW })) as Har;
  expect(log.entries.map(({ startedDateTime }) => Date.parse(startedDateTime))).toStrictEqual([
    1_000,
    2_000,
    3_000,
    NOW.getTime(),
  ]);
});

test('the HAR can be read again as recorded traffic', async () => {
  const run = await telling();
  const folder = await mkdtemp(join(tmpdir(), 'assay-har-'));
  try {
    await writeFile(join(folder, 'run.har'), har([run], { now: NOW }));
    const recorded = await readHar(join(folder, 'run.har'));
    expect(recorded).toHaveLength(run.results.length);
    expect(recorded[0]).toMatchObject({
      origin: 'http://api.example.org',
      exchange: { request: { method: 'POST', path: run.results[0]?.case.request.path } },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a missing response is reported, and a body that is not text is in Base64', async () => {
  const [silent] = (JSON.parse(har([await runAgainst(UNREACHABLE)], { now: NOW })) as Har).log.entries;
  expect(silent).toMatchObject({ response: { status: 0, comment: 'the handler threw: nothing listens there' } });
  const [binary] = (
    JSON.parse(
      har([await runAgainst((response) => ({ ...response, body: Uint8Array.of(0xff, 0xfe, 0) }))], { now: NOW }),
    ) as Har
  ).log.entries;
  expect(binary?.response.content).toMatchObject({ size: 3, encoding: 'base64', text: '//4A' });
});

test('a request that was refused in search of an accepted one has an entry, with its secrets masked, and is told as such', async () => {
  const run = await telling();
  const [result] = run.results;
  if (!result) throw new Error('the run has no result');
  const before = JSON.parse(har([{ ...run, results: [result] }], { now: NOW })) as Har;
  const { log } = JSON.parse(har([{ ...run, results: [], tried: [result] }], { now: NOW })) as Har;
  const [entry] = log.entries;
  expect(entry?.comment).toBe(`${result.case.id}: tried, in search of a request that is accepted`);
  expect({ ...entry, comment: '' }).toStrictEqual({ ...before.log.entries[0], comment: '' });
});
