import { beforeAll, describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { thingDocument } from '../../../test/support/mutants.ts';
import type { ReportOptions } from '../../report/options.ts';
import type { MutantResult, MutationRun } from '../mutation-run.ts';
import { MUTATION_REPORTERS } from './index.ts';

const CLAUSE = '#/paths/~1things/post/responses/201';
const mutant = (outcome: MutantResult['outcome'], title: string, more: Partial<MutantResult> = {}): MutantResult => ({
  id: `createThing ${title}`,
  operation: 'createThing',
  family: 'value',
  title,
  clause: CLAUSE,
  outcome,
  by: '',
  ...more,
});

let run: MutationRun;
beforeAll(async () => {
  run = {
    contract: await contractOf(thingDocument(), 'things'),
    mutants: [
      mutant('killed', 'answers 404', { family: 'status', by: 'status at createThing > one' }),
      mutant('survived', 'empties <state>', {
        statement: {
          kind: 'source',
          pointer: CLAUSE,
          says: 'It has a state.',
          document: { id: 'd', title: 'Doc' },
          at: 'line 3',
        },
      }),
      mutant('survived', 'changes state'),
      mutant('equivalent', 'truncates it', { by: 'it may be shorter' }),
      mutant('open', 'accepts nothing', { by: 'what disks are' }),
      mutant('killed', 'changes it', { by: 'schema at x', contradiction: true }),
    ],
    killed: 2999,
    survived: 1,
    score: 99.97,
    idle: [CLAUSE],
    unspecified: [
      { pointer: '#/x', says: 'what tapes are', schema: '#/x/schema' },
      { pointer: '#/y', says: 'what disks are', schema: '#/y/schema' },
    ],
    duration: 1234.5,
  };
});

const report = (format: string, runs = [run], options: ReportOptions = {}) =>
  MUTATION_REPORTERS[format]?.(runs, options) ?? '';

test('has the formats that --report names', () => {
  expect(Object.keys(MUTATION_REPORTERS)).toEqual(['pretty', 'json', 'html']);
});

describe('pretty', () => {
  test('shows the score, and never rounds it up', () => {
    expect(report('pretty')).toMatch(/^things: 2999 of 3000 killed \(99\.9 %\)\n/);
  });

  test('shows each survivor with its clause, its position and its sources', () => {
    const [, survivor] = /✗ survives: empties <state>\n((?: {6}.*\n)+)/.exec(report('pretty')) ?? [];
    expect(survivor).toMatch(
      /to tighten {2}#\/paths\/~1things\/post\/responses\/201\n +\S*openapi\.json:\d+:\d+\n +says {8}It has a state\. \(Doc — line 3\)\n/,
    );
  });

  test('shows that a survivor has no sources', () => {
    expect(report('pretty')).toMatch(
      /✗ survives: changes state\n.*\n.*\n +says +nothing says what this clause rests on/,
    );
  });

  test('lists what is left open once', () => {
    expect(report('pretty')).toMatch(/Left open: the documents do not say\n {4}what tapes are\n {4}what disks are\n\n/);
  });

  test('lists conforming mutants, contradictions and idle clauses', () => {
    const text = report('pretty');
    expect(text).toContain('  Conform all the same\n    truncates it: it may be shorter\n');
    expect(text).toContain('  ! changes it was taken for harmless, and was killed by schema at x\n');
    expect(text).toMatch(/Clauses that nothing needs\n {4}#\/paths\/~1things\/post\/responses\/201 \(\S+:\d+:\d+\)\n/);
  });

  test('counts each family by those that should be killed', () => {
    expect(report('pretty')).toMatch(/\nstatus 1\/1, value 1\/3\n6 mutants, 1\.23 s\n$/);
  });

  test('lists the excluded operations', () => {
    const setAside = [{ operation: 'broken', reason: 'schema at broken > one' }];
    expect(report('pretty', [{ ...run, setAside }])).toContain('    broken: schema at broken > one\n');
    expect(JSON.parse(report('json', [{ ...run, setAside }])).runs[0].setAside).toEqual(setAside);
    expect(report('html', [{ ...run, setAside }])).toContain('<td>broken</td><td>schema at broken &gt; one</td>');
  });

  test('shows why a run is undecided, instead of the score', () => {
    expect(report('pretty', [{ ...run, undecided: 'it was stopped' }])).toMatch(/^things: undecided, it was stopped\n/);
  });

  test('lists what was killed, and by what, where each list is wanted to its end', () => {
    const killed = '  Killed\n    answers 404: status at createThing > one\n    changes it: schema at x\n';
    expect(report('pretty', [run], { detail: 'verbose' })).toContain(killed);
    expect(report('pretty')).not.toContain('Killed\n');
  });

  test('has the score, survivors, contradictions and what was set aside alone where it has to be quiet', () => {
    const setAside = [{ operation: 'broken', reason: 'schema at broken > one' }];
    const text = report('pretty', [{ ...run, setAside }], { detail: 'quiet' });
    expect(text).toMatch(/^things: 2999 of 3000 killed \(99\.9 %\)\n\n {2}✗ survives: empties <state>\n/);
    expect(text).toContain('  ! changes it was taken for harmless');
    expect(text).toMatch(/ {4}broken: schema at broken > one\n\n$/);
    expect(text).not.toMatch(/Left open|Conform|Clauses|Killed|mutants,/);
  });

  test('leaves out empty lists', () => {
    const text = report('pretty', [{ ...run, mutants: run.mutants.slice(0, 1), idle: [], unspecified: [] }]);
    expect(text).not.toMatch(/Left open|Conform|Clauses|survives|taken for/);
  });
});

describe('json', () => {
  test('has the counts, the mutants with their places, and what is open or idle', () => {
    const [parsed] = JSON.parse(report('json')).runs;
    expect(JSON.parse(report('json')).version).toBe(1);
    expect(parsed).toMatchObject({
      contract: 'things',
      score: 99.97,
      killed: 2999,
      survived: 1,
      duration: 1235,
      idle: [CLAUSE],
    });
    expect(parsed).not.toHaveProperty('undecided');
    expect(parsed.mutants).toHaveLength(6);
    expect(parsed.mutants[5]).toMatchObject({
      title: 'changes it',
      contradiction: true,
      place: { line: expect.any(Number) },
    });
    expect(parsed.unspecified).toEqual([
      { pointer: '#/x', says: 'what tapes are' },
      { pointer: '#/y', says: 'what disks are' },
    ]);
  });

  test('says why a run is undecided', () => {
    expect(JSON.parse(report('json', [{ ...run, undecided: 'it was stopped' }])).runs[0].undecided).toBe(
      'it was stopped',
    );
  });
});

describe('html', () => {
  test('shows no control characters of an operation', () => {
    const setAside = [{ operation: 'odd\u001b', reason: 'bad\u001b' }];
    const mutants = [
      mutant('killed', 'answers 404\u001b', { operation: 'odd\u001b', family: 'odd\u001b', clause: '#/\u001b' }),
    ];
    const text = report('html', [{ ...run, mutants, setAside, idle: ['#/\u001b'] }]);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('data-operation="odd\\u001b"');
    expect(text).toContain('<td>odd\\u001b</td><td>bad\\u001b</td>');
  });

  test('escapes what comes from the contract', () => {
    expect(report('html')).toContain('empties &lt;state&gt;');
    expect(report('html')).not.toContain('<state>');
  });

  test('opens survivors and what is left open, and folds the rest', () => {
    const text = report('html');
    expect(
      [...text.matchAll(/<details( open)?[^>]*><summary[^>]*>([^<(]*)/g)].map(([, open, title]) => [
        title?.trim(),
        !!open,
      ]),
    ).toEqual([
      ['Survivors, and the clause to tighten', true],
      ['Left open by the documents', true],
      ['Conform all the same', false],
      ['Killed, and by what', false],
      ['Clauses that nothing needs', false],
    ]);
  });

  test('shows when it was made and by which command, and filters mutants by what became of them', () => {
    const options = { now: new Date('2026-01-31T12:00:00Z'), command: 'assay mutate things' };
    const text = MUTATION_REPORTERS['html']?.([run], options) ?? '';
    for (const words of ['2026-01-31 12:00 UTC', '<code>assay mutate things</code>']) expect(text).toContain(words);
    const choices = (name: string) =>
      [...(new RegExp(`<select name="${name}">(.*?)</select>`).exec(text)?.[1] ?? '').matchAll(/<option>(\w+)/g)].map(
        ([, value]) => value,
      );
    expect(choices('outcome')).toEqual(['survived', 'open', 'equivalent', 'killed']);
    expect(choices('family')).toEqual(['status', 'value']);
    expect(choices('operation')).toEqual([]);
    const two = {
      ...run,
      mutants: [
        mutant('killed', 'b', { operation: 'put', family: 'value' }),
        mutant('open', 'a', { operation: 'get', family: 'state' }),
      ],
    };
    const others = report('html', [two]);
    for (const values of ['get</option><option>put', 'state</option><option>value', 'open</option><option>killed'])
      expect(others.replace(/<option[^>]*>/g, '<option>')).toContain(values);
    expect(text.match(/<tr class="item"/g)).toHaveLength(6);
  });

  test.each([
    [1, false],
    [2, true],
  ])('has a filter from two mutants on: %i, %s', (count, has) => {
    expect(report('html', [{ ...run, mutants: run.mutants.slice(0, count) }]).includes('<form')).toBe(has);
  });

  test('leaves out empty tables', () => {
    const text = report('html', [{ ...run, mutants: [], idle: [] }]);
    expect(text).not.toContain('<details');
    expect(text).toContain('2999 of 3000 killed (99.9 %), in 1.23 s');
  });

  test('says why a run is undecided', () => {
    expect(report('html', [{ ...run, undecided: 'it was <stopped>' }])).toContain('Undecided: it was &lt;stopped&gt;');
  });
});
