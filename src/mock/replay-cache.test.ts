import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadContract } from '../contract/load.ts';
import { respond } from './reply.ts';
import { createReplayCache, replayKey, type ReplayCache } from './replay-cache.ts';
import { startMock, type StartedMock } from './server/server.ts';

const PATH = '/v3/apps/my%2Dapp/packages';
const BODY = { type: 'docker', data: { image: 'registry/"mine"\u00e9:1', credentials: { user: 'me' } } };

let mock: StartedMock;

beforeAll(async () => {
  mock = await startMock({
    contracts: [await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml')],
    port: 0,
  });
});
afterAll(() => mock.close());

interface Package {
  guid: string;
  created_at: string;
  data: { image: string };
  links: Record<'self' | 'app', { href: string }>;
}

async function create(body: object = BODY, headers: Record<string, string> = {}, path = PATH) {
  const response = await fetch(mock.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'bearer any', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Package };
}

describe('a request that is repeated in the same bytes', () => {
  test('is answered like the first time, with new generated values', async () => {
    const began = Math.floor(Date.now() / 1000) * 1000;
    const answers = [await create(), await create(), await create(), await create()];
    const [first, ...others] = answers;
    for (const { status, body, headers } of others) {
      expect(status).toBe(201);
      expect(headers.get('content-type')).toBe(first?.headers.get('content-type'));
      expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(JSON.stringify(body)));
      expect(body.data).toEqual(first?.body.data);
      expect(body.data.image).toBe(BODY.data.image);
      expect(body.links.app.href).toBe('/v3/apps/my%2Dapp');
      expect(body.links.self.href).toBe(`/v3/packages/${body.guid}`);
      expect(Object.keys(body)).toEqual(Object.keys(first?.body ?? {}));
      expect(Date.parse(body.created_at)).toBeGreaterThanOrEqual(began);
    }
    expect(new Set(answers.map(({ body }) => body.guid)).size).toBe(4);
    const ids = answers.map(({ headers }) => headers.get('x-vcap-request-id'));
    expect(new Set(ids).size).toBe(4);
  });

  test('is another request if it differs in a byte or in a header', async () => {
    await create();
    await create();
    expect((await create({ ...BODY, type: 'nope' })).status).toBe(422);
    expect((await create(BODY, { 'Content-Type': 'text/csv' })).status).toBe(415);
    expect((await create(BODY, { Authorization: '' })).status).toBe(401);
    expect((await create(BODY, {}, '/v3/apps/other/packages')).body.links.app.href).toBe('/v3/apps/other');
    expect((await create({ ...BODY, data: { image: 'b' } })).body.data.image).toBe('b');
  });

  test('is refused each time if it is invalid', async () => {
    for (let time = 0; time < 3; time += 1) expect((await create({ type: 'docker' })).status).toBe(422);
  });

  test('is in the journal each time', async () => {
    mock.clearRequests();
    await create();
    await create();
    expect(mock.requests().map(({ status }) => status)).toEqual([201, 201]);
    expect(mock.requests().map(({ response }) => (response?.body as { guid: string }).guid)).toHaveLength(2);
  });

  test('allows each origin to read the response', async () => {
    for (const origin of ['http://a.example', 'http://a.example', 'http://b.example'])
      expect((await create(BODY, { Origin: origin })).headers.get('access-control-allow-origin')).toBe(origin);
  });

  test('gets the fault that it asks for', async () => {
    await create();
    expect((await create(BODY, { 'X-Assay-Chaos': '503' })).status).toBe(503);
    expect((await create()).status).toBe(201);
  });
});

