import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Run } from '../../model/run.ts';
import { launchBrowser, offlineContext, whyNoBrowser } from '../../../test/support/browser.ts';
import { htmlReport as report } from './html.ts';
import type { ReportOptions } from '../options.ts';
import {
  conforming,
  full,
  hostile,
  runAgainst,
  undecided,
  violating,
  withBody,
} from '../../../test/support/sample-runs.ts';

const htmlReport = (runs: Run[], options: ReportOptions = {}) =>
  report(runs, { now: new Date('2026-01-31T12:00:00Z'), ...options });

/** The text of a page without its statements, which are the same in every run. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script)>[\s\S]*?<\/\1>|<form[\s\S]*?<\/form>|<ul class="statements">[\s\S]*?<\/ul>/g, '')
    .replace(/<(?!\/?(code|b|small|cite|span)\b)[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;|&#39;|&gt;/g, (reference) => ({ '&quot;': '"', '&#39;': "'" })[reference] ?? '>')
    .replace(/\n\s*(?=\n)/g, '')
    .trim();
}

test('shows a target that conforms', async () => {
  expect(textOf(htmlReport([await conforming()]))).toMatchInlineSnapshot(`
    "✓ cloud-foundry-v3-packages conforms
    Conformance report
    2026-01-31 12:00 UTC
     · assay 0.1.0
    ✓ conforms Cloud Foundry v3 packages
    Contract
    cloud-foundry-v3-packages, version 3
    Target
    http://api.example.org
    Phases
    examples · 0.12 s
    Reach
    1 of 1 operation answered with success
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
     62
    Left open by the documents, so not judged
     2
    Created, and could not be undone
     1
    Cases
     2
    What the documents say
    60 verified, 0 broken, 2 not exercised.
    All 62 statements
    Left open by the documents, so not judged
     2
    what a bits package may carry in its data, which can be empty
    which of the credentials have to be given together
    Created, and could not be undone
     1
    createPackage > docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i 'http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/x-www-form-urlencoded' -H "Authorization: bearer $TOKEN" --data-raw '{"type":"docker","data":{"image":"registry/image:latest"}}'
    Cases
     2
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
    Secrets are masked. This page runs its own script alone, and fetches nothing."
  `);
});

test('shows the request and the response of a violation, with the differences marked', async () => {
  const page = htmlReport([await violating()]);
  const finding = /<article class="item finding violation"[\s\S]*?<\/article>/.exec(page)?.[0] ?? '';
  expect(textOf(finding)).toMatchInlineSnapshot(`
    "answers with another state than the documented one 
    #
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
    Copy
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
  expect(textOf(/<h3>Undecided<\/h3>[\s\S]*?<\/article>/.exec(page)?.[0] ?? '')).toMatchInlineSnapshot(`
    "Undecided
     1
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
  expect(page).toContain('1800 findings of these are shown without their exchange');
  expect(page).toContain('1000 more findings are left out of this page');
  expect(page.match(/<article class="item/g)).toHaveLength(2000);
  expect(page.match(/<div class="exchange">/g)).toHaveLength(200);
  expect(page).toContain('2000 more cases are left out of this page');
});

test('says when it was made, with which version and by which command, and what was checked', async () => {
  const run = await conforming();
  const text = textOf(htmlReport([run], { command: "assay check staging --header 'A: …' --set id=s3cr3t-t0k3n" }));
  for (const words of [
    '2026-01-31 12:00 UTC',
    'assay 0.',
    "assay check staging --header 'A: …' --set id=[masked]",
    'cloud-foundry-v3-packages, version 3',
    '1 of 1 operation answered with success',
  ])
    expect(text).toContain(words);
  expect(textOf(htmlReport([{ ...run, contract: { ...run.contract, version: '' } }]))).not.toContain(', version');
});

test('an overview lists all contracts, those that need attention first', async () => {
  const page = htmlReport([await conforming(), await undecided(), await violating()]);
  const overview = /<table class="overview stacked">[\s\S]*?<\/table>/.exec(page)?.[0] ?? '';
  expect([...overview.matchAll(/pill (\w+)[\s\S]*?href="#(run-\d)"/g)].map(([, ...found]) => found)).toEqual([
    ['violates', 'run-2'],
    ['undecided', 'run-1'],
    ['conforms', 'run-0'],
  ]);
  expect(overview).toContain('<td class="bad">1</td><td class="">1</td><td class="">0</td>');
  expect(overview).toContain('<td class="unsure">2</td>');
  expect(htmlReport([await violating()])).not.toContain('class="overview ');
});

test('violations come first, then what is undecided, then notes and what is waived', async () => {
  const page = htmlReport([await full()]);
  const parts = [...page.matchAll(/<li><a href="#run-0-([\w-]+)">/g)].map(([, part]) => part);
  expect(parts).toEqual(
    ['violations undecided waivers waived statements open leftovers held-back unjudged cases'].flatMap((all) =>
      all.split(' '),
    ),
  );
  const places = parts.map((part) => page.indexOf(`id="run-0-${part}"`));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(Math.min(...places)).toBeGreaterThan(0);
});

test.each([
  ['undecided', true],
  ['violates', false],
] as const)('what is undecided is open where the run %s: %s', async (verdict, isOpen) => {
  const page = htmlReport([{ ...(await undecided()), verdict }]);
  expect(/<details class="list" id="run-0-undecided"( open)?>/.exec(page)?.[1]).toBe(isOpen ? ' open' : undefined);
});

/** A run with so many findings, each in an operation of its own. */
async function withFindings(count: number, operations = count): Promise<Run> {
  const run = await violating();
  const [violation, note] = run.findings as [Run['findings'][number], Run['findings'][number]];
  const findings = Array.from({ length: count }, (_, nth) => ({
    ...(nth % 2 === 0 ? violation : note),
    message: `message-${nth}`,
    operation: `operation${nth % operations}`,
    fingerprint: nth.toString(16).padStart(12, '0'),
  }));
  return { ...run, findings };
}

