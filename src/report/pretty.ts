import type { Finding, Run, Statement, Undecided, Verdict } from '../model.ts';
import { plural } from '../contract/text.ts';
import { maskedBody } from './body.ts';
import { frame } from './frame.ts';
import { createPaint, type Paint } from './style.ts';

const SIGNS: Record<Verdict, { sign: string; format: 'green' | 'red' | 'yellow' }> = {
  conforms: { sign: '✓', format: 'green' },
  violates: { sign: '✗', format: 'red' },
  undecided: { sign: '?', format: 'yellow' },
};

/** For a person at a terminal: each contract's findings by operation, worst first, and a last line with the counts. */
export function pretty(runs: Run[], { colour = false }: { colour?: boolean } = {}): string {
  const paint = createPaint(colour);
  return runs.map((run) => describe(run, paint)).join('\n');
}

function describe(run: Run, paint: Paint): string {
  const { sign, format } = SIGNS[run.verdict];
  const sections = run.contract.operations.flatMap((operation) => {
    const findings = run.findings.filter((finding) => finding.operation === operation.id);
    if (findings.length === 0) return [];
    return [`  ${paint('bold', `${operation.method} ${operation.path}`)}\n`, ...findings.map((finding) => describeFinding(run, finding, paint))];
  });
  const undecided = run.undecided.map((entry) => describeUndecided(entry, paint));
  return [
    `${paint('bold', run.contract.name)} against ${run.target}\n`,
    ...sections,
    ...undecided,
    `${paint(format, `${sign} ${run.verdict}`)}  ${summary(run)}\n`,
  ].join('\n');
}

/** One finding as the report shows it. */
export function describeFinding(run: Run, finding: Finding, paint: Paint = createPaint(false)): string {
  const violation = finding.severity === 'violation';
  const head = violation ? paint('red', '✗') : paint('yellow', '•');
  const cases = finding.count > 1 ? `, ${finding.count} cases` : '';
  return [
    `  ${head} ${paint('bold', finding.message)} ${paint('dim', `(${finding.check}${violation ? '' : ', a note'}${cases})`)}`,
    row('at', finding.at),
    row('expected', finding.expected),
    row('got', finding.actual),
    ...drawFrame(run, finding, paint),
    ...(finding.statement ? [row('says', saySource(finding.statement))] : []),
    row('clause', `${finding.clause}\n${finding.place.file}:${finding.place.line}:${finding.place.column}`),
    row('repeat', finding.curl),
    ...(finding.hint ? [row('hint', finding.hint)] : []),
    row('waive', finding.fingerprint),
    '',
  ].join('\n');
}

/** What the document says, and which one says it where. */
export function saySource(statement: Statement): string {
  if (statement.kind === 'source') return `${statement.says}\n(${[statement.document?.title, statement.at].filter(Boolean).join(' — ')})`;
  return statement.kind === 'inferred' ? `${statement.says}\n(inferred: the documents are silent)` : `${oneLine(statement.says)}\n(the contract's own description)`;
}

function oneLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function drawFrame(run: Run, finding: Finding, paint: Paint): string[] {
  const place = /^body(#.*)$/.exec(finding.at)?.[1];
  const result = place !== undefined ? run.results.find((candidate) => candidate.case.id === finding.case) : undefined;
  const body = result && maskedBody(run, result);
  const lines = body === undefined || place === undefined ? undefined : frame(body, place);
  if (!lines) return [];
  const width = String(lines.at(-1)?.number ?? 0).length;
  return lines.map(({ number, text, marked }) => {
    const line = `${marked ? '>' : ' '} ${String(number).padStart(width)} │ ${text}`;
    return `      ${marked ? paint('red', line) : paint('dim', line)}`;
  });
}

function describeUndecided({ operation, case: of, reason, hint }: Undecided, paint: Paint): string {
  const head = `  ${paint('yellow', '?')} ${paint('bold', of ?? operation ?? 'the run')}`;
  return [`${head}: ${reason}`, ...(hint ? [row('hint', hint)] : []), ''].join('\n');
}

function row(name: string, text: string): string {
  const [first = '', ...rest] = text.split('\n');
  return [`    ${name.padEnd(9)} ${first}`, ...rest.map((line) => `${' '.repeat(14)}${line}`)].join('\n');
}

/** `1 violation, 2 notes, 14 cases, 2 of 2 examples compared, 0.3 s`. */
export function summary(run: Run): string {
  const count = (severity: string) => run.findings.filter((finding) => finding.severity === severity).length;
  const examples = run.results.filter(({ case: of }) => of.phase === 'examples');
  const compared = examples.filter(({ undecided }) => !undecided).length;
  return [
    plural(count('violation'), 'violation'),
    plural(count('note'), 'note'),
    plural(run.results.length, 'case'),
    `${compared} of ${plural(examples.length, 'example')} compared`,
    ...(run.undecided.length > 0 ? [`${run.undecided.length} undecided`] : []),
    `${(run.duration / 1000).toFixed(2)} s`,
  ].join(', ');
}
