import { expect, test } from '@jest/globals';
import type { Exchange, HeaderField, Request } from '../model/exchange.ts';
import { authorized, tokenOfCommand, tokenOfGrant } from './authorization.ts';
import { inProcessTarget } from './in-process-target.ts';

const request = (...headers: HeaderField[]): Request => ({ method: 'GET', path: '/', headers });
const statusOf = ({ outcome }: Exchange) => ('response' in outcome ? outcome.response.status : 0);

test("a token is fetched once, replaces the request's credential, and is fetched again after 401", async () => {
  let fetched = 0;
  let valid = 'bearer 1';
  const seen: string[] = [];
  const server = inProcessTarget('', ({ headers }) => {
    const own = headers.find(([name]) => name === 'Authorization')?.[1] ?? 'none';
    seen.push(own);
    return { status: own === valid ? 200 : 401, headers: [], body: new Uint8Array() };
  });
  const target = authorized(server, async () => ['Authorization', `bearer ${(fetched += 1)}`]);
  const field: HeaderField = ['Authorization', 'bearer pending'];
  expect(statusOf(await target.send(request(field)))).toBe(200);
  expect(statusOf(await target.send(request(field)))).toBe(200);
  expect(statusOf(await target.send(request()))).toBe(401);
  valid = 'bearer 2';
  const both = await Promise.all([target.send(request(field)), target.send(request(field))]);
  expect(both.map(statusOf)).toEqual([200, 200]);
  valid = 'bearer nobody';
  expect(statusOf(await target.send(request(field)))).toBe(401);
  expect(fetched).toBe(3);
  expect(seen.slice(0, 3)).toEqual(['bearer 1', 'bearer 1', 'none']);
});

test.each([
  [{ command: 'echo abc' }, ['Authorization', 'bearer abc']],
  [{ command: 'echo bearer abc' }, ['Authorization', 'bearer abc']],
  [{ command: 'echo some words first; echo abc', header: 'X-Auth-Token' }, ['X-Auth-Token', 'abc']],
  [{ command: "printf 'first\n  abc  \n'" }, ['Authorization', 'bearer abc']],
  [{ command: 'echo abc', scheme: 'Token' }, ['Authorization', 'Token abc']],
])('%o gives a token', async (source, want) => {
  expect(await tokenOfCommand(source)()).toEqual(want);
});

test.each(['exit 3', 'true'])(
  'the command %s gives no token, and the error does not show what it printed',
  async (command) => {
    await expect(tokenOfCommand({ command: `echo s3cr3t >&2; ${command}` })()).rejects.toThrow(
      /token (failed|printed)/,
    );
  },
);

test('the client credentials grant gives a token', async () => {
  let seen: Request | undefined;
  const server = inProcessTarget('https://uaa', (sent) => {
    seen = sent;
    return { status: 200, headers: [], body: Buffer.from('{"access_token":"abc","token_type":"bearer"}') };
  });
  const field = await tokenOfGrant(server, '/oauth/token', {
    tokenUrl: '',
    clientId: 'm:e',
    clientSecret: 'a:b',
    scope: 'read',
  })();
  expect(field).toEqual(['Authorization', 'bearer abc']);
  expect(Buffer.from(seen?.body ?? []).toString()).toBe('grant_type=client_credentials&scope=read');
  expect(seen).toMatchObject({
    method: 'POST',
    path: '/oauth/token',
    headers: [
      ['Authorization', `Basic ${Buffer.from('m%3Ae:a%3Ab').toString('base64')}`],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Accept', 'application/json'],
    ],
  });
});

test('a grant that is refused is an error', async () => {
  const server = inProcessTarget('https://uaa', () => ({ status: 401, headers: [], body: Buffer.from('no') }));
  await expect(tokenOfGrant(server, '/', { tokenUrl: '', clientId: 'me', clientSecret: 's3cr3t' })()).rejects.toThrow(
    'it answered 401',
  );
});

test('a target keeps its token if no new one is granted', async () => {
  let fetched = 0;
  const server = inProcessTarget('', ({ headers }) => ({
    status: headers.length > 0 ? 401 : 200,
    headers: [],
    body: new Uint8Array(),
  }));
  const target = authorized(server, async () => {
    fetched += 1;
    if (fetched > 1) throw new Error('no token');
    return ['Authorization', 'bearer 1'];
  });
  const field: HeaderField = ['Authorization', 'bearer pending'];
  expect(statusOf(await target.send(request(field)))).toBe(401);
  expect(statusOf(await target.send(request(field)))).toBe(401);
  expect(fetched).toBe(2);
});
