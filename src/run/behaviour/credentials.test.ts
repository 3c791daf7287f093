import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check } from '../check.ts';

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
