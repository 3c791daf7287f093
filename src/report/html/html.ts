import type { Run } from '../../model/run.ts';
import { html, type Html } from '../../text/html.ts';
import { drawFilter } from '../../text/page/filter.ts';
import { drawHead, drawScript } from '../../text/page/head.ts';
import { pageScript } from '../../text/page/script.ts';
import { plain, plural } from '../../text/wording.ts';
import type { ReportOptions } from '../options.ts';
import { tally, worst } from '../summary.ts';
import { SIGNS } from '../wording.ts';
import { toneOf } from './findings.ts';
import { drawMade } from './made.ts';
import { drawRun, pill } from './run.ts';
import { REPORT_STYLE } from './style.ts';

/**
 * One file for a browser, without external files: light and dark, on a screen and on paper. Its one script filters and copies;
 * without it everything is there. Violations come first.
 */
export function htmlReport(runs: Run[], options: ReportOptions = {}): string {
  const verdict = worst(runs);
  const script = pageScript();
  return html`<!doctype html>
<html lang="en">
${drawHead({ title: `${SIGNS[verdict].sign} ${runs.map(({ contract }) => plain(contract.name)).join(', ')} ${verdict}`, style: REPORT_STYLE, script })}
<body>
<header>
<h1>${runs.length === 1 ? '' : html`${pill(verdict)} `}Conformance report</h1>
${drawMade(options, (text) => runs.reduce((masked, { mask }) => mask(masked), text))}
${runs.length > 1 ? drawOverview(runs) : ''}
</header>
<main>
${drawSearch(runs)}
${runs.map(drawRun)}
</main>
<footer>Secrets are masked. This page runs its own script alone, and fetches nothing.</footer>
${drawScript(script)}
</body>
</html>
`.markup;
}

/** All contracts, a line for each, those that need attention first. */
function drawOverview(runs: Run[]): Html {
  const order = { violates: 0, undecided: 1, conforms: 2 };
  const rows = runs
    .map((run, index) => ({ run, index }))
    .sort((one, other) => order[one.run.verdict] - order[other.run.verdict]);
  const cell = (count: number, tone: string) => html`<td class="${count > 0 ? tone : ''}">${count}</td>`;
  return html`<div class="wide" tabindex="0" role="region" aria-label="All contracts"><table class="overview stacked">
<caption>${plural(runs.length, 'contract')}</caption>
<thead><tr><th scope="col">Verdict</th><th scope="col">Contract</th><th scope="col">Violations</th><th scope="col">Notes</th><th scope="col">Undecided</th><th scope="col">Cases</th><th scope="col">Operations that answered</th></tr></thead>
<tbody>
${rows.map(({ run, index }) => {
  const { violations, notes, undecided, cases } = tally(run);
  return html`<tr><td>${pill(run.verdict)}</td><th scope="row"><a href="#run-${index}">${plain(run.contract.name)}</a></th>${cell(violations, 'bad')}${cell(notes, '')}${cell(undecided, 'unsure')}<td>${cases}</td><td>${run.reach.answered} of ${run.reach.operations}</td></tr>
`;
})}</tbody></table></div>`;
}

/** The filter, where there are findings to filter. */
function drawSearch(runs: Run[]): Html {
  const findings = runs.flatMap((run) => run.findings);
  if (findings.length < 2) return html``;
  const values = (of: (finding: Run['findings'][number]) => string) => [
    ...new Set(findings.map((finding) => plain(of(finding)))),
  ];
  return drawFilter('Search the findings', 'a message, a path, a word of an answer', [
    {
      name: 'severity',
      label: 'Severity',
      values: ['violation', 'note', 'waived'].filter((tone) => findings.some((finding) => toneOf(finding) === tone)),
    },
    { name: 'operation', label: 'Operation', values: values(({ operation }) => operation).sort() },
    { name: 'check', label: 'Check', values: values(({ check }) => check).sort() },
  ]);
}
