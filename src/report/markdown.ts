import type { Run } from '../model/run.ts';
import type { Finding } from '../model/finding.ts';
import { escapeHtml } from '../text/html.ts';
import { cut, plain, plural } from '../text/wording.ts';
import { code, inert } from './markdown-text.ts';
import { describeFinding } from './pretty/pretty.ts';
import {
  citeInLine,
  safe,
  formatEntry,
  formatWaiver,
  seconds,
  SIGNS,
  formatConfiguration,
  formatHeldBack,
  formatLeftovers,
  formatReach,
  formatUnreached,
} from './wording.ts';
import { formatStatements, statementsThatAre, tally, unexercised } from './summary.ts';

/** A comment on GitHub may have 65,536 characters; this number of bytes leaves room for other text around. */
const MAX_BYTES = 59_800;
/** The most characters of a finding, and the most entries of a list. */
const MAX_FINDING = 4_000;
const MAX_LISTED = 20;
const MAX_ROWS = 100;

/**
 * For a comment on a pull request or a job's summary: a table of verdicts, and collapsed findings.
 * It is cut if it is too long for that, with a sentence about what is missing.
 */
export function markdown(runs: Run[]): string {
  const head = [
    '| | contract | target | violations | notes | undecided | cases | statements | time |',
    '|---|---|---|--:|--:|--:|--:|---|--:|',
    ...runs.slice(0, MAX_ROWS).map(drawRow),
    '',
    ...drawConfigurations(runs),
    ...drawReach(runs),
  ].join('\n');
  const blocks = runs.flatMap(blocksOf);
  const note = (left: number) =>
    `\n${left} more ${left === 1 ? 'entry is' : 'entries are'} left out: a comment may not be longer. The other formats have everything.\n`;
  let text = head;
  for (const [index, block] of blocks.entries()) {
    if (Buffer.byteLength(text + block) > MAX_BYTES) return text + note(blocks.length - index);
    text += block;
  }
  return text;
}

function drawRow(run: Run): string {
  const { violations, notes, waived, undecided, cases } = tally(run);
  const cells = [
    `${SIGNS[run.verdict].sign} **${run.verdict}**`,
    code(plain(run.contract.name)),
    code(plain(run.target)),
    waived > 0 ? `${violations} (${waived} waived)` : violations,
    notes,
    undecided,
    cases,
    formatStatements(run) || '–',
    seconds(run.duration),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The files with targets and waivers. */
function drawConfigurations(runs: Run[]): string[] {
  const used = new Set(
    runs.flatMap(({ configuration }) => (configuration ? [formatConfiguration(configuration)] : [])),
  );
  return [...used].flatMap((words) => [`Checked with ${code(words)}.`, '']);
}

/** How far the runs got, where that is not everywhere. */
function drawReach(runs: Run[]): string[] {
  return runs.slice(0, MAX_ROWS).flatMap((run) => {
    const reach = formatReach(run);
    return reach === '' ? [] : [`${code(plain(run.contract.name))}: ${reach}.`, ''];
  });
}

/** The text about a run, in pieces, of which the last ones can be left out. */
function blocksOf(run: Run): string[] {
  const { contract, findings, undecided, staleWaivers, unjudged, unspecified } = run;
  const operations = contract.operations.flatMap((operation) => {
    const [first, ...others] = [...findings.filter(({ waived }) => !waived), ...findings.filter(({ waived }) => waived)]
      .filter((finding) => finding.operation === operation.id)
      .map((finding) => drawFinding(run, finding));
    return first === undefined
      ? []
      : [`\n#### ${code(plain(`${operation.method} ${operation.path}`))}\n${first}`, ...others];
  });
  const blocks = [
    ...list(
      'Undecided',
      undecided.map((entry) => formatEntry(run, entry) + (entry.hint ? ` ${safe(run, entry.hint)}` : '')),
      true,
    ),
    ...list(
      'Waivers that do not hold',
      staleWaivers.map((words) => safe(run, words)),
      true,
    ),
    ...operations,
    ...list('Operations that refused whatever was sent', formatUnreached(run, run.reach.refused)),
    ...list('Operations that were not reached', formatUnreached(run, run.reach.notReached)),
    ...list('Statements that are broken', statementsThatAre(run, 'broken').map(citeInLine)),
    ...list('Statements that were not exercised', unexercised(run).map(citeInLine)),
    ...list(
      'Left open by the documents, so not judged',
      unspecified.map(({ says }) => plain(says)),
    ),
    ...list('Created, and could not be undone', formatLeftovers(run), true),
    ...list('Held back, so not sent (--allow OPERATION, DELETE or all sends them)', formatHeldBack(run)),
    ...list(
      'Seen, and not judged',
      unjudged.map((entry) => formatEntry(run, entry)),
    ),
  ];
  return blocks.length > 0
    ? [`\n### ${SIGNS[run.verdict].sign} ${code(plain(contract.name))}\n${blocks[0]}`, ...blocks.slice(1)]
    : [];
}

function drawFinding(run: Run, finding: Finding): string {
  const { severity, waived, message, check, count } = finding;
  const about = [
    waived ? `waived: ${formatWaiver(waived)}` : severity,
    check,
    ...(count > 1 ? [plural(count, 'case')] : []),
  ].join(', ');
  const sign = waived ? '~' : severity === 'violation' ? '✗' : '•';
  return unfold(
    `${sign} ${inert(cut(plain(message), 300))} <i>(${inert(about)})</i>`,
    cut(describeFinding(run, finding), MAX_FINDING),
  );
}

function list(heading: string, entries: string[], isOpen = false): string[] {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, MAX_LISTED).map((entry) => `- ${cut(entry, 500)}`);
  const more = entries.length > shown.length ? [`- and ${entries.length - shown.length} more`] : [];
  return [unfold(`${heading} (${entries.length})`, [...shown, ...more].join('\n'), isOpen)];
}

/**
 * A collapsed text. A `pre` at the start of a line is an HTML block up to its end tag (CommonMark §4.6, start condition 1), so
 * nothing in it is Markdown, and GitHub makes no links or mentions in it.
 */
function unfold(summary: string, text: string, isOpen = false): string {
  return `\n<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n<pre>\n${escapeHtml(text)}\n</pre>\n</details>\n`;
}
