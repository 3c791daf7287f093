import type { Statement } from '../model/contract.ts';
import type { Run, StatementVerdict } from '../model/run.ts';
import type { Verdict } from '../model/finding.ts';
import { plural } from '../text/wording.ts';
import { seconds } from './wording.ts';

/** The counts of a run. */
export interface Tally {
  /** One for each fingerprint; waived ones are counted separately. */
  violations: number;
  notes: number;
  waived: number;
  /** Undecided cases, and reasons about the whole run. */
  undecided: number;
  cases: number;
  examples: number;
  /** Examples whose response was judged. */
  compared: number;
  statements: Record<StatementVerdict['verdict'], number>;
}

export function tally({ findings, counts, undecided, statements }: Run): Tally {
  const count = (severity: string) =>
    findings.filter((finding) => !finding.waived && finding.severity === severity).length;
  const having = (verdict: StatementVerdict['verdict']) =>
    statements.filter((statement) => statement.verdict === verdict).length;
  return {
    violations: count('violation'),
    notes: count('note'),
    waived: findings.filter(({ waived }) => waived).length,
    undecided: Math.max(counts.undecided, undecided.length),
    cases: counts.cases,
    examples: counts.examples,
    compared: counts.compared,
    statements: { verified: having('verified'), broken: having('broken'), 'not exercised': having('not exercised') },
  };
}

/** `1 violation, 2 notes, 14 cases, 2 of 2 examples compared, 0.30 s`. */
export function summary(run: Run): string {
  const { violations, notes, waived, undecided, cases, examples, compared } = tally(run);
  return [
    plural(violations, 'violation'),
    plural(notes, 'note'),
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(run.staleWaivers.length > 0 ? [plural(run.staleWaivers.length, 'stale waiver')] : []),
    plural(cases, 'case'),
    ...(run.recorded
      ? [`${run.recorded.judged} of ${plural(run.recorded.exchanges, 'recorded exchange')} judged`]
      : []),
    ...(examples > 0 ? [`${compared} of ${plural(examples, 'example')} compared`] : []),
    ...(run.fuzzing ? [`${run.fuzzing.generated} generated with --seed ${run.fuzzing.seed}`] : []),
    ...(run.heldBack.length > 0 ? [`${plural(run.heldBack.length, 'operation')} held back`] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    seconds(run.duration),
  ].join(', ');
}

/** `31 verified, 1 broken, 4 not exercised`; empty for a contract that names no sources. */
export function formatStatements({ statements, ...run }: Run): string {
  if (statements.length === 0) return '';
  return Object.entries(tally({ statements, ...run }).statements)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
}

/** The statements with one verdict. */
export function statementsThatAre({ statements }: Run, verdict: StatementVerdict['verdict']): Statement[] {
  return statements.filter((entry) => entry.verdict === verdict).map(({ statement }) => statement);
}

/** The statements that a run did not exercise; none if it exercised nothing, because then the count is enough. */
export function unexercised(run: Run): Statement[] {
  const idle = statementsThatAre(run, 'not exercised');
  return idle.length === run.statements.length ? [] : idle;
}

/** The worst of several runs: violates, then undecided, then conforms. */
export function worst(runs: Run[]): Verdict {
  const has = (verdict: Verdict) => runs.some((run) => run.verdict === verdict);
  return has('violates') ? 'violates' : has('undecided') ? 'undecided' : 'conforms';
}
