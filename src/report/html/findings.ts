import type { Operation } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { Finding } from '../../model/finding.ts';
import { html, type Html } from '../../text/html.ts';
import { plain, plural } from '../../text/wording.ts';
import { drawExchange } from './exchange.ts';
import { resultOf } from '../results.ts';
import {
  cite,
  formatAffected,
  formatEvidence,
  safe,
  formatGenerated,
  formatPlace,
  formatStep,
  formatWaivable,
  formatWaiver,
} from '../wording.ts';

/** The most findings with their exchanges, and the most findings: a page must still open. */
const MAX_DRAWN = 200;
const MAX_FINDINGS = 2_000;
/** From this number on, there is a table of contents. */
const MANY = 4;

/** The findings of a run by operation, worst first, waived ones last. @param id the page's id for the run */
export function drawFindings(run: Run, id: string): Html {
  if (run.findings.length === 0) return html``;
  const all = [...run.findings.filter(({ waived }) => !waived), ...run.findings.filter(({ waived }) => waived)];
  const shown = all.slice(0, MAX_FINDINGS);
  const drawn = new Set(all.slice(0, MAX_DRAWN));
  const groups = run.contract.operations
    .map((operation) => ({ operation, findings: shown.filter((finding) => finding.operation === operation.id) }))
    .filter(({ findings }) => findings.length > 0);
  const link = (
    finding: Finding,
  ) => html`<li class="${toneOf(finding)}"><b>${SIGN[toneOf(finding)]}</b> <a href="#${id}-${finding.fingerprint}">${plain(finding.message)}</a></li>
`;
  return html`<h2>Findings</h2>
${groups.map(
  ({
    operation,
    findings,
  }) => html`<h3>${drawOperation(operation)} <small>${plural(findings.length, 'finding')}</small></h3>
${findings.length >= MANY ? html`<ol>${findings.map(link)}</ol>` : ''}
${findings.map((finding) => drawFinding(run, finding, id, drawn.has(finding)))}`,
)}
${all.length > drawn.size ? html`<p class="soft">The first ${drawn.size} findings are shown with their exchanges${all.length > shown.length ? `, and of ${all.length} findings ${shown.length} at all` : ''}; the json report has every one.</p>` : ''}`;
}

const SIGN = { violation: '✗', note: '•', waived: '~' };

function toneOf({ waived, severity }: Finding): keyof typeof SIGN {
  return waived ? 'waived' : severity;
}

function drawOperation({ method, path }: Operation): Html {
  return html`<b>${plain(method)}</b> <code>${plain(path)}</code>`;
}

function drawFinding(run: Run, finding: Finding, id: string, isDrawn: boolean): Html {
  const { severity, waived, check, count, message } = finding;
  const about = [
    waived ? `waived: ${formatWaiver(waived)}` : severity,
    check,
    ...(count > 1 ? [plural(count, 'case')] : []),
  ].join(' · ');
  const start = html`<article class="finding ${toneOf(finding)}" id="${id}-${finding.fingerprint}">`;
  return waived
    ? html`${start}<details><summary><h4>${plain(message)}</h4> <small>${about}</small></summary>${drawDetails(run, finding, isDrawn)}</details></article>
`
    : html`${start}<h4>${plain(message)}</h4><p class="soft">${about}</p>${drawDetails(run, finding, isDrawn)}</article>
`;
}

function drawDetails(run: Run, finding: Finding, isDrawn: boolean): Html {
  const { at, expected, actual, statement, curl, steps, generated, hint, clause } = finding;
  const result = isDrawn ? resultOf(run, finding.case) : undefined;
  const words = statement && cite(statement);
  const affected = formatAffected(finding);
  return html`${words ? html`<p class="says">${words.says} <cite>${words.by}</cite></p>` : ''}
<dl class="difference"><div><dt>At</dt><dd><code>${plain(at)}</code></dd></div><div class="want"><dt>Expected</dt><dd><code>${plain(expected)}</code></dd></div><div class="have"><dt>Got</dt><dd><code>${plain(actual)}</code></dd></div></dl>
${finding.said === undefined ? '' : html`<p class="soft">The server says: ${plain(finding.said)}</p>`}
${affected === '' ? '' : html`<p class="soft">In: ${affected}</p>`}
${hint ? html`<p class="hint">${safe(run, hint)}</p>` : ''}
${result ? drawExchange(run, finding, result) : ''}
<dl class="facts">
<dt>Case</dt><dd>${safe(run, finding.case)}</dd>
<dt>Rests on</dt><dd>${formatEvidence(finding)}</dd>
<dt>Clause</dt><dd><code>${plain(clause)}</code><br><code>${formatPlace(finding)}</code></dd>
${(steps ?? []).map((step, index) => html`<dt>${index === 0 ? 'First' : 'Then'}</dt><dd><pre class="curl" tabindex="0" aria-label="Command line"><code>${plain(formatStep(step))}</code></pre></dd>`)}<dt>Repeat</dt><dd><pre class="curl" tabindex="0" aria-label="Command line"><code>${plain(curl)}</code></pre></dd>
${generated ? html`<dt>Seed</dt><dd>${formatGenerated(generated)}</dd>` : ''}<dt>Fingerprint</dt><dd><code>${formatWaivable(finding)}</code></dd>
</dl>`;
}
