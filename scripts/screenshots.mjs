/**
 * Takes the pictures of docs/screenshots/ with a real Chromium, from what `npm run build` made: `npm run screenshots [PAGE…] [2] [1223]`.
 * Each picture is a sheet of one page: at 1280 and at 390 pixels, light and dark; once with the two operations of the shipped contracts,
 * once with the 1,223 of GitHub's document, which `npm ci --prefix benchmarks` installs.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'dist/cli/bin.js');
const out = join(root, 'docs/screenshots');
/** From the root, as reports name it. */
const GITHUB = 'benchmarks/node_modules/@octokit/openapi/generated/api.github.com.json';
/** The most bytes of a sheet: each clone of the repository has them all. */
const LIMIT = 160_000;
const HEIGHT = 800;
const WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'];
const GAP = 16;

const folder = await mkdtemp(join(tmpdir(), 'assay-screenshots-'));
const temporary = (name) => join(folder, name);
const assay = (...args) =>
  // Runs against a server that violates end with 1, and those that were cut short with 3.
  promisify(execFile)(process.execPath, [bin, ...args], { cwd: root, maxBuffer: 1 << 26 }).catch(({ code, stderr }) => {
    if (code !== 1 && code !== 3) throw new Error(`assay ${args.join(' ')}: ${stderr}`);
  });

/** Starts a mock, and waits for its line. */
async function startMock(...args) {
  const child = spawn(process.execPath, [bin, 'mock', ...args, '--port', '0', '--quiet'], { cwd: root });
  let text = '';
  for await (const part of child.stdout) {
    text += part;
    const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\/__assay)/.exec(text) ?? [];
    if (url) return { url, stop: () => child.kill() };
  }
  throw new Error(`the mock did not start: ${text}`);
}

/** What is shown of two operations: recordings of servers that break their documents, beside the mock. */
async function prepareSmall(mock) {
  const recordings = ['cloud-foundry-2015-11', 'openstack-glance-16.0.0-v1'];
  const har = recordings.map((name) => `--har=conformance/recordings/${name}.har`);
  const saved = [`html=${temporary('report-2.html')}`, `json=${temporary('recorded-2.json')}`];
  await assay('check', ...har, ...saved.map((report) => `--report=${report}`));
  await assay('check', '--report', `json=${temporary('mock-2.json')}`);
  await compare('2', 'recorded', 'mock');
  await assay('mutate', 'examples/petstore.yaml', '--report', `html=${temporary('mutation-2.html')}`);
  for (const contract of ['cloud-foundry-v3-packages', 'openstack-image-v1'])
    await assay('check', contract, '--target', mock.url, '--phases', 'examples,coverage');
}

/** What is shown of 1,223: a mock that fails a twentieth of its requests, beside one that does not. */
async function prepareLarge(mock) {
  const faulty = await startMock(GITHUB, '--chaos', '5%');
  const saved = [`html=${temporary('report-1223.html')}`, `json=${temporary('faulty-1223.json')}`];
  const phases = '--phases=examples';
  await assay('check', GITHUB, '--target', faulty.url, phases, ...saved.map((report) => `--report=${report}`));
  faulty.stop();
  await assay('check', GITHUB, '--target', mock.url, phases, '--report', `json=${temporary('mock-1223.json')}`);
  await compare('1223', 'faulty', 'mock');
  await assay('mutate', GITHUB, '--max-time', '30s', '--report', `html=${temporary('mutation-1223.html')}`);
}

async function compare(size, ...names) {
  const reports = names.map((name) => `${name}=${temporary(`${name}-${size}.json`)}`);
  await assay('compare', ...reports, '--report', `html=${temporary(`comparison-${size}.html`)}`);
}

const tryIt = async (page) => {
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('form[data-filled]').waitFor();
  await page.getByRole('button', { name: 'Send to the mock' }).click();
  await page.locator('#assay-try pre').waitFor();
};
const showRequest = (page) => page.locator('td.what button').first().click();
const file = (name) => pathToFileURL(temporary(name)).href;

