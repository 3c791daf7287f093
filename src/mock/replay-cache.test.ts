import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadContract } from '../contract/load.ts';
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

describe('a request that came before in the same bytes', () => {
  test('is answered as the first time, but for what is new in each answer', async () => {
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
      expect(Date.parse(body.created_at)).toBeGreaterThan(Date.now() - 60_000);
    }
    expect(new Set(answers.map(({ body }) => body.guid)).size).toBe(4);
    const ids = answers.map(({ headers }) => headers.get('x-vcap-request-id'));
    expect(new Set(ids).size).toBe(4);
  });

  test('one that differs in a byte, or in a header, is another', async () => {
    await create();
    await create();
    expect((await create({ ...BODY, type: 'nope' })).status).toBe(422);
    expect((await create(BODY, { 'Content-Type': 'text/csv' })).status).toBe(415);
    expect((await create(BODY, { Authorization: '' })).status).toBe(401);
    expect((await create(BODY, {}, '/v3/apps/other/packages')).body.links.app.href).toBe('/v3/apps/other');
    expect((await create({ ...BODY, data: { image: 'b' } })).body.data.image).toBe('b');
  });

  test('is refused each time when it is wrong', async () => {
    for (let time = 0; time < 3; time += 1) expect((await create({ type: 'docker' })).status).toBe(422);
  });

  test('is in the journal each time', async () => {
    mock.clearRequests();
    await create();
    await create();
    expect(mock.requests().map(({ status }) => status)).toEqual([201, 201]);
    expect(mock.requests().map(({ response }) => (response?.body as { guid: string }).guid)).toHaveLength(2);
  });

  test('tells each origin that it may read the answer', async () => {
    for (const origin of ['http://a.example', 'http://a.example', 'http://b.example'])
      expect((await create(BODY, { Origin: origin })).headers.get('access-control-allow-origin')).toBe(origin);
  });

  test('is disturbed when it asks for that', async () => {
    await create();
    expect((await create(BODY, { 'X-Assay-Chaos': '503' })).status).toBe(503);
    expect((await create()).status).toBe(201);
  });
});

test('more requests than are remembered, and one that is too long to be', async () => {
  for (let nth = 0; nth < 600; nth += 1)
    expect((await create({ type: 'docker', data: { image: `i${nth}` } })).body.data.image).toBe(`i${nth}`);
  const image = 'x'.repeat(10_000);
  for (let time = 0; time < 2; time += 1)
    expect((await create({ type: 'docker', data: { image } })).body.data.image).toBe(image);
});
