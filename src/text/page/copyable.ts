import { html, type Html } from '../html.ts';

/** A command line with a button that copies it; the page's script shows the button. */
export function drawCopyable(text: string): Html {
  return html`<div class="copyable"><pre class="curl"><code>${text}</code></pre><button class="copy" type="button" hidden>Copy</button></div>`;
}
