import type { Statement } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { html, type Html } from '../text/html.ts';
import { plain, plural } from '../text/wording.ts';
import type { MutantResult, MutationRun } from './mutate.ts';

/** A report of mutation runs as text. Pure. */
export type MutationReporter = (runs: MutationRun[]) => string;

const of = (run: MutationRun, outcome: MutantResult['outcome']) =>
  run.mutants.filter((mutant) => mutant.outcome === outcome);

function place({ contract }: MutationRun, clause: Pointer): string {
  const { file, line, column } = contract.locate(clause);
  return `${file}:${line}:${column}`;
}

function says(statement: Statement | undefined): string {
  if (!statement) return 'nothing says what this clause rests on';
  const where = [statement.document?.title, statement.at].filter(Boolean).join(' — ');
  return where ? `${statement.says} (${where})` : statement.says;
}

/** `232 of 232 killed (100 %)`. */
function score(run: MutationRun): string {
  return `${run.killed} of ${run.killed + run.survived} killed (${floor(run.score)} %)`;
}

/** Never rounded up: 99.96 is not 100. */
function floor(value: number): string {
  return String(Math.floor(value * 10) / 10);
}

const prettyMutations: MutationReporter = (runs) => runs.map((run) => `${describe(run).join('\n')}\n`).join('\n');

function describe(run: MutationRun): string[] {
  const survivors = of(run, 'survived').flatMap((mutant) => [
    `  ✗ survives: ${mutant.title}`,
    `      to tighten  ${mutant.clause}`,
    `                  ${place(run, mutant.clause)}`,
    `      says        ${says(mutant.statement)}`,
    '',
  ]);
  const contradictions = run.mutants
    .filter(({ contradiction }) => contradiction)
    .map((mutant) => `  ! ${mutant.title} was taken for harmless, and was killed by ${mutant.by}`);
  return [
    `${run.contract.name}: ${run.undecided ? `undecided, ${run.undecided}` : score(run)}`,
    '',
    ...survivors,
    ...contradictions,
    ...list('Left open: the documents do not say', [
      ...new Set([...run.unspecified.map(({ says: open }) => open), ...of(run, 'open').map(({ by }) => by)]),
    ]),
    ...list(
      'Conform all the same',
      of(run, 'equivalent').map(({ title, by }) => `${title}: ${by}`),
    ),
    ...list(
      'Clauses that nothing needs',
      run.idle.map((clause) => `${clause} (${place(run, clause)})`),
    ),
    `${[...families(run)].map(([family, { killed, all }]) => `${family} ${killed}/${all}`).join(', ')}`,
    `${plural(run.mutants.length, 'mutant')}, ${(run.duration / 1000).toFixed(2)} s`,
  ].map((line) => plain(line));
}

function list(title: string, entries: string[]): string[] {
  return entries.length === 0 ? [] : [`  ${title}`, ...entries.map((entry) => `    ${entry}`), ''];
}

/** Of each family, how many were killed of those that should be. */
function families(run: MutationRun): Map<string, { killed: number; all: number }> {
  const found = new Map<string, { killed: number; all: number }>();
  for (const { family, outcome } of run.mutants) {
    if (outcome !== 'killed' && outcome !== 'survived') continue;
    const entry = found.get(family) ?? { killed: 0, all: 0 };
    found.set(family, { killed: entry.killed + (outcome === 'killed' ? 1 : 0), all: entry.all + 1 });
  }
  return found;
}

const jsonMutations: MutationReporter = (runs) =>
  `${JSON.stringify(
    {
      version: 1,
      runs: runs.map((run) => ({
        contract: run.contract.name,
        file: run.contract.file,
        score: run.score,
        killed: run.killed,
        survived: run.survived,
        ...(run.undecided && { undecided: run.undecided }),
        duration: Math.round(run.duration),
        mutants: run.mutants.map((mutant) => ({ ...mutant, place: run.contract.locate(mutant.clause) })),
        idle: run.idle,
        unspecified: run.unspecified.map(({ pointer, says: text }) => ({ pointer, says: text })),
      })),
    },
    null,
    2,
  )}\n`;

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884}
code{font-size:.9em;overflow-wrap:anywhere}.survived{color:light-dark(#b3261e,#ff8a80);font-weight:600}.killed{color:light-dark(#1b6e3c,#7fd89f)}summary{cursor:pointer;margin:.6rem 0}`;

const htmlMutations: MutationReporter = (runs) =>
  html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Mutation testing</title><style>${{ markup: STYLE }}</style></head>
<body><h1>Mutation testing</h1>${runs.map(section)}</body></html>
`.markup;

function section(run: MutationRun): Html {
  const rows = (outcome: MutantResult['outcome']) =>
    of(run, outcome).map(
      (mutant) =>
        html`<tr><td>${mutant.title}</td><td>${mutant.by || says(mutant.statement)}</td><td><code>${mutant.clause}</code><br><code>${place(run, mutant.clause)}</code></td></tr>`,
    );
  const part = (outcome: MutantResult['outcome'], title: string, open: boolean) => {
    const found = rows(outcome);
    if (found.length === 0) return html``;
    return html`<details${open ? { markup: ' open' } : ''}><summary class="${outcome}">${title} (${String(found.length)})</summary><table>${found}</table></details>`;
  };
  return html`<h2>${run.contract.name}</h2><p>${run.undecided ? `Undecided: ${run.undecided}` : `${score(run)}, in ${(run.duration / 1000).toFixed(2)} s`}</p>
${part('survived', 'Survivors, and the clause to tighten', true)}${part('open', 'Left open by the documents', true)}${part('equivalent', 'Conform all the same', false)}${part('killed', 'Killed, and by what', false)}
${run.idle.length > 0 ? html`<details><summary>Clauses that nothing needs (${String(run.idle.length)})</summary><ul>${run.idle.map((clause) => html`<li><code>${clause}</code></li>`)}</ul></details>` : html``}`;
}

/** Every format of a mutation report, by the name that `--report` takes. */
export const MUTATION_REPORTERS: Record<string, MutationReporter> = {
  pretty: prettyMutations,
  json: jsonMutations,
  html: htmlMutations,
};
