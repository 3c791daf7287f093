import { describe, expect, test } from '@jest/globals';
import { compareReports, compareWith, fails, type Cell, type Comparison } from './comparison.ts';
import { COMPARISON_REPORTERS } from './report/index.ts';
import type { SavedFinding, SavedReport, SavedRun } from './saved-report.ts';

const finding = (more: Partial<SavedFinding> = {}): SavedFinding => ({
  check: 'status',
  severity: 'violation',
  operation: 'getPet',
  clause: '#/paths/~1pets/get/responses/200',
  at: 'status',
  message: 'answers with another status',
  expected: '200',
  actual: '500',
  curl: "curl 'http://a/pets'",
  fingerprint: 'f1',
  ...more,
});

const run = (
  sentences: Record<string, SavedRun['statements'][number]['verdict']>,
  more: Partial<SavedRun> = {},
): SavedRun => ({
  contract: 'pets',
  target: 'http://a',
  verdict: 'conforms',
  cases: [{ operation: 'getPet', verdict: 'conforms' }],
  findings: [],
  statements: Object.entries(sentences).map(([says, verdict]) => ({
    pointer: `#/${says}`,
    says,
    document: 'Pets',
    at: 'Intro',
    verdict,
  })),
  undecided: [],
  ...more,
});

const compared = (...runs: SavedRun[]): Comparison => {
  const reports = new Map<string, SavedReport>(runs.map((one, nth) => [`v${nth + 1}`, { runs: [one] }]));
  const [only] = compareReports(reports);
  if (!only) throw new Error('nothing to compare');
  return only;
};
const rows = ({ rows: all }: Comparison) => all.map(({ says, cells, group }) => [says, cells.join(' '), group]);

describe('a sentence', () => {
  test.each<[string, SavedRun[], string, string]>([
    ['is kept by all', [run({ s: 'verified' }), run({ s: 'verified' })], 'keeps keeps', 'none breaks'],
    ['is broken by one', [run({ s: 'verified' }), run({ s: 'broken' })], 'keeps breaks', 'only one breaks'],
    ['is broken by all', [run({ s: 'broken' }), run({ s: 'broken' })], 'breaks breaks', 'all break'],
    [
      'is broken by some',
      [run({ s: 'broken' }), run({ s: 'broken' }), run({ s: 'verified' })],
      'breaks breaks keeps',
      'some break',
    ],
    [
      'is broken by the only one that was held to it',
      [run({ s: 'broken' }), run({ s: 'not exercised' })],
      'breaks not exercised',
      'only one breaks',
    ],
    [
      'is undecided where the run is',
      [run({ s: 'not exercised' }, { verdict: 'undecided' })],
      'undecided',
      'nobody was held to it',
    ],
    [
      'is not exercised where the report has none',
      [run({ s: 'verified' }), run({})],
      'keeps not exercised',
      'none breaks',
    ],
  ])('%s', (_, runs, cells, group) => {
    expect(rows(compared(...runs))).toEqual([['s', cells, group]]);
  });
});

test.each<[Partial<SavedRun['statements'][number]>, string]>([
  [{ document: 'Pets', at: 'Intro' }, 'Pets — Intro'],
  [{ document: 'Pets', at: undefined }, 'Pets'],
  [{ document: undefined, at: undefined }, '#/s'],
])('a sentence with %j has the source %s', (where, source) => {
  const { statements } = run({ s: 'verified' });
  const [row] = compared(run({}, { statements: statements.map((one) => ({ ...one, ...where })) })).rows;
  expect(row?.source).toBe(source);
});

test('a sentence that all of three targets break but one, which was not held to it, is broken by all', () => {
  expect(rows(compared(run({ s: 'broken' }), run({ s: 'broken' }), run({})))[0]?.[2]).toBe('all break');
});

