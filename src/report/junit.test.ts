import { expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { junit } from './junit.ts';
import type { Run } from '../model/run.ts';
import { conforming, full, hostile, undecided, violating } from '../../test/support/sample-runs.ts';
import { summary } from './summary.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** The root element, parsed by a strict parser. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void ((open.at(-1) as Element).text += text));
  parser.write(xml).close();
  return root.children[0] as Element;
}

test('reports a target that conforms', async () => {
  expect(junit([await conforming()])).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="assay" tests="3" failures="0" errors="0" skipped="0" time="0.004">
    <testsuite name="cloud-foundry-v3-packages: POST /v3/apps/{guid}/packages" tests="2" failures="0" errors="0" skipped="0" time="0.004">
    <testcase classname="cloud-foundry-v3-packages.createPackage" name="the documented example docker" time="0.002"/>
    <testcase classname="cloud-foundry-v3-packages.createPackage" name="the documented example docker-with-credentials" time="0.002"/>
    </testsuite>
    <testsuite name="cloud-foundry-v3-packages" tests="1" failures="0" errors="0" skipped="0" time="0.000">
    <testcase classname="cloud-foundry-v3-packages" name="what was left behind or not judged" time="0.000">
    <system-out>could not be undone: createPackage &gt; docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i &apos;http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages&apos; -H &apos;Accept: application/json, */*;q=0.1&apos; -H &apos;Content-Type: application/x-www-form-urlencoded&apos; -H &quot;Authorization: bearer $TOKEN&quot; --data-raw &apos;{&quot;type&quot;:&quot;docker&quot;,&quot;data&quot;:{&quot;image&quot;:&quot;registry/image:latest&quot;}}&apos;</system-out>
    </testcase>
    </testsuite>
    </testsuites>
    "
  `);
});

test('reports a target that violates', async () => {
  const [suite] = parse(junit([await violating()])).children;
  expect(suite?.attributes).toMatchObject({ tests: '2', failures: '2', errors: '0' });
  expect(
    suite?.children.map(({ attributes, children }) => [attributes['name'], ...children.map(({ name }) => name)]),
  ).toEqual([
    ['the documented example docker', 'failure', 'system-out'],
    ['the documented example docker-with-credentials', 'failure', 'system-out'],
  ]);
  const [failure, note] = suite?.children[0]?.children ?? [];
  expect(failure?.attributes).toEqual({
    message: 'answers with another state than the documented one',
    type: 'literal-value',
  });
  expect(failure?.text).toContain('> 12 │   "state": "STAGED",');
  expect(note?.text).toContain('which the contract does not speak of (undocumented-field, a note)');
  expect(note?.text).not.toContain('another state');
});

/** What a run came to without these findings. */
const without = (run: Run, severity: 'note' | 'violation'): Run => ({
  ...run,
  findings: run.findings.filter((finding) => finding.severity !== severity),
  results: run.results.map((result) => ({
    ...result,
    findings: result.findings.filter((finding) => finding.severity !== severity),
  })),
});

test('a case with one violation has a failure and no output, and one with one note has the output', async () => {
  const run = await violating();
  const [wrong, noted] = parse(junit([without(run, 'note'), without(run, 'violation')])).children.filter(
    ({ attributes }) => attributes['tests'] === '2',
  );
  const childrenOf = (suite: Element | undefined) =>
    suite?.children.map(({ children }) => children.map(({ name }) => name));
  expect(childrenOf(wrong)).toEqual([['failure'], ['failure']]);
  expect(childrenOf(noted)).toEqual([['system-out'], ['system-out']]);
});

test('a case takes the seconds of its exchange, and none where nothing was sent', async () => {
  const run = await conforming();
  const [sent, unsent] = run.results.map(({ exchange, ...result }, nth) =>
    nth === 0 && exchange ? { ...result, exchange: { ...exchange, duration: 1_500 } } : result,
  ) as [Run['results'][number], Run['results'][number]];
  const [suite] = parse(junit([{ ...run, results: [sent, unsent] }])).children;
  expect(suite?.attributes['time']).toBe('1.500');
  expect(suite?.children.map(({ attributes }) => attributes['time'])).toEqual(['1.500', '0.000']);
});

test('a suite says what of the run is listed and what was not reached', async () => {
  const run = await conforming();
  const unreached = (...ids: string[]) => ids.map((operation) => ({ operation, reason: 'nothing was sent to it' }));
  const reach = { ...run.reach, operations: 3, answered: 1, notReached: unreached('a'), refused: unreached('b') };
  const [suite] = parse(junit([{ ...run, reach, counts: { ...run.counts, cases: 3 } }])).children;
  expect(suite?.children[0]?.children.map(({ attributes }) => [attributes['name'], attributes['value']])).toEqual([
    ['cases', '2 of 3 are listed'],
    ['reach', '1 of 3 operations answered with success; 1 refused; 1 not reached'],
    ['refused', 'b: nothing was sent to it'],
    ['not reached', 'a: nothing was sent to it'],
  ]);
});

test('a case that could not be judged is an error', async () => {
  expect(junit([await undecided()])).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="assay" tests="2" failures="0" errors="2" skipped="0" time="0.004">
    <testsuite name="cloud-foundry-v3-packages: POST /v3/apps/{guid}/packages" tests="2" failures="0" errors="2" skipped="0" time="0.004">
    <properties><property name="reach" value="0 of 1 operation answered with success; 1 refused"/><property name="refused" value="createPackage: 401"/></properties>
    <testcase classname="cloud-foundry-v3-packages.createPackage" name="the documented example docker" time="0.002">
    <error message="the target refuses the credentials (401)" type="undecided">Give credentials that it accepts with --header &apos;Authorization: …&apos;.</error>
    </testcase>
    <testcase classname="cloud-foundry-v3-packages.createPackage" name="the documented example docker-with-credentials" time="0.002">
    <error message="the target refuses the credentials (401)" type="undecided">Give credentials that it accepts with --header &apos;Authorization: …&apos;.</error>
    </testcase>
    </testsuite>
    </testsuites>
    "
  `);
});

test('a case whose findings are all waived passes, and lists them', async () => {
  const run = await violating();
  const waived = {
    ...run,
    verdict: 'conforms' as const,
    findings: run.findings.map((finding) => ({ ...finding, waived: { reason: 'known' } })),
  };
  const [suite] = parse(junit([waived])).children;
  expect(suite?.attributes).toMatchObject({ tests: '2', failures: '0', errors: '0' });
  const [told] = suite?.children[0]?.children ?? [];
  expect([told?.name, told?.text]).toEqual(['system-out', expect.stringContaining('known')]);
});

test('messages about the whole run are a suite of their own', async () => {
  const suites = parse(junit([await full()])).children;
  expect(suites.map(({ attributes }) => attributes['name'])).toEqual([
    'cloud-foundry-v3-packages: POST /v3/apps/{guid}/packages',
    'cloud-foundry-v3-packages',
  ]);
  expect(
    suites[1]?.children
      .slice(1)
      .map(({ attributes, children }) => [attributes['name'], ...children.map(({ name }) => name)]),
  ).toEqual([
    ['createPackage > docker', 'error'],
    ['needs its waivers: the waiver 0123456789ab waives nothing any more', 'failure'],
    ['what was left behind or not judged', 'system-out'],
  ]);
  expect(suites[1]?.children.at(-1)?.children[0]?.text.split('\n')).toEqual([
    'could not be undone: createPackage > docker: DELETE /v3/packages/1 was answered with 404',
    'held back: deletePackage: it may change or delete what its path names',
    ...Array.from({ length: 7 }, (_, nth) => `not judged: a.har#${nth + 1}: no operation matches GET /`),
  ]);
});

test('a run that fails only because of notes under --strict is a failure, and not beside a stale waiver', async () => {
  const run = without(await violating(), 'violation');
  const failuresOf = (runs: Run[]) =>
    parse(junit(runs))
      .children.flatMap(({ children }) => children)
      .flatMap(({ attributes: { name }, children }) => children.map((child) => ({ name, child })))
      .filter(({ child }) => child.name === 'failure')
      .map(({ name, child }) => [name, child.attributes]);
  expect(failuresOf([run])).toEqual([['has no notes, as --strict asks', { message: summary(run), type: 'strict' }]]);
  expect(failuresOf([{ ...run, staleWaivers: ['a waiver waives nothing'] }])).toEqual([
    ['needs its waivers: a waiver waives nothing', { message: 'a waiver waives nothing', type: 'stale-waiver' }],
  ]);
});

test('the XML is well-formed whatever a target sends', async () => {
  const { attributes, children: suites } = parse(junit([await hostile(), await hostile(500)]));
  const children = suites.filter(({ attributes: { name } }) => name?.includes('POST'));
  expect(children).toHaveLength(2);
  expect(Number(attributes['failures'])).toBeGreaterThan(5);
});
