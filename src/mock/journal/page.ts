import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { respond, type Reply } from '../reply.ts';

/** The journal as a page that updates itself. @param hasDocs whether there is a page of the contracts to link to */
export function journalPage(hasDocs: boolean): Reply {
  page ??= readPage();
  return respond(200, page.headers, hasDocs ? page.text : page.text.replace(DOCS_LINK, ''));
}

/** The page with its response headers. */
interface Page {
  headers: (readonly [name: string, value: string])[];
  text: string;
}

/** Lazy: most mocks never show the page. */
let page: Page | undefined;

const STYLE = '<link rel="stylesheet" href="page.css" />';
const SCRIPT = '<script src="page.js"></script>';
const DOCS_LINK = '<a href="/__assay/">The contracts</a>';

function readPage(): Page {
  const [text, style, script] = ['page.html', 'page.css', 'page.js'].map((name) =>
    readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8'),
  ) as [string, string, string];
  return {
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Cache-Control', 'no-store'],
      ['Vary', 'Accept'],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
      ['Content-Security-Policy', policy(style, script)],
    ],
    // The policy allows style and script by their hashes, so their tags may contain nothing else, not even a blank.
    text: text.replace(STYLE, () => `<style>${style}</style>`).replace(SCRIPT, () => `<script>${script}</script>`),
  };
}

function policy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    // Only the mock itself.
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
