import type { Result, ResultList, Run } from '../model/run.ts';
import type { Finding, Undecided } from '../model/finding.ts';
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
  /** Properties of the whole run; an empty one is not written. */
  properties: Record<string, string>;
  name: string;
  /** May be gone through several times. */
  tests: Iterable<Test>;
  tally: Tally;
}

/** What the attributes of an element sum up. */
interface Tally {
  tests: number;
  failures: number;
  errors: number;
  /** Milliseconds. */
  time: number;
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
  return [...junitPieces(runs)].join('');
}

/** The same piece by piece, so that it may have any number of cases. */
export function* junitPieces(runs: Run[]): Iterable<string> {
  const whole = noTests();
  const suites = runs.flatMap((run) => suitesOf(run, whole));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="assay" ${attributesOf(whole)}>\n`;
  for (const suite of suites) yield* writeSuite(suite);
  yield '</testsuites>\n';
}

/** @param whole is added what the suites sum up */
function suitesOf(run: Run, whole: Tally): Suite[] {
  const { contract } = run;
  const list = run.listed ?? run.results;
  const { length } = list;
  const seen = look(run, list);
  const operations = contract.operations.map(({ id, method, path }) => ({
    name: `${contract.name}: ${method} ${path}`,
    tests: testsAt(run, list, seen.places.get(id) ?? []),
  }));
  const { configuration } = run;
  const properties = {
    configuration: configuration ? formatConfiguration(configuration) : '',
    cases: run.counts.cases > length ? `${length} of ${run.counts.cases} are listed` : '',
    reach: formatReach(run),
    refused: formatUnreached(run, run.reach.refused).join('; '),
    'not reached': formatUnreached(run, run.reach.notReached).join('; '),
  };
  return [...operations, { name: contract.name, tests: testsOfRun(run, seen) }]
    .map((suite) => ({ ...suite, properties, tally: tallyOf(suite.tests, whole) }))
    .filter(({ tally }) => tally.tests > 0);
}

/** What is seen of all results before they are written. */
interface Seen {
  /** The places of the results of each operation. */
  places: Map<string, number[]>;
  /** The operations and reasons of the undecided ones. */
  reported: Set<string>;
  hasFailure: boolean;
}

function look(run: Run, list: ResultList): Seen {
  const seen: Seen = { places: new Map(), reported: new Set(), hasFailure: run.staleWaivers.length > 0 };
  let index = 0;
  for (const result of list) {
    const { id } = result.case.operation;
    const places = seen.places.get(id) ?? [];
    seen.places.set(id, places);
    places.push(index);
    index += 1;
    if (result.undecided) seen.reported.add(`${result.undecided.operation} ${result.undecided.reason}`);
    seen.hasFailure ||= verdictOfCase(run, result) === 'violates';
  }
  return seen;
}

function testsAt(run: Run, list: ResultList, places: readonly number[]): Iterable<Test> {
  return {
    *[Symbol.iterator]() {
      for (const place of places) {
        const result = list.at(place);
        if (result) yield testOf(run, result);
      }
    },
  };
}

function testOf(run: Run, result: Result): Test {
  const { case: testCase, exchange, findings, undecided } = result;
  const verdict = verdictOfCase(run, result);
  const test = {
    classname: `${run.contract.name}.${testCase.operation.id}`,
    name: safe(run, testCase.title),
    time: exchange?.duration ?? 0,
  };
  const violations = findings.filter(
    ({ severity, fingerprint }) => severity === 'violation' && !waiverOf(run, fingerprint),
  );
  const others = findings
    .filter((finding) => !violations.includes(finding))
    .map((finding) => ({ ...finding, waived: waiverOf(run, finding.fingerprint) }));
  const describe = (finding: Finding) => describeFinding(run, finding, undefined, result);
  const reported = others.length === 0 ? [] : [element('system-out', {}, others.map(describe).join('\n'))];
  if (undecided) return { ...test, outcome: 'error', content: errorOf(run, undecided) };
  if (verdict === 'conforms') return { ...test, outcome: 'passed', content: reported.join('') };
  const message = violations.map((finding) => finding.message).join('; ');
  const failure = element(
    'failure',
    { message, type: violations[0]?.check ?? '' },
    violations.map(describe).join('\n'),
  );
  return { ...test, outcome: 'failure', content: [failure, ...reported].join('\n') };
}

/** Messages about the whole run: reasons why it could not be judged, and stale waivers. */
function testsOfRun(run: Run, { reported, hasFailure }: Seen): Test[] {
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
      test(safe(run, entry.case ?? entry.operation ?? 'the run can be judged'), 'error', errorOf(run, entry)),
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
    ...(run.verdict === 'violates' && !hasFailure
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

function errorOf(run: Run, { hint, ...why }: Undecided): string {
  return element('error', { message: safe(run, formatReason(why)), type: 'undecided' }, hint ? safe(run, hint) : '');
}

function* writeSuite({ name, properties, tests, tally }: Suite): Iterable<string> {
  const named = Object.entries(properties)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `<property name="${key}" value="${escapeXml(value)}"/>`);
  yield `<testsuite name="${escapeXml(name)}" ${attributesOf(tally)}>\n`;
  if (named.length > 0) yield `<properties>${named.join('')}</properties>\n`;
  for (const test of tests) yield `${writeTest(test)}\n`;
  yield '</testsuite>\n';
}

function writeTest({ classname, name, time, content }: Test): string {
  const start = `<testcase classname="${escapeXml(classname)}" name="${escapeXml(name)}" time="${secondsOf(time)}"`;
  return content === '' ? `${start}/>` : `${start}>\n${content}\n</testcase>`;
}

function noTests(): Tally {
  return { tests: 0, failures: 0, errors: 0, time: 0 };
}

/** @param whole is added the same */
function tallyOf(tests: Iterable<Test>, whole: Tally): Tally {
  const own = noTests();
  for (const { outcome, time } of tests)
    for (const tally of [own, whole]) {
      tally.tests += 1;
      if (outcome === 'failure') tally.failures += 1;
      if (outcome === 'error') tally.errors += 1;
      tally.time += time;
    }
  return own;
}

function attributesOf({ tests, failures, errors, time }: Tally): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="0" time="${secondsOf(time)}"`;
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