describe('a clause that no sentence tells', () => {
  const says = 'getPet answers with another status (status)';

  test.each<[string, SavedRun, string]>([
    ['is kept where the operation was asked', run({}), 'breaks keeps'],
    [
      'is undecided where the operation is',
      run({}, { cases: [{ operation: 'getPet', verdict: 'undecided' }] }),
      'breaks undecided',
    ],
    ['is not exercised where the operation was not asked', run({}, { cases: [] }), 'breaks not exercised'],
    [
      'is broken where another finding has its fingerprint',
      run({}, { findings: [finding({ fingerprint: 'f9', operations: [{ operation: 'getPet', fingerprint: 'f1' }] })] }),
      'breaks breaks',
    ],
    [
      'is no row where it is a note',
      run({}, { findings: [finding({ severity: 'note', fingerprint: 'f2' })] }),
      'breaks keeps',
    ],
  ])('%s', (_, other, cells) => {
    const found = rows(compared(run({}, { findings: [finding()] }), other));
    expect(found[0]?.slice(0, 2)).toEqual([says, cells]);
  });

  test('is undecided by the cases of its own operation alone', () => {
    const cases: SavedRun['cases'] = [
      { operation: 'getPet', verdict: 'undecided' },
      { operation: 'listPets', verdict: 'conforms' },
    ];
    expect(rows(compared(run({}, { findings: [finding()] }), run({}, { cases })))[0]?.[1]).toBe('breaks undecided');
  });

  test('has the findings of its own fingerprint alone, and no row for a note', () => {
    const other = finding({ fingerprint: 'f2', message: 'answers late' });
    const note = finding({ severity: 'note', fingerprint: 'f3' });
    const { rows: all } = compared(run({}, { findings: [finding(), other, note] }), run({}));
    expect(all.map(({ id, findings }) => [id, findings.map((own) => own.map(({ message }) => message))])).toEqual([
      ['f1', [['answers with another status'], []]],
      ['f2', [['answers late'], []]],
    ]);
  });

  test('is no row of its own where a sentence tells it', () => {
    const broken = run({ s: 'broken' }, { findings: [finding({ statement: { pointer: '#/s' } })] });
    const { rows: all } = compared(broken, run({ s: 'verified' }));
    expect(all.map(({ kind, findings }) => [kind, findings.map((own) => own.length)])).toEqual([['sentence', [1, 0]]]);
  });
});

test('each contract has a comparison of its own, and two runs of it in one report two columns', () => {
  const reports = new Map([
    ['a', { runs: [run({}), run({}, { target: 'http://b' })] }],
    ['b', { runs: [run({}, { contract: 'shops' })] }],
  ]);
  expect(compareReports(reports).map(({ contract, columns }) => [contract, columns.map(({ name }) => name)])).toEqual([
    ['pets', ['a (http://a)', 'a (http://b)']],
    ['shops', ['b']],
  ]);
});

describe('since a baseline', () => {
  const since = (before: SavedRun[], now: SavedRun[]) => {
    const comparison = compareWith(compared(...now), compared(...before));
    const names = (all: { column: string; says: string; before: Cell | undefined }[] = []) =>
      all.map(({ column, says, before: was = 'nothing' as Cell }) => `${column} ${says}: ${was}`);
    return [names(comparison.since?.worse), names(comparison.since?.better), fails(comparison)];
  };

  test.each<[string, SavedRun[], SavedRun[], string[], string[]]>([
    ['nothing is new', [run({ s: 'broken' })], [run({ s: 'broken' })], [], []],
    ['a sentence is broken', [run({ s: 'verified' })], [run({ s: 'broken' })], ['v1 s: keeps'], []],
    ['a sentence is kept', [run({ s: 'broken' })], [run({ s: 'verified' })], [], ['v1 s: breaks']],
    ['a sentence is not exercised any more', [run({ s: 'broken' })], [run({ s: 'not exercised' })], [], []],
    [
      'a vendor is new and breaks one',
      [run({ s: 'verified' })],
      [run({ s: 'verified' }), run({ s: 'broken' })],
      ['v2 s: nothing'],
      [],
    ],
    [
      'a clause is kept',
      [run({}, { findings: [finding()] })],
      [run({})],
      [],
      ['v1 getPet answers with another status (status): breaks'],
    ],
  ])('%s', (_, before, now, worse, better) => {
    expect(since(before, now)).toEqual([worse, better, worse.length > 0]);
  });

  test('everything that is broken is new where the baseline has no such contract', () => {
    expect(compareWith(compared(run({ s: 'broken' })), undefined).since?.worse).toHaveLength(1);
  });
});

