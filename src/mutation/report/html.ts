import { html, type Html } from '../../text/html.ts';
import type { MutantResult, MutationRun, MutationReporter } from '../mutation-run.ts';
import { mutantsWith, formatPlace, formatStatement, formatScore } from './format.ts';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884}
code{font-size:.9em;overflow-wrap:anywhere}.survived{color:light-dark(#b3261e,#ff8a80);font-weight:600}.killed{color:light-dark(#1b6e3c,#7fd89f)}summary{cursor:pointer;margin:.6rem 0}`;

export const htmlMutations: MutationReporter = (runs) =>
  html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Mutation testing</title><style>${{ markup: STYLE }}</style></head>
<body><h1>Mutation testing</h1>${runs.map(section)}</body></html>
`.markup;

function section(run: MutationRun): Html {
  const rows = (outcome: MutantResult['outcome']) =>
    mutantsWith(run, outcome).map(
      (mutant) =>
        html`<tr><td>${mutant.title}</td><td>${mutant.by || formatStatement(mutant.statement)}</td><td><code>${mutant.clause}</code><br><code>${formatPlace(run, mutant.clause)}</code></td></tr>`,
    );
  const part = (outcome: MutantResult['outcome'], title: string, open: boolean) => {
    const found = rows(outcome);
    if (found.length === 0) return html``;
    return html`<details${open ? { markup: ' open' } : ''}><summary class="${outcome}">${title} (${String(found.length)})</summary><table>${found}</table></details>`;
  };
  return html`<h2>${run.contract.name}</h2><p>${run.undecided ? `Undecided: ${run.undecided}` : `${formatScore(run)}, in ${(run.duration / 1000).toFixed(2)} s`}</p>
${setAside(run)}${part('survived', 'Survivors, and the clause to tighten', true)}${part('open', 'Left open by the documents', true)}${part('equivalent', 'Conform all the same', false)}${part('killed', 'Killed, and by what', false)}
${run.idle.length > 0 ? html`<details><summary>Clauses that nothing needs (${String(run.idle.length)})</summary><ul>${run.idle.map((clause) => html`<li><code>${clause}</code></li>`)}</ul></details>` : html``}`;
}

function setAside({ setAside: operations = [] }: MutationRun): Html {
  if (operations.length === 0) return html``;
  const rows = operations.map(({ operation, reason }) => html`<tr><td>${operation}</td><td>${reason}</td></tr>`);
  return html`<details open><summary>Set aside: the server fails these before anything is changed in it (${String(operations.length)})</summary><table>${rows}</table></details>`;
}
