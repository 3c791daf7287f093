import { describe, expect, test } from '@jest/globals';
import type { Case } from '../model/case.ts';
import type { RequestValues } from '../model/contract.ts';
import type { Exchange, Failure, Target } from '../model/exchange.ts';
import { cleanUp, readCleanupRule, type CleanupRule, type Creation, type MayUndo } from './cleanup.ts';

const INPUTS: RequestValues = { path: { guid: 'app 1' }, query: {}, header: {}, cookie: {}, body: { name: 'n' } };

function creation(status: number, body: unknown, headers: [string, string][] = []): Creation {
  const exchange: Exchange = {
    request: { method: 'POST', path: '/', headers: [] },
    outcome: { response: { status, headers, body: Buffer.from(JSON.stringify(body)) } },
    duration: 0,
    retries: 0,
  };
  const testCase = { id: 'create > it', operation: { id: 'create' }, inputs: INPUTS } as Case;
  return { testCase, exchange };
}

async function clean(
  rule: string,
  creations: Creation[],
  status = 204,
  mayUndo?: MayUndo,
): Promise<{ sent: string[]; left: string[] }> {
  const sent: string[] = [];
  const target: Target = {
    name: '',
    baseUrl: 'https://api.example.org/base',
    close: async () => {},
    send: async (request) => {
      sent.push(`${request.method} ${request.path} ${request.headers.join()}`);
      return {
        request,
        outcome: { response: { status, headers: [], body: new Uint8Array() } },
        duration: 0,
        retries: 0,
      };
    },
  };
  const parsed = readCleanupRule(rule);
  if (!parsed) throw new Error('no rule');
  const left = await cleanUp(
    target,
    creations,
    new Map([['create', parsed]]),
    [['Authorization', 'x']],
    undefined,
    mayUndo,
  );
  return { sent, left: left.map(({ reason }) => reason) };
}

