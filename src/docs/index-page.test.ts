import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, offlineContext, whyNoBrowser } from '../../test/support/browser.ts';
import { contractOf, shippedContract } from '../../test/support/contracts.ts';
import { largeDocument } from '../../test/support/large-document.ts';
import type { Contract, SourceDocument, Statement } from '../model/contract.ts';
import { renderIndex } from './index-page.ts';

const written = await shippedContract('cloud-foundry-v3-packages');
const plain = await contractOf(largeDocument(5), 'plain');
const MOCK = { origin: 'http://127.0.0.1:4010', curl: "curl 'http://127.0.0.1:4010/<x>'" };

const introOf = (contracts: Contract[]) => /<header>[\s\S]*?<p>(.*?)<\/p>/.exec(renderIndex(contracts))?.[1];

test.each<[name: string, contracts: Contract[], want: string]>([
  ['all', [written], 'Each contract is written from the documents of an API.'],
  ['some', [written, plain], '1 of 2 contracts is written from the documents of an API.'],
  ['several of some', [written, written, plain], '2 of 3 contracts are written from the documents of an API.'],
  ['none', [plain], 'What each contract documents: '],
])('the index speaks of documents where contracts are written from them: %s', (_, contracts, want) =>
  expect(introOf(contracts)).toContain(want),
);

test('a contract of no documents is said to contradict itself, and not them', () => {
  const discrepancies = [{ about: 'it', between: [], says: 'Two things.' }];
  expect(renderIndex([{ ...plain, discrepancies, remarks: discrepancies }])).toMatch(
    /Where it disagrees <small>1 discrepancy<[\s\S]*What else is odd, or missing <small>1 remark</,
  );
  expect(renderIndex([{ ...written, remarks: [...discrepancies, ...discrepancies] }])).toMatch(
    /Where they disagree <small>13 discrepancies<[\s\S]*What else is odd in them, or missing <small>2 remarks</,
  );
});

test('one document makes a contract a written one, and what it says is shown entry by entry', () => {
  const documents = new Map([
    ['d', { title: 'The <guide>', publisher: 'A vendor', about: 'all of it' } as SourceDocument],
  ]);
  const discrepancies = [
    { about: 'The limit', between: ['d', 'other'], says: 'Two things.', known: 'Since 2020.', decision: 'The first.' },
  ];
  const statements = [
    { kind: 'source', pointer: '#/a', says: 'Said.' },
    { kind: 'inferred', pointer: '#/b', says: 'Guessed.', carried: 'habit' },
  ] as Statement[];
  const contract = { ...plain, name: 'a b', documents, discrepancies, statements: () => statements };
  const page = renderIndex([contract]);
  expect(introOf([contract])).toContain('Each contract is written from the documents of an API.');
  expect(page).toContain('<h2 id="a%20b"><a href="./a%20b.html">');
  expect(page).toContain('<h3>5 operations</h3>');
  expect(page.slice(page.indexOf('<h3>Written from'), page.indexOf('</article>'))).toMatchInlineSnapshot(`
    "<h3>Written from</h3>
    <ul class="documents">
    <li>A vendor: <cite>The &lt;guide&gt;</cite> <span>all of it</span></li>

    </ul>
    <details open class="long">
    <summary>Where they disagree <small>1 discrepancy</small></summary>
    <section class="entry">
    <h4>The limit</h4>
    <dl>
    <dt>Found in</dt><dd>The &lt;guide&gt;; other</dd><dt>Says</dt><dd>Two things.</dd><dt>Known</dt><dd>Since 2020.</dd><dt>Decision</dt><dd>The first.</dd></dl>
    </section>

    </details>

    <details>
    <summary>What was read into them <small>1 clause</small></summary>
    <ul>
    <li class="entry">Guessed. Carried by habit.<br><code>#/b</code></li>

    </ul>
    </details>
    "
  `);
});

