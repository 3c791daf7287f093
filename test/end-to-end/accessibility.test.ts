/** axe over every page that a person opens: light and dark, on a desk and on a phone. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { docsPages } from '../../src/cli/serving/docs-pages.ts';
import { compareReports } from '../../src/compare/comparison.ts';
import { COMPARISON_REPORTERS } from '../../src/compare/report/index.ts';
import type { SavedReport } from '../../src/compare/saved-report.ts';
import { loadContract } from '../../src/contract/load.ts';
import { renderIndex } from '../../src/docs/index-page.ts';
import { startMock, type StartedMock } from '../../src/mock/server/server.ts';
import { mutate } from '../../src/mutation/mutate.ts';
import { MUTATION_REPORTERS } from '../../src/mutation/report/index.ts';
import { REPORTERS } from '../../src/report/index.ts';
import { launchBrowser, whyNoBrowser } from '../support/browser.ts';
import { contractOf, shippedContract } from '../support/contracts.ts';
import { largeDocument } from '../support/large-document.ts';
import { share } from '../support/share.ts';
import { conforming, full, violating } from '../support/sample-runs.ts';

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;

interface Violation {
  id: string;
  nodes: { html: string }[];
}

let browser: Browser;
let axe: string;
let mock: StartedMock;

beforeAll(async () => {
  if (missing !== undefined) return;
  browser = await launchBrowser();
  axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  mock = await startMock({ contracts: [await loadContract('examples/petstore.yaml')], port: 0, pages: docsPages() });
  await fetch(`${mock.url}/pets`, { method: 'POST', body: '{' });
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

/** Pages as texts, by what they are. */
const TEXTS: Record<string, () => Promise<string>> = {
  'a report of one contract': async () => REPORTERS['html']?.([await full()], { command: 'assay check' }) ?? '',
  'a report of several contracts': async () => {
    const other = await violating();
    return (
      REPORTERS['html']?.([await conforming(), { ...other, contract: { ...other.contract, name: 'other' } }], {}) ?? ''
    );
  },
  'a mutation report': async () =>
    MUTATION_REPORTERS['html']?.([await mutate(await loadContract('examples/petstore.yaml'), {})]) ?? '',
  'a comparison': async () => {
    const saved = async (run: typeof full) => JSON.parse(REPORTERS['json']?.([await run()], {}) ?? '') as SavedReport;
    const reports = new Map([
      ['one', await saved(conforming)],
      ['other', await saved(violating)],
    ]);
    return COMPARISON_REPORTERS['html']?.(compareReports(reports), {}) ?? '';
  },
  'the index of written pages': async () => renderIndex([await shippedContract('cloud-foundry-v3-packages')]),
  'the index of many operations': async () =>
    renderIndex([await contractOf(largeDocument(200), 'large')], { origin: 'http://a', curl: 'curl http://a' }),
};

/** Pages of the mock, by their path, and what is done there first. Of Redoc's page the panel alone is ours. */
const SERVED: [path: string, act: (page: Page) => Promise<unknown>, within: string | undefined][] = [
  ['/__assay/', (page) => page.getByRole('heading').first().waitFor(), undefined],
  ['/__assay/requests', (page) => page.locator('td.what button').first().click(), undefined],
  ['/__assay/petstore.html', (page) => page.getByRole('button', { name: 'Try it' }).click(), '#assay-try'],
];

/** Each scheme and each width; all four of them with `ASSAY_WHOLE=1`. */
const LOOKS = share(
  ([1280, 390] as const).flatMap((width) =>
    ([width === 1280 ? 'light' : 'dark', width === 1280 ? 'dark' : 'light'] as const).map(
      (colorScheme) => [colorScheme, width] as const,
    ),
  ),
  2,
);

/** What axe finds in a page with everything unfolded, and whether the page scrolls sideways. */
async function look(
  [colorScheme, width]: (typeof LOOKS)[number],
  open: (page: Page) => Promise<unknown>,
  { within }: { within?: string | undefined } = {},
): Promise<string[]> {
  // axe is put into the page, whose policy would not let it run.
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, bypassCSP: true });
  try {
    const page = await context.newPage();
    await open(page);
    await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
    await page.evaluate(axe);
    const { violations } = await page.evaluate<{ violations: Violation[] }>(
      `axe.run(${within === undefined ? 'document' : JSON.stringify(within)}, { resultTypes: ['violations'] })`,
    );
    const found = violations.map(({ id, nodes }) => `${colorScheme} ${width} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
    const isWide = (await page.evaluate<number>('document.documentElement.scrollWidth')) > width;
    return isWide ? [...found, `${colorScheme} ${width} scrolls sideways`] : found;
  } finally {
    await context.close();
  }
}

const overAll = async (
  open: (page: Page) => Promise<unknown>,
  options?: Parameters<typeof look>[2],
): Promise<string[]> => {
  const found: string[] = [];
  for (const one of LOOKS) found.push(...(await look(one, open, options)));
  return found;
};

describe(`pages in a browser${skipped}`, () => {
  inBrowser.each(Object.keys(TEXTS))('axe finds nothing in %s', async (name) => {
    const text = (await TEXTS[name]?.()) ?? '';
    expect(await overAll((page) => page.setContent(text))).toEqual([]);
  });

  inBrowser.each(SERVED)('axe finds nothing in what the mock serves at %s', async (path, act, within) => {
    const open = async (page: Page): Promise<void> => {
      await page.goto(`${mock.url}${path}`);
      await act(page);
    };
    expect(await overAll(open, { within })).toEqual([]);
  });

  inBrowser(
    'axe finds nothing in a reference but what Redoc has no setting for, as decision 192 lists it',
    async () => {
      const open = async (page: Page): Promise<void> => {
        await page.goto(`${mock.url}/__assay/petstore.html`);
        await page.getByRole('heading').nth(1).waitFor();
      };
      const found = await overAll(open);
      expect(
        found.filter((text) => !/^\w+ \d+ (heading-order|label-content-name-mismatch|region): /.test(text)),
      ).toEqual([]);
    },
  );
});
