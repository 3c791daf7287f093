import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { findContracts } from '../document/find.ts';
import { loadContract } from '../contract/load.ts';
import type { Contract } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { launchBrowser, offlineContext, whyNoBrowser } from '../../test/support/browser.ts';
import { writeDocs } from './write.ts';

/** Texts that would run or send requests if they were read as markup. */
const HOSTILE = [
  '<script>window.hacked = 1</script>',
  '<img src="https://example.org/a.png" onerror="window.hacked = 1">',
  '<svg onload="window.hacked = 1"></svg>',
  '<style>body { display: none }</style>',
  '<meta http-equiv="refresh" content="0;url=https://example.org/">',
  '<iframe src="https://example.org/"></iframe>',
  '<link rel="stylesheet" href="https://example.org/a.css">',
  '{% partial file="secret" /%}',
  '</script><script>window.hacked = 1</script>',
].join('\n\n');

let folder: string;
let contracts: Contract[];

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;
let browser: Browser;

beforeAll(async () => {
  if (missing === undefined) browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'assay-pages-'));
  await writeFile(join(folder, 'hostile.json'), JSON.stringify(hostileDocument()));
  const shipped = (await findContracts('openapi')).map(({ name, file }) => loadContract(file, name));
  contracts = await Promise.all([...shipped, loadContract(join(folder, 'hostile.json'))]);
  await writeDocs(contracts, folder);
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

describe(`the rendered pages, opened from disk in a browser without a network${skipped}`, () => {
  inBrowser('the index shows each contract with its operations, documents and discrepancies', async () => {
    await visit('index.html', async (page) => {
      const text = squeeze(await page.innerText('body')).toLowerCase();
      for (const { title, operations, documents, discrepancies } of contracts) {
        const parts = [
          title,
          ...operations.flatMap(({ method, path }) => [method, path]),
          ...[...documents.values()].map((document) => document.title),
          ...discrepancies.flatMap(({ about, says, known = '', decision = '' }) => [about, says, known, decision]),
        ];
        for (const part of parts) expect(text).toContain(squeeze(part).toLowerCase());
      }
    });
  });

  inBrowser('the index leads to each contract', async () => {
    await visit('index.html', async (page) => {
      const links = await Promise.all((await page.locator('a').all()).map((anchor) => anchor.getAttribute('href')));
      for (const { name } of contracts)
        expect(links).toEqual(expect.arrayContaining([`./${name}.html`, `./${name}.openapi.json`]));
      const [first] = contracts;
      await page.getByRole('link', { name: first?.title }).first().click();
      expect(page.url()).toContain(`${first?.name}.html`);
    });
  });

  inBrowser('a contract shows each operation with each documented example', async () => {
    for (const { name, operations, discrepancies } of contracts) {
      await visit(`${name}.html`, async (page) => {
        const text = await readThrough(page);
        expect(text).not.toContain('file://');
        for (const { says } of discrepancies.filter(() => name !== 'hostile')) expect(text).toContain(squeeze(says));
        for (const { method, path, summary, examples } of operations) {
          expect(text).toContain(squeeze(path));
          expect(text.toUpperCase()).toContain(method);
          if (name !== 'hostile') await page.getByRole('link', { name: summary }).first().click();
          for (const example of examples.filter(() => name !== 'hostile'))
            await expectExample(page, example.name, example.request.body, example.response?.body);
        }
      });
    }
  });

  inBrowser('a contract shows its sources, what it leaves open, and what each listed value means', async () => {
    for (const contract of contracts.filter(({ name }) => name !== 'hostile')) {
      await visit(`${contract.name}.html`, async (page) => {
        const text = await readThrough(page);
        expect(wordsOf(contract.document).filter((words) => !text.includes(squeeze(words)))).toEqual([]);
      });
    }
  });

  inBrowser("a contract's texts are shown as text and do nothing", async () => {
    await visit('hostile.html', async (page) => {
      await readThrough(page);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(page.url()).toMatch(/^file:/);
      expect(await page.isVisible('body')).toBe(true);
      expect(
        await page
          .locator('main img[src*="example.org"], iframe, meta[http-equiv="refresh"], link[rel="stylesheet"]')
          .count(),
      ).toBe(0);
    });
  });
});

