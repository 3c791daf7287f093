import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Run } from '../../model/run.ts';
import { loadContract } from '../../contract/load.ts';
import { check } from '../check.ts';
import { embeddedTarget } from '../mock-target.ts';
import { har } from '../../report/har.ts';
import { checkRecorded } from './check-recorded.ts';
import { summary } from '../../report/summary.ts';
import { readHar } from '../../exchange/recordings/read-har.ts';
import type { Recorded } from '../../exchange/recordings/recorded.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const PACKAGES = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');
const IMAGES = await loadContract('openapi/openstack-image-v1/openapi.yaml');
const CONTRACTS = [PACKAGES, IMAGES];

async function judge(name: string): Promise<Run[]> {
  return checkRecorded(CONTRACTS, await readHar(`conformance/recordings/${name}.har`), name);
}

const told = (run: Run | undefined) =>
  run?.findings
    .filter(({ severity }) => severity === 'violation')
    .map(({ check, at, actual }) => `${check} ${at} ${actual}`);

test('a Cloud Foundry of 2015 differs from its pages in these places', async () => {
  const [packages, images] = await judge('cloud-foundry-2015-11');
  expect(packages?.verdict).toBe('violates');
  expect(told(packages)).toEqual([
    'headers header X-VCAP-Request-ID nothing',
    'headers header X-Content-Type-Options nothing',
    'schema body#/data/store_image null',
    'refusal request body#/data 201',
    'schema body#/data/image null',
    'server-error request body#/data 500',
  ]);
  expect(packages?.unjudged).toMatchObject([{ reason: expect.stringContaining('404') }]);
  expect(images?.verdict).toBe('undecided');
});

test('Glance 16 answers with another status, refuses the documented body and has no documented location', async () => {
  const [, images] = await judge('openstack-glance-16.0.0-v1');
  expect(images?.verdict).toBe('violates');
  expect(told(images)).toEqual(
    expect.arrayContaining(['status status 201', 'acceptance request 400', 'schema body#/location nothing']),
  );
  const refusal = images?.findings.find(({ check }) => check === 'status');
  expect(refusal?.statement?.says).toContain('202');
});

function recorded(
  change: Partial<{
    method: string;
    path: string;
    body: string;
    status: number;
    answer: string;
    headers: [string, string][];
  }>,
): Recorded {
  const {
    method = 'POST',
    path = '/v1/images',
    body = '{"name":"n","disk_format":"raw","container_format":"bare"}',
    status = 202,
    answer = '{"location":"/v1/images/1"}',
    headers = [['Content-Type', 'application/json']],
  } = change;
  return {
    name: 'one',
    origin: 'http://api.example.org',
    exchange: {
      request: { method, path, headers, body: Buffer.from(body) },
      outcome: { response: { status, headers: [['Content-Type', 'application/json']], body: Buffer.from(answer) } },
      duration: 1,
      retries: 0,
    },
  };
}

test.each<[string, Parameters<typeof recorded>[0], { verdict: string; findings?: string[]; unjudged?: number }]>([
  ['a valid request with the documented response', {}, { verdict: 'conforms', findings: [] }],
  ['the same exchange recorded twice', {}, { verdict: 'conforms', findings: [] }],
  [
    'an invalid request that was refused',
    { body: '{}', status: 400, answer: '' },
    { verdict: 'conforms', findings: [] },
  ],
  [
    'an invalid request that was accepted',
    { body: '{}' },
    { verdict: 'violates', findings: ['refusal request body#/name 202'] },
  ],
  ['a valid request that was refused', { status: 422 }, { verdict: 'violates', findings: ['acceptance request 422'] }],
  ['what the client holds already', { status: 304, answer: '' }, { verdict: 'undecided', findings: [], unjudged: 1 }],
  [
    'a refusal that depends on the state of the server',
    { status: 409 },
    { verdict: 'undecided', findings: [], unjudged: 1 },
  ],
  ['a path that no operation has', { path: '/v2/images' }, { verdict: 'undecided', findings: [], unjudged: 1 }],
  ['a method that no operation has', { method: 'GET' }, { verdict: 'undecided', findings: [], unjudged: 1 }],
  ['a failure of the server', { status: 500 }, { verdict: 'violates', findings: ['server-error request 500'] }],
])('judges %s', (_, change, want) => {
  const [run] = checkRecorded([IMAGES], [recorded(change), recorded(change)], 'x');
  expect({ verdict: run?.verdict, findings: told(run), unjudged: run?.unjudged.length }).toEqual({
    findings: [],
    ...want,
    unjudged: want.unjudged ?? 0,
  });
});

