import type { Result, Run } from '../model/run.ts';
import type { Undecided } from '../model/finding.ts';
import { plain } from '../text/wording.ts';
import { verdictOfCase, waiverOf } from './results.ts';
import { describeFinding } from './pretty/pretty.ts';
import {
  safe,
  formatEntry,
  formatConfiguration,
  formatHeldBack,
  formatReach,
  formatReason,
  formatUnreached,
} from './wording.ts';
import { summary } from './summary.ts';

/** A `testsuite` element, and the values that its parents sum up. */
interface Suite {
  /** Properties of the whole run. */
  properties?: Record<string, string>;
  name: string;
  tests: Test[];
}

interface Test {
  classname: string;
  name: string;
  /** Milliseconds. */
  time: number;
  outcome: 'passed' | 'failure' | 'error';
  /** The child element, or the output of a passed test. */
  content: string;
}

/**
 * JUnit's XML for CI servers (the schema of the Jenkins xUnit plug-in): a `testsuite` for each operation and a
 * `testcase` for each case. An undecided case is an `error`, because it must not look green.
 */
export function junit(runs: Run[]): string {
  const suites = runs.flatMap(suitesOf);
  const all = suites.flatMap(({ tests }) => tests);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="assay" ${counts(all)}>`,
    ...suites.map(writeSuite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suitesOf(run: Run): Suite[] {
  const { contract, results } = run;
  const operations = contract.operations.map(({ id, method, path }) => ({
    name: `${contract.name}: ${method} ${path}`,
    tests: results.filter(({ case: testCase }) => testCase.operation.id === id).map((result) => testOf(run, result)),
  }));
  const { configuration } = run;
  const reach = formatReach(run);
  const refused = formatUnreached(run, run.reach.refused);
  const notReached = formatUnreached(run, run.reach.notReached);
  const described = {
    ...(configuration && { configuration: formatConfiguration(configuration) }),
    ...(run.counts.cases > results.length && { cases: `${results.length} of ${run.counts.cases} are listed` }),
    ...(reach !== '' && { reach }),
    ...(refused.length > 0 && { refused: refused.join('; ') }),
    ...(notReached.length > 0 && { 'not reached': notReached.join('; ') }),
  };
  const properties = Object.keys(described).length > 0 && { properties: described };
  return [...operations, { name: contract.name, tests: testsOfRun(run) }]
    .map((suite) => ({ ...suite, ...properties }))
    .filter(({ tests }) => tests.length > 0);
}

function testOf(run: Run, result: Result): Test {
  const { case: testCase, exchange, findings, undecided } = result;
  const verdict = verdictOfCase(run, result);
  const test = {
    classname: `${run.contract.name}.${testCase.operation.id}`,
    name: testCase.title,
    time: exchange?.duration ?? 0,
  };
  const violations = findings.filter(
    ({ severity, fingerprint }) => severity === 'violation' && !waiverOf(run, fingerprint),
  );
  const others = findings
    .filter((finding) => !violations.includes(finding))
    .map((finding) => ({ ...finding, waived: waiverOf(run, finding.fingerprint) }));
  const reported = element('system-out', {}, others.map((finding) => describeFinding(run, finding)).join('\n'));
  if (undecided) return { ...test, outcome: 'error', content: errorOf(run, undecided) };
  if (verdict === 'conforms') return { ...test, outcome: 'passed', content: others.length > 0 ? reported : '' };
  const message = violations.map((finding) => finding.message).join('; ');
  const failure = element(
    'failure',
    { message, type: violations[0]?.check ?? '' },
    violations.map((finding) => describeFinding(run, finding)).join('\n'),
  );
  return { ...test, outcome: 'failure', content: others.length > 0 ? `${failure}\n${reported}` : failure };
}

/** Messages about the whole run: reasons why it could not be judged, and stale waivers. */
function testsOfRun(run: Run): Test[] {
  const reported = new Set(
    run.results.flatMap(({ undecided }) => (undecided ? [`${undecided.operation} ${undecided.reason}`] : [])),
  );
  const test = (name: string, outcome: Test['outcome'], content: string): Test => ({
    classname: run.contract.name,
    name,
    time: 0,
    outcome,
    content,
  });
  const undecided = run.undecided.filter(({ operation, reason }) => !reported.has(`${operation} ${reason}`));
  const seen = [
    ...run.leftovers.map((entry) => `could not be undone: ${formatEntry(run, entry)}`),
    ...formatHeldBack(run).map((line) => `held back: ${line}`),
    ...run.unjudged.map((entry) => `not judged: ${formatEntry(run, entry)}`),
  ];
  return [
    ...undecided.map((entry) =>
      test(entry.case ?? entry.operation ?? 'the run can be judged', 'error', errorOf(run, entry)),
    ),
    ...run.staleWaivers.map((words) =>
      test(
        `needs its waivers: ${safe(run, words)}`,
        'failure',
        element('failure', { message: safe(run, words), type: 'stale-waiver' }, ''),
      ),
    ),
    ...(seen.length > 0
      ? [test('what was left behind or not judged', 'passed', element('system-out', {}, seen.join('\n')))]
      : []),
    ...(run.verdict === 'violates' && !hasFailure(run)
      ? [
          test(
            'has no notes, as --strict asks',
            'failure',
            element('failure', { message: summary(run), type: 'strict' }, ''),
          ),
        ]
      : []),
  ];
}

function hasFailure(run: Run): boolean {
  return run.staleWaivers.length > 0 || run.results.some((result) => verdictOfCase(run, result) === 'violates');
}

function errorOf(run: Run, { hint, ...why }: Undecided): string {
  return element('error', { message: safe(run, formatReason(why)), type: 'undecided' }, hint ? safe(run, hint) : '');
}

function writeSuite({ name, properties = {}, tests }: Suite): string {
  const named = Object.entries(properties).map(
    ([key, value]) => `<property name="${escapeXml(key)}" value="${escapeXml(value)}"/>`,
  );
  return [
    `<testsuite name="${escapeXml(name)}" ${counts(tests)}>`,
    ...(named.length > 0 ? [`<properties>${named.join('')}</properties>`] : []),
    ...tests.map(writeTest),
    '</testsuite>',
  ].join('\n');
}

function writeTest({ classname, name, time, content }: Test): string {
  const start = `<testcase classname="${escapeXml(classname)}" name="${escapeXml(name)}" time="${secondsOf(time)}"`;
  return content === '' ? `${start}/>` : `${start}>\n${content}\n</testcase>`;
}

function counts(tests: Test[]): string {
  const count = (outcome: Test['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  const time = tests.reduce((sum, test) => sum + test.time, 0);
  return `tests="${tests.length}" failures="${count('failure')}" errors="${count('error')}" skipped="0" time="${secondsOf(time)}"`;
}

function secondsOf(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function element(name: string, attributes: Record<string, string>, text: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${written.join('')}>${escapeXml(text, true)}</${name}>`;
}

const ENTITIES: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text of XML 1.0, which does not allow most control characters, U+FFFE and U+FFFF, not even as references (§2.2). */
function escapeXml(text: string, multiline = false): string {
  return plain(text, multiline)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
