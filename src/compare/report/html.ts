import { drawMade } from '../../report/html/made.ts';
import type { ReportOptions } from '../../report/options.ts';
import { html, type Html } from '../../text/html.ts';
import { drawFilter } from '../../text/page/filter.ts';
import { drawHead, drawScript } from '../../text/page/head.ts';
import { pageScript } from '../../text/page/script.ts';
import { PAGE_STYLE } from '../../text/page/style.ts';
import { plain } from '../../text/wording.ts';
import type { Change, Comparison } from '../comparison.ts';
import { countsOf, evidenceOf, sectionsOf, SIGNS } from './wording.ts';

const STYLE = `${PAGE_STYLE}
h2 { margin: 2.2rem 0 .4rem; font-size: 1.5rem; letter-spacing: -.01em; } h3 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
td.cell { white-space: nowrap; } .keeps { color: var(--good); } .breaks { color: var(--bad); font-weight: 600; } .undecided { color: var(--unsure); }
tbody th { min-width: 14rem; color: inherit; font-weight: 400; } details { margin: .3rem 0; } summary { padding: .1rem 0; font-weight: 400; }
.vendors { padding-left: 1.2rem; }
@media (max-width: 52rem) { .stacked tbody th { display: block; } .stacked .cell::before { content: attr(data-name) " "; } }
`;

/** One page that a buyer can read, in one file: light and dark, on a screen and on paper. */
export function htmlComparison(comparisons: Comparison[], options: ReportOptions = {}): string {
  const script = pageScript();
  const rows = comparisons.reduce((sum, comparison) => sum + comparison.rows.length, 0);
  return html`<!doctype html>
<html lang="en">
${drawHead({ title: `Who keeps to ${comparisons.map(({ contract }) => plain(contract)).join(', ')}?`, style: STYLE, script })}
<body>
<header>
<h1>Who keeps to the document?</h1>
${drawMade(options)}
</header>
<main>
${rows > 1 ? drawFilter('Search the sentences', 'a word of a sentence, a vendor’s answer') : ''}
${comparisons.map(draw)}
</main>
<footer>✓ keeps, ✗ breaks, ? undecided, · not exercised. This page runs its own script alone, and fetches nothing.</footer>
${drawScript(script)}
</body>
</html>
`.markup;
}

function draw(comparison: Comparison, index: number): Html {
  const { contract, columns, since } = comparison;
  return html`<section aria-labelledby="contract-${index}">
<h2 id="contract-${index}">${plain(contract)}</h2>
<ul class="vendors">${columns.map((column, nth) => html`<li><strong>${plain(column.name)}</strong> <code>${plain(column.target)}</code>: ${countsOf(comparison, column, nth)}</li>`)}</ul>
${drawChanges('Worse than before', since?.worse)}${drawChanges('Better than before', since?.better)}
${sectionsOf(comparison).map(
  ({ heading, rows }) => html`<div class="group"><h3>${heading} (${rows.length})</h3>
<div class="wide" tabindex="0" role="region" aria-label="${heading}"><table class="stacked">
<thead><tr><th scope="col">sentence or clause</th>${columns.map(({ name }) => html`<th scope="col">${plain(name)}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (
    row,
  ) => html`<tr class="item" tabindex="-1"><th scope="row">${plain(row.says)}<br><code class="soft">${plain(row.source)}</code>${drawEvidence(comparison, row)}</th>${row.cells.map((cell, nth) => html`<td class="cell ${cell}" data-name="${plain(columns[nth]?.name ?? '')}">${SIGNS[cell]} ${cell}</td>`)}</tr>
`,
)}</tbody>
</table></div></div>
`,
)}</section>
`;
}

function drawEvidence(comparison: Comparison, row: Comparison['rows'][number]): Html | string {
  const all = evidenceOf(comparison, row);
  return all.length === 0
    ? ''
    : html`<details><summary>what came instead</summary><ul>${all.map(({ name, expected, actual, curl }) => html`<li><strong>${plain(name)}</strong>: expected <code>${plain(expected)}</code>, got <code>${plain(actual)}</code><br><code>${plain(curl)}</code></li>`)}</ul></details>`;
}

function drawChanges(heading: string, all: Change[] | undefined): Html | string {
  return all === undefined || all.length === 0
    ? ''
    : html`<h3>${heading} (${all.length})</h3><ul>${all.map(({ column, says, before = 'nothing', now }) => html`<li><strong>${plain(column)}</strong>: ${plain(says)} (${before}, now ${now})</li>`)}</ul>`;
}
