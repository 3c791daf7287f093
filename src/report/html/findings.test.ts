import { expect, test } from '@jest/globals';
import type { Finding } from '../../model/finding.ts';
import type { Run } from '../../model/run.ts';
import { violating } from '../../../test/support/sample-runs.ts';
import { drawFindings } from './findings.ts';

const run = await violating();
const [violation] = run.findings as [Finding];

const draw = (findings: Finding[], more: Partial<Run> = {}) =>
  drawFindings({ ...run, ...more, findings }, 'run-0', findings, { id: 'run-0-violations', heading: 'Violations' })
    .markup;

const many = (count: number): Finding[] =>
  Array.from({ length: count }, (_, nth) => ({ ...violation, case: 'none', fingerprint: String(nth) }));

test.each([
  [1, 'a', undefined],
  [2, 'a', 'In 2 operations'],
])('findings of %d operations have a list of them: %s', (count, _, want) => {
  const page = draw(many(2).map((finding, nth) => ({ ...finding, operation: `operation${nth % count}` })));
  expect(/<summary>(In [^<]*)/.exec(page)?.[1]).toBe(want);
  expect(page.match(/<div class="group" id="run-0-violations-\d">/g)).toHaveLength(count);
});

test.each([
  [200, undefined],
  [201, '1 finding of these is shown without its exchange; the json report has them.'],
  [202, '2 findings of these are shown without their exchange; the json report has them.'],
])('some of %d findings have no exchange: %s', (count, want) => {
  expect(/<p class="soft">(\d+ findings? of these .*?)<\/p>/.exec(draw(many(count)))?.[1]).toBe(want);
});

test.each([
  [2_000, undefined],
  [2_001, '1 more finding is left out of this page; the json report has every one.'],
  [2_002, '2 more findings are left out of this page; the json report has every one.'],
])('some of %d findings are left out: %s', (count, want) => {
  expect(/<p class="soft">(\d+ more .*?)<\/p>/.exec(draw(many(count)))?.[1]).toBe(want);
});

test('operations come in the order of the contract, and what is none of them comes last', () => {
  const [operation] = run.contract.operations as [Run['contract']['operations'][number]];
  const operations = ['b', 'a', 'unused'].map((id) => ({ ...operation, id, method: 'PUT', path: `/${id}` }));
  const findings = many(4).map((finding, nth) => ({
    ...finding,
    operation: ['hook', 'a', 'b', 'hook'][nth] as string,
  }));
  const page = draw(findings, { contract: { ...run.contract, operations } });
  expect([...page.matchAll(/<h4>(.*?)<\/h4>/g)].map(([, heading]) => heading)).toEqual([
    '<b>PUT</b> <code>/b</code> <small>1 finding</small>',
    '<b>PUT</b> <code>/a</code> <small>1 finding</small>',
    '<code>hook</code> <small>2 findings</small>',
  ]);
});

test.each<[what: string, more: Partial<Finding>, about: string]>([
  ['one case', { count: 1 }, '<p class="soft">violation · literal-value</p>'],
  ['two cases', { count: 2 }, '<p class="soft">violation · literal-value · 2 cases</p>'],
  [
    'a waived one',
    { waived: { reason: 'known' }, count: 1 },
    '<details><summary>waived: known · literal-value</summary>',
  ],
])('a finding of %s says so below its heading', (_, more, about) => {
  const page = draw([{ ...violation, ...more, message: 'a "b"' }]);
  expect(page).toContain(
    `<h5>a &quot;b&quot; <a class="anchor" href="#run-0-${violation.fingerprint}" aria-label="Link to this finding: a &quot;b&quot;">#</a></h5>${about}`,
  );
});

test('a finding has the steps before it, what the server says, its hint and its seed', () => {
  const page = draw([
    {
      ...violation,
      said: 'No <b>.',
      hint: 'Look there.',
      steps: [
        { title: 'first', curl: 'curl a', status: 201 },
        { title: 'second', curl: 'curl b' },
        { title: 'third', curl: 'curl c' },
      ],
      generated: { seed: 42, path: '17:0' },
      operations: ['one', 'two'].map((operation) => ({ operation, fingerprint: 'f', count: 1 })),
    },
  ]);
  expect(page).toContain('<p class="soft">The server says: No &lt;b&gt;.</p>\n<p class="soft">In: one, two</p>');
  expect(page).toContain('<p class="hint">Look there.</p>');
  expect([...page.matchAll(/<dt>(First|Then|Seed)<\/dt><dd>(?:<[^>]*>)*([^<]*)/g)].map(([, ...row]) => row)).toEqual([
    ['First', 'curl a   # 201'],
    ['Then', 'curl b'],
    ['Then', 'curl c'],
    ['Seed', '42, request 17 of its operation, made smaller in 1 step'],
  ]);
});
