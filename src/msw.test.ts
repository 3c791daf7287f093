/** Handlers for MSW, as a client's tests would use them: with setupServer, fetch and node:http, and no port. */
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import nodeHttp, { type IncomingMessage } from 'node:http';
import { setupServer } from 'msw/node';
import { http, HttpResponse } from 'msw';
import type { Contract } from './model/contract.ts';
import { contractOf, SHIPPED_CONTRACTS, shippedContract } from '../test/support/contracts.ts';
import { withOverrides } from './mock/overrides/read-overrides.ts';
import { handlers, type HandlersOptions } from './msw.ts';

const server = setupServer();
let unhandled: string[] = [];
let packages: Contract;
let images: Contract;

beforeAll(async () => {
  [packages, images] = (await Promise.all(SHIPPED_CONTRACTS.map(shippedContract))) as [Contract, Contract];
  server.listen({
    onUnhandledRequest: ({ method, url }, print) => {
      unhandled.push(`${method} ${url}`);
      print.error();
    },
  });
});
afterEach(() => {
  server.resetHandlers();
  unhandled = [];
});
afterAll(() => server.close());

const use = (contracts: Contract | Contract[], options?: HandlersOptions) =>
  server.use(...handlers(contracts, options));
const create = (url: string, body: unknown = { type: 'docker', data: { image: 'mine:1' } }) =>
  fetch(url, {
    method: 'POST',
    headers: { Authorization: 'bearer t', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const PACKAGES = 'https://api.example.org/v3/apps/my-app/packages';

/** Expects that MSW was left with a request, which here fails by its onUnhandledRequest. */
async function expectUnhandled(asked: Promise<unknown>, ...requests: string[]): Promise<void> {
  // MSW says on the console what the callback's print.error() is for.
  const said = jest.spyOn(console, 'error').mockImplementation(() => {});
  await expect(asked).rejects.toThrow();
  said.mockRestore();
  expect(unhandled).toEqual(requests);
}

describe('a request to the server that a contract names', () => {
  test('is answered with what it sent, and with every documented header', async () => {
    use([packages, images]);
    const response = await create(PACKAGES);
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('x-content-type-options'),
    ]).toEqual([201, 'application/json;charset=utf-8', 'nosniff']);
    expect(response.headers.get('x-vcap-request-id')).toMatch(/./);
    expect(await response.json()).toMatchObject({
      data: { image: 'mine:1' },
      links: { app: { href: '/v3/apps/my-app' } },
    });
    expect(unhandled).toEqual([]);
  });

  test('is answered as documented in static mode, value for value', async () => {
    use(packages, { mode: 'static' });
    const documented = packages.operations[0]?.examples[0]?.response?.body;
    expect(await (await create(PACKAGES)).json()).toEqual(documented);
  });

  test('is refused where it breaks the contract', async () => {
    use(packages);
    const response = await create(PACKAGES, { type: 'docker' });
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect(await response.text()).toContain('data');
  });

  test('is refused for a method that the path does not have', async () => {
    use(packages);
    const response = await fetch(PACKAGES, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  test('is left to MSW where no contract documents the path or the server', async () => {
    use(packages);
    await expectUnhandled(create('https://api.example.org/v3/apps'), 'POST https://api.example.org/v3/apps');
    unhandled = [];
    await expectUnhandled(create(PACKAGES.replace('.org', '.com')), `POST ${PACKAGES.replace('.org', '.com')}`);
  });

  test('is answered by a handler that the test lists before', async () => {
    use(packages);
    server.use(http.post(PACKAGES, () => HttpResponse.json({ mine: true })));
    expect(await (await create(PACKAGES)).json()).toEqual({ mine: true });
  });

  test('may be sent with node:http', async () => {
    use(packages, { baseUrl: 'http://api.example.org' });
    // Not the named import, which Jest binds before MSW puts its own in place.
    const request = nodeHttp.request(PACKAGES.replace('https', 'http'), {
      method: 'POST',
      headers: { Authorization: 'bearer t', 'Content-Type': 'application/json' },
    });
    request.end(JSON.stringify({ type: 'bits' }));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    expect([response.statusCode, JSON.parse(text)]).toEqual([201, expect.objectContaining({ type: 'bits' })]);
  });
});

describe('the base URL', () => {
  const body = { name: 'mine', disk_format: 'qcow2', container_format: 'bare' };
  const pets = async () =>
    contractOf({
      servers: [{ url: 'https://pets.example.org/{version}', variables: { version: { default: 'v2' } } }],
      paths: { '/pets': { get: { responses: { 204: { description: '' } } }, '/owners': {} } },
    });

  test('may be any where the contract names no server with an origin', async () => {
    use(images);
    expect((await create('http://localhost:3000/v1/images', body)).status).toBe(202);
  });

  test('may be given, with a base path', async () => {
    use([packages, images], { baseUrl: 'https://test.example.org/api/' });
    expect((await create('https://test.example.org/api/v1/images', body)).status).toBe(202);
    expect((await create('https://test.example.org/api/v3/apps/1/packages')).status).toBe(201);
    await expectUnhandled(
      create('https://test.example.org/v1/images', body),
      'POST https://test.example.org/v1/images',
    );
    unhandled = [];
    await expectUnhandled(
      create('https://test.example.org/apis/v1/images', body),
      'POST https://test.example.org/apis/v1/images',
    );
  });

  test('may be any, given as *', async () => {
    use(packages, { baseUrl: '*' });
    expect((await create('http://anywhere.example:8080/v3/apps/1/packages')).status).toBe(201);
  });

  test("is the server's with its path, its variables at their defaults, and no path without it", async () => {
    use(await pets());
    expect((await fetch('https://pets.example.org/v2/pets?x=1')).status).toBe(204);
    await expectUnhandled(fetch('https://pets.example.org/pets'), 'GET https://pets.example.org/pets');
  });

  test('is the operation’s own where it has one; each answers at its own', async () => {
    const servers = (url: string) => ({ servers: [{ url }], responses: { 204: { description: '' } } });
    use(
      await contractOf({
        paths: { '/x': { get: servers('https://a.example.org'), post: servers('https://b.example.org') } },
      }),
    );
    expect((await fetch('https://a.example.org/x')).status).toBe(204);
    expect((await fetch('https://b.example.org/x', { method: 'POST' })).status).toBe(204);
    expect((await fetch('https://a.example.org/x', { method: 'POST' })).status).toBe(405);
  });

  test.each(['localhost', '/v1', 'ftp://example.org', ''])('is refused as %p', (baseUrl) => {
    expect(() => handlers(packages, { baseUrl })).toThrow(
      expect.objectContaining({ name: 'UsageError', hint: expect.stringContaining('https://') }),
    );
  });
});

test('with undocumented: refuse, a path that no contract documents is told from the nearest', async () => {
  use(packages, { undocumented: 'refuse' });
  const response = await create(`${PACKAGES}s`);
  expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('the nearest is')]);
});

describe('a response', () => {
  const respond = (status: number, response: object, method = 'get') =>
    contractOf({ paths: { '/x': { [method]: { responses: { [status]: { description: '', ...response } } } } } });
  const text = { content: { 'text/plain': { example: 'naïve ✓' } } };

  test('without content has no body', async () => {
    use(await respond(204, {}));
    const response = await fetch('http://x.example/x');
    expect([response.status, response.body]).toEqual([204, null]);
  });

  test('comes byte for byte', async () => {
    use(await respond(200, text));
    const response = await fetch('http://x.example/x');
    expect([await response.text(), response.headers.get('content-length')]).toEqual(['naïve ✓', '10']);
  });

  test('has no body for HEAD, and otherwise equals that for GET', async () => {
    use(await respond(200, text));
    const response = await fetch('http://x.example/x', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '10', '']);
  });

  test('keeps its status, and its cookies', async () => {
    const header = (example: string) => ({ schema: { type: 'string' }, example });
    use(await respond(404, { headers: { 'Set-Cookie': header('a=1; Path=/'), 'X-Other': header('two') } }, 'delete'));
    const response = await fetch('http://x.example/x', { method: 'DELETE', headers: { Prefer: 'code=404' } });
    expect([response.status, response.headers.getSetCookie(), response.headers.get('x-other')]).toEqual([
      404,
      ['a=1; Path=/'],
      'two',
    ]);
  });
});

test('a form with a file is read', async () => {
  const schema = {
    type: 'object',
    required: ['name', 'file'],
    properties: { name: { type: 'string', const: 'rex' }, file: { type: 'string' } },
  };
  use(
    await contractOf({
      paths: {
        '/x': {
          post: {
            requestBody: { required: true, content: { 'multipart/form-data': { schema } } },
            responses: { 204: { description: '' } },
          },
        },
      },
    }),
  );
  const post = (name: string) => {
    const body = new FormData();
    body.append('name', name);
    body.append('file', new Blob(['bytes']), 'rex.txt');
    return fetch('http://x.example/x', { method: 'POST', body });
  };
  expect([(await post('rex')).status, (await post('max')).status]).toEqual([204, 422]);
});

test('overrides of a contract answer', async () => {
  const overrides = { createPackage: [{ answer: { status: 503, undocumented: true } }] };
  use(await withOverrides(packages, overrides));
  expect((await create(PACKAGES)).status).toBe(503);
});
