import { expect, test } from '@jest/globals';
import type { HeaderField } from '../model/exchange.ts';
import { WRONG_CREDENTIAL } from './check-credentials.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { readSent } from '../../test/support/sent-request.ts';

const securitySchemes = {
  bearer: { type: 'http', scheme: 'Bearer' },
  basic: { type: 'http', scheme: 'basic' },
  oauth: { type: 'oauth2', flows: {} },
  openId: { type: 'openIdConnect', openIdConnectUrl: 'https://x.example' },
  tls: { type: 'mutualTLS' },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
};
const BEARER: HeaderField[] = [['Authorization', 'bearer x']];

async function check(security: object[], path = '/x', headers: HeaderField[] = []) {
  const contract = await contractOf({ paths: { '/x': { get: { security } } }, components: { securitySchemes } });
  return readSent(contract, path, headers).errors;
}

test.each<[scheme: string, at: string, expected: string]>([
  ['bearer', 'header Authorization', 'bearer'],
  ['oauth', 'header Authorization', 'bearer'],
  ['openId', 'header Authorization', 'bearer'],
  ['header', 'header X-Key', 'header X-Key'],
  ['query', 'query key', 'query key'],
  ['cookie', 'cookie session', 'cookie session'],
])('a request without the credentials of %s lacks them at %s', async (scheme, at, expected) => {
  expect(await check([{ [scheme]: [] }])).toEqual([
    {
      kind: 'security',
      clause: `#/components/securitySchemes/${scheme}`,
      at,
      message: `lacks the credentials of ${scheme}`,
      expected,
    },
  ]);
});

test.each<[scheme: string, path: string, headers: HeaderField[]]>([
  ['bearer', '/x', BEARER],
  ['bearer', '/x', [['AUTHORIZATION', 'BEARER   x']]],
  ['oauth', '/x', BEARER],
  ['openId', '/x', BEARER],
  ['tls', '/x', []],
  ['header', '/x', [['x-key', '0']]],
  ['query', '/x?key=0', []],
  ['cookie', '/x', [['Cookie', 'a=b; session=0']]],
])('a request with the credentials of %s is let in', async (scheme, path, headers) => {
  expect(await check([{ [scheme]: [] }], path, headers)).toEqual([]);
});

test.each<[scheme: string, path: string, headers: HeaderField[]]>([
  ['bearer', '/x', [['Authorization', 'bearer']]],
  ['bearer', '/x', [['Authorization', 'bearer  ']]],
  ['bearer', '/x', [['Authorization', ' x']]],
  ['bearer', '/x', [['Authorization', 'bearerx y']]],
  ['oauth', '/x', [['Authorization', 'Basic x']]],
  ['query', '/x?key=', []],
  ['query', '/x?KEY=1', []],
  ['cookie', '/x', [['Cookie', 'session=']]],
])('a request with empty or other credentials of %s is refused: %s %j', async (scheme, path, headers) => {
  expect(await check([{ [scheme]: [] }], path, headers)).toHaveLength(1);
});

test('the first scheme of the first alternative that is missing is named, with the number of others', async () => {
  const alternatives = [{ tls: [], header: [], query: [] }, { bearer: [] }, { cookie: [] }];
  expect((await check(alternatives)).map(({ message }) => message)).toEqual([
    'lacks the credentials of header, and of each of 2 more',
  ]);
  expect((await check(alternatives.slice(0, 2))).map(({ message }) => message)).toEqual([
    'lacks the credentials of header, and of each of 1 more',
  ]);
  expect((await check(alternatives, '/x', [['x-key', '1']])).map(({ at }) => at)).toEqual(['query key']);
  expect(await check(alternatives, '/x', [['Cookie', 'session=1']])).toEqual([]);
});

test.each<[scheme: string, path: string, headers: HeaderField[]]>([
  ['bearer', '/x', [['Authorization', `Bearer ${WRONG_CREDENTIAL}`]]],
  ['bearer', '/x', [['Authorization', `Bearer x-${WRONG_CREDENTIAL}`]]],
  ['header', '/x', [['X-Key', WRONG_CREDENTIAL]]],
  ['query', `/x?key=${WRONG_CREDENTIAL}`, []],
  ['basic', '/x', [['Authorization', `Basic ${Buffer.from(`x:${WRONG_CREDENTIAL}`).toString('base64')}`]]],
])('the credential that is never right is refused as %s', async (scheme, path, headers) => {
  expect(await check([{ [scheme]: [] }], path, headers)).toMatchObject([{ kind: 'security' }]);
});

test.each([
  ['as long as the one that is never right', 'x'.repeat(WRONG_CREDENTIAL.length)],
  ['with all of that but its first letter', WRONG_CREDENTIAL.slice(1)],
])('a credential %s is taken', async (_, credential) => {
  expect(await check([{ header: [] }], '/x', [['X-Key', credential]])).toEqual([]);
});
