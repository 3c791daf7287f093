/**
 * Sends bytes of all kinds to a mock in a process of its own. No bytes may end the process, hang a connection, or cause a 5xx.
 * `ASSAY_FUZZ_RUNS` is the number of runs, `ASSAY_FUZZ_SEED` the seed; a failure prints its seed and the bytes.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SHIPPED_CONTRACTS } from '../support/contracts.ts';
import { hostile, VALID, type Hostile } from './requests.ts';
import { startMockProcess, type MockProcess } from './start-mock-process.ts';
import { converse, readAnswers } from './raw-connection.ts';

const FILES = [
  ...SHIPPED_CONTRACTS.map((name) => `openapi/${name}/openapi.yaml`),
  'examples/petstore.yaml',
  'test/hostile-requests/fixtures/everything.yaml',
];
const RUNS = Number(process.env['ASSAY_FUZZ_RUNS'] ?? 30);
const SEED = Number(process.env['ASSAY_FUZZ_SEED'] ?? 1);
const MINUTE = 60_000;
/** A connection that stays open takes this long; a busy machine needs some time for a request too. */
const IMPATIENT = { patience: 1_000 };

let mock: MockProcess;
beforeAll(async () => {
  mock = await startMockProcess(FILES, IMPATIENT);
});
afterAll(() => mock.stop());

/** Expects that a usual request still gets its documented response. */
async function assertServes(port: number): Promise<void> {
  const image = `still/here:${Math.random()}`;
  const response = await fetch(`http://127.0.0.1:${port}/v3/apps/1/packages`, {
    method: 'POST',
    headers: { Authorization: 'bearer t', 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'docker', data: { image } }),
  });
  expect([response.status, await response.json()]).toEqual([
    201,
    expect.objectContaining({ state: 'READY', data: expect.objectContaining({ image }) }),
  ]);
}

/** Expects that the mock answers each connection with well-formed HTTP and no server error. */
async function assertAnswered({ port }: MockProcess, { pieces, fin }: Hostile): Promise<void> {
  const sent = Buffer.concat(pieces);
  for (const { status, body } of readAnswers(await converse(port, pieces, { fin }), sent.includes('HEAD '))) {
    if (status >= 500) throw new Error(`answers with ${status}: ${body}`);
    if (/\bat [^\n]*\.[jt]s:\d/.test(body)) throw new Error(`shows a place in its source: ${body}`);
  }
}

test.each(VALID.map((request): [string, string] => [request.split('\r\n', 1)[0] ?? '', request]))(
  'the fuzzer starts from valid requests: %s',
  async (_, request) => {
    const [answer] = readAnswers(await converse(mock.port, [request]), request.startsWith('HEAD'));
    expect(answer?.status).toBeLessThan(300);
  },
);

test(
  'the mock survives bytes of all kinds',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 40, size: 'max' }), async (connections) => {
        // Shrinking needs a mock that works.
        if (mock.hasFailed()) {
          await mock.stop();
          mock = await startMockProcess(FILES, IMPATIENT);
        }
        await Promise.all(connections.map((connection) => assertAnswered(mock, connection)));
        mock.assertRunning();
        await assertServes(mock.port);
      }),
      { numRuns: RUNS, seed: SEED },
    ),
  10 * MINUTE + RUNS * 10_000,
);

