import type { Statement } from '../../model/contract.ts';
import type { Result, Run } from '../../model/run.ts';
import type { Finding } from '../../model/finding.ts';
import { plain } from '../../text/wording.ts';
import { frame } from '../code-frame.ts';
import { resultOf } from '../results.ts';
import { maskedJson } from '../masked-messages.ts';
import {
  cite,
  citeInLine,
  formatAffected,
  formatEvidence,
  formatGenerated,
  formatPlace,
  formatStep,
  formatWaivable,
  formatWaiver,
} from '../wording.ts';
import { createPaint, type Paint } from '../colors.ts';

/** One finding of the report. @param result the result that it is of, unless the run keeps that */
export function describeFinding(
  run: Run,
  finding: Finding,
  paint: Paint = createPaint(false),
  result?: Result,
): string {
  return drawFinding(run, finding, paint, { result });
}

/**
 * One finding. A waived one is short, and so is one that is similar to an earlier one.
 * @param like the earlier finding, whose expectation is not repeated
 * @param result the result that it is of, unless the run keeps that
 */
export function drawFinding(
  run: Run,
  finding: Finding,
  paint: Paint,
  { like, result }: { like?: Finding | undefined; result?: Result | undefined } = {},
): string {
  const { waived, statement } = finding;
  const row = (name: string, text: string) => drawRow(paint('dim', name.padEnd(9)), plain(text, true));
  const isSame = like?.expected === finding.expected && like.actual === finding.actual;
  const difference = isSame ? [] : [row('expected', finding.expected), row('got', finding.actual)];
  const where = formatPlace(finding);
  const affected = formatAffected(finding);
  const inShort = waived !== undefined || like !== undefined;
  return [
    headOf(finding, paint),
    ...(waived ? [row('because', formatWaiver(waived))] : []),
    row('at', finding.at),
    ...difference,
    ...(finding.said === undefined ? [] : [row('server', finding.said)]),
    ...(affected === '' ? [] : [row('in', affected)]),
    ...(inShort ? [] : drawFrame(run, finding, paint, result)),
    ...(statement ? [row('says', inShort ? citeInLine(statement) : formatSource(statement))] : []),
    row('rests on', formatEvidence(finding)),
    row('clause', inShort ? where : `${finding.clause}\n${where}`),
    ...(waived
      ? []
      : [
          ...(finding.steps ?? []).map((step, index) => row(index === 0 ? 'first' : 'then', formatStep(step))),
          row('repeat', finding.curl),
        ]),
    ...(finding.generated && !inShort ? [row('seed', formatGenerated(finding.generated))] : []),
    ...(finding.hint && !waived ? [row('hint', finding.hint)] : []),
    row(waived ? 'waived' : 'waive', waived ? finding.fingerprint : formatWaivable(finding)),
    '',
  ].join('\n');
}

function headOf({ severity, check, count, message, waived }: Finding, paint: Paint): string {
  const [sign, format] = waived
    ? (['~', 'dim'] as const)
    : severity === 'violation'
      ? (['✗', 'red'] as const)
      : (['•', 'yellow'] as const);
  const about = [
    check,
    ...(severity === 'note' ? ['a note'] : []),
    ...(count > 1 ? [`${count} cases`] : []),
    ...(waived ? ['waived'] : []),
  ];
  return `  ${paint(format, sign)} ${paint(waived ? 'dim' : 'bold', plain(message))} ${paint('dim', `(${about.join(', ')})`)}`;
}

/** The statement, with its document and place. */
export function formatSource(statement: Statement): string {
  const { says, by } = cite(statement);
  return `${says}\n(${by})`;
}

function drawFrame(run: Run, finding: Finding, paint: Paint, own?: Result): string[] {
  const place = /^body(#.*)$/.exec(finding.at)?.[1];
  const result = place === undefined ? undefined : (own ?? resultOf(run, finding.case));
  const body = result && maskedJson(run, result);
  const lines = body === undefined || place === undefined ? undefined : frame(body, place);
  if (!lines) return [];
  const width = String(lines.at(-1)?.number).length;
  return lines.map(({ number, text, marked }) => {
    const line = `${marked ? '>' : ' '} ${String(number).padStart(width)} │ ${text}`;
    return `      ${marked ? paint('red', line) : paint('dim', line)}`;
  });
}

function drawRow(name: string, text: string): string {
  const [first = '', ...rest] = text.split('\n');
  return [`    ${name} ${first}`, ...rest.map((line) => `${' '.repeat(14)}${line}`)].join('\n');
}
