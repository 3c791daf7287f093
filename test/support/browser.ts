import chromium from '@sparticuz/chromium';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium as playwright, type Browser, type BrowserContext } from 'playwright-core';

/** The requests and errors of a page. */
export interface Watched {
  /** Every request that was not for a file on this machine; they are refused, and must stay empty. */
  requests: string[];
  /** Console errors, violations of the content security policy among them, and uncaught exceptions. */
  errors: string[];
}

/**
 * Why Chromium cannot start on this machine, for the title of the tests that are skipped. Leaves no process behind, so that
 * a test file may ask before its hooks run.
 * @throws where it cannot start, and `CI` is set
 */
export async function whyNoBrowser(): Promise<string | undefined> {
  try {
    await promisify(execFile)(await chromium.executablePath(), ['--no-sandbox', '--version']);
    return undefined;
  } catch (error) {
    if (process.env['CI']) throw error;
    return (error as Error).message.split('\n', 1)[0] ?? String(error);
  }
}

/** A real Chromium without a window, from npm alone. Launched in a hook: Jest runs no hook where `-t` leaves out every test. */
export async function launchBrowser(): Promise<Browser> {
  // Not chromium.args: they put all pages into one process, which ends with the first of them, and switch web security off.
  return playwright.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    executablePath: await chromium.executablePath(),
    headless: true,
  });
}

/** A context that is offline and records what its pages try to fetch. */
export async function offlineContext(browser: Browser): Promise<{ context: BrowserContext; watched: Watched }> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
  const watched: Watched = { requests: [], errors: [] };
  await context.route(
    (url) => !['file:', 'data:', 'blob:', 'about:'].includes(url.protocol),
    (route) => {
      watched.requests.push(route.request().url());
      return route.abort();
    },
  );
  context.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?|ftp):/.test(url) && !watched.requests.includes(url)) watched.requests.push(url);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(message.text());
  });
  context.on('weberror', (error) => watched.errors.push(String(error.error())));
  return { context, watched };
}
