/** The journal's page in a real browser: it shows what clients sent as text and runs none of it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { contractOf } from '../../../test/support/contracts.ts';
import { launchBrowser, whyNoBrowser } from '../../../test/support/browser.ts';
import { startMock, type StartedMock } from '../server/server.ts';

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;

let browser: Browser;
let mock: StartedMock;
let context: BrowserContext;
let page: Page;
/** The page's requests to other hosts, and its errors: must stay empty. */
let strange: string[];

beforeAll(async () => void (browser = await launchBrowser()));
beforeEach(async () => {
  const responses = { 201: { description: '', content: { 'application/json': { example: { id: 1 } } } } };
  const body = {
    content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
  };
  mock = await startMock({
    contracts: [
      await contractOf({
        paths: { '/things': { post: { operationId: 'createThing', requestBody: body, responses } } },
      }),
    ],
    port: 0,
  });
  strange = [];
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.on('request', (request) => void (request.url().startsWith(mock.url) || strange.push(request.url())));
  context.on('console', (message) => void (message.type() === 'error' && strange.push(message.text())));
  context.on('weberror', (error) => strange.push(String(error.error())));
  page = await context.newPage();
});
afterEach(async () => {
  expect(strange).toEqual([]);
  await context.close();
  await mock.close();
});
afterAll(() => browser.close());

const HOSTILE = '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">';
const post = (body: string, path = '/things') =>
  fetch(mock.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Note': HOSTILE }, body });
const open = (query = '') => page.goto(`${mock.url}/__assay/requests${query}`);
const row = (name: string | RegExp) => page.getByRole('button', { name });

describe(`the page of the journal${skipped}`, () => {
  inBrowser('shows requests as they come, each with its headers and bodies', async () => {
    await open();
    await page.getByText('Nothing yet.').waitFor();
    await post('{"name":"first"}');
    await row('POST /things').click();
    const text = await page.innerText('tr.details');
    for (const part of ['"name": "first"', 'content-type', 'Response: 201', '"id":']) expect(text).toContain(part);
    expect(await row('POST /things').getAttribute('aria-expanded')).toBe('true');
    await row('POST /things').press('Enter');
    expect(await page.locator('tr.details').count()).toBe(0);
  });

  inBrowser('shows hostile markup as text', async () => {
    await post(JSON.stringify({ name: HOSTILE }));
    await post('{', `/${encodeURI(HOSTILE)}?q=${encodeURIComponent(HOSTILE)}`);
    await open();
    await row('POST /things').click();
    await row(/script/).click();
    const text = await page.innerText('table');
    expect(text).toContain('"name": "<script>window.hacked = 1</script><img src=x onerror=\\"window.hacked = 1\\">"');
    expect(text).toContain(`q=${HOSTILE}`);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('table img, table script').count()).toBe(0);
  });

  inBrowser('filters by words and by the address, and clears the list', async () => {
    await post('{"name":"fine"}');
    await post('{"name":5}');
    await post('{}', '/nope');
    await open();
    const shown = () => page.locator('tr.entry:visible').count();
    await page.getByText('3 requests came').waitFor();
    await page.getByLabel('Filter').fill('4XX post');
    expect(await shown()).toBe(2);
    await page.getByLabel('Filter').fill('creatething');
    expect(await shown()).toBe(2);
    await page.getByLabel('Filter').fill('nothing like it');
    await page.getByText('No request fits the filter.').waitFor();
    await open('?status=201');
    await page.getByText('1 shown').waitFor();
    await open('?statsu=201');
    await page.getByText('there is no filter statsu').waitFor();
    // The browser logs each response with an error status.
    strange = strange.filter((text) => !text.includes('400 (Bad Request)'));
    await open();
    await row('POST /things').first().waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('Nothing yet.').waitFor();
    expect(mock.requests()).toEqual([]);
  });

  inBrowser('starts over when the requests are cleared elsewhere', async () => {
    await post('{"name":"before"}');
    await post('{"name":"before"}');
    await open();
    await page.getByText('2 requests came').waitFor();
    mock.clearRequests();
    await post('{"name":"after"}');
    await page.getByText('1 request came').waitFor();
    expect(await page.locator('tr.entry').count()).toBe(1);
  });

  inBrowser('has a policy that allows no script but its own', async () => {
    const response = await open();
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    const acted = await page.evaluate(
      `(() => { const image = document.createElement('div'); try { image.innerHTML = '<b>x</b>'; return true; } catch { return false; } })()`,
    );
    expect(acted).toBe(false);
    strange = strange.filter((text) => !text.includes('TrustedHTML'));
  });
});
