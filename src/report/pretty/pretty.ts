import type { Run } from '../../model/run.ts';
import type { Finding, Undecided } from '../../model/finding.ts';
import { plain, plural } from '../../text/wording.ts';
import { drawFinding } from './finding.ts';
import {
  citeInLine,
  safe,
  formatEntry,
  formatTarget,
  SIGNS,
  formatHeldBack,
  formatLeftovers,
  formatReach,
  formatReason,
  formatUnreached,
} from '../wording.ts';
import { createPaint, type Paint } from '../colors.ts';
import type { ReportOptions } from '../options.ts';
import { formatStatements, statementsThatAre, summary, tally, unexercised } from '../summary.ts';

export { describeFinding, formatSource } from './finding.ts';

/** How much is told. */
interface Detail {
  /** The most entries of a list. */
  listed: number;
  /** From this number of findings of one check on, only the first one is shown completely. */
  alike: number;
  /** Whether findings, what is undecided and what is left behind stand alone. */
  isQuiet?: true;
}

const NORMAL: Detail = { listed: 5, alike: 4 };
const DETAILS: Record<NonNullable<ReportOptions['detail']>, Detail> = {
  quiet: { ...NORMAL, isQuiet: true },
  verbose: { listed: Infinity, alike: Infinity },
};

/** For a terminal: each contract's findings by operation, worst first, and a last line with the counts. */
export function pretty(runs: Run[], { colour = false, detail }: ReportOptions = {}): string {
  const paint = createPaint(colour);
  const told = detail === undefined ? NORMAL : DETAILS[detail];
  return runs.map((run) => describe(run, paint, told)).join('\n');
}

function describe(run: Run, paint: Paint, detail: Detail): string {
  const { sign, format } = SIGNS[run.verdict];
  return [
    `${paint('bold', plain(run.contract.name))} against ${formatTarget(run)}\n`,
    ...run.contract.operations.flatMap((operation) => {
      const findings = run.findings.filter((finding) => finding.operation === operation.id);
      return findings.length === 0
        ? []
        : [
            `  ${paint('bold', plain(`${operation.method} ${operation.path}`))}\n`,
            ...drawFindings(run, findings, paint, detail),
          ];
    }),
    ...run.undecided.map((entry) => drawUndecided(run, entry, paint)),
    ...run.staleWaivers.map(
      (words) =>
        `  ${paint('red', '✗')} ${paint('bold', safe(run, words))}\n    ${paint('dim', 'hint')}      Renew it with another date, or take it out.\n`,
    ),
    ...(detail.isQuiet ? [] : drawReached(run, paint, detail)),
    ...section('created, and could not be undone', formatLeftovers(run), paint, Infinity),
    ...(detail.isQuiet ? [] : drawUnjudged(run, paint, detail)),
    `${paint(format, `${sign} ${run.verdict}`)}  ${summary(run)}${strictness(run)}\n`,
  ].join('\n');
}

/** Which operations answered with no success. */
function drawReached(run: Run, paint: Paint, { listed }: Detail): string[] {
  const { refused, notReached } = run.reach;
  return [
    ...section(`refused: ${refused.length}`, formatUnreached(run, refused), paint, listed),
    ...section(`not reached: ${notReached.length}`, formatUnreached(run, notReached), paint, listed),
  ];
}

/** What the run says nothing of, and how much it saw. */
function drawUnjudged(run: Run, paint: Paint, detail: Detail): string[] {
  const reach = formatReach(run);
  return [
    ...section(
      `held back, so not sent: ${run.heldBack.length} (--allow OPERATION, DELETE or all sends them)`,
      formatHeldBack(run),
      paint,
      Infinity,
    ),
    ...section(
      `seen, and not judged: ${run.unjudged.length}`,
      run.unjudged.map((entry) => formatEntry(run, entry)),
      paint,
      detail.listed,
    ),
    ...section(
      'left open by the documents, so not judged',
      run.unspecified.map(({ says }) => plain(says)),
      paint,
      detail.listed,
    ),
    ...drawStatements(run, paint, detail),
    ...(reach === '' ? [] : [`  reach: ${reach}\n`]),
  ];
}

/** The findings of one operation. If one check has many, only the first one is shown completely. */
function drawFindings(run: Run, findings: Finding[], paint: Paint, { alike }: Detail): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = finding.waived ? 'waived' : `${finding.severity} ${finding.check}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const { waived = [], ...others } = Object.fromEntries(groups);
  return [...Object.values(others), waived].flatMap((group) =>
    group.map((finding, index) =>
      drawFinding(run, finding, paint, { like: index > 0 && group.length >= alike ? group[0] : undefined }),
    ),
  );
}

function drawUndecided(run: Run, entry: Undecided, paint: Paint): string {
  const { hint, tried = [] } = entry;
  const head = `  ${paint('yellow', '?')} ${paint('bold', safe(run, headOf(run, entry)))}: ${safe(run, formatReason(entry))}\n`;
  const lines = tried.map((line) => `    ${paint('dim', 'sent')}      ${safe(run, line)}\n`).join('');
  return hint ? `${head}${lines}    ${paint('dim', 'hint')}      ${safe(run, hint)}\n` : head + lines;
}

/** What an entry is about, as its request line begins: `GET /pets/{id}`; the title of its case behind it. */
function headOf({ contract }: Run, { operation: id, case: title }: Undecided): string {
  const operation = contract.operations.find((one) => one.id === id);
  if (!operation) return title ?? id ?? 'the run';
  const line = `${operation.method} ${operation.path}`;
  return title === undefined ? line : `${line}, ${title.replace(`${operation.id} > `, '')}`;
}

function drawStatements(run: Run, paint: Paint, { listed }: Detail): string[] {
  if (run.statements.length === 0) return [];
  const broken = statementsThatAre(run, 'broken').map(
    (statement) => `    ${paint('red', '✗')} ${citeInLine(statement)}`,
  );
  const idle = unexercised(run).map((statement) => `    ${paint('dim', `○ ${citeInLine(statement)}`)}`);
  return [[`  statements: ${formatStatements(run)}`, ...broken, ...shorten(idle, listed)].join('\n') + '\n'];
}

/** A list with a heading, or nothing if it is empty. */
function section(heading: string, entries: string[], paint: Paint, most: number): string[] {
  if (entries.length === 0) return [];
  return [
    [
      `  ${heading}`,
      ...shorten(
        entries.map((entry) => `    ${paint('dim', '·')} ${entry}`),
        most,
      ),
    ].join('\n') + '\n',
  ];
}

function shorten(lines: string[], most: number): string[] {
  return lines.length <= most + 1 ? lines : [...lines.slice(0, most), `      and ${lines.length - most} more`];
}

/** Why the verdict of a run without violations is `violates`. */
function strictness(run: Run): string {
  const { violations, notes } = tally(run);
  return run.verdict === 'violates' && violations === 0 && run.staleWaivers.length === 0
    ? ` (${plural(notes, 'note')} counted, as --strict asks)`
    : '';
}