/** Each page: where it is, and what is done there first. */
const PAGES = {
  report: { url: (_, size) => file(`report-${size}.html`) },
  comparison: { url: (_, size) => file(`comparison-${size}.html`) },
  mutation: { url: (_, size) => file(`mutation-${size}.html`) },
  contracts: { url: ({ url }) => `${url}/__assay/` },
  requests: { url: ({ url }) => `${url}/__assay/requests`, act: showRequest },
  reference: { url: ({ url }, size) => `${url}/__assay/${REFERENCES[size]}`, act: tryIt },
};
const REFERENCES = {
  2: 'cloud-foundry-v3-packages.html#/operation/createPackage',
  1223: 'api.github.com.html#/operation/gists%2Flist',
};

/** @returns a picture for each scheme and width */
async function take(browser, { url, act }, mock, size) {
  const pictures = [];
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS) {
      const context = await browser.newContext({ viewport: { width, height: HEIGHT }, colorScheme });
      const page = await context.newPage();
      // Redoc takes its time for 1,223 operations.
      page.setDefaultTimeout(180_000);
      await page.goto(url(mock, size));
      await act?.(page);
      pictures.push((await page.screenshot()).toString('base64'));
      await context.close();
    }
  return pictures;
}

/** The pictures of one page on a sheet, as WebP. */
async function sheetOf(browser, pictures) {
  const page = await browser.newPage();
  const url = await page.evaluate(
    async ({ pictures: texts, widths, height, gap }) => {
      const canvas = document.createElement('canvas');
      const rows = texts.length / widths.length;
      canvas.width = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
      canvas.height = rows * height + gap * (rows - 1);
      const context = canvas.getContext('2d');
      for (const [nth, text] of texts.entries()) {
        const image = new Image();
        image.src = `data:image/png;base64,${text}`;
        await image.decode();
        const column = nth % widths.length;
        const left = widths.slice(0, column).reduce((sum, width) => sum + width + gap, 0);
        context.drawImage(image, left, Math.floor(nth / widths.length) * (height + gap));
      }
      return canvas.toDataURL('image/webp', 0.45);
    },
    { pictures, widths: WIDTHS, height: HEIGHT, gap: GAP },
  );
  await page.close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

const SIZES = [
  { size: '2', prepare: prepareSmall, contracts: [] },
  ...(existsSync(join(root, GITHUB)) ? [{ size: '1223', prepare: prepareLarge, contracts: [GITHUB] }] : []),
];
if (!existsSync(join(root, GITHUB)))
  console.log('only the small pages: npm ci --prefix benchmarks installs the large document');

await mkdir(out, { recursive: true });
const words = process.argv.slice(2);
/** Those that are named, or all where none of them is. */
const chosen = (all) => (all.some((one) => words.includes(one)) ? all.filter((one) => words.includes(one)) : all);
const sizes = chosen(SIZES.map(({ size }) => size));
const names = chosen(Object.keys(PAGES));
const browser = await playwright.launch({
  args: ['--no-sandbox', '--disable-gpu'],
  executablePath: await chromium.executablePath(),
});
try {
  for (const { size, prepare, contracts } of SIZES.filter((one) => sizes.includes(one.size))) {
    const mock = await startMock(...contracts);
    try {
      await prepare(mock);
      for (const name of names) {
        const sheet = await sheetOf(browser, await take(browser, PAGES[name], mock, size));
        const path = join(out, `${name}-${size}.webp`);
        await writeFile(path, sheet);
        console.log(`docs/screenshots/${name}-${size}.webp ${sheet.length}`);
        if (sheet.length > LIMIT) throw new Error(`${path} has ${sheet.length} bytes, more than ${LIMIT}`);
      }
    } finally {
      mock.stop();
    }
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