test('what is not judged for one reason is one entry, with the number of its exchanges', () => {
  const paths = ['/v2/images/1', '/v2/images/22', '/v2/images/2f1c0c5e-8a4f-4c7e-9a51-33e0f1b8a0aa', '/v2/images/new'];
  const [run] = checkRecorded(
    [IMAGES],
    paths.map((path, index) => ({ ...recorded({ method: 'GET', path }), name: `#${index + 1}` })),
    'x',
  );
  expect(run?.unjudged).toEqual([
    { case: '#1 and 2 more', reason: 'no operation matches GET /v2/images/…' },
    { case: '#4', reason: 'no operation matches GET /v2/images/new' },
  ]);
});

describe('what a recording does not have', () => {
  const log = (status: number, body: string, lacks: Recorded['lacks']): Recorded => {
    const { exchange, ...rest } = recorded({ status, body, answer: '', headers: [] });
    const outcome = { response: { status, headers: [], body: new Uint8Array() } };
    return { ...rest, exchange: { ...exchange, outcome }, ...(lacks && { lacks }) };
  };
  const NOTHING = { requestHeaders: true, requestBody: true, responseHeaders: true, responseBody: true } as const;

  test.each<[name: string, status: number, findings: string[], unjudged: string[]]>([
    [
      'the documented status',
      202,
      [],
      [
        'the recording does not have the body of the answer',
        'the recording does not have the header fields of the answer',
      ],
    ],
    [
      'another success than the documented one',
      204,
      ['status status 204'],
      [
        'the recording does not have the body of the answer',
        'the recording does not have the header fields of the answer',
      ],
    ],
    ['a refusal', 422, [], ['a request was answered with 422, and the recording does not have its body']],
    [
      'a failure of the server',
      500,
      ['server-error request 500'],
      [
        'the recording does not have the body of the answer',
        'the recording does not have the header fields of the answer',
      ],
    ],
  ])('accuses nobody: of an access log with %s', (_, status, findings, unjudged) => {
    const [run] = checkRecorded([IMAGES], [log(status, '', NOTHING)], 'x');
    expect(told(run)).toEqual(findings);
    expect(run?.unjudged.map(({ reason }) => reason)).toEqual(unjudged);
  });

  test.each<[lacks: Recorded['lacks'], places: string[]]>([
    [undefined, ['body#/id', 'header X-Total']],
    [{ requestHeaders: true }, ['body#/id', 'header X-Total']],
    [{ responseBody: true }, ['header X-Total']],
    [{ responseHeaders: true }, []],
  ])('says nothing of it: %j leaves findings at %j', async (lacks, places) => {
    const schema = { type: 'object', properties: { id: { type: 'integer' } } };
    const contract = await contractOf({
      paths: {
        '/a': {
          get: {
            responses: {
              200: {
                description: '',
                headers: { 'X-Total': { schema: { type: 'integer' } } },
                content: { 'application/json': { schema } },
              },
            },
          },
        },
      },
    });
    const response = {
      status: 200,
      headers: [['Content-Type', 'application/json'] as const, ['X-Total', 'many'] as const],
      body: Buffer.from('{"id":"x"}'),
    };
    const { exchange, ...rest } = recorded({ method: 'GET', path: '/a', headers: [] });
    const one = { ...rest, exchange: { ...exchange, outcome: { response } }, ...(lacks && { lacks }) };
    const [run] = checkRecorded([contract], [one], 'x');
    expect(run?.findings.map(({ at }) => at).sort()).toEqual(places);
  });

  test('accuses nobody: of credentials that no request carries', async () => {
    const path = '/v3/apps/a/packages';
    const body = '{"type":"docker","data":{"image":"registry/image:latest"}}';
    const sent = recorded({ path, body, status: 201, answer: '{}' });
    const withToken = recorded({
      path,
      body,
      status: 201,
      answer: '{}',
      headers: [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['Authorization', 'bearer x'],
      ],
    });
    const isAboutCredentials = (run: Run | undefined) => run?.findings.some(({ at }) => at === 'credentials');
    const [without] = checkRecorded([PACKAGES], [sent, sent], 'x');
    expect(isAboutCredentials(without)).toBe(false);
    expect(without?.results.flatMap(({ findings }) => findings).some(({ at }) => at === 'credentials')).toBe(false);
    expect(without?.unjudged).toContainEqual(
      expect.objectContaining({
        reason: 'no recorded request carries credentials, so that none of them shows whether they are needed',
      }),
    );
    const [some] = checkRecorded([PACKAGES], [sent, withToken], 'x');
    expect(isAboutCredentials(some)).toBe(true);
  });
});

