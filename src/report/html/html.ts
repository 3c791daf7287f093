import type { Run, StatementVerdict } from '../../model/run.ts';
import type { Undecided } from '../../model/finding.ts';
import { html, type Html } from '../../text/html.ts';
import { plain, plural } from '../../text/wording.ts';
import { drawFindings } from './findings.ts';
import { drawHead } from './head.ts';
import { REPORT_STYLE } from './style.ts';
import { verdictOfCase } from '../results.ts';
import {
  cite,
  safe,
  formatConfiguration,
  formatEntry,
  seconds,
  SIGNS,
  formatHeldBack,
  formatReach,
  formatReason,
  formatUnreached,
} from '../wording.ts';
import { tally, worst } from '../summary.ts';

/** The most entries of a list: a page must still open. */
const MAX_ROWS = 10_000;

/** One file for a browser, without scripts and external files: light and dark, on a screen and on paper. */
export function htmlReport(runs: Run[]): string {
  const verdict = worst(runs);
  return html`<!doctype html>
<html lang="en">
${drawHead(`${SIGNS[verdict].sign} ${runs.map(({ contract }) => plain(contract.name)).join(', ')} ${verdict}`, REPORT_STYLE)}
<body>
<header>
<p class="soft">assay conformance report</p>
${runs.length > 1 ? html`<nav aria-label="Contracts">${runs.map((run, index) => html`<a href="#run-${index}">${pill(run.verdict)} ${plain(run.contract.name)}</a> `)}</nav>` : ''}
</header>
<main>
${runs.map(drawRun)}
</main>
<footer>Secrets are masked. This page runs no script and fetches nothing.</footer>
</body>
</html>
`.markup;
}

function drawRun(run: Run, index: number): Html {
  const { contract, unspecified, leftovers, unjudged, undecided, staleWaivers } = run;
  const reach = formatReach(run);
  return html`<section class="run" id="run-${index}" aria-labelledby="run-${index}-title">
<h1 id="run-${index}-title">${pill(run.verdict)} ${plain(contract.title || contract.name)}</h1>
<p class="soft"><code>${plain(contract.name)}</code> against <code>${plain(run.target)}</code>${run.configuration ? `, with ${formatConfiguration(run.configuration)}` : ''} · ${run.phases.join(' and ') || 'nothing sent'} · ${seconds(run.duration)}</p>
${drawTally(run)}
${reach === '' ? '' : html`<p>${reach}.</p>`}
${undecided.length > 0 ? html`<h2>Undecided</h2>${undecided.map((entry) => drawUndecided(run, entry))}` : ''}
${staleWaivers.length > 0 ? html`<h2>Waivers that do not hold</h2><ul class="plain">${staleWaivers.map((words) => html`<li class="bad">${safe(run, words)}</li>`)}</ul>` : ''}
${drawFindings(run, `run-${index}`)}
${list('Refused whatever was sent', formatUnreached(run, run.reach.refused))}
${list('Not reached', formatUnreached(run, run.reach.notReached))}
${drawStatements(run)}
${list(
  'Left open by the documents, so not judged',
  unspecified.map(({ says }) => plain(says)),
)}
${list(
  'Created, and could not be undone',
  leftovers.map((entry) => formatEntry(run, entry)),
)}
${list('Held back, so not sent (--allow OPERATION, DELETE or all sends them)', formatHeldBack(run))}
${list(
  'Seen, and not judged',
  unjudged.map((entry) => formatEntry(run, entry)),
)}
${drawCases(run)}
</section>
`;
}

function drawTally(run: Run): Html {
  const { violations, notes, waived, undecided, cases, examples, compared } = tally(run);
  const tile = (count: number | string, name: string, tone = '') =>
    html`<div class="${tone}"><dt>${name}</dt><dd>${count}</dd></div>`;
  return html`<dl class="tiles">
${tile(violations, violations === 1 ? 'violation' : 'violations', violations > 0 ? 'bad' : '')}${tile(notes, notes === 1 ? 'note' : 'notes')}${waived > 0 ? tile(waived, 'waived') : ''}${tile(undecided, 'undecided', undecided > 0 ? 'unsure' : '')}${tile(cases, cases === 1 ? 'case' : 'cases')}${tile(`${compared} of ${examples}`, 'examples compared')}
</dl>`;
}

function drawUndecided(run: Run, { operation, case: title, hint, ...why }: Undecided): Html {
  return html`<article class="finding undecided"><h4>${safe(run, formatReason(why))}</h4><p class="soft">${safe(run, title ?? operation ?? 'the whole run')}</p>${hint ? html`<p class="hint">${safe(run, hint)}</p>` : ''}</article>`;
}

/** What needs attention comes first. */
const ORDER: StatementVerdict['verdict'][] = ['broken', 'not exercised', 'verified'];
const TONES: Record<StatementVerdict['verdict'], string> = { verified: 'good', broken: 'bad', 'not exercised': 'idle' };

function drawStatements(run: Run): Html {
  if (run.statements.length === 0) return html``;
  const counts = Object.entries(tally(run).statements) as [StatementVerdict['verdict'], number][];
  const row = ({ statement, verdict }: StatementVerdict) => {
    const { says, by } = cite(statement);
    return html`<li class="${TONES[verdict]}"><b>${verdict}</b> <div>${says} <cite>${by}</cite> <code>${plain(statement.pointer)}</code></div></li>
`;
  };
  return html`<h2>What the documents say</h2>
<div class="bar" aria-hidden="true">${counts.map(([verdict, count]) => html`<span class="${TONES[verdict]}" style="flex-grow:${count}"></span>`)}</div>
<p>${counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}.</p>
<details${run.findings.length > 0 ? html`` : html` open`}><summary>All ${plural(run.statements.length, 'statement')}</summary>
<ul class="statements">
${[...run.statements].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)).map(row)}
</ul></details>`;
}

function list(heading: string, entries: string[]): Html {
  if (entries.length === 0) return html``;
  const shown = entries.slice(0, MAX_ROWS).map((entry) => html`<li>${entry}</li>`);
  return html`<details class="list"><summary>${heading} <small>${entries.length}</small></summary><ul>${shown}</ul></details>`;
}

function drawCases(run: Run): Html {
  const rows = run.results.slice(0, MAX_ROWS).map((result) => {
    const { case: testCase, exchange } = result;
    const status = exchange && 'response' in exchange.outcome ? exchange.outcome.response.status : '–';
    const verdict = verdictOfCase(run, result);
    return html`<tr class="${verdict}"><td>${SIGNS[verdict].sign} ${verdict}</td><td>${safe(run, testCase.title)}</td><td>${testCase.phase}</td><td>${testCase.expect.kind}</td><td>${status}</td><td>${exchange ? Math.round(exchange.duration) : '–'}</td></tr>
`;
  });
  const more = run.counts.cases - rows.length;
  return html`<details class="list"><summary>Cases <small>${run.counts.cases}</small></summary>
<div class="wide" tabindex="0" role="region" aria-label="Cases"><table><thead><tr><th scope="col">Verdict</th><th scope="col">Case</th><th scope="col">Phase</th><th scope="col">Expected</th><th scope="col">Status</th><th scope="col">ms</th></tr></thead><tbody>
${rows}</tbody></table></div>
${more > 0 ? html`<p class="soft">${plural(more, 'more case')} are left out of this page; the json report has them.</p>` : ''}</details>`;
}

function pill(verdict: Run['verdict']): Html {
  return html`<span class="pill ${verdict}">${SIGNS[verdict].sign} ${verdict}</span>`;
}
