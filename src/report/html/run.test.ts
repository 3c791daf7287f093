import { expect, test } from '@jest/globals';
import type { Run } from '../../model/run.ts';
import { conforming, full, undecided, violating } from '../../../test/support/sample-runs.ts';
import { drawRun } from './run.ts';

const [good, wrong, unsure, whole] = await Promise.all([conforming(), violating(), undecided(), full()]);

const draw = (run: Run) => drawRun(run, 0).markup;

/** What a run that has nothing to say draws, with this. */
const drawOnly = (more: Partial<Run>) =>
  draw({
    ...good,
    ...{ leftovers: [], statements: [], unspecified: [], results: [], counts: { ...good.counts, cases: 0 } },
    ...more,
  });

const entries = (count: number) => Array.from({ length: count }, (_, nth) => ({ reason: `reason-${nth}` }));

test('one part has no contents, and two have', () => {
  const unjudged = entries(1);
  const contents = (page: string) => [...page.matchAll(/<li><a href="#run-0-(\w+)">/g)].map(([, part]) => part);
  expect(contents(drawOnly({ unjudged }))).toEqual([]);
  expect(contents(drawOnly({ unjudged, staleWaivers: ['x'] }))).toEqual(['waivers', 'unjudged']);
  expect(drawOnly({})).not.toContain('<h3');
});

test('ten thousand entries of a list are drawn, and their number is told', () => {
  const page = drawOnly({ unjudged: entries(10_001), undecided: entries(10_001) });
  expect(page.match(/<li>reason-/g)).toHaveLength(10_000);
  expect(page.match(/<h4>reason-/g)).toHaveLength(10_000);
  expect(page.match(/<small>10001<\/small><\/summary>/g)).toHaveLength(2);
});

test('one case that is left out is told as one', () => {
  const page = (cases: number) => draw({ ...good, counts: { ...good.counts, cases } });
  expect(page(good.results.length + 1)).toContain('>1 more case are left out');
  expect(page(good.results.length)).not.toContain('left out');
});

const tiles = (run: Run) =>
  [...draw(run).matchAll(/<div class="(\w*)"><dt>([\w ]+)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, ...tile]) => tile);

test.each<[what: string, run: Run, want: string[][]]>([
  [
    'conforms',
    { ...good, counts: { ...good.counts, cases: 1 } },
    [
      ['', 'violations', '0'],
      ['', 'notes', '0'],
      ['', 'undecided', '0'],
      ['', 'case', '1'],
      ['', 'examples compared', '2 of 2'],
    ],
  ],
  [
    'violates',
    { ...wrong, undecided: entries(1) },
    [
      ['bad', 'violation', '1'],
      ['', 'note', '1'],
      ['unsure', 'undecided', '1'],
      ['', 'cases', '2'],
      ['', 'examples compared', '2 of 2'],
    ],
  ],
  [
    'has a waived finding',
    whole,
    [
      ['bad', 'violation', '1'],
      ['', 'notes', '0'],
      ['', 'waived', '1'],
      ['unsure', 'undecided', '1'],
      ['', 'cases', '2'],
      ['', 'examples compared', '2 of 2'],
    ],
  ],
])('a run that %s has these counts', (_, run, want) => expect(tiles(run)).toEqual(want));

const statements = (run: Run) => /<h3 id="run-0-statements">[\s\S]*?<\/ul>/.exec(draw(run))?.[0] ?? '';

test('the statements are a bar of their verdicts, and a list with what is broken first', () => {
  const text = statements(wrong);
  expect(text).toContain(
    [
      '<svg class="bar" viewBox="0 0 62 1" preserveAspectRatio="none" aria-hidden="true">',
      '<rect class="good" x="0" width="59" height="1"></rect>',
      '<rect class="bad" x="59" width="1" height="1"></rect>',
      '<rect class="idle" x="60" width="2" height="1"></rect></svg>',
    ].join(''),
  );
  const verdicts = [...text.matchAll(/<li class="(\w+)"><b>([\w ]+)<\/b>/g)].map(([, ...verdict]) => verdict.join());
  expect(verdicts.slice(0, 3)).toEqual(['bad,broken', 'idle,not exercised', 'idle,not exercised']);
  expect(new Set(verdicts.slice(3))).toEqual(new Set(['good,verified']));
});

test('the list of statements is open where there is no finding', () => {
  expect(statements(good)).toContain('<details open><summary>All 62 statements</summary>');
  expect(statements(wrong)).toContain('<details><summary>All 62 statements</summary>');
  expect(statements({ ...wrong, findings: wrong.findings.slice(0, 1) })).toContain('<details><summary>');
});

test('what is undecided names the case, the operation or the whole run, and one request that was tried', () => {
  const page = draw({
    ...unsure,
    undecided: [
      { reason: 'no answer', said: 'Later.', case: 'a > b', operation: 'a', tried: ['GET /a'] },
      { reason: 'no id', operation: 'a', hint: 'Look there.' },
      { reason: 'no time' },
    ],
  });
  expect([...page.matchAll(/<article class="finding undecided">(.*?)<\/article>/g)].map(([, entry]) => entry)).toEqual([
    '<h4>no answer; the server says: Later.</h4><p class="soft">a &gt; b</p><ul class="plain"><li><code>GET /a</code></li></ul>',
    '<h4>no id</h4><p class="soft">a</p><p class="hint">Look there.</p>',
    '<h4>no time</h4><p class="soft">the whole run</p>',
  ]);
});

test('the facts name a shard, a configuration and how far the run got', () => {
  const facts = (run: Run) =>
    [...(/<dl class="facts">([\s\S]*?)<\/dl>/.exec(draw(run))?.[1] ?? '').matchAll(/<dd>(.*)<\/dd>/g)].map(([, fact]) =>
      fact?.replace(/<\/?code>/g, ''),
    );
  expect(facts({ ...whole, shard: { index: 1, count: 3 } })).toEqual([
    'cloud-foundry-v3-packages, version 3',
    'http://api.example.org (shard 1 of 3), with the target and the waivers of sub/assay.yaml',
    'examples · 0.12 s',
    '1 of 1 operation answered with success',
  ]);
  expect(facts({ ...unsure, phases: [] }).slice(2)).toEqual([
    'nothing sent · 0.12 s',
    '0 of 1 operation answered with success; 1 refused',
  ]);
});