describe('large bodies', () => {
  const HEAD = ['Host: h', 'Authorization: bearer t'];
  const post = (path: string, type: string, body: string | Buffer, method = 'POST') => [
    `${[`${method} ${path} HTTP/1.1`, ...HEAD, `Content-Type: ${type}`, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n`,
    body,
  ];
  const JSON_TYPE = 'application/json';
  const FORM = 'application/x-www-form-urlencoded';
  const LARGE = 9_900_000;
  /** As many repetitions as make it large. */
  const large = (unit: string, before = '', after = '') =>
    Buffer.from(
      before + unit.repeat(Math.floor((LARGE - before.length - after.length) / unit.length)) + after,
      'latin1',
    );
  const MEGABYTE = Buffer.alloc(2 ** 20, 'a');
  const streamed = function* (framing: string, wrap: (piece: Buffer) => Iterable<string | Buffer>, last = '') {
    yield `POST /v1/images HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`;
    for (let sent = 0; sent < 300; sent += 1) yield* wrap(MEGABYTE);
    yield last;
  };
  const lengthwise = () => streamed(`Content-Length: ${300 * MEGABYTE.length}`, (piece) => [piece]);
  const chunked = () => streamed('Transfer-Encoding: chunked', (piece) => ['100000\r\n', piece, '\r\n'], '0\r\n\r\n');

  type Row = [name: string, { given: () => Iterable<string | Buffer>; readsLate?: boolean; want: number }];
  const ENDLESS: Row[] = [
    ['300 MB, by its length', { given: lengthwise, want: 413 }],
    ['300 MB, by its length, to a client that reads late', { given: lengthwise, readsLate: true, want: 413 }],
    ['300 MB, in chunks', { given: chunked, want: 413 }],
    ['300 MB, in chunks, to a client that reads late', { given: chunked, readsLate: true, want: 413 }],
    ['300 MB of no HTTP', { given: () => Array.from({ length: 300 }, () => MEGABYTE), want: 400 }],
  ];
  const TABLE: Row[] = [
    ['a list of bad items', { given: () => post('/list', JSON_TYPE, large('0,', '[', '0]')), want: 422 }],
    [
      'a list of good items, each another',
      {
        given: () =>
          post(
            '/list',
            JSON_TYPE,
            JSON.stringify(Array.from({ length: 200_000 }, (_, lives) => ({ kind: 'cat', lives }))),
          ),
        want: 201,
      },
    ],
    [
      'a text',
      {
        given: () => post('/v3/apps/1/packages', JSON_TYPE, large('a', '{"type":"docker","data":{"image":"', '"}}')),
        want: 201,
      },
    ],
    [
      'lists nested a hundred thousand deep',
      { given: () => post('/tree', JSON_TYPE, '['.repeat(100_000), 'PUT'), want: 400 },
    ],
    [
      'objects nested a hundred thousand deep',
      {
        given: () => post('/tree', JSON_TYPE, `${'{"below":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'PUT'),
        want: 400,
      },
    ],
    [
      'as deep as may be',
      {
        given: () => post('/tree', JSON_TYPE, `${'{"name":"","below":['.repeat(490)}${']}'.repeat(490)}`, 'PUT'),
        want: 200,
      },
    ],
    [
      'filters nested in two branches',
      { given: () => post('/filter', JSON_TYPE, `${'{"and":['.repeat(200)}5${']}'.repeat(200)}`), want: 422 },
    ],
    // The document knows 422 for every request that is wrong.
    ['a form of nothing but ampersands', { given: () => post('/form', FORM, large('&')), want: 422 }],
    ['a form of many members', { given: () => post('/form', FORM, large('&a', 'name=a')), want: 422 }],
    ['a form with a long name', { given: () => post('/form', FORM, large('%41', 'name=a&')), want: 200 }],
    [
      'a multipart form of many parts',
      {
        given: () =>
          post(
            '/form',
            'multipart/form-data; boundary=b',
            large('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n', '', '--b--'),
          ),
        want: 422,
      },
    ],
    [
      'a multipart form that almost ends at each byte',
      { given: () => post('/form', 'multipart/form-data; boundary=b', large('\r\n--', '--b\r\n')), want: 422 },
    ],
    [
      'text in another charset',
      { given: () => post('/form', 'application/json; charset=utf-16le', large('\0a')), want: 422 },
    ],
    [
      'what is labelled as gzip, and is not',
      {
        given: () => [
          post('/form', JSON_TYPE, MEGABYTE)[0]?.toString().replace('\r\n\r\n', '\r\nContent-Encoding: gzip\r\n\r\n') ??
            '',
          MEGABYTE,
        ],
        want: 422,
      },
    ],
  ];

  let mock: MockProcess;
  beforeAll(async () => {
    mock = await startMockProcess(FILES);
  });
  afterAll(() => mock.stop());

  const assertAnsweredWith = async (_: string, { given, readsLate = false, want }: Row[1]): Promise<void> => {
    const answers = readAnswers(await converse(mock.port, given(), { readsLate }));
    expect(answers.map(({ status }) => status)).toEqual([want]);
    mock.assertRunning();
    await assertServes(mock.port);
  };

  test.each(ENDLESS)('the mock refuses %s', assertAnsweredWith);
  // The process alone takes 200 to 300 MB, as its collector has time; a mock that kept the 300 MB would take more than 450.
  test('the mock keeps none of a body that is too large', async () => expect(await mock.peak()).toBeLessThan(450));

  test.each(TABLE)('the mock answers %s', assertAnsweredWith);
  test('the mock takes no more than 700 MB at any time', async () => expect(await mock.peak()).toBeLessThan(700));
});
