import { drawMade } from '../../report/html/made.ts';
import { html, type Html } from '../../text/html.ts';
import { drawFilter } from '../../text/page/filter.ts';
import { drawHead, drawScript } from '../../text/page/head.ts';
import { pageScript } from '../../text/page/script.ts';
import { PAGE_STYLE } from '../../text/page/style.ts';
import { plain } from '../../text/wording.ts';
import type { MutantResult, MutationRun, MutationReporter } from '../mutation-run.ts';
import { mutantsWith, formatPlace, formatStatement, formatScore } from './format.ts';
import { seconds } from '../../report/wording.ts';

const STYLE = `${PAGE_STYLE}
h2 { margin: 2.2rem 0 .3rem; font-size: 1.5rem; letter-spacing: -.01em; }
details { border-top: 1px solid var(--line); } main > section > details:last-child { border-bottom: 1px solid var(--line); }
.score { margin-bottom: .9rem; } td { width: 33%; } td:first-child { min-width: 10rem; } .idle { margin: 0 0 .9rem 1.2rem; }
summary.survived { color: var(--bad); } summary.killed { color: var(--good); }
@media (max-width: 52rem) { .stacked td { display: block; width: auto; } }
`;

/** One file for a browser: the mutants by what became of them, survivors first. */
export const htmlMutations: MutationReporter = (runs, options = {}) => {
  const script = pageScript();
  const mutants = runs.flatMap((run) => run.mutants);
  const values = (of: (mutant: MutantResult) => string) => [...new Set(mutants.map((mutant) => plain(of(mutant))))];
  return html`<!doctype html>
<html lang="en">
${drawHead({ title: 'Mutation testing', style: STYLE, script })}
<body>
<header>
<h1>Mutation testing</h1>
${drawMade(options)}
</header>
<main>
${
  mutants.length > 1
    ? drawFilter('Search the mutants', 'a fault, a clause, a check', [
        {
          name: 'outcome',
          label: 'Outcome',
          values: OUTCOMES.filter((outcome) => values((one) => one.outcome).includes(outcome)),
        },
        { name: 'operation', label: 'Operation', values: values(({ operation }) => operation).sort() },
        { name: 'family', label: 'Kind of fault', values: values(({ family }) => family).sort() },
      ])
    : ''
}
${runs.map(drawRun)}
</main>
<footer>This page runs its own script alone, and fetches nothing.</footer>
${drawScript(script)}
</body>
</html>
`.markup;
};

/** What asks for work comes first. */
const PARTS: readonly { outcome: MutantResult['outcome']; title: string; isOpen: boolean }[] = [
  { outcome: 'survived', title: 'Survivors, and the clause to tighten', isOpen: true },
  { outcome: 'open', title: 'Left open by the documents', isOpen: true },
  { outcome: 'equivalent', title: 'Conform all the same', isOpen: false },
  { outcome: 'killed', title: 'Killed, and by what', isOpen: false },
];
const OUTCOMES = PARTS.map(({ outcome }) => outcome);

function drawRun(run: MutationRun, index: number): Html {
  const { contract, undecided, duration, idle, setAside = [] } = run;
  return html`<section aria-labelledby="run-${index}">
<h2 id="run-${index}">${plain(contract.name)}</h2>
<p class="score">${undecided ? `Undecided: ${undecided}` : `${formatScore(run)}, in ${seconds(duration)}`}</p>
${drawPart(
  'Set aside: the server fails these before anything is changed in it',
  setAside.map(({ operation, reason }) => html`<tr><td>${plain(operation)}</td><td>${plain(reason)}</td></tr>`),
)}${PARTS.map(({ outcome, title, isOpen }) =>
    drawPart(
      title,
      mutantsWith(run, outcome).map((mutant) => drawMutant(run, mutant)),
      { tone: `${outcome} group`, isOpen },
    ),
  )}${
    idle.length === 0
      ? ''
      : html`<details><summary>Clauses that nothing needs (${idle.length})</summary><ul class="idle">${idle.map((clause) => html`<li><code>${plain(clause)}</code></li>`)}</ul></details>`
  }</section>
`;
}

function drawPart(title: string, rows: Html[], { tone = '', isOpen = true } = {}): Html {
  if (rows.length === 0) return html``;
  const [outcome = '', group = ''] = tone.split(' ');
  return html`<details${{ markup: isOpen ? ' open' : '' }} class="${group}"><summary class="${outcome}">${title} (${rows.length})</summary><table class="stacked">${rows}</table></details>`;
}

function drawMutant(run: MutationRun, mutant: MutantResult): Html {
  const { title, by, statement, clause, outcome, operation, family } = mutant;
  return html`<tr class="item" tabindex="-1" data-outcome="${outcome}" data-operation="${plain(operation)}" data-family="${plain(family)}"><td>${plain(title)}</td><td>${plain(by || formatStatement(statement))}</td><td><code>${plain(clause)}</code><br><code>${plain(formatPlace(run, clause))}</code></td></tr>
`;
}
