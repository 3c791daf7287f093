import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Run } from '../../model/run.ts';
import { launchBrowser, offlineContext, whyNoBrowser } from '../../../test/support/browser.ts';
import { htmlReport } from './html.ts';
import {
  conforming,
  full,
  hostile,
  runAgainst,
  undecided,
  violating,
  withBody,
} from '../../../test/support/sample-runs.ts';

/** The text of a page without its statements, which are the same in every run. */
function textOf(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>|<ul class="statements">[\s\S]*?<\/ul>/g, '')
    .replace(/<(?!\/?(code|b|small|cite|span)\b)[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;|&#39;|&gt;/g, (reference) => ({ '&quot;': '"', '&#39;': "'" })[reference] ?? '>')
    .replace(/\n\s*(?=\n)/g, '')
    .trim();
}

test('shows a target that conforms', async () => {
  expect(textOf(htmlReport([await conforming()]))).toMatchInlineSnapshot(`
    "✓ cloud-foundry-v3-packages conforms
    assay conformance report
    ✓ conforms Cloud Foundry v3 packages
    cloud-foundry-v3-packages against http://api.example.org · examples · 0.12 s
    violations
    0
    notes
    0
    undecided
    0
    cases
    2
    examples compared
    2 of 2
    What the documents say
    60 verified, 0 broken, 2 not exercised.
    All 62 statements
    Left open by the documents, so not judged 2
    what a bits package may carry in its data, which can be empty
    which of the credentials have to be given together
    Created, and could not be undone 1
    createPackage > docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
    Cases 2
    Verdict
    Case
    Phase
    Expected
    Status
    ms
    ✓ conforms
    the documented example docker
    examples
    documented
    201
    2
    ✓ conforms
    the documented example docker-with-credentials
    examples
    documented
    201
    2
    Secrets are masked. This page runs no script and fetches nothing."
  `);
});

test('shows the request and the response of a violation, with the differences marked', async () => {
  const page = htmlReport([await violating()]);
  const finding = /<article class="finding violation"[\s\S]*?<\/article>/.exec(page)?.[0] ?? '';
  expect(textOf(finding)).toMatchInlineSnapshot(`
    "answers with another state than the documented one
    violation · literal-value · 2 cases
    The state of the package is a word; a docker package is READY at once. Create a Package — Example Response, state
    At
    body#/state
    Expected
    "READY"
    Got
    "STAGED"
    Request
    POST /v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages
    Accept: application/json, */*;q=0.1
    Content-Type: application/x-www-form-urlencoded
    Authorization: bearer [masked]
    {
      "type": "docker",
      "data": {
        "image": "registry/image:latest"
      }
    }
    Response
    201 Created
    Content-Type: application/json;charset=utf-8
    X-VCAP-Request-ID: 4cb65058-f04f-458f-aca1-000000000002
    X-Content-Type-Options: nosniff
    Content-Length: 364
    {
      "guid": "4cb65058-f04f-458f-aca1-000000000001",
      "type": "docker",
      "data": {
        "hash": {
          "type": "sha1",
          "value": null
        },
        "error": null,
        "image": "registry/image:latest"
      },
      "state": "STAGED",
    expected "READY"
    got "STAGED"
      "created_at": "2026-01-31T12:00:00Z",
      "updated_at": null,
      "links": {
        "self": {
          "href": "/v3/packages/4cb65058-f04f-458f-aca1-000000000001"
        },
        "app": {
          "href": "/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968"
        }
      },
      "colour": "red"
    }
    Case
    createPackage > docker
    Rests on
    a value that the document prints
    Clause
    #/components/schemas/Package/properties/state
    openapi/cloud-foundry-v3-packages/openapi.yaml:500:9
    Repeat
    curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
    Fingerprint
    40465501d5cd"
  `);
  expect(finding).toContain(
    '<mark>  &quot;state&quot;: &quot;STAGED&quot;,</mark>\n<ins>expected &quot;READY&quot;</ins>\n<del>got &quot;STAGED&quot;</del>',
  );
});

test('shows a target that refuses the credentials', async () => {
  const page = htmlReport([await undecided()]);
  expect(page).toContain('<title>? cloud-foundry-v3-packages undecided</title>');
  expect(textOf(/<h2>Undecided<\/h2>[\s\S]*?<\/article>/.exec(page)?.[0] ?? '')).toMatchInlineSnapshot(`
    "Undecided
    the target refuses the credentials (401)
    createPackage > docker and 1 more
    Give credentials that it accepts with --header 'Authorization: …'."
  `);
});

const marks = (page: string) =>
  [...page.matchAll(/<mark>(.*?)<\/mark>(?:\n<ins>(.*?)<\/ins>)?/g)].map(([, line, expected]) =>
    [line?.trim(), expected].join(' ← ').replaceAll('&quot;', "'"),
  );

test.each([
  [
    'the status',
    (run: typeof runAgainst) => run((response) => ({ ...response, status: 200 })),
    ['200 OK ← expected 201'],
  ],
  [
    'a header field',
    (run: typeof runAgainst) =>
      run((response) => ({
        ...response,
        headers: response.headers.map(([name, value]) => [name, name === 'X-Content-Type-Options' ? 'sniff' : value]),
      })),
    ["X-Content-Type-Options: sniff ← expected 'nosniff'"],
  ],
  [
    'the object that lacks a member',
    (run: typeof runAgainst) => run((response) => withBody(response, (body) => void delete body.links.app)),
    ["'links': { ← expected the member app"],
  ],
  [
    'a body that is none',
    (run: typeof runAgainst) => run((response) => ({ ...response, body: Buffer.from('oops') })),
    ['oops ← expected a body of application/json'],
  ],
])('marks the difference: %s', async (_, make, expected) => {
  expect(marks(htmlReport([await make(runAgainst)]))).toEqual(expected);
});

test('a long body is cut to the lines around the place', async () => {
  const run = await runAgainst((response) =>
    withBody(response, (body) => {
      const items = Array.from({ length: 1000 }, (_, index) => index);
      body.colours = items;
      body.state = 'STAGED';
      body.later = items;
      body.links.app.href = 42;
    }),
  );
  const page = htmlReport([run]);
  expect(page).toMatch(/Lines \d+ to \d+ of the 20\d\d of the body\./);
  expect(page.length).toBeLessThan(200_000);
});

test('a page with thousands of cases and findings is cut', async () => {
  const run = await violating();
  const [finding] = run.findings;
  const findings = Array.from({ length: 3000 }, (_, index) => ({
    ...(finding as Run['findings'][number]),
    fingerprint: index.toString(16).padStart(12, '0'),
  }));
  const results = Array.from({ length: 12_000 }, () => run.results[0] as Run['results'][number]);
  const page = htmlReport([{ ...run, findings, results, counts: { ...run.counts, cases: 12_000 } }]);
  expect(page).toContain('The first 200 findings are shown with their exchanges, and of 3000 findings 2000 at all');
  expect(page).toContain('2000 more cases are left out of this page');
});

const missing = await whyNoBrowser();
const skipped = missing === undefined ? '' : ` (skipped: no browser starts here, ${missing})`;
const inBrowser = missing === undefined ? test : test.skip;

let browser: Browser;
beforeAll(async () => {
  if (missing === undefined) browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Opens the report of runs, and expects that it sends no requests and has no errors. */
async function visit(runs: Run[], look: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-report-'));
  const { context, watched } = await offlineContext(browser);
  try {
    await writeFile(join(folder, 'report.html'), htmlReport(runs));
    const page = await context.newPage();
    page.on('dialog', (dialog) => watched.errors.push(dialog.message()));
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await look(page);
    expect(watched).toEqual({ requests: [], errors: [] });
  } finally {
    await context.close();
    await rm(folder, { recursive: true });
  }
}

describe(`in a browser${skipped}`, () => {
  inBrowser("a target's texts are shown as text and do nothing", async () => {
    await visit([await hostile(), await hostile(500), await full()], async (page) => {
      const own = ['h4', 'pre', 'mark'];
      expect(await page.innerText('main')).toContain('<script>alert(1)</script>');
      expect(
        await page
          .locator('script, img, iframe, main style, main link, main meta, [onclick], [onerror], a:not([href^="#"])')
          .count(),
      ).toBe(0);
      for (const tag of own) expect(await page.locator(tag).first().isVisible()).toBe(true);
      expect(page.url()).toMatch(/^file:/);
    });
  });

  inBrowser(
    'every part is reached, on a narrow screen without scrolling aside, and nothing is told by colour alone',
    async () => {
      await visit([await full(), await conforming()], async (page) => {
        await page.setViewportSize({ width: 360, height: 740 });
        for (const summary of await page.locator('summary').all()) await summary.click();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        const text = await page.innerText('body');
        for (const words of [
          'violates',
          'known, to be mended',
          'waives nothing any more',
          'was not sent',
          'not exercised',
          'no operation matches',
          'what a bits package may carry',
        ])
          expect(text).toContain(words);
        await page.getByRole('link', { name: 'conforms' }).click();
        expect(page.url()).toContain('#run-1');
      });
    },
  );
});