test('the filter offers each method, area and contract once', async () => {
  const page = renderIndex([await contractOf(largeDocument(10), 'b'), await contractOf(largeDocument(10), 'a')]);
  const choices = [...page.matchAll(/<select[^]*?<\/select>/g)].map(([select]) =>
    [...select.matchAll(/<option>([^<]*)/g)].map(([, option]) => option),
  );
  expect(choices).toEqual([
    ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
    ['area-0', 'area-1'],
    ['b', 'a'],
  ]);
});

test('the index of a mock says where it answers, how to ask it, and where the requests show', () => {
  const page = renderIndex([plain], { ...MOCK, requests: '/__assay/requests' });
  expect(page).toContain('The mock answers at <code>http://127.0.0.1:4010</code>');
  expect(page).toContain('<code>curl &#39;http://127.0.0.1:4010/&lt;x&gt;&#39;</code>');
  expect(page).toContain('<a href="/__assay/requests">The requests that came</a>');
  expect(page).toContain('At <code>http://127.0.0.1:4010/v3</code>');
});

test('the index of a mock that keeps no requests leads to none, and written pages speak of no mock', () => {
  expect(renderIndex([plain], MOCK)).not.toContain('The requests that came');
  expect(renderIndex([plain])).not.toMatch(/The mock answers|At <code>/);
});

test.each([
  [3, 3, ''],
  [4, 3, 'and 1 more place'],
  [5, 3, 'and 2 more places'],
])('a contract with %i base paths shows %i of them', async (count, shown, rest) => {
  const document = largeDocument(count * 5);
  const paths = document['paths'] as Record<string, object>;
  const names = Object.keys(paths);
  document['paths'] = Object.fromEntries(
    names.map((name, nth) => [name, { ...paths[name], servers: [{ url: `/v${nth % count}` }] }]),
  );
  const line = /At (<code>.*)<\/p>/.exec(renderIndex([await contractOf(document, 'bases')], MOCK))?.[1] ?? '';
  expect(line.match(/<code>/g)).toHaveLength(shown);
  expect(line.replace(/<code>.*<\/code>/, '').trim()).toBe(rest);
});

test.each([
  [3, false],
  [4, true],
])('with %i operations there is a filter: %s', async (count, has) =>
  expect(renderIndex([await contractOf(largeDocument(count), 'few')]).includes('<form')).toBe(has),
);

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;

describe(`the index in a browser${skipped}`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    if (missing !== undefined) return;
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'assay-index-'));
    await writeFile(join(folder, 'large.html'), renderIndex([await contractOf(largeDocument(), 'large')], MOCK));
    await writeFile(join(folder, 'written.html'), renderIndex([written], MOCK));
  });
  afterAll(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  async function visit(file: string, width: number, look: (page: Page) => Promise<void>): Promise<void> {
    const { context, watched } = await offlineContext(browser);
    try {
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 844 });
      await page.goto(pathToFileURL(join(folder, file)).href);
      await look(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(watched).toEqual({ requests: [], errors: [] });
    } finally {
      await context.close();
    }
  }

  inBrowser.each([390, 1280])('one of 1,223 operations is found by words, at a width of %i', async (width) => {
    await visit('large.html', width, async (page) => {
      const shown = page.locator('li.item:visible');
      expect(await shown.count()).toBe(0);
      await page.getByRole('searchbox').fill('things-17 put');
      expect(await page.getByRole('status').innerText()).toBe('11 of 1223 shown');
      await page.getByLabel('Area').selectOption('area-17');
      expect(await shown.count()).toBe(2);
      await page.getByRole('searchbox').fill('things-17/ put');
      expect(await shown.count()).toBe(1);
      expect(await shown.getByRole('link').getAttribute('href')).toBe('./large.html#/operation/putThing%2F17');
      await page.getByRole('searchbox').press('Escape');
      expect(await shown.count()).toBe(0);
      await page.getByText('area-3 35 operations').click();
      expect(await shown.count()).toBe(35);
    });
  });

  inBrowser.each([
    [390, false],
    [1280, true],
  ])('at a width of %i what the documents disagree in stands open: %s', async (width, isOpen) => {
    await visit('written.html', width, async (page) => {
      const details = page.locator('details', { hasText: 'Where they disagree' });
      expect((await details.getAttribute('open')) !== null).toBe(isOpen);
    });
  });
});
