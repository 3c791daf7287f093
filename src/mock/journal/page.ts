import { createHash } from 'node:crypto';
import { html, type Html } from '../../text/html.ts';
import { JOURNAL_SCRIPT } from './page-script.ts';
import { JOURNAL_STYLE } from './page-style.ts';
import { respond, type Reply } from '../reply.ts';

/** The journal as a page that keeps itself up to date. @param hasDocs whether there is a page of the contracts to lead to */
export function journalPage(hasDocs: boolean): Reply {
  return respond(200, [['Content-Type', 'text/html; charset=utf-8'], ...HEADERS], draw(hasDocs));
}

const HEADERS = [
  ['Cache-Control', 'no-store'],
  ['Vary', 'Accept'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  [
    'Content-Security-Policy',
    [
      "default-src 'none'",
      `script-src '${hashOf(JOURNAL_SCRIPT)}'`,
      `style-src '${hashOf(JOURNAL_STYLE)}'`,
      // The mock itself, and nothing else.
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
  ],
] as const;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function draw(hasDocs: boolean): string {
  // The policy names both by their hash, so not a blank may come between their tags.
  const style: Html = { markup: `<style>${JOURNAL_STYLE}</style>` };
  const script: Html = { markup: `<script>${JOURNAL_SCRIPT}</script>` };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Requests to the mock</title>
<link rel="icon" href="data:,">
${style}
</head>
<body>
<header>
<h1>Requests to the mock</h1>
<p>The newest first, secrets masked. Choose one to see its headers and body.${hasDocs ? html` <a href="/__assay/">The contracts</a>` : ''}</p>
<form id="tools" role="search">
<label>Filter <input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="POST /v3/apps 4xx"></label>
<button id="clear" type="button">Clear all</button>
</form>
<p id="state" role="status">Loading…</p>
</header>
<main>
<div class="frame">
<table>
<thead><tr><th scope="col" class="number">#</th><th scope="col" class="wide">Time</th><th scope="col">Request</th><th scope="col">Status</th><th scope="col" class="wide">Operation</th><th scope="col" class="number wide">Took</th></tr></thead>
<tbody id="rows"></tbody>
</table>
<p id="empty" hidden></p>
</div>
</main>
<noscript><p>This page needs its script; <code>curl</code> shows the same as JSON.</p></noscript>
${script}
</body>
</html>
`.markup;
}
