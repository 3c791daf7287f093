import { plain, plural } from '../../text/wording.ts';
import type { MutationRun, MutationReporter } from '../mutation-run.ts';
import type { ReportOptions } from '../../report/options.ts';
import { mutantsWith, formatPlace, formatStatement, formatScore } from './format.ts';
import { seconds } from '../../report/wording.ts';

/** What survives and the score; with `verbose` what was killed too, and with `quiet` nothing else. */
export const prettyMutations: MutationReporter = (runs, { detail } = {}) =>
  runs.map((run) => `${describe(run, detail).join('\n')}\n`).join('\n');

function describe(run: MutationRun, detail: ReportOptions['detail']): string[] {
  const survivors = mutantsWith(run, 'survived').flatMap((mutant) => [
    `  ✗ survives: ${mutant.title}`,
    `      to tighten  ${mutant.clause}`,
    `                  ${formatPlace(run, mutant.clause)}`,
    `      says        ${formatStatement(mutant.statement)}`,
    '',
  ]);
  const contradictions = run.mutants
    .filter(({ contradiction }) => contradiction)
    .map((mutant) => `  ! ${mutant.title} was taken for harmless, and was killed by ${mutant.by}`);
  return [
    `${run.contract.name}: ${run.undecided ? `undecided, ${run.undecided}` : formatScore(run)}`,
    '',
    ...survivors,
    ...contradictions,
    ...list(
      'Set aside: the server fails these before anything is changed in it',
      (run.setAside ?? []).map(({ operation, reason }) => `${operation}: ${reason}`),
    ),
    ...(detail === 'quiet' ? [] : describeRest(run, detail === 'verbose')),
  ].map((line) => plain(line));
}

/** What is neither a fault of the contract nor one of the checks. */
function describeRest(run: MutationRun, isVerbose: boolean): string[] {
  return [
    ...list('Killed', isVerbose ? mutantsWith(run, 'killed').map(({ title, by }) => `${title}: ${by}`) : []),
    ...list('Left open: the documents do not say', [
      ...new Set([...run.unspecified.map(({ says: open }) => open), ...mutantsWith(run, 'open').map(({ by }) => by)]),
    ]),
    ...list(
      'Conform all the same',
      mutantsWith(run, 'equivalent').map(({ title, by }) => `${title}: ${by}`),
    ),
    ...list(
      'Clauses that nothing needs',
      run.idle.map((clause) => `${clause} (${formatPlace(run, clause)})`),
    ),
    `${[...families(run)].map(([family, { killed, all }]) => `${family} ${killed}/${all}`).join(', ')}`,
    `${plural(run.mutants.length, 'mutant')}, ${seconds(run.duration)}`,
  ];
}

function list(title: string, entries: string[]): string[] {
  return entries.length === 0 ? [] : [`  ${title}`, ...entries.map((entry) => `    ${entry}`), ''];
}

/** For each family, the number of killed mutants and of those that should be. */
function families(run: MutationRun): Map<string, { killed: number; all: number }> {
  const found = new Map<string, { killed: number; all: number }>();
  for (const { family, outcome } of run.mutants) {
    if (outcome !== 'killed' && outcome !== 'survived') continue;
    const entry = found.get(family) ?? { killed: 0, all: 0 };
    found.set(family, { killed: entry.killed + (outcome === 'killed' ? 1 : 0), all: entry.all + 1 });
  }
  return found;
}
