import { drawHead } from '../../report/html/head.ts';
import { html, type Html } from '../../text/html.ts';
import { plain } from '../../text/wording.ts';
import type { Change, Comparison } from '../comparison.ts';
import { countsOf, evidenceOf, sectionsOf, SIGNS } from './wording.ts';

const STYLE = `:root{color-scheme:light dark;--soft:#57606a;--line:#d0d7de;--keeps:#1a6e2e;--breaks:#b3261e;--open:#7a5700}
@media (prefers-color-scheme:dark){:root{--soft:#a6adb5;--line:#3d444d;--keeps:#7ee29a;--breaks:#ff9d94;--open:#e6c266}}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}.soft{color:var(--soft)}
code{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
td.cell{white-space:nowrap}.keeps{color:var(--keeps)}.breaks{color:var(--breaks);font-weight:600}.undecided{color:var(--open)}
tbody th{font-weight:400;overflow-wrap:anywhere;min-width:14rem}details{margin:.3rem 0}
@media print{details{display:block}}`;

/** One page that a buyer can read: no scripts, no other files, light and dark, on a screen and on paper. */
export function htmlComparison(comparisons: Comparison[]): string {
  return `${
    html`<!doctype html>
<html lang="en">
${drawHead(`Who keeps to ${comparisons.map(({ contract }) => plain(contract)).join(', ')}?`, STYLE)}
<body>
<main>
<h1>Who keeps to the document?</h1>
${comparisons.map(draw)}
</main>
<footer class="soft">Made by assay. ✓ keeps, ✗ breaks, ? undecided, · not exercised.</footer>
</body>
</html>`.markup
  }\n`;
}

function draw(comparison: Comparison, index: number): Html {
  const { contract, columns, since } = comparison;
  return html`<section aria-labelledby="contract-${index}">
<h2 id="contract-${index}">${plain(contract)}</h2>
<ul>${columns.map((column, nth) => html`<li><strong>${plain(column.name)}</strong> <code>${plain(column.target)}</code>: ${countsOf(comparison, column, nth)}</li>`)}</ul>
${drawChanges('Worse than before', since?.worse)}${drawChanges('Better than before', since?.better)}
${sectionsOf(comparison).map(
  ({ heading, rows }) => html`<h2>${heading} (${rows.length})</h2>
<div class="wide" tabindex="0" role="region" aria-label="${heading}"><table>
<thead><tr><th scope="col">sentence or clause</th>${columns.map(({ name }) => html`<th scope="col">${plain(name)}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (
    row,
  ) => html`<tr><th scope="row">${plain(row.says)}<br><code class="soft">${plain(row.source)}</code>${drawEvidence(comparison, row)}</th>${row.cells.map((cell) => html`<td class="cell ${cell}">${SIGNS[cell]} ${cell}</td>`)}</tr>
`,
)}</tbody>
</table></div>
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
    : html`<h2>${heading} (${all.length})</h2><ul>${all.map(({ column, says, before = 'nothing', now }) => html`<li><strong>${plain(column)}</strong>: ${plain(says)} (${before}, now ${now})</li>`)}</ul>`;
}
