/**
 * Takes the pictures of docs/screenshots/ with a real Chromium, from what `npm run build` made: `npm run screenshots`.
 * The mock keeps what it is sent, so that the pictures have something to show; its pictures are those of the bookshop.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'dist/cli/bin.js');
const out = join(root, 'docs/screenshots');
/** The most bytes of a picture: each clone of the repository has them all. */
const LIMIT = 150_000;

const folder = await mkdtemp(join(tmpdir(), 'assay-screenshots-'));
const assay = (...args) =>
  // Reports of a server that violates end with 1.
  promisify(execFile)(process.execPath, [bin, ...args], { cwd: root, maxBuffer: 1 << 26 }).catch(({ code, stderr }) => {
    if (code !== 1) throw new Error(`assay ${args.join(' ')}: ${stderr}`);
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

await mkdir(out, { recursive: true });
const recording = 'conformance/recordings/cloud-foundry-2015-11.har';
const contract = 'cloud-foundry-v3-packages';
await assay('check', contract, '--har', recording, '--report', `html=${join(folder, 'report.html')}`);
await assay('check', contract, '--report', `json=${join(folder, 'mock.json')}`);
await assay('check', contract, '--har', recording, '--report', `json=${join(folder, 'recorded.json')}`);
const compared = [`2015=${join(folder, 'recorded.json')}`, `mock=${join(folder, 'mock.json')}`];
await assay('compare', ...compared, '--report', `html=${join(folder, 'compare.html')}`);
await assay('mutate', 'examples/petstore.yaml', '--report', `html=${join(folder, 'mutation.html')}`);
const mock = await startMock('examples/bookshop/openapi.yaml', '--mode', 'stateful');
const browser = await playwright.launch({
  args: ['--no-sandbox', '--disable-gpu'],
  executablePath: await chromium.executablePath(),
});

const file = (name) => pathToFileURL(join(folder, name)).href;
const tryIt = async (page) => {
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('form[data-filled]').waitFor();
  await page.getByRole('button', { name: 'Send to the mock' }).click();
  await page.locator('#assay-try pre').waitFor();
};
/** Each picture: its name, what it shows, what is done there first, and how it looks. */
const PICTURES = [
  { name: 'report', url: file('report.html') },
  { name: 'report-phone-dark', url: file('report.html'), colorScheme: 'dark', width: 390, height: 844 },
  { name: 'comparison', url: file('compare.html') },
  { name: 'mutation', url: file('mutation.html') },
  { name: 'contracts', url: `${mock.url}/__assay/` },
  { name: 'contracts-phone-dark', url: `${mock.url}/__assay/`, colorScheme: 'dark', width: 390, height: 844 },
  { name: 'try-it', url: `${mock.url}/__assay/bookshop.html#/operation/createBook`, act: tryIt },
  {
    name: 'requests',
    url: `${mock.url}/__assay/requests`,
    act: (page) => page.locator('td.what button').first().click(),
  },
];

try {
  for (const { name, url, act, colorScheme = 'light', width = 1100, height = 760 } of PICTURES) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    await page.goto(url);
    await act?.(page);
    const path = join(out, `${name}.png`);
    await page.screenshot({ path });
    const { size } = await stat(path);
    console.log(`docs/screenshots/${name}.png ${size}`);
    if (size > LIMIT) throw new Error(`${path} has ${size} bytes, more than ${LIMIT}`);
    await context.close();
  }
} finally {
  await browser.close();
  mock.stop();
  await rm(folder, { recursive: true });
}
