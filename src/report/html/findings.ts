import type { Operation } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { Finding } from '../../model/finding.ts';
import { html, type Html } from '../../text/html.ts';
import { drawCopyable } from '../../text/page/copyable.ts';
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
/** From this number on, an operation's findings have a table of contents. */
const MANY = 4;

/** The findings of a run, each once. */
export type GroupedFindings = Record<'violations' | 'notes' | 'waived', Finding[]>;

/** The findings by what they mean for the verdict. */
export function groupFindings({ findings }: Run): GroupedFindings {
  const having = (tone: ReturnType<typeof toneOf>) => findings.filter((finding) => toneOf(finding) === tone);
  return { violations: having('violation'), notes: having('note'), waived: having('waived') };
}

/**
 * Findings under a heading, by operation in the order of the contract.
 * @param id the page's id for the run
 */
export function drawFindings(
  run: Run,
  id: string,
  findings: Finding[],
  section: { id: string; heading: string },
): Html {
  const { violations, notes, waived } = groupFindings(run);
  const all = [...violations, ...notes, ...waived];
  const drawn = new Set(all.slice(0, MAX_DRAWN));
  const listed = new Set(all.slice(0, MAX_FINDINGS));
  const shown = findings.filter((finding) => listed.has(finding));
  const operations = byOperation(run, shown);
  const left = findings.length - shown.length;
  const bare = shown.filter((finding) => !drawn.has(finding)).length;
  return html`<section class="group" aria-labelledby="${section.id}"><h3 id="${section.id}">${section.heading} <small>${findings.length}</small></h3>
${operations.length > 1 ? drawContents(operations, section.id) : ''}
${operations.map(({ heading, findings }, nth) => drawGroup(run, id, `${section.id}-${nth}`, heading, findings, drawn))}
${bare > 0 ? html`<p class="soft">${plural(bare, 'finding')} of these ${bare === 1 ? 'is' : 'are'} shown without ${bare === 1 ? 'its' : 'their'} exchange; the json report has them.</p>` : ''}
${left > 0 ? html`<p class="soft">${plural(left, 'more finding')} ${left === 1 ? 'is' : 'are'} left out of this page; the json report has every one.</p>` : ''}
</section>`;
}

/** In the order of the contract; what belongs to none of its operations, such as a webhook, comes last. */
function byOperation({ contract }: Run, findings: Finding[]): { heading: Html; findings: Finding[] }[] {
  const groups = new Map<string, Finding[]>(contract.operations.map(({ id }) => [id, []]));
  for (const finding of findings) groups.set(finding.operation, [...(groups.get(finding.operation) ?? []), finding]);
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  return [...groups]
    .filter(([, group]) => group.length > 0)
    .map(([id, group]) => {
      const operation = operations.get(id);
      return { heading: operation ? drawOperation(operation) : html`<code>${plain(id)}</code>`, findings: group };
    });
}

/** From this number of operations on, their list is folded. */
const MANY_OPERATIONS = 13;

function drawContents(operations: { heading: Html; findings: Finding[] }[], id: string): Html {
  const open = { markup: operations.length < MANY_OPERATIONS ? ' open' : '' };
  return html`<details${open}><summary>In ${plural(operations.length, 'operation')}</summary><ol class="contents">${operations.map(({ heading, findings }, nth) => html`<li><a href="#${id}-${nth}">${heading}</a> <small>${findings.length}</small></li>`)}</ol></details>`;
}

function drawGroup(
  run: Run,
  id: string,
  groupId: string,
  heading: Html,
  findings: Finding[],
  drawn: Set<Finding>,
): Html {
  const link = (finding: Finding) => {
    const tone = toneOf(finding);
    return html`<li class="${tone}"><b>${SIGN[tone]}</b> <a href="#${id}-${finding.fingerprint}">${plain(finding.message)}</a></li>
`;
  };
  return html`<div class="group" id="${groupId}"><h4>${heading} <small>${plural(findings.length, 'finding')}</small></h4>
${findings.length >= MANY ? html`<ol class="contents">${findings.map(link)}</ol>` : ''}
${findings.map((finding) => drawFinding(run, finding, id, drawn.has(finding)))}</div>`;
}

const SIGN = { violation: '✗', note: '•', waived: '~' };

/** What a finding means for the verdict. */
export function toneOf({ waived, severity }: Finding): keyof typeof SIGN {
  return waived ? 'waived' : severity;
}

function drawOperation({ method, path }: Operation): Html {
  return html`<b>${plain(method)}</b> <code>${plain(path)}</code>`;
}

function drawFinding(run: Run, finding: Finding, id: string, isDrawn: boolean): Html {
  const { severity, waived, check, count, message, operation, fingerprint } = finding;
  const about = [
    waived ? `waived: ${formatWaiver(waived)}` : severity,
    check,
    ...(count > 1 ? [plural(count, 'case')] : []),
  ].join(' · ');
  const tone = toneOf(finding);
  const place = `${id}-${fingerprint}`;
  const start = html`<article class="item finding ${tone}" id="${place}" data-severity="${tone}" data-operation="${plain(operation)}" data-check="${check}">`;
  const heading = html`<h5>${plain(message)} <a class="anchor" href="#${place}" aria-label="Link to this finding: ${plain(message)}">#</a></h5>`;
  return waived
    ? html`${start}${heading}<details><summary>${about}</summary>${drawDetails(run, finding, isDrawn)}</details></article>
`
    : html`${start}${heading}<p class="soft">${about}</p>${drawDetails(run, finding, isDrawn)}</article>
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
${(steps ?? []).map((step, index) => html`<dt>${index === 0 ? 'First' : 'Then'}</dt><dd>${drawCopyable(plain(formatStep(step)))}</dd>`)}<dt>Repeat</dt><dd>${drawCopyable(plain(curl))}</dd>
${generated ? html`<dt>Seed</dt><dd>${formatGenerated(generated)}</dd>` : ''}<dt>Fingerprint</dt><dd><code>${formatWaivable(finding)}</code></dd>
</dl>`;
}
