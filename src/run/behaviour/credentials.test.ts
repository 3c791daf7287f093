import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { askedAndTold, type Reply } from '../../../test/support/asked-and-told.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { WRONG_CREDENTIAL } from '../../messages/check-credentials.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check } from '../check.ts';
import { judgeAlternatives, judgeCredentials, ownRequests } from './credentials.ts';

/** Two kinds of credentials, as one names them in `security`. */
const KEY = { key: [] };
const TOKEN = { token: [] };
const BOTH = { key: [], token: [] };

const thing = { type: 'object', properties: { id: { type: 'string', readOnly: true }, title: { type: 'string' } } };
const json = (schema: JsonObject) => ({ 'application/json': { schema } });
const answer = { description: 'A thing.', content: json(thing) };
const none = { description: 'None.' };

const things = (security: JsonObject[]) =>
  contractOf({
    security,
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          requestBody: { required: true, content: json({ ...thing, required: ['title'] }) },
          responses: { 201: answer, 401: none },
        },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'getThing', responses: { 200: answer, 401: none, 404: none } },
        delete: { operationId: 'deleteThing', responses: { 204: none, 401: none, 404: none } },
      },
    },
  });

interface Credentials {
  hasKey: boolean;
  hasToken: boolean;
}

/** A server that lets in whom it should. */
function server(letsIn: (credentials: Credentials) => boolean) {
  const kept = new Map<string, JsonObject>();
  const said = (status: number, body?: Json) => ({
    status,
    headers: [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  let last = 0;
  return inProcessTarget('things', ({ method, path, headers, body }) => {
    const field = (name: string) => headers.find(([own]) => own.toLowerCase() === name)?.[1];
    if (!letsIn({ hasKey: field('x-api-key') === 'k-1', hasToken: field('authorization') === 'Bearer t-1' }))
      return said(401);
    const id = path.split('/')[2] ?? '';
    if (id === '') {
      const sent = JSON.parse(Buffer.from(body ?? '{}').toString()) as JsonObject;
      if (typeof sent['title'] !== 'string') return said(400);
      const made = { ...sent, id: `thing-${(last += 1)}` };
      kept.set(made.id, made);
      return said(201, made);
    }
    const one = kept.get(id);
    if (!one) return said(404);
    return method === 'DELETE' ? (kept.delete(id), said(204)) : said(200, one);
  });
}

const GIVEN: HeaderField[] = [
  ['X-Api-Key', 'k-1'],
  ['Authorization', 'Bearer t-1'],
];

async function found(security: JsonObject[], letsIn: (credentials: Credentials) => boolean, headers = GIVEN) {
  const overrides = { headers, set: {} };
  const run = await check(await things(security), server(letsIn), { phases: ['behaviour'], workers: 1, overrides });
  const own = run.findings.filter(({ check: id }) => id.includes('credentials'));
  return [
    ...new Set(own.map(({ severity, check: id, clause }) => `${severity} ${id} ${clause.split('/').at(-1)}`)),
    ...run.undecided.map(({ reason }) => reason),
  ];
}

const together = ({ hasKey, hasToken }: Credentials) => hasKey && hasToken;
const either = ({ hasKey, hasToken }: Credentials) => hasKey || hasToken;

test.each<[says: string, security: JsonObject[], letsIn: (credentials: Credentials) => boolean, want: string[]]>([
  ['a target that wants both credentials, as the contract does, is right', [BOTH], together, []],
  [
    'a target that looks at the key alone of two is found',
    [BOTH],
    ({ hasKey }) => hasKey,
    ['violation wrong-credentials-refused token'],
  ],
  [
    'a target that looks at the token alone of two is found',
    [BOTH],
    ({ hasToken }) => hasToken,
    ['violation wrong-credentials-refused key'],
  ],
  [
    'a target that takes either of two that go together is found',
    [BOTH],
    either,
    ['violation wrong-credentials-refused key', 'violation wrong-credentials-refused token'],
  ],
  ['a target that takes either credential is right where each is enough', [KEY, TOKEN], either, []],
  [
    'a target that takes no key is noted where it is enough',
    [KEY, TOKEN],
    ({ hasToken }) => hasToken,
    ['note right-credentials-accepted key'],
  ],
  [
    'a target that takes no token is noted where it is enough',
    [KEY, TOKEN],
    ({ hasKey }) => hasKey,
    ['note right-credentials-accepted token'],
  ],
  ['a key beside a wrong token is enough where the contract says so', [KEY, BOTH], ({ hasKey }) => hasKey, []],
])('%s', async (_, security, letsIn, want) => {
  expect(await found(security, letsIn)).toEqual(want);
});

test('where one of two alternatives is given, nothing is said of the other', async () => {
  expect(await found([KEY, TOKEN], ({ hasKey }) => hasKey, GIVEN.slice(0, 1))).toEqual([]);
});

const SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
  oauth: { type: 'oauth2', flows: {} },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  query: { type: 'apiKey', in: 'query', name: 'the key' },
  own: { type: 'apiKey', in: 'header', name: 'X-Own' },
  tls: { type: 'mutualTLS' },
};
const needs = (...names: string[]): JsonObject => Object.fromEntries(names.map((name) => [name, []]));
const AUTHORIZED: HeaderField = ['Authorization', 'Bearer t-1'];
const KEY_FIELD: HeaderField = ['X-Key', 'k-1'];
const COOKIE: HeaderField = ['Cookie', 'session=s-1'];
const FIELDS: HeaderField[] = [AUTHORIZED, KEY_FIELD, COOKIE];

/** What a few operations of jobs are asked for, given what they require. @param lines the operations, in their order */
async function asking(
  security: JsonObject[],
  lines: string[],
  headers: HeaderField[],
  reply: Reply = { status: 401 },
  further: Record<string, JsonObject> = {},
) {
  const operations: Record<string, JsonObject> = Object.fromEntries(lines.map((line) => [line, { security }]));
  for (const [line, more] of Object.entries(further)) operations[line] = { ...operations[line], ...more };
  const job = { id: '1', title: 'A first job' };
  const api = await askedAndTold(
    { operations, headers, more: { components: { securitySchemes: SCHEMES } } },
    (_, __, { headers: sent, method }) => {
      const isRight = sent.some(([name, value]) => name === 'Authorization' && value === AUTHORIZED[1]);
      return isRight && method === 'GET' ? { body: job } : reply;
    },
  );
  const [made] = api.known.made;
  if (!made) throw new Error('nothing was made');
  const inputs = { path: { id: '1' }, query: {}, header: {}, cookie: {} };
  const requests = lines.map((line) => ({ operation: api.operation(line), inputs }));
  const bare = () => api.asked.map((line) => line.replace(' (refused)', '').replaceAll(WRONG_CREDENTIAL, 'WRONG'));
  return { api, made, requests, bare };
}

/** An operation with credentials that no other one has. */
const OF_OTHERS = { 'DELETE /jobs/{id}': { security: [needs('own')] } };
const GET_JOBS = 'GET /jobs';
const READ_JOB = 'GET /jobs/{id}';
const BASIC = `Basic ${Buffer.from(`assay:${WRONG_CREDENTIAL}`).toString('base64')}`;

test.each<[scheme: string, given: HeaderField[], asked: string[]]>([
  ['bearer', [AUTHORIZED], ['Authorization: Bearer WRONG', 'Authorization: Bearer t-1-WRONG', 'Authorization: Bearer']],
  [
    'oauth',
    [AUTHORIZED, ['X-Other', '1']],
    [
      ...['X-Other: 1 Authorization: Bearer WRONG', 'X-Other: 1 Authorization: Bearer t-1-WRONG'],
      'X-Other: 1 Authorization: Bearer',
    ],
  ],
  ['digest', [AUTHORIZED], ['Authorization: digest WRONG', 'Authorization: digest t-1-WRONG', 'Authorization: digest']],
  ['basic', [['authorization', 'Basic abc']], [`Authorization: ${BASIC}`]],
  ['header', [KEY_FIELD], ['X-Key: WRONG', 'X-Key: k-1-WRONG']],
  ['cookie', [COOKIE], ['Cookie: session=WRONG']],
])('wrong credentials of one scheme are all that is sent of them: %s', async (scheme, given, asked) => {
  const { api, made, requests, bare } = await asking([needs(scheme)], [GET_JOBS], given);
  await judgeCredentials(api.client, api.known, made, requests);
  expect(bare()).toEqual(asked.map((field) => `GET /jobs ${field}`));
  expect(api.after()).toEqual(asked.map(() => 0));
  expect(api.cases[0]).toMatchObject({
    title: `the request with wrong credentials (${scheme})`,
    expect: { kind: 'refused', at: 'wrong credentials', clause: `#/components/securitySchemes/${scheme}` },
  });
  expect(api.told[0]).toMatchObject({ kind: 'wrong credentials', scheme, status: 401, basis: { rests: 'security' } });
});

test('a wrong key stands behind the query of the request', async () => {
  const parameters = [{ name: 'q', in: 'query', schema: { type: 'string' } }];
  const { api, made, requests, bare } = await asking(
    [needs('query'), needs('bearer')],
    [GET_JOBS],
    [AUTHORIZED],
    {},
    { [GET_JOBS]: { parameters } },
  );
  const asked = requests.map((one) => ({ ...one, inputs: { ...one.inputs, query: { q: '1' } } }));
  await judgeCredentials(api.client, api.known, made, asked);
  expect(bare()[0]).toBe('GET /jobs?q=1&the%20key=WRONG');
});

test('a wrong key of the query is sent where another scheme has right credentials', async () => {
  const { api, made, requests, bare } = await asking(
    [needs('query'), needs('tls'), needs('header')],
    [GET_JOBS],
    [KEY_FIELD],
  );
  await judgeCredentials(api.client, api.known, made, requests);
  expect(bare()).toEqual(['GET /jobs?the%20key=WRONG', 'GET /jobs X-Key: WRONG', 'GET /jobs X-Key: k-1-WRONG']);
});

test.each<[what: string, headers: HeaderField[]]>([
  ['no header field', []],
  [
    'header fields of no scheme',
    [
      ['X-Other', '1'],
      ['the key', 'k-1'],
    ],
  ],
])('nobody is asked with wrong credentials where the user gave %s', async (_, headers) => {
  const { api, made, requests } = await asking([needs('bearer'), needs('query')], [GET_JOBS], headers);
  await judgeCredentials(api.client, api.known, made, requests);
  expect(api.asked).toEqual([]);
});

test('further operations are asked with one wrong credential each, and what changes a thing is held against it', async () => {
  const lines = [READ_JOB, 'PUT /jobs/{id}', 'DELETE /jobs/{id}'];
  const { api, made, requests, bare } = await asking([needs('header', 'bearer')], lines, [AUTHORIZED, KEY_FIELD]);
  await judgeCredentials(api.client, api.known, made, requests);
  const read = 'GET /jobs/1 Authorization: Bearer t-1 X-Key: k-1';
  const [key, token] = ['Authorization: Bearer t-1 X-Key: WRONG', 'X-Key: k-1 Authorization: Bearer WRONG'];
  expect(bare().slice(0, 2)).toEqual([`GET /jobs/1 ${key}`, 'GET /jobs/1 Authorization: Bearer t-1 X-Key: k-1-WRONG']);
  expect(bare().slice(5)).toEqual([
    ...[read, `PUT /jobs/1 ${key}`, read, `PUT /jobs/1 ${token}`, read],
    ...[`DELETE /jobs/1 ${key}`, read, `DELETE /jobs/1 ${token}`, read],
  ]);
  expect(api.after().slice(0, 8)).toEqual([1, 1, 1, 1, 1, 1, 1, 3]);
  expect(api.told.filter(({ kind }) => kind === 'refused')).toHaveLength(4);
});

test('a thing that wrong credentials changed is read anew before the next change', async () => {
  const lines = ['POST /jobs', 'PUT /jobs/{id}', 'DELETE /jobs/{id}', READ_JOB];
  const asked = async (status: number) => {
    const { api, made, requests } = await asking([needs('bearer')], lines, [AUTHORIZED], { status });
    await judgeCredentials(api.client, api.known, made, requests);
    return api.asked.map((line) => line.split(' ')[0]).join(' ');
  };
  expect(await asked(299)).toBe('POST POST POST GET PUT GET DELETE GET');
  expect(await asked(300)).toBe('POST POST POST GET PUT DELETE GET');
  expect(await asked(401)).toBe('POST POST POST GET PUT GET DELETE GET GET');
});

test.each<[what: string, security: JsonObject[], headers: HeaderField[], asked: string[]]>([
  [
    'what goes together with it most often',
    [needs('header', 'cookie'), needs('header', 'bearer'), needs('header')],
    [AUTHORIZED, KEY_FIELD],
    [
      'Authorization: Bearer t-1 X-Key: WRONG',
      'Authorization: Bearer t-1 X-Key: k-1-WRONG',
      'Cookie: session=WRONG',
      ...['Authorization: Bearer WRONG', 'Authorization: Bearer t-1-WRONG', 'Authorization: Bearer'],
    ],
  ],
  [
    'the first of several that go together with it',
    [needs('header', 'bearer'), needs('header', 'cookie')],
    [AUTHORIZED, KEY_FIELD, COOKIE],
    [
      'Authorization: Bearer t-1 X-Key: WRONG',
      'Authorization: Bearer t-1 X-Key: k-1-WRONG',
      ...['X-Key: k-1 Authorization: Bearer WRONG', 'X-Key: k-1 Authorization: Bearer t-1-WRONG'],
      ...['X-Key: k-1 Authorization: Bearer', 'X-Key: k-1 Cookie: session=WRONG'],
    ],
  ],
  [
    'nothing that was not given',
    [needs('cookie'), needs('header')],
    [COOKIE],
    ['Cookie: session=WRONG', 'X-Key: WRONG'],
  ],
])('a wrong credential has beside it %s', async (_, security, headers, asked) => {
  const { api, made, requests, bare } = await asking(security, [GET_JOBS], headers);
  await judgeCredentials(api.client, api.known, made, requests);
  expect(bare()).toEqual(asked.map((field) => `GET /jobs ${field}`));
});

test.each<[what: string, security: JsonObject[], headers: HeaderField[], asked: string[]]>([
  [
    'each alternative by itself',
    [needs('bearer'), needs('header', 'cookie')],
    [...FIELDS, ['X-Own', 'o-1']],
    ['GET /jobs Authorization: Bearer t-1', 'GET /jobs X-Key: k-1 Cookie: session=s-1'],
  ],
  ['nothing, where one alternative is given', [needs('bearer'), needs('header')], [AUTHORIZED], []],
  ['nothing, where one of two needs nothing', [needs('bearer'), {}], FIELDS, []],
  ['nothing, where one of two is a certificate', [needs('tls'), needs('header')], FIELDS, []],
  ['nothing, where two schemes share one field', [needs('bearer', 'oauth'), needs('header')], FIELDS, []],
])('right credentials: an operation is asked with %s', async (_, security, headers, asked) => {
  const lines = ['POST /jobs', GET_JOBS, READ_JOB];
  const { api, made, requests, bare } = await asking(security, lines, headers, {}, OF_OTHERS);
  await judgeAlternatives(api.client, made, requests);
  expect(bare()).toEqual(asked);
  expect(api.after()).toEqual(asked.map(() => 0));
});

test('right credentials that are refused alone are told with their names', async () => {
  const security = [needs('header', 'cookie'), needs('bearer')];
  const { api, made, requests } = await asking(security, [READ_JOB], [...FIELDS, ['X-Other', '1']]);
  await judgeAlternatives(api.client, made, requests);
  expect(api.asked).toEqual([
    'GET /jobs/1 X-Other: 1 X-Key: k-1 Cookie: session=s-1',
    'GET /jobs/1 X-Other: 1 Authorization: Bearer t-1',
  ]);
  expect(api.after()).toEqual([1, 1]);
  expect(api.cases[0]).toMatchObject({
    title: 'the request with the given credentials of header and cookie alone',
    expect: { kind: 'accepted', at: 'given credentials', mayRefuse: true },
  });
  expect(api.told).toMatchObject([
    {
      schemes: 'header and cookie',
      status: 401,
      basis: { rests: 'name', clause: '#/components/securitySchemes/header' },
    },
    { schemes: 'bearer', status: 200, basis: { rests: 'name' } },
  ]);
});

test('credentials are tried on all that a resource is asked for, changes last', async () => {
  const { api, made, requests } = await asking([], ['PUT /jobs/{id}'], []);
  const lines = ownRequests(api.client, made, requests).map(({ operation: { method, path }, inputs }) =>
    [method, path, JSON.stringify(inputs.path)].join(' '),
  );
  expect(lines).toEqual([
    'POST /jobs {"team":"a"}',
    'GET /jobs/{id} {"id":"1"}',
    'GET /jobs {}',
    'DELETE /jobs/{id} {"id":"1"}',
    'PUT /jobs/{id} {"id":"1"}',
  ]);
});