const hostile = run(
  { '<script>alert(1)</script>|@all': 'broken' },
  {
    target: 'http://a/\u001b[31m',
    findings: [
      finding({
        statement: { pointer: '#/<script>alert(1)</script>|@all' },
        actual: '</td>\u001b[2J\u202e',
        curl: '`rm`',
      }),
    ],
  },
);

describe.each(Object.entries(COMPARISON_REPORTERS))('as %s', (name, report) => {
  const text = report([compareWith(compared(hostile, run({ t: 'verified' })), compared(run({})))], {});

  test('a comparison names each target, and shows what came instead', () => {
    for (const words of ['v1', 'v2', 'http']) expect(text).toContain(words);
    expect(text).toContain('200');
    expect(text.endsWith('\n')).toBe(true);
  });

  test('a heading of what changed stands where something did', () => {
    const same = report([compareWith(compared(run({ s: 'verified' })), compared(run({ s: 'verified' })))], {});
    expect(same).not.toMatch(/(better|worse) than before/i);
  });

  test('what a target says is text, and acts on nothing', () => {
    // eslint-disable-next-line no-control-regex -- the test searches for control characters
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    if (name === 'html' || name === 'markdown') expect(text).not.toContain('<script>alert');
  });
});

describe('every text of a comparison', () => {
  const ODD = '\u001b\u202e<odd>"';
  const oddly = <T>(value: T): T =>
    typeof value === 'string'
      ? (`${value}${ODD}` as T)
      : Array.isArray(value)
        ? (value.map(oddly) as T)
        : typeof value === 'object' && value !== null
          ? (Object.fromEntries(Object.entries(value).map(([name, one]) => [name, oddly(one)])) as T)
          : value;
  const broken = run({ s: 'broken' }, { findings: [finding({ statement: { pointer: '#/s' } })] });
  const { contract, columns, rows: own, since } = compareWith(compared(broken, run({ s: 'verified' })), undefined);
  const comparison: Comparison = {
    contract: oddly(contract),
    columns: columns.map((column) => ({ ...oddly(column), verdict: column.verdict })),
    rows: own.map((row) => ({ ...oddly(row), cells: row.cells, group: row.group, kind: row.kind })),
    since: {
      worse: (since?.worse ?? []).map((change) => ({ ...oddly(change), before: change.before, now: change.now })),
      better: (since?.worse ?? []).map((change) => ({ ...oddly(change), before: change.before, now: change.now })),
    },
  };

  test.each(Object.entries(COMPARISON_REPORTERS))('is shown as text: %s', (name, report) => {
    const text = report([comparison], { detail: 'verbose' });
    expect(text).toContain(name === 'json' ? '\\u202e' : 'odd');
    // eslint-disable-next-line no-control-regex -- the test searches for control characters
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    if (name === 'html' || name === 'markdown') expect(text).not.toContain('<odd>');
  });
});

