import { html, type Html } from '../../text/html.ts';
import { plain } from '../../text/wording.ts';
import { ownVersion } from '../../version.ts';
import type { ReportOptions } from '../options.ts';

/**
 * When a page was made, with which version, and by which command line.
 * @param mask hides what the runs know as secrets
 */
export function drawMade(
  { now = new Date(), command }: ReportOptions,
  mask: (text: string) => string = (text) => text,
): Html {
  return html`<p class="soft"><time datetime="${now.toISOString()}">${formatTime(now)}</time> · assay ${ownVersion()}</p>
${command === undefined ? '' : html`<p class="soft"><code>${plain(mask(command))}</code></p>`}`;
}

/** `2026-01-31 12:00 UTC`. */
function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
