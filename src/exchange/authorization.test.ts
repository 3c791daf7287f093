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

test('a request without a credential stays without, and asks for no other token', async () => {
  let fetched = 0;
  const seen: string[][] = [];
  const server = inProcessTarget('', ({ headers }) => {
    seen.push(headers.map(([name, value]) => `${name}: ${value}`));
    return { status: 401, headers: [], body: new Uint8Array() };
  });
  const target = authorized(server, async () => ['Authorization', `bearer ${(fetched += 1)}`]);
  await target.send(request(['Accept', 'a']));
  expect([fetched, seen]).toEqual([1, [['Accept: a']]]);
});

test('a refused request is sent once more with a new token alone, and other header fields stay as they are', async () => {
  const seen: string[][] = [];
  const server = inProcessTarget('', ({ headers }) => {
    seen.push(headers.map(([name, value]) => `${name}: ${value}`));
    return { status: 401, headers: [], body: new Uint8Array() };
  });
  let fetched = 0;
  const target = authorized(server, async () => {
    fetched += 1;
    if (fetched > 2) throw new Error('no more');
    return ['Authorization', `bearer ${fetched}`];
  });
  const sent = request(['Accept', 'a'], ['authorization', 'bearer x']);
  for (let nth = 0; nth < 3; nth += 1) expect(statusOf(await target.send(sent))).toBe(401);
  const with1 = ['Accept: a', 'Authorization: bearer 1'];
  const with2 = ['Accept: a', 'Authorization: bearer 2'];
  expect(seen).toEqual([with1, with2, with2, with2]);
  expect(fetched).toBe(3);
});

test.each<[status: number, body: string]>([
  [200, '{}'],
  [200, '{"access_token":1}'],
  [200, '["access_token"]'],
  [200, 'null'],
  [201, '{"access_token":"abc"}'],
])('an answer of %d with %s grants nothing', async (status, body) => {
  const server = inProcessTarget('https://uaa', () => ({ status, headers: [], body: Buffer.from(body) }));
  const granted = tokenOfGrant(server, '/', { tokenUrl: '', clientId: 'me', clientSecret: 's3cr3t' })();
  await expect(granted).rejects.toThrow(`it answered ${status}`);
});

test.each([
  ['exit 3', 'exit code 3'],
  ['kill -9 $$', 'exit code SIGKILL'],
])('the error of the command %s tells its %s', async (command, told) => {
  await expect(tokenOfCommand({ command })()).rejects.toThrow(told);
});