describe('the replay cache', () => {
  const reply = (body: string) => respond(200, [], body);
  const addTwice = (cache: ReplayCache, key: string) => {
    cache.add(key, () => reply(key), 1);
    cache.add(key, () => reply(key), 1);
  };

  test('stores a reply only when its request has come twice', () => {
    const cache = createReplayCache();
    cache.add('a', () => reply('a'), 1);
    expect(cache.replay('a')).toBeUndefined();
    cache.add('a', () => reply('a'), 1);
    expect(cache.replay('a')?.body).toBe('a');
    expect(cache.replay('b')).toBeUndefined();
  });

  test('makes each reply anew', () => {
    const cache = createReplayCache();
    let count = 0;
    for (let time = 0; time < 2; time += 1) cache.add('a', () => reply(String(++count)), 1);
    expect([cache.replay('a')?.body, cache.replay('a')?.body]).toEqual(['1', '2']);
  });

  test.each([
    [499, true],
    [500, false],
  ])('still has the first reply after %i others: %s', (others, want) => {
    const cache = createReplayCache();
    addTwice(cache, 'first');
    for (let nth = 0; nth < others; nth += 1) addTwice(cache, `other ${nth}`);
    expect(cache.replay('first') !== undefined).toBe(want);
  });

  test.each([
    [499, true],
    [500, false],
  ])('remembers that a request came, after %i others that came once: %s', (others, want) => {
    const cache = createReplayCache();
    cache.add('first', () => reply('first'), 1);
    for (let nth = 0; nth < others; nth += 1) cache.add(`other ${nth}`, () => reply(''), 1);
    cache.add('first', () => reply('first'), 1);
    expect(cache.replay('first') !== undefined).toBe(want);
  });

  test.each([
    [64 * 1024, true],
    [64 * 1024 + 1, false],
  ])('keeps a reply of %i bytes: %s', (size, want) => {
    const cache = createReplayCache();
    for (let time = 0; time < 2; time += 1) cache.add('a', () => reply('a'), size);
    expect(cache.replay('a') !== undefined).toBe(want);
  });

  test.each([
    [126, true],
    [127, false],
  ])('still has the first reply after %i others of 64 KB and a key of 1 KB: %s', (others, want) => {
    const cache = createReplayCache();
    const keys = Array.from({ length: others + 1 }, (_, nth) => `${nth} `.padEnd(1024, 'x'));
    for (const key of keys) for (let time = 0; time < 2; time += 1) cache.add(key, () => reply(''), 63.5 * 1024);
    expect(cache.replay(keys[0] as string) !== undefined).toBe(want);
  });

  test('is not consulted for 9,000 requests after 1,000 unknown ones', () => {
    const { isWorthLookingUp } = createReplayCache();
    const worth = Array.from({ length: 20_002 }, () => isWorthLookingUp());
    expect(worth.indexOf(false)).toBe(1_000);
    expect(worth.indexOf(true, 1_000)).toBe(10_001);
    expect(worth.indexOf(false, 10_001)).toBe(11_001);
  });

  test('is consulted again after a known one', () => {
    const cache = createReplayCache();
    addTwice(cache, 'a');
    for (let nth = 0; nth < 999; nth += 1) cache.isWorthLookingUp();
    cache.replay('a');
    expect(Array.from({ length: 1_001 }, () => cache.isWorthLookingUp()).indexOf(false)).toBe(1_000);
  });
});

describe('replayKey', () => {
  const body = (text: string) => new TextEncoder().encode(text);

  test('differs by head and by body', () => {
    const keys = [
      { head: 'a' },
      { head: 'b' },
      { head: 'a', body: body('') },
      { head: 'a', body: body('b') },
      { head: 'a', body: body('é') },
    ].map(replayKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(undefined);
  });

  test('depends only on the given part of a buffer', () =>
    expect(replayKey({ head: 'a', body: body('xbx').subarray(1, 2) })).toBe(replayKey({ head: 'a', body: body('b') })));

  test.each([
    [4_096, 0, true],
    [4_097, 0, false],
    [1, 4_095, true],
    [1, 4_096, false],
  ])('exists for a head of %i and a body of %i bytes: %s', (head, size, want) =>
    expect(replayKey({ head: 'x'.repeat(head), body: new Uint8Array(size) }) !== undefined).toBe(want),
  );
});