describe('the whole of a comparison', () => {
  const shown = finding({ statement: { pointer: '#/one|breaks' }, actual: '`500`' });
  const before = compared(run({ 'one|breaks': 'verified' }), run({ 'one|breaks': 'broken' }));
  const pets = compareReports(
    new Map([
      [
        'first',
        {
          runs: [
            run(
              { 'one|breaks': 'broken', both: 'broken', none: 'verified', nobody: 'not exercised' },
              { findings: [shown, { ...shown, actual: 'a second' }], reach: { operations: 3, answered: 1 } },
            ),
          ],
        },
      ],
      ['v2', { runs: [run({ 'one|breaks': 'verified', both: 'broken', none: 'verified' }, { verdict: 'undecided' })] }],
    ]),
  );
  const told = (format: string, options = {}) =>
    COMPARISON_REPORTERS[format]?.(
      [...pets.map((one) => compareWith(one, before)), compared(run({ kept: 'verified' }, { contract: 'shops' }))],
      { now: new Date('2026-01-31T12:00:00Z'), ...options },
    ) ?? '';

  test('is shown in a terminal, in colours', () => {
    const text = told('pretty', { colour: true, detail: 'verbose' }).replaceAll('\u001b', '^');
    expect(text).toMatchInlineSnapshot(`
      "^[1mpets^[22m
        1  first  http://a: 1 kept, 2 broken, 1 not exercised, 1 of 3 operations answered
        2  v2     http://a: 2 kept, 1 broken, 1 undecided

        ^[1mWorse than before^[22m
        first: both (nothing, now breaks)
        first: one|breaks (nothing, now breaks)
        v2: both (nothing, now breaks)

        ^[1mBetter than before^[22m
        v2: one|breaks (breaks, now keeps)

        1 2  ^[1mAll break: perhaps the document is wrong^[22m (1)
        ^[31m✗^[39m ^[31m✗^[39m  both (Pets — Intro)

        1 2  ^[1mOnly one breaks^[22m (1)
        ^[31m✗^[39m ^[32m✓^[39m  one|breaks (Pets — Intro)
              first: expected 200, got \`500\`
                curl 'http://a/pets'

        1 2  ^[1mNone breaks^[22m (1)
        ^[32m✓^[39m ^[32m✓^[39m  none (Pets — Intro)

        1 2  ^[1mNobody was held to it^[22m (1)
        ^[2m·^[22m ^[33m?^[39m  nobody (Pets — Intro)

      ^[1mshops^[22m
        1  v1  http://a: 1 kept, 0 broken

        1  ^[1mNone breaks^[22m (1)
        ^[32m✓^[39m  kept (Pets — Intro)
      "
    `);
  });
  test('is shown in a terminal with less of what nobody breaks', () => {
    const headings = (detail?: string) => told('pretty', { detail }).match(/^ .*\(\d.*\)$|^\w+$/gm);
    const broken = ['  1 2  All break: perhaps the document is wrong (1)', '  1 2  Only one breaks (1)'];
    const none = '  None breaks (1; --verbose lists them)';
    expect(headings()).toEqual(['pets', ...broken, none, '  1 2  Nobody was held to it (1)', 'shops', none]);
    expect(headings('quiet')).toEqual(['pets', ...broken, 'shops']);
  });
  test('is shown in Markdown', () => {
    expect(told('markdown')).toMatchInlineSnapshot(`
      "## pets

      - **first** (<code>http&#58;//a</code>): 1 kept, 2 broken, 1 not exercised, 1 of 3 operations answered
      - **v2** (<code>http&#58;//a</code>): 2 kept, 1 broken, 1 undecided

      ### Worse than before

      - first: both (nothing, now breaks)
      - first: one&#124;breaks (nothing, now breaks)
      - v2: both (nothing, now breaks)

      ### Better than before

      - v2: one&#124;breaks (breaks, now keeps)

      | | first | v2 |
      |---|---|---|
      | **All break: perhaps the document is wrong** | | |
      | both<br><code>Pets &#8212; Intro</code> | ✗ breaks | ✗ breaks |
      | **Only one breaks** | | |
      | one&#124;breaks<br><code>Pets &#8212; Intro</code> | ✗ breaks | ✓ keeps |
      | **None breaks** | | |
      | none<br><code>Pets &#8212; Intro</code> | ✓ keeps | ✓ keeps |
      | **Nobody was held to it** | | |
      | nobody<br><code>Pets &#8212; Intro</code> | · not exercised | ? undecided |

      ### What came instead

      - one&#124;breaks
        - first: expected <code>200</code>, got <code>&#96;500&#96;</code>, by <code>curl &#39;http&#58;//a/pets&#39;</code>

      ## shops

      - **v1** (<code>http&#58;//a</code>): 1 kept, 0 broken

      | | v1 |
      |---|---|
      | **None breaks** | |
      | kept<br><code>Pets &#8212; Intro</code> | ✓ keeps |
      "
    `);
  });
  test('is shown on a page', () => {
    const page = told('html').replace(/<(style|script|form|head|footer)\b[\s\S]*?<\/\1>/g, '<$1>');
    expect(page).toMatchInlineSnapshot(`
      "<!doctype html>
      <html lang="en">
      <head>
      <body>
      <header>
      <h1>Who keeps to the document?</h1>
      <p class="soft"><time datetime="2026-01-31T12:00:00.000Z">2026-01-31 12:00 UTC</time> · assay 0.1.0</p>

      </header>
      <main>
      <form>
      <section aria-labelledby="contract-0">
      <h2 id="contract-0">pets</h2>
      <ul class="vendors"><li><strong>first</strong> <code>http://a</code>: 1 kept, 2 broken, 1 not exercised, 1 of 3 operations answered</li><li><strong>v2</strong> <code>http://a</code>: 2 kept, 1 broken, 1 undecided</li></ul>
      <h3>Worse than before (3)</h3><ul><li><strong>first</strong>: both (nothing, now breaks)</li><li><strong>first</strong>: one|breaks (nothing, now breaks)</li><li><strong>v2</strong>: both (nothing, now breaks)</li></ul><h3>Better than before (1)</h3><ul><li><strong>v2</strong>: one|breaks (breaks, now keeps)</li></ul>
      <div class="group"><h3>All break: perhaps the document is wrong (1)</h3>
      <div class="wide" tabindex="0" role="region" aria-label="All break: perhaps the document is wrong"><table class="stacked">
      <thead><tr><th scope="col">sentence or clause</th><th scope="col">first</th><th scope="col">v2</th></tr></thead>
      <tbody>
      <tr class="item" tabindex="-1"><th scope="row">both<br><code class="soft">Pets — Intro</code></th><td class="cell breaks" data-name="first">✗ breaks</td><td class="cell breaks" data-name="v2">✗ breaks</td></tr>
      </tbody>
      </table></div></div>
      <div class="group"><h3>Only one breaks (1)</h3>
      <div class="wide" tabindex="0" role="region" aria-label="Only one breaks"><table class="stacked">
      <thead><tr><th scope="col">sentence or clause</th><th scope="col">first</th><th scope="col">v2</th></tr></thead>
      <tbody>
      <tr class="item" tabindex="-1"><th scope="row">one|breaks<br><code class="soft">Pets — Intro</code><details><summary>what came instead</summary><ul><li><strong>first</strong>: expected <code>200</code>, got <code>\`500\`</code><br><code>curl &#39;http://a/pets&#39;</code></li></ul></details></th><td class="cell breaks" data-name="first">✗ breaks</td><td class="cell keeps" data-name="v2">✓ keeps</td></tr>
      </tbody>
      </table></div></div>
      <div class="group"><h3>None breaks (1)</h3>
      <div class="wide" tabindex="0" role="region" aria-label="None breaks"><table class="stacked">
      <thead><tr><th scope="col">sentence or clause</th><th scope="col">first</th><th scope="col">v2</th></tr></thead>
      <tbody>
      <tr class="item" tabindex="-1"><th scope="row">none<br><code class="soft">Pets — Intro</code></th><td class="cell keeps" data-name="first">✓ keeps</td><td class="cell keeps" data-name="v2">✓ keeps</td></tr>
      </tbody>
      </table></div></div>
      <div class="group"><h3>Nobody was held to it (1)</h3>
      <div class="wide" tabindex="0" role="region" aria-label="Nobody was held to it"><table class="stacked">
      <thead><tr><th scope="col">sentence or clause</th><th scope="col">first</th><th scope="col">v2</th></tr></thead>
      <tbody>
      <tr class="item" tabindex="-1"><th scope="row">nobody<br><code class="soft">Pets — Intro</code></th><td class="cell not exercised" data-name="first">· not exercised</td><td class="cell undecided" data-name="v2">? undecided</td></tr>
      </tbody>
      </table></div></div>
      </section>
      <section aria-labelledby="contract-1">
      <h2 id="contract-1">shops</h2>
      <ul class="vendors"><li><strong>v1</strong> <code>http://a</code>: 1 kept, 0 broken</li></ul>

      <div class="group"><h3>None breaks (1)</h3>
      <div class="wide" tabindex="0" role="region" aria-label="None breaks"><table class="stacked">
      <thead><tr><th scope="col">sentence or clause</th><th scope="col">v1</th></tr></thead>
      <tbody>
      <tr class="item" tabindex="-1"><th scope="row">kept<br><code class="soft">Pets — Intro</code></th><td class="cell keeps" data-name="v1">✓ keeps</td></tr>
      </tbody>
      </table></div></div>
      </section>

      </main>
      <footer>
      <script>
      </body>
      </html>
      "
    `);
    expect(told('html')).toContain('<title>Who keeps to pets, shops?</title>');
    expect(told('html')).toContain('aria-label="Search the sentences"');
    expect(COMPARISON_REPORTERS['html']?.([compared(run({ kept: 'verified' }))], {})).not.toContain('<form');
  });
});
