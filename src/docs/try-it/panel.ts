import { readFileSync } from 'node:fs';
import type { Contract } from '../../model/contract.ts';
import { html } from '../../text/html.ts';
import { drawScript } from '../../text/page/head.ts';
import { PANEL_STYLE } from './style.ts';

/** What is added to a page, and the script in it. */
export interface Panel {
  markup: string;
  script: string;
}

let script: string | undefined;

/**
 * A panel that sends requests to the mock which serves the page. See console.js.
 * @param requests the address under which there is an example request for each operation, by its id
 */
export function tryItPanel({ operations }: Contract, requests: string): Panel {
  script ??= readFileSync(new URL('console.js', import.meta.url), 'utf8');
  const { markup } = html`<style>${{ markup: PANEL_STYLE }}</style>
<aside id="assay-try" aria-label="Try it">
<form id="assay-try-form" data-requests="${requests}" hidden>
<label>Operation <select name="operation">${operations.map(({ id, method, path }) => html`<option value="${id}">${method} ${path}</option>`)}</select></label>
<div class="line"><label>Method <input name="method" readonly size="7"></label><label class="path">Path <input name="path" spellcheck="false" autocomplete="off"></label></div>
<label>Header fields <textarea name="headers" rows="4" spellcheck="false"></textarea></label>
<label>Body <textarea name="body" rows="6" spellcheck="false"></textarea></label>
<button type="submit">Send to the mock</button>
<p role="status"></p>
<pre hidden tabindex="0" role="region" aria-label="Answer"><code></code></pre>
</form>
<button type="button" aria-expanded="false" aria-controls="assay-try-form">Try it</button>
</aside>
${drawScript(script)}
`;
  return { markup, script };
}