/** All texts of a contract's source extensions, except those in examples: of examples only the values are shown. */
function wordsOf(node: Json, name = ''): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => wordsOf(item, name));
  if (typeof node !== 'object' || node === null) return name === 'x-inferred' && typeof node === 'string' ? [node] : [];
  if (name === 'x-enumDescriptions') return Object.values(node).map(String);
  return Object.entries(node).flatMap(([key, child]): string[] => {
    if (key === 'examples' || key === 'info' || key === 'when') return [];
    const own = ['x-source', 'x-inferred', 'x-unspecified'].includes(name) && ['says', 'shows'].includes(key);
    return own ? [String(child)] : wordsOf(child, key);
  });
}

/** Opens a page, and expects that it sends no requests and has no errors. */
async function visit(file: string, look: (page: Page) => Promise<void>): Promise<void> {
  const { context, watched } = await offlineContext(browser);
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, file)).href);
    await look(page);
    expect(watched).toEqual({ requests: [], errors: [] });
  } finally {
    await context.close();
  }
}

/** All text of a page while it is scrolled down, without blanks: Redoc renders only the visible part. */
async function readThrough(page: Page): Promise<string> {
  await page.getByText('Loading...').waitFor({ state: 'detached' });
  // On a busy machine it is a while until there is anything to scroll to.
  await page.getByRole('heading').nth(1).waitFor();
  const seen = new Set<string>();
  for (let step = 0, rested = 0; step < 80 && rested < 3; step += 1) {
    seen.add(squeeze(await page.innerText('body')));
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(40);
    rested = (await page.evaluate('innerHeight + scrollY >= document.documentElement.scrollHeight - 2'))
      ? rested + 1
      : 0;
  }
  return [...seen].join('\n');
}

/** Chooses an example by its name, for the request and for the response, and expects its values. */
async function expectExample(page: Page, name: string, ...bodies: (Json | undefined)[]): Promise<void> {
  const choosers = page.getByRole('button', { name: 'Example', exact: true });
  for (const [index, body] of bodies.entries()) {
    if (body === undefined) continue;
    await choosers.nth(index).click();
    await page
      .getByRole('menuitem')
      .or(page.getByRole('option'))
      .filter({ hasText: new RegExp(`^${name}(:|$)`) })
      .first()
      .click();
    expect(await choosers.nth(index).innerText()).toMatch(new RegExp(`^${name}(:|$)`));
    expect(squeeze(await page.innerText('main'))).toContain(squeeze(JSON.stringify(body)));
  }
}

const squeeze = (text: string) => text.replace(/\s+/g, '');

function hostileDocument(): Json {
  const text = { type: 'string', title: HOSTILE, description: HOSTILE, default: HOSTILE };
  const schema = {
    type: 'object',
    title: HOSTILE,
    description: HOSTILE,
    properties: { examples: text, default: text, description: text, '<b>member</b>': text },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: `Hostile ${HOSTILE}`,
      version: '1',
      summary: HOSTILE,
      'x-logo': { url: 'https://example.org/logo.png', altText: HOSTILE },
      contact: { name: HOSTILE, url: 'javascript:window.hacked=1' },
      description: `${HOSTILE}\n\n[a link](javascript:window.hacked=1) ![an image](https://example.org/b.png)`,
      'x-documents': { page: { title: HOSTILE, publisher: HOSTILE, about: HOSTILE } },
      'x-discrepancies': [
        { about: HOSTILE, between: ['page', HOSTILE], says: HOSTILE, known: HOSTILE, decision: HOSTILE },
      ],
    },
    tags: [{ name: '<b>tag</b>', description: HOSTILE }],
    paths: {
      '/<b>path</b>': {
        get: {
          operationId: '<b>id</b>',
          summary: HOSTILE,
          description: HOSTILE,
          tags: ['<b>tag</b>'],
          'x-source': { document: 'page', at: HOSTILE, says: HOSTILE },
          parameters: [
            {
              name: '<b>name</b>',
              in: 'query',
              description: HOSTILE,
              schema: { type: 'string', enum: [HOSTILE], 'x-enumDescriptions': { [HOSTILE]: HOSTILE } },
            },
          ],
          responses: {
            200: {
              description: HOSTILE,
              content: {
                'application/json': {
                  schema,
                  examples: { hostile: { summary: HOSTILE, description: HOSTILE, value: HOSTILE } },
                },
              },
            },
            default: { description: HOSTILE },
          },
        },
      },
    },
  };
}