test.each([
  [1, false],
  [2, true],
])('with %i findings there is a filter: %s', async (count, has) => {
  expect(htmlReport([await withFindings(count)]).includes('<form')).toBe(has);
});

test.each([
  [2, undefined],
  [4, ' open'],
  [24, ' open'],
  [26, ''],
])('%i findings in as many operations have this list of operations: %s', async (count, open) => {
  expect(/<details( open)?><summary>In \d+ operations/.exec(htmlReport([await withFindings(count)]))?.[1] ?? '').toBe(
    open ?? '',
  );
  expect(htmlReport([await withFindings(count)]).includes('<summary>In ')).toBe(open !== undefined);
});

test.each([
  [6, false],
  [8, true],
])(
  'the findings of an operation are listed before they are shown, from four of one kind on: %i, %s',
  async (count, has) => {
    expect(htmlReport([await withFindings(count, 1)]).includes('<ol class="contents">')).toBe(has);
  },
);

test('a finding of none of the operations, such as of a webhook, is shown', async () => {
  expect(htmlReport([await withFindings(1)])).toContain('<code>operation0</code>');
});

test('the policy names style and script, and nothing is styled or run by an attribute', async () => {
  const page = htmlReport([await full()]);
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  expect(page).toContain(`script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(style)}'`);
  expect(page).toContain("require-trusted-types-for 'script'");
  expect(page.replace(script, '')).not.toMatch(/ (style|on\w+)=/);
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
  inBrowser('each operation of the contents stands on a line of its own', async () => {
    const run = await withFindings(8);
    const [operation] = run.contract.operations as [Run['contract']['operations'][number]];
    const operations = run.findings.map(({ operation: id }) => ({ ...operation, id, method: 'POST', path: `/${id}` }));
    await visit([{ ...run, contract: { ...run.contract, operations } }], async (page) => {
      const links = page.locator('.contents li > a b');
      const boxes = await Promise.all((await links.all()).map((link) => link.boundingBox()));
      expect(boxes.length).toBe(8);
      expect(boxes.filter((box) => (box?.height ?? Infinity) > 30)).toEqual([]);
    });
  });

  inBrowser("a target's texts are shown as text and do nothing", async () => {
    await visit([await hostile(), await hostile(500), await full()], async (page) => {
      const own = ['h5', 'pre', 'mark'];
      expect(await page.innerText('main')).toContain('<script>alert(1)</script>');
      expect(
        await page
          .locator(
            'main script, img, iframe, main style, main link, main meta, [onclick], [onerror], a:not([href^="#"])',
          )
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
        await page.setViewportSize({ width: 390, height: 844 });
        for (const summary of await page.locator('summary').all()) await summary.click();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        // What is out of sight is not laid out, and has no innerText.
        const text = await page.evaluate<string>('document.body.textContent');
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
        await page.getByRole('row', { name: '✓ conforms' }).getByRole('link').click();
        expect(page.url()).toContain('#run-1');
      });
    },
  );

  const shown = (page: Page) => page.locator('article.item:visible').count();

  inBrowser('the filter narrows findings by words, severity, operation and check', async () => {
    await visit([await withFindings(20, 10)], async (page) => {
      const status = page.getByRole('status');
      expect(await shown(page)).toBe(20);
      await page.getByRole('searchbox').fill('MESSAGE-1');
      expect(await status.innerText()).toBe('11 of 20 shown');
      expect(await shown(page)).toBe(11);
      await page.getByLabel('Severity').selectOption('note');
      expect(await shown(page)).toBe(6);
      expect(await page.getByRole('heading', { name: 'Violations' }).isVisible()).toBe(false);
      expect(await page.locator('.contents li:visible').count()).toBe(5);
      await page.getByLabel('Operation').selectOption('operation3');
      expect(await shown(page)).toBe(1);
      await page.getByRole('searchbox').fill('nothing like it');
      expect(await status.innerText()).toBe('Nothing fits.');
      await page.getByRole('searchbox').press('Escape');
      expect([await shown(page), await status.innerText()]).toEqual([20, '']);
      await page.getByLabel('Check').selectOption({ index: 1 });
      expect(await shown(page)).toBe(10);
    });
  });

  inBrowser('keys lead to the search and from finding to finding, unless they are switched off', async () => {
    await visit([await withFindings(3, 1)], async (page) => {
      const focused = () =>
        page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? document.activeElement.localName');
      await page.keyboard.press('j');
      expect(await focused()).toContain('message-0');
      await page.keyboard.press('j');
      expect(await focused()).toContain('message-2');
      await page.keyboard.press('k');
      expect(await focused()).toContain('message-0');
      await page.keyboard.press('k');
      expect(await focused()).toContain('message-0');
      await page.keyboard.press('/');
      expect(await focused()).toBe('input');
      await page.keyboard.type('j2');
      expect(await page.getByRole('searchbox').inputValue()).toBe('j2');
      await page.keyboard.press('Escape');
      await page.getByLabel('Keys').uncheck();
      await page.locator('h1').click();
      await page.keyboard.press('j');
      expect(await focused()).toBe('body');
    });
  });

  inBrowser('a command line is copied by its button', async () => {
    await visit([await violating()], async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: 'Copy' }).first().click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^curl -sS -i 'http:\/\/api\.example\.org/);
      await page.getByRole('button', { name: 'Copied' }).blur();
      expect(await page.getByRole('button', { name: 'Copied' }).count()).toBe(0);
    });
  });

  inBrowser('an address with a waived finding opens it', async () => {
    const run = await full();
    const waived = run.findings.find((finding) => finding.waived);
    await visit([run], async (page) => {
      const details = page.locator(`[id="run-0-${waived?.fingerprint}"] details`);
      expect(await details.evaluate((element: { open?: boolean }) => element.open)).toBe(false);
      await page.evaluate(`location.hash = "run-0-${waived?.fingerprint}"`);
      await page.locator(`[id="run-0-${waived?.fingerprint}"] .copyable`).waitFor();
    });
  });

  inBrowser('a page that is printed shows what is folded, and neither filter nor buttons', async () => {
    await visit([await full()], async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.filter:visible, .copy:visible, .anchor:visible').count()).toBe(0);
      expect(await page.getByText('DELETE /v3/packages/1 was answered with 404').isVisible()).toBe(true);
    });
  });

  inBrowser('without its script a page shows everything, and nothing that does not work', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(htmlReport([await violating()]));
    expect(await page.locator('.filter:visible, .copy:visible').count()).toBe(0);
    expect(await shown(page)).toBe(2);
    await context.close();
  });
});

test('what was tried of an operation that accepted nothing stands below it', async () => {
  const run = await undecided();
  const page = htmlReport([{ ...run, undecided: [{ reason: 'nothing was accepted', tried: ['POST /a <b> → 400'] }] }]);
  expect(page).toContain('<li><code>POST /a &lt;b&gt; → 400</code></li>');
});

test('what was not reached, refused or held back has a list each, and what was held back the flag that allows it', async () => {
  const run = await full();
  const reach = {
    ...run.reach,
    refused: [{ operation: 'createPet', reason: 'the body was refused' }],
    notReached: [{ operation: 'getPet', reason: 'no id was known' }],
  };
  const page = htmlReport([{ ...run, reach }]);
  const text = textOf(page);
  for (const words of ['createPet: the body was refused', 'getPet: no id was known', 'Allow operations with --allow'])
    expect(text).toContain(words);
  expect([...page.matchAll(/id="run-0-(refused|not-reached|held-back)"/g)].map(([, id]) => id)).toEqual([
    'refused',
    'not-reached',
    'held-back',
  ]);
  expect(textOf(htmlReport([{ ...run, heldBack: [] }]))).not.toContain('Allow operations');
});
