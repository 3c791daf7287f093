import { expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { junit } from './junit.ts';
import { conforming, full, hostile, undecided, violating } from '../../test/support/sample-runs.ts';

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
});

test('a run that fails only because of notes under --strict is a failure', async () => {
  const run = await violating();
  const notes = run.findings.filter(({ severity }) => severity === 'note');
  const results = run.results.map((result) => ({
    ...result,
    findings: result.findings.filter(({ severity }) => severity === 'note'),
  }));
  expect(parse(junit([{ ...run, findings: notes, results }])).attributes).toMatchObject({ failures: '1' });
});

test('the XML is well-formed whatever a target sends', async () => {
  const { attributes, children: suites } = parse(junit([await hostile(), await hostile(500)]));
  const children = suites.filter(({ attributes: { name } }) => name?.includes('POST'));
  expect(children).toHaveLength(2);
  expect(Number(attributes['failures'])).toBeGreaterThan(5);
});
