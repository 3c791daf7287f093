import type { Run, StatementVerdict } from '../../model/run.ts';
import type { Undecided } from '../../model/finding.ts';
import { html, type Html } from '../../text/html.ts';
import { plain, plural } from '../../text/wording.ts';
import { groupFindings, drawFindings } from './findings.ts';
import { verdictOfCase } from '../results.ts';
import {
  ALLOW_HINT,
  cite,
  safe,
  formatConfiguration,
  formatEntry,
  seconds,
  SIGNS,
  formatHeldBack,
  formatLeftovers,
  formatReach,
  formatReason,
  formatUnreached,
} from '../wording.ts';
import { tally } from '../summary.ts';

/** The most entries of a list: a page must still open. */
const MAX_ROWS = 10_000;

/** A part of a run's section: it is drawn, and listed among the contents, where there is something in it. */
interface Part {
  id: string;
  heading: string;
  count: number;
  draw(): Html;
}

/** The section of one run: what it was, how far it got, then what needs attention, worst first. */
export function drawRun(run: Run, index: number): Html {
  const id = `run-${index}`;
  const parts = partsOf(run, id).filter(({ count }) => count > 0);
  return html`<section class="run" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${pill(run.verdict)} ${plain(run.contract.title || run.contract.name)}</h2>
${drawFacts(run)}
${drawTally(run)}
${parts.length > 1 ? html`<nav class="parts" aria-label="Contents of ${plain(run.contract.name)}"><ul>${parts.map((part) => html`<li><a href="#${id}-${part.id}">${part.heading}</a> <small>${part.count}</small></li>`)}</ul></nav>` : ''}
${parts.map((part) => part.draw())}
</section>
`;
}

function drawFacts(run: Run): Html {
  const { contract, phases, configuration, duration, reach } = run;
  const reached =
    formatReach(run) || `${reach.answered} of ${plural(reach.operations, 'operation')} answered with success`;
  return html`<dl class="facts">
<dt>Contract</dt><dd><code>${plain(contract.name)}</code>${contract.version ? `, version ${plain(contract.version)}` : ''}</dd>
<dt>Target</dt><dd><code>${safe(run, run.target)}</code>${run.shard ? ` (shard ${run.shard.index} of ${run.shard.count})` : ''}${configuration ? `, with ${formatConfiguration(configuration)}` : ''}</dd>
<dt>Phases</dt><dd>${phases.join(', ') || 'nothing sent'} · ${seconds(duration)}</dd>
<dt>Reach</dt><dd>${reached}</dd>
</dl>`;
}

/** What needs attention comes first. */
function partsOf(run: Run, id: string): Part[] {
  const { unspecified, leftovers, unjudged, undecided, staleWaivers, reach, statements } = run;
  const found = groupFindings(run);
  const findings = (key: keyof typeof found, heading: string): Part => ({
    id: key,
    heading,
    count: found[key].length,
    draw: () => drawFindings(run, id, found[key], { id: `${id}-${key}`, heading }),
  });
  const entries = (part: string, heading: string, all: string[], count = all.length): Part => ({
    id: part,
    heading,
    count,
    draw: () => drawList({ id: `${id}-${part}`, heading, count }, all),
  });
  return [
    findings('violations', 'Violations'),
    {
      id: 'undecided',
      heading: 'Undecided',
      count: undecided.length,
      // Where it is what the run came to, nobody has to open it.
      draw: () =>
        drawFolded(
          { id: `${id}-undecided`, heading: 'Undecided', count: undecided.length, isOpen: run.verdict === 'undecided' },
          html`${undecided.slice(0, MAX_ROWS).map((entry) => drawUndecided(run, entry))}`,
        ),
    },
    {
      id: 'waivers',
      heading: 'Waivers that do not hold',
      count: staleWaivers.length,
      draw: () =>
        html`<h3 id="${id}-waivers">Waivers that do not hold</h3><ul class="plain">${staleWaivers.map((words) => html`<li class="bad">${safe(run, words)}</li>`)}</ul>`,
    },
    findings('notes', 'Notes'),
    findings('waived', 'Waived'),
    entries('refused', 'Refused whatever was sent', formatUnreached(run, reach.refused)),
    entries('not-reached', 'Not reached', formatUnreached(run, reach.notReached)),
    {
      id: 'statements',
      heading: 'What the documents say',
      count: statements.length,
      draw: () => drawStatements(run, id),
    },
    entries(
      'open',
      'Left open by the documents, so not judged',
      unspecified.map(({ says }) => plain(says)),
    ),
    entries('leftovers', 'Created, and could not be undone', formatLeftovers(run), leftovers.length),
    entries('held-back', 'Held back, so not sent', [...formatHeldBack(run), ALLOW_HINT], run.heldBack.length),
    entries(
      'unjudged',
      'Seen, and not judged',
      unjudged.map((entry) => formatEntry(run, entry)),
    ),
    { id: 'cases', heading: 'Cases', count: run.counts.cases, draw: () => drawCases(run, `${id}-cases`) },
  ];
}