test('keeps the first results, and those that findings show', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({
    ...recorded(index === 40 ? { status: 500 } : index === 45 ? { status: 500, body: '{"name":"n"}' } : {}),
    name: `#${index + 1}`,
  }));
  const [run] = checkRecorded([IMAGES], many, 'x', { keep: 3 });
  expect(run?.counts.cases).toBe(50);
  expect(run?.findings.map(({ count, case: shown }) => [count, shown])).toEqual([
    [1, '#41'],
    [1, '#46'],
  ]);
  expect(run?.results.map(({ case: { id } }) => id)).toEqual(['#1', '#2', '#3', '#41', '#46']);
});

describe('the share of the exchanges that could be judged', () => {
  const others = (count: number) => Array.from({ length: count }, () => recorded({ path: '/elsewhere' }));
  const check = (count: number, strict: boolean) =>
    checkRecorded(CONTRACTS, [recorded({}), ...others(count)], 'x', { strict, recordedOnly: true });

  test('is told with the run and in its last line', () => {
    const [run] = check(50, false) as [Run];
    expect([run.verdict, run.recorded]).toEqual(['conforms', { judged: 1, exchanges: 51 }]);
    expect(summary(run)).toContain('1 of 51 recorded exchanges judged');
  });

  test('stands in the first run, beside what was not judged of any', () => {
    const images = recorded({ path: '/v1/images', status: 500 });
    const packages = recorded({ path: '/v3/apps/1/packages', body: '{}', status: 418 });
    const entries = [images, packages, ...others(9)];
    const runs = checkRecorded(CONTRACTS, entries, 'x', { strict: true, recordedOnly: true });
    expect(runs.map(({ contract, undecided, unjudged }) => [contract.name, undecided.length, unjudged.length])).toEqual(
      [
        ['cloud-foundry-v3-packages', 1, 1],
        ['openstack-image-v1', 0, 0],
      ],
    );
    const [only, ...more] = checkRecorded(CONTRACTS, others(2), 'x', { recordedOnly: true });
    expect([only?.contract.name, more, only?.unjudged.length]).toEqual(['cloud-foundry-v3-packages', [], 1]);
  });

  test.each([
    [50, 'undecided'],
    [2, 'undecided'],
    [1, 'conforms'],
    [0, 'conforms'],
  ])('leaves a strict run with %i others %s', (count, verdict) => {
    const runs = check(count, true);
    expect(runs.map((run) => run.verdict)).toEqual([verdict]);
    expect(runs[0]?.undecided.map(({ reason }) => reason)).toEqual(
      verdict === 'undecided'
        ? [`1 of ${count + 1} recorded exchanges could be judged, and --strict asks for half of them`]
        : [],
    );
  });
});
test.each([401, 403, 404, 408, 409, 410, 412, 421, 423, 424, 425, 428, 429, 503])(
  'a valid request that was answered with %d is not judged',
  (status) => {
    const [run] = checkRecorded([IMAGES], [recorded({ status })], 'x');
    expect(run?.findings).toEqual([]);
    expect(run?.unjudged.map(({ reason }) => reason)).toEqual([
      `a valid request was answered with ${status}, which depends on the state of the server`,
    ]);
  },
);

test.each([
  [422, 'undecided', 1],
  [201, 'undecided', 1],
  [500, 'violates', 0],
])(
  'a recorded request that the documents leave open is judged by a failure alone (%d: %s)',
  (status, verdict, unjudged) => {
    const body = '{"type":"docker","data":{"image":"a/b","credentials":{"user":"u"}}}';
    const [run] = checkRecorded(
      [PACKAGES],
      [recorded({ path: '/v3/apps/one/packages', body, status, answer: '{}' })],
      'x',
    );
    expect([run?.verdict, run?.unjudged.length]).toEqual([verdict, unjudged]);
  },
);

const folder = temporaryFolder('recorded');

test('what assay recorded of a server that conforms accuses nobody, though secrets are masked in it', async () => {
  const contract = PACKAGES;
  const live = await check(contract, embeddedTarget(contract), { phases: ['examples', 'coverage'] });
  const text = har([live], {});
  expect(text).toContain('\\"user\\":\\"[masked]\\"');
  writeFileSync(join(folder, 'own.har'), text);
  const [run] = checkRecorded([contract], await readHar(join(folder, 'own.har')), 'own.har');
  expect(told(run)).toEqual([]);
  expect(run?.unjudged.map(({ reason }) => reason)).toEqual([
    'the recording has secrets masked in the body of the answer',
    expect.stringMatching(/^a request was answered with 422, and the recording does not have all of its body$/),
  ]);
});
