/** The mock and a front end: examples/browser-client.ts in a real Chromium, on a page of another origin. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { transformFile } from '@swc/core';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Outcome } from '../../examples/browser-client.ts';
import { SHIPPED_CONTRACTS, shippedContract } from '../support/contracts.ts';
import { launchBrowser, whyNoBrowser } from '../support/browser.ts';
import { startMock, type StartedMock } from '../../src/mock/server/server.ts';

const PAGE = `<!doctype html><title>A front end</title><link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "openapi-fetch": "/openapi-fetch.js" } }</script>`;

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;

let browser: Browser;
let frontEnd: Server;
let mock: StartedMock;
let context: BrowserContext;
let page: Page;
/** The page's own host, which has another name than the mock's: not only another port, but another site. */
let origin: string;

beforeAll(async () => {
  browser = await launchBrowser();
  const { code } = await transformFile('examples/browser-client.ts', {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
    swcrc: false,
  });
  const openapiFetch = await readFile(fileURLToPath(import.meta.resolve('openapi-fetch')), 'utf8');
  const files = new Map([
    ['/', ['text/html; charset=utf-8', PAGE]],
    ['/client.js', ['text/javascript', code]],
    ['/openapi-fetch.js', ['text/javascript', openapiFetch]],
  ]);
  frontEnd = createServer(({ url = '' }, response) => {
    const [type = 'text/plain', body = ''] = files.get(url) ?? [];
    response.writeHead(files.has(url) ? 200 : 404, { 'Content-Type': type }).end(body);
  }).listen(0);
  await once(frontEnd, 'listening');
  origin = `http://localhost:${(frontEnd.address() as AddressInfo).port}`;
  mock = await startMock({ contracts: await Promise.all(SHIPPED_CONTRACTS.map(shippedContract)), port: 0 });
});

afterAll(async () => {
  await browser.close();
  await mock.close();
  frontEnd.close();
  frontEnd.closeAllConnections();
});

beforeEach(async () => {
  mock.clearRequests();
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(origin);
});
afterEach(() => context.close());

/** The value of an expression on the page. */
const inPage = <T>(expression: string): Promise<T> => page.evaluate<T>(expression);

/** The result of a call of the example's client. */
const call = (token: string, ...args: string[]): Promise<Outcome> =>
  inPage(
    `import('/client.js').then(({ createPackages }) => createPackages(${JSON.stringify(mock.url)}, ${JSON.stringify(token)}).createFromImage(...${JSON.stringify(args)}))`,
  );

/** A request of the page, and what it can read of the response. */
const ask = (url: string, init: object): Promise<{ status: number; headers: Record<string, string>; body: string }> =>
  inPage(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then(async (response) => ({ status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }))`,
  );

const came = () => mock.requests().map(({ method, status }) => `${method} ${status}`);

describe(`a page of another origin${skipped}`, () => {
  inBrowser('creates a package after a preflight, with credentials included, and reads body and header', async () => {
    const outcome = await call('any-token', 'my-app', 'registry/mine:1');
    expect(outcome).toEqual({
      created: expect.objectContaining({ type: 'docker', data: expect.objectContaining({ image: 'registry/mine:1' }) }),
      requestId: expect.stringMatching(/./),
    });
    expect(came()).toEqual(['OPTIONS 204', 'POST 201']);
    expect(mock.requests()[1]?.headers['origin']).toBe(origin);
  });

  inBrowser('reads why it was refused', async () => {
    // Without an image, which the types forbid and the mock refuses.
    expect(await call('any-token', 'my-app')).toEqual({
      refused: expect.objectContaining({
        status: 422,
        errors: [expect.objectContaining({ at: 'request body#/data/image', message: expect.any(String) })],
      }),
    });
    expect(came()).toEqual(['OPTIONS 204', 'POST 422']);
  });

  inBrowser('reads that credentials are missing, and how to give them', async () => {
    // A text that needs no preflight, like a form's.
    const { status, headers } = await ask(`${mock.url}/v3/apps/1/packages`, {
      method: 'POST',
      credentials: 'include',
      body: '{"type":"bits"}',
    });
    expect([status, headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^bearer/i)]);
    expect(came()).toEqual(['POST 401']);
  });

  inBrowser.each(['DELETE', 'PUT', 'PATCH'])('may send %s, and reads what is allowed instead', async (method) => {
    const { status, headers, body } = await ask(`${mock.url}/v1/images`, {
      method,
      headers: { 'X-Own': 'x' },
      credentials: 'include',
    });
    expect([status, headers['allow'], JSON.parse(body)]).toEqual([
      405,
      'POST, OPTIONS',
      expect.objectContaining({ allow: ['POST'] }),
    ]);
    expect(came()).toEqual(['OPTIONS 204', `${method} 405`]);
  });

  inBrowser('cannot read a server without CORS headers, so this browser enforces CORS', async () => {
    await expect(ask(origin.replace('localhost', '127.0.0.1'), {})).rejects.toThrow('Failed to fetch');
    expect((await ask(origin, {})).status).toBe(200);
  });
});
