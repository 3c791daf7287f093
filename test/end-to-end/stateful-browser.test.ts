/** A front end against the mock that keeps what it is sent: examples/bookshop/shelf.html in a real Chromium. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { loadContract } from '../../src/contract/load.ts';
import { startMock, type StartedMock } from '../../src/mock/server/server.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser | undefined;
let page: Page;
let mock: StartedMock;
let frontEnd: Server;

beforeAll(async () => {
  const launched = await launchBrowser();
  if (!('newContext' in launched)) return;
  browser = launched;
  const html = await readFile('examples/bookshop/shelf.html');
  frontEnd = createServer((_, response) => void response.setHeader('Content-Type', 'text/html').end(html)).listen(0);
  await once(frontEnd, 'listening');
  const contract = await loadContract('examples/bookshop/openapi.yaml');
  mock = await startMock({ contracts: [contract], port: 0, mode: 'stateful' });
  page = await browser.newPage();
  await page.goto(`http://localhost:${(frontEnd.address() as AddressInfo).port}/#${mock.url}/v1`);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await mock?.close();
  frontEnd?.close();
  frontEnd?.closeAllConnections();
});

const counted = (text: string) => page.getByText(text, { exact: true }).waitFor();
const shown = () => page.locator('#books .title').allTextContents();

async function add(title: string, price: string): Promise<void> {
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Author').fill('B. Frost');
  await page.getByLabel('Price', { exact: true }).fill(price);
  await page.getByRole('button', { name: 'Add' }).click();
}

test('creates, lists, pages, edits and deletes from a page of another origin', async () => {
  // Where no browser starts, launchBrowser has said so, or failed under CI.
  if (!browser) return;
  await counted('1 books, page 1 of 1');
  await add('Ant', '7');
  await counted('2 books, page 1 of 1');
  expect(await shown()).toEqual(['Ant', 'The Sea of Paper']);
  await add('Zebra', '9');
  await counted('3 books, page 1 of 2');
  await page.getByRole('button', { name: 'Next' }).click();
  await counted('3 books, page 2 of 2');
  expect(await shown()).toEqual(['Zebra']);

  await page.getByLabel('Price of Zebra').fill('12.5');
  const patched = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.getByRole('button', { name: 'Save Zebra' }).click();
  expect((await patched).status()).toBe(200);
  await page.reload();
  await page.getByRole('button', { name: 'Next' }).click();
  expect(await page.getByLabel('Price of Zebra').inputValue()).toBe('12.5');

  await page.getByRole('button', { name: 'Delete Zebra' }).click();
  await counted('2 books, page 1 of 1');
  expect(await shown()).toEqual(['Ant', 'The Sea of Paper']);

  await page.getByLabel('Price of Ant').fill('-1');
  await page.getByRole('button', { name: 'Save Ant' }).click();
  await page.getByText(/must be >= 0/).waitFor();
}, 120_000);
