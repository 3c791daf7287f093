/** The panel of a contract's page in a real browser: it sends to the mock that serves the page, and to nobody else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { contractOf } from '../../../test/support/contracts.ts';
import { launchBrowser, whyNoBrowser } from '../../../test/support/browser.ts';
import { tryItPanel } from './panel.ts';
import { addContentSecurityPolicy } from '../content-security-policy.ts';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const HOSTILE = '<img src=x onerror="window.hacked = 1">';
const responses = { 200: { description: 'Fine.' } };
const contract = await contractOf(
  {
    paths: {
      '/pets': { get: { operationId: 'listPets', responses }, post: { operationId: 'addPet', responses } },
      '/pets/add': { post: { operationId: 'pets/addPet', responses } },
    },
  },
  'pets',
);

test('a panel lists each operation, by its id', () => {
  const { markup } = tryItPanel(contract, '/requests/');
  expect(markup).toContain('<option value="addPet">POST /pets</option>');
  expect(markup).toContain('data-requests="/requests/"');
});

test('a hostile operation is text in a panel', async () => {
  const hostile = await contractOf({ paths: { [`/${HOSTILE}`]: { get: { operationId: HOSTILE, responses } } } });
  expect(tryItPanel(hostile, '/').markup).not.toContain('<img');
});

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;

describe(`the panel in a browser${skipped}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let server: Server;
  let origin: string;
  /** What came, apart from the page. */
  let came: { line: string; type: string | undefined; body: string }[] = [];

  beforeAll(async () => {
    if (missing !== undefined) return;
    const text = addContentSecurityPolicy(
      '<html class="light"><head></head><body><h1>Pets</h1></body></html>',
      tryItPanel(contract, '/requests/'),
    );
    const example = {
      method: 'POST',
      path: '/pets?tag=a',
      headers: [
        ['Content-Type', 'application/json'],
        ['Cookie', 'a=b'],
      ],
      body: '{"name":"Rex"}',
    };
    server = createServer((request, response) => {
      const { method = '', url = '' } = request;
      if (url === '/') return void response.setHeader('Content-Type', 'text/html; charset=utf-8').end(text);
      if (url === '/requests/addPet') return void response.end(JSON.stringify(example));
      if (url.startsWith('/requests/')) return void response.writeHead(404).end();
      let body = '';
      request.on('data', (part) => (body += String(part)));
      request.on('end', () => {
        came.push({ line: `${method} ${url}`, type: request.headers['content-type'], body });
        response.writeHead(201, { 'X-Note': 'a note' }).end(JSON.stringify({ name: HOSTILE }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  const state = () => page.getByRole('status');
  const path = () => page.getByRole('textbox', { name: 'Path' });
  const send = () => page.getByRole('button', { name: 'Send to the mock' }).click();
  const answered = async (words: string) => {
    await state().filter({ hasText: words }).waitFor();
    return page.locator('#assay-try pre').textContent();
  };
  /** Opens the page at a place as Redoc writes it, and the panel. */
  async function open(place: string): Promise<void> {
    await page.goto(`${origin}/${place}`);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('form[data-filled]').waitFor();
  }

  beforeEach(async () => {
    if (missing !== undefined) return;
    came = [];
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
  });

  inBrowser('sends the example of the operation that the address names, and shows the answer as text', async () => {
    await open('#/other/addpet#other/addpet/request');
    expect(await page.getByLabel('Operation').inputValue()).toBe('addPet');
    expect(await path().inputValue()).toBe('/pets?tag=a');
    expect(await page.getByLabel('Header fields').inputValue()).toBe('Content-Type: application/json');
    await send();
    const text = await answered('201 Created');
    expect(text).toContain('x-note: a note');
    expect(text).toContain(JSON.stringify(HOSTILE));
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(came).toEqual([{ line: 'POST /pets?tag=a', type: 'application/json', body: '{"name":"Rex"}' }]);
  });

  inBrowser.each([
    ['#/pets/listpets', 'listPets'],
    ['#/x/pets/addpet', 'pets/addPet'],
    ['', 'listPets'],
    ['#/section/documents', 'listPets'],
  ])('at the address %s the operation is %s', async (place, id) => {
    await open(place);
    expect(await page.getByLabel('Operation').inputValue()).toBe(id);
  });

  inBrowser('an operation without an example can be written, and a GET has no body', async () => {
    await open('#/other/listpets');
    await answered('The contract has no request for it. Write one.');
    expect(await page.getByLabel('Body').isDisabled()).toBe(true);
    await path().fill('/mine');
    await send();
    await answered('201 Created');
    expect(came).toEqual([{ line: 'GET /mine', type: undefined, body: '' }]);
  });

  inBrowser.each(['https://example.org/', '//example.org/x'])('asks no other server: %s', async (url) => {
    await open('#/other/addpet');
    await path().fill(url);
    await send();
    await state().filter({ hasText: 'only this mock is asked' }).waitFor();
    expect(came).toEqual([]);
  });

  inBrowser('a header field that is none is told', async () => {
    await open('#/other/addpet');
    await page.getByLabel('Header fields').fill('no field: at all');
    await send();
    await state().filter({ hasText: 'Not sent: ' }).waitFor();
  });

  inBrowser('Escape closes it, and the focus is where it was', async () => {
    await open('');
    await page.getByLabel('Operation').press('Escape');
    expect(await page.getByLabel('Operation').isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Try it');
  });
});