function drawTally(run: Run): Html {
  const { violations, notes, waived, undecided, cases, examples, compared } = tally(run);
  const tile = (count: number | string, name: string, tone = '') =>
    html`<div class="${tone}"><dt>${name}</dt><dd>${count}</dd></div>`;
  return html`<dl class="tiles">
${tile(violations, violations === 1 ? 'violation' : 'violations', violations > 0 ? 'bad' : '')}${tile(notes, notes === 1 ? 'note' : 'notes')}${waived > 0 ? tile(waived, 'waived') : ''}${tile(undecided, 'undecided', undecided > 0 ? 'unsure' : '')}${tile(cases, cases === 1 ? 'case' : 'cases')}${tile(`${compared} of ${examples}`, 'examples compared')}
</dl>`;
}

function drawUndecided(run: Run, { operation, case: title, hint, tried = [], ...why }: Undecided): Html {
  return html`<article class="finding undecided"><h4>${safe(run, formatReason(why))}</h4><p class="soft">${safe(run, title ?? operation ?? 'the whole run')}</p>${tried.length > 0 ? html`<ul class="plain">${tried.map((line) => html`<li><code>${safe(run, line)}</code></li>`)}</ul>` : ''}${hint ? html`<p class="hint">${safe(run, hint)}</p>` : ''}</article>`;
}

/** What needs attention comes first. */
const ORDER: StatementVerdict['verdict'][] = ['broken', 'not exercised', 'verified'];
const TONES: Record<StatementVerdict['verdict'], string> = { verified: 'good', broken: 'bad', 'not exercised': 'idle' };

function drawStatements(run: Run, id: string): Html {
  const counts = Object.entries(tally(run).statements) as [StatementVerdict['verdict'], number][];
  const row = ({ statement, verdict }: StatementVerdict) => {
    const { says, by } = cite(statement);
    return html`<li class="${TONES[verdict]}"><b>${verdict}</b> <div>${says} <cite>${by}</cite> <code>${plain(statement.pointer)}</code></div></li>
`;
  };
  return html`<h3 id="${id}-statements">What the documents say</h3>
${drawBar(counts)}
<p>${counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}.</p>
<details${run.findings.length > 0 ? html`` : html` open`}><summary>All ${plural(run.statements.length, 'statement')}</summary>
<ul class="statements">
${[...run.statements].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)).map(row)}
</ul></details>`;
}

/** The shares of the verdicts as a bar. */
function drawBar(counts: [StatementVerdict['verdict'], number][]): Html {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  let at = 0;
  const parts = counts.map(([verdict, count]) => {
    const part = html`<rect class="${TONES[verdict]}" x="${at}" width="${count}" height="1"></rect>`;
    at += count;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 ${all} 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function drawFolded(
  { id, heading, count, isOpen = false }: { id: string; heading: string; count: number; isOpen?: boolean },
  content: Html,
): Html {
  return html`<details class="list" id="${id}"${{ markup: isOpen ? ' open' : '' }}><summary><h3>${heading}</h3> <small>${count}</small></summary>${content}</details>`;
}

function drawList(part: Pick<Part, 'id' | 'heading' | 'count'>, entries: string[]): Html {
  return drawFolded(part, html`<ul>${entries.slice(0, MAX_ROWS).map((entry) => html`<li>${entry}</li>`)}</ul>`);
}

function drawCases(run: Run, id: string): Html {
  const rows = run.results.slice(0, MAX_ROWS).map((result) => {
    const { case: testCase, exchange } = result;
    const status = exchange && 'response' in exchange.outcome ? exchange.outcome.response.status : '–';
    const verdict = verdictOfCase(run, result);
    return html`<tr class="${verdict}"><td>${SIGNS[verdict].sign} ${verdict}</td><td>${safe(run, testCase.title)}</td><td>${testCase.phase}</td><td>${testCase.expect.kind}</td><td>${status}</td><td>${exchange ? Math.round(exchange.duration) : '–'}</td></tr>
`;
  });
  const more = run.counts.cases - rows.length;
  return drawFolded(
    { id, heading: 'Cases', count: run.counts.cases },
    html`
<div class="wide" tabindex="0" role="region" aria-label="Cases of ${plain(run.contract.name)}"><table class="cases stacked"><thead><tr><th scope="col">Verdict</th><th scope="col">Case</th><th scope="col">Phase</th><th scope="col">Expected</th><th scope="col">Status</th><th scope="col">ms</th></tr></thead><tbody>
${rows}</tbody></table></div>
${more > 0 ? html`<p class="soft">${plural(more, 'more case')} are left out of this page; the json report has them.</p>` : ''}`,
  );
}

/** A verdict as a coloured word with its sign. */
export function pill(verdict: Run['verdict']): Html {
  return html`<span class="pill ${verdict}">${SIGNS[verdict].sign} ${verdict}</span>`;
}
