import type { SourceLocation } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import { plain } from '../text/wording.ts';
import {
  citeInLine,
  formatEvidence,
  safe,
  formatEntry,
  formatTarget,
  formatWaiver,
  ALLOW_HINT,
  formatHeldBack,
  formatAffected,
  formatReach,
  formatUnreached,
  formatWaivable,
} from './wording.ts';
import { formatStatements, summary } from './summary.ts';

type Level = 'error' | 'warning' | 'notice';

const LEVELS = { conforms: 'notice', violates: 'error', undecided: 'warning' } as const;

/**
 * Workflow commands of GitHub Actions, which shows them beside the contract's lines: a violation is an error, an undecided
 * reason a warning, a note a notice. GitHub shows ten of each level for a step, so the worst come first.
 */
export function github(runs: Run[]): string {
  return runs.flatMap(commandsOf).join('');
}

function commandsOf(run: Run): string[] {
  const { contract, findings, undecided, staleWaivers, leftovers, unjudged } = run;
  const place = ({ operation }: Undecided) =>
    contract.locate(contract.operations.find(({ id }) => id === operation)?.pointer ?? '#');
  const entry = (level: Level, title: string, about: Undecided) =>
    command(level, `${contract.name}: ${title}`, [formatEntry(run, about), safe(run, about.hint ?? '')], place(about));
  const statements = formatStatements(run);
  return [
    command(LEVELS[run.verdict], `${contract.name} ${run.verdict}`, [
      `against ${formatTarget(run)}: ${summary(run)}`,
      statements && `statements: ${statements}`,
      formatReach(run),
      ...formatUnreached(run, run.reach.refused)
        .slice(0, 5)
        .map((line) => `refused: ${line}`),
      ...formatUnreached(run, run.reach.notReached)
        .slice(0, 5)
        .map((line) => `not reached: ${line}`),
    ]),
    ...findings
      .filter(({ severity, waived }) => severity === 'violation' && !waived)
      .map((finding) => annotate('error', finding)),
    ...staleWaivers.map((words) =>
      command('error', `${contract.name}: a waiver that does not hold`, [safe(run, words)]),
    ),
    ...undecided.map((about) => entry('warning', 'undecided', about)),
    ...leftovers.map((about) => entry('warning', 'could not be undone', about)),
    ...findings
      .filter(({ severity, waived }) => severity === 'note' || waived)
      .map((finding) => annotate('notice', finding)),
    ...(run.heldBack.length > 0
      ? [command('notice', `${contract.name}: held back`, [...formatHeldBack(run), ALLOW_HINT])]
      : []),
    ...(unjudged.length > 0
      ? [
          command(
            'notice',
            `${contract.name}: not judged`,
            unjudged.slice(0, 5).map((about) => formatEntry(run, about)),
          ),
        ]
      : []),
  ];
}

function annotate(level: Level, finding: Finding): string {
  const { check, operation, message, at, expected, actual, said, statement, waived, place } = finding;
  const affected = formatAffected(finding);
  const because = waived && `waived: ${formatWaiver(waived)}`;
  const lines = [
    message,
    because,
    `at ${at}: expected ${expected}, got ${actual}`,
    said && `the server says: ${said}`,
    affected && `in ${affected}`,
    statement && `says: ${citeInLine(statement)}`,
    `rests on ${formatEvidence(finding)}`,
    waived ? undefined : `waive: ${formatWaivable(finding)}`,
  ];
  return command(level, `${operation}: ${check}`, lines, place);
}

/** One workflow command, always on one line. */
function command(level: Level, title: string, lines: (string | undefined)[], place?: SourceLocation): string {
  const where = place ? `file=${property(place.file)},line=${place.line},col=${place.column},` : '';
  return `::${level} ${where}title=${property(title)}::${data(lines.filter(Boolean).join('\n'))}\n`;
}

/** The escapes that the runner decodes (actions/toolkit, core/src/command.ts). */
function data(text: string): string {
  return plain(text, true).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