test.each<[string, string, Creation[], { status?: number; sent: string[]; left?: RegExp[] }]>([
  [
    'at a path from the body',
    'DELETE {response.body#/links/self/href}',
    [creation(201, { links: { self: { href: '/v3/packages/1' } } })],
    { sent: ['DELETE /v3/packages/1 Authorization,x'] },
  ],
  [
    'at a path that has the base path',
    'DELETE {$response.body#/href}',
    [creation(201, { href: '/base/things/1' })],
    { sent: ['DELETE /things/1 Authorization,x'] },
  ],
  [
    'at a path made up of parts',
    'DELETE /apps/{request.path.guid}/{response.body#/id}',
    [creation(201, { id: 7 })],
    { sent: ['DELETE /apps/app%201/7 Authorization,x'] },
  ],
  [
    'at the place that a header names',
    'DELETE {response.header.Location}',
    [creation(201, {}, [['location', 'https://api.example.org/base/things/1']])],
    { sent: ['DELETE /things/1 Authorization,x'] },
  ],
  [
    'in reverse order of creation',
    'DELETE {response.body#/href}',
    [creation(201, { href: '/1' }), creation(201, { href: '/2' })],
    { sent: ['DELETE /2 Authorization,x', 'DELETE /1 Authorization,x'] },
  ],
  ['nothing after a refusal', 'DELETE {response.body#/href}', [creation(400, { href: '/1' })], { sent: [] }],
  [
    'without an error where the thing is gone already',
    'DELETE {response.body#/href}',
    [creation(201, { href: '/1' })],
    { status: 404, sent: ['DELETE /1 Authorization,x'] },
  ],
  [
    'and reports a target that refuses',
    'DELETE {response.body#/href}',
    [creation(201, { href: '/1' })],
    { status: 403, sent: ['DELETE /1 Authorization,x'], left: [/answered with 403/] },
  ],
  [
    'and reports a response that does not say where',
    'DELETE {response.body#/href}',
    [creation(201, {})],
    { sent: [], left: [/has no response.body#\/href/] },
  ],
  [
    'nothing at another host',
    'DELETE {response.body#/href}',
    [creation(201, { href: 'https://elsewhere.example.org/1' })],
    { sent: [], left: [/not on the target/] },
  ],
  [
    'nothing at another host whose URL has no scheme',
    'DELETE {response.body#/href}',
    [creation(201, { href: '//elsewhere.example.org/1' })],
    { sent: [], left: [/not on the target/] },
  ],
])('cleans up %s', async (_, rule, creations, { status, sent, left = [] }) => {
  const done = await clean(rule, creations, status);
  expect(done.sent).toEqual(sent);
  expect(done.left).toEqual(left.map((pattern) => expect.stringMatching(pattern)));
});

const OLD = (path: string): string => `DELETE ${path} was not sent: it may name something that was there before`;

test.each<[rule: string, id: string, sent: string | undefined]>([
  ['DELETE /apps/{response.body#/id}', '1', '/apps/1'],
  ['DELETE /apps/{response.body#/id}', '.1', '/apps/.1'],
  ['DELETE /apps?id={response.body#/id}', '1', '/apps?id=1'],
  ['DELETE /apps?id={response.body#/id}', '1?x', undefined],
  ['DELETE /apps/{response.body#/id}', '1/2', undefined],
  ['DELETE /apps/{response.body#/id}', '../users', undefined],
  ['DELETE /apps/{response.body#/id}', '..', undefined],
  ['DELETE /apps/{response.body#/id}', '.', undefined],
  ['DELETE /apps/{response.body#/id}', '%2e%2E', undefined],
  ['DELETE /apps/{response.body#/id}', '1?all=true', undefined],
  ['DELETE /apps/{response.body#/id}', '1#x', undefined],
])('with the rule %s an id %j leads to %s', async (rule, id, sent) => {
  const done = await clean(rule, [creation(201, { id })]);
  expect(done.sent).toEqual(sent === undefined ? [] : [`DELETE ${sent} Authorization,x`]);
  expect(done.left).toEqual(sent === undefined ? [expect.stringContaining('was there before')] : []);
});

test.each<[may: boolean | 'unknown', rule: string, left: string[]]>([
  [true, 'DELETE {response.body#/href}', []],
  [false, 'DELETE {response.body#/href}', [OLD('/apps/1')]],
  [false, 'DELETE /apps/{response.body#/id}', [OLD('/apps/1')]],
  ['unknown', 'DELETE /apps/{response.body#/id}', []],
  [
    'unknown',
    'DELETE {response.body#/href}',
    [
      'DELETE /apps/1 was not sent: no path of the contract says what it names. Spell it in the rule, as in DELETE /things/{response.body#/id}',
    ],
  ],
])('what may be undone: %s, by the rule %s', async (may, rule, left) => {
  const asked: string[] = [];
  const done = await clean(rule, [creation(201, { id: '1', href: '/apps/1' })], 204, (method, path) => {
    asked.push(`${method} ${path}`);
    return may;
  });
  expect(asked).toEqual(['DELETE /apps/1']);
  expect(done).toEqual({ sent: left.length === 0 ? ['DELETE /apps/1 Authorization,x'] : [], left });
});

test('a rule is a method and a template', () => {
  expect(readCleanupRule(' DELETE  /a ')).toEqual({ method: 'DELETE', template: '/a' });
  expect(readCleanupRule('delete it')).toBeUndefined();
  expect(readCleanupRule('DELETE')).toBeUndefined();
});

describe('possible creations without a response are listed', () => {
  test.each<[string, Failure, string[]]>([
    ['no answer came in time', { kind: 'timeout', message: 'late' }, ['it may have created something: late']],
    ['the connection was reset', { kind: 'reset', message: 'reset' }, ['it may have created something: reset']],
    ['the run was stopped in flight', { kind: 'stopped', message: 'stop' }, ['it may have created something: stop']],
    ['the run was stopped before it left', { kind: 'stopped', message: 'stop', unsent: true }, []],
    ['the target was not reached', { kind: 'unreachable', message: 'gone' }, []],
    ['HTTP cannot carry it', { kind: 'unsendable', message: 'no' }, []],
  ])('%s', async (_, failure, want) => {
    const { testCase, exchange } = creation(201, {});
    const unseen = { testCase, exchange: { ...exchange, outcome: { failure } } };
    expect(await clean('DELETE {response.body#/href}', [unseen])).toEqual({ sent: [], left: want });
  });
});

test('a target that throws does not prevent other undoing', async () => {
  const target: Target = {
    name: '',
    baseUrl: 'https://api.example.org',
    close: async () => {},
    send: async () => Promise.reject(new Error('no token')),
  };
  const rule = readCleanupRule('DELETE {response.body#/href}') as CleanupRule;
  const left = await cleanUp(
    target,
    [creation(201, { href: '/1' }), creation(201, { href: '/2' })],
    new Map([['create', rule]]),
    [],
  );
  expect(left.map(({ reason }) => reason)).toEqual(['DELETE /2: no token', 'DELETE /1: no token']);
});
