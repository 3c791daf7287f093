/** The module in a real browser, under a content security policy that lets nobody make code of texts. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { loadContract } from '../contract/load.ts';
import { withOverrides } from '../mock/overrides/read-overrides.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { compileErrors } from '../../test/support/compile-types.ts';
import { launchBrowser, whyNoBrowser } from '../../test/support/browser.ts';
import { pageModule, type PageModule } from './page-module.ts';

const why = await whyNoBrowser();
const inBrowser = why === undefined ? describe : describe.skip;
const POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self' https://api.example.org";

let books: PageModule;
let large: PageModule;

beforeAll(async () => {
  const contract = await withOverrides(await loadContract('examples/bookshop/openapi.yaml'), {
    deleteBook: [{ answer: { status: 404 } }],
  });
  books = await pageModule([contract]);
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer', maximum: 9 } } };
  const post = {
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { 200: { description: '', content: { 'application/json': { schema } } } },
  };
  large = await pageModule([await contractOf({ paths: { '/numbers': { post } } }, 'numbers')]);
});

test('a module imports msw alone, and nothing of Node', () => {
  const imported = [...books.code.matchAll(/\b(?:from|import)\s*\(?\s*"([\w@/:.-]+)"/g)].map(([, name]) => name);
  expect(imported).toEqual(['msw']);
  expect(books.code).toMatch(/^\/\* The mock of 1 contract for MSW, written by assay msw\. Do not edit\. \*\/\n/);
});

test('the declarations of a module compile, and offer what the handlers take', () => {
  const own = books.types.replace(/^import .*$/m, 'interface RequestHandler { readonly isUsed: boolean }');
  const errors = (options: string) => compileErrors({ page: `${own}export const all = handlers(${options});` });
  expect(errors("{ baseUrl: '*', mode: 'stateful', errors: 'object', undocumented: 'refuse', seed: 1 }")).toEqual([]);
  expect(errors('')).toEqual([]);
  expect(errors("{ mode: 'dynamic' }").join()).toContain('dynamic');
});

inBrowser(why === undefined ? 'a page with a strict policy' : `a page (skipped: ${why})`, () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    const app = await bundleApp();
    const files: Record<string, [type: string, text: string]> = {
      '/': ['text/html', '<!doctype html><title>App</title><script type="module" src="/app.js"></script>'],
      '/app.js': ['text/javascript', app],
      '/mockServiceWorker.js': ['text/javascript', readFileSync('node_modules/msw/lib/mockServiceWorker.js', 'utf8')],
    };
    server = createServer(({ url = '/' }, response) => {
      const [type, text] = files[url] ?? ['text/plain', ''];
      response.writeHead(files[url] ? 200 : 404, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(text);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    // A function to wait for is evaluated as a text, which the policy forbids.
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A front end as its bundler makes it: msw and both modules in one script. */
  async function bundleApp(): Promise<string> {
    const modules: Record<string, string> = { books: books.code, large: large.code };
    const { outputFiles } = await build({
      stdin: {
        contents: `
          import { setupWorker } from 'msw/browser';
          import { handlers as books } from 'assay:books';
          import { handlers as large } from 'assay:large';
          try {
            new Function('');
          } catch (error) {
            globalThis.refused = error.name;
          }
          const baseUrl = 'https://api.example.org/v1';
          await setupWorker(...books({ baseUrl, seed: 1 }), ...large({ baseUrl })).start({ quiet: true });
          document.documentElement.dataset.ready = '';`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      format: 'esm',
      write: false,
      plugins: [
        {
          name: 'modules',
          setup: ({ onResolve, onLoad }) => {
            onResolve({ filter: /^assay:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'assay' }));
            onLoad({ filter: /^/, namespace: 'assay' }, ({ path }) => ({
              contents: modules[path] ?? '',
              resolveDir: process.cwd(),
            }));
          },
        },
      ],
    });
    return outputFiles[0]?.text ?? '';
  }

  const ask = (path: string, method = 'GET', body?: unknown, type = 'application/json') =>
    page.evaluate(
      async ([url, init]) => {
        const response = await fetch(url, init);
        return { status: response.status, body: await response.text() };
      },
      [
        `https://api.example.org/v1${path}`,
        {
          method,
          headers: { Authorization: 'bearer any', ...(body !== undefined && { 'Content-Type': type }) },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        },
      ] as const,
    );
  const BOOK = '/books/5f0c6c1e-3b60-4d0e-9c6b-0d4a3a1c7b11';

  test('makes no code of texts', async () => {
    expect(await page.evaluate('globalThis.refused')).toBe('EvalError');
  });

  test('is answered as the contract says, with what it sent', async () => {
    const sent = { title: 'Wintär', author: 'B. Frost', genre: 'poetry', price: 7 };
    const { status, body } = await ask('/books', 'POST', sent);
    expect([status, JSON.parse(body)]).toEqual([201, expect.objectContaining(sent)]);
    expect((await ask(BOOK)).status).toBe(200);
  });

  test('is refused what breaks the contract, by schemas that were compiled before', async () => {
    const { status, body } = await ask('/books', 'POST', { title: 7 });
    expect([status, body]).toEqual([400, expect.stringContaining('request body')]);
    expect((await ask('/books?limit=x')).status).toBe(400);
    expect((await ask('/books', 'POST', '{', 'application/json')).status).toBe(400);
    expect((await ask('/books', 'POST', '<a/>', 'text/xml')).status).toBe(415);
  });

  test('has the answers of overrides', async () => expect((await ask(BOOK, 'DELETE')).status).toBe(404));

  test('can have the modules of several contracts', async () => {
    expect((await ask('/numbers', 'POST', { n: 9 })).status).toBe(200);
    expect((await ask('/numbers', 'POST', { n: 10 })).status).toBe(422);
  });

  test('has no errors, and none of its policy', () => {
    // The browser says each answer with an error status on the console.
    expect(errors.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });
});
