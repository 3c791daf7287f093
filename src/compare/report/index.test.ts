import { expect, test } from '@jest/globals';
import type { Cell, Comparison, Group, Row } from '../comparison.ts';
import type { SavedFinding } from '../saved-report.ts';
import { htmlComparison } from './html.ts';
import { markdownComparison } from './markdown.ts';
import { prettyComparison } from './pretty.ts';

const row = (says: string, group: Group, cells: Cell[], more: Partial<Row> = {}): Row => ({
  ...{ id: says, kind: 'sentence', says, source: 'Guide — Limits', cells, findings: cells.map(() => []), group },
  ...more,
});
const finding = { expected: '"a"', actual: '"b"', curl: "curl 'http://b'" } as SavedFinding;

const COMPARISON: Comparison = {
  contract: 'shop <1>',
  columns: [
    { name: 'ours', target: 'http://a', verdict: 'conforms' },
    { name: 'theirs|\u001b', target: 'http://b', verdict: 'violates', reach: { operations: 2, answered: 1 } },
  ],
  rows: [
    row('A limit\u001b is <kept>.', 'only one breaks', ['keeps', 'breaks'], { findings: [[], [finding, finding]] }),
    row('A total is kept.', 'none breaks', ['keeps', 'keeps']),
    row('A name is kept.', 'none breaks', ['undecided', 'not exercised']),
  ],
  since: {
    worse: [{ column: 'theirs', row: 'r', says: 'A limit is kept.', before: 'keeps', now: 'breaks' }],
    better: [{ column: 'ours', row: 'r', says: 'A total is kept.', before: undefined, now: 'keeps' }],
  },
};

test('a comparison for a terminal has numbered columns and what each answered instead', () => {
  expect(prettyComparison([COMPARISON])).toMatchInlineSnapshot(`
    "shop <1>
      1  ours           http://a: 2 kept, 0 broken, 1 undecided
      2  theirs|\\u001b  http://b: 1 kept, 1 broken, 1 not exercised, 1 of 2 operations answered

      Worse than before
      theirs: A limit is kept. (keeps, now breaks)

      Better than before
      ours: A total is kept. (nothing, now keeps)

      1 2  Only one breaks (1)
      ✓ ✗  A limit\\u001b is <kept>. (Guide — Limits)
            theirs|\\u001b: expected "a", got "b"
              curl 'http://b'

      None breaks (2; --verbose lists them)
    "
  `);
});

test('a comparison for a terminal has what nobody breaks on request, and only what somebody breaks where it is quiet', () => {
  const headings = (detail: 'verbose' | 'quiet') =>
    prettyComparison([COMPARISON], { detail }).match(/^ {2}(?:[✓✗?·] ){2}.*|^.*breaks.* \(\d.*$/gm);
  expect(headings('verbose')).toMatchInlineSnapshot(`
    [
      "  1 2  Only one breaks (1)",
      "  ✓ ✗  A limit\\u001b is <kept>. (Guide — Limits)",
      "  1 2  None breaks (2)",
      "  ✓ ✓  A total is kept. (Guide — Limits)",
      "  ? ·  A name is kept. (Guide — Limits)",
    ]
  `);
  expect(headings('quiet')).toMatchInlineSnapshot(`
    [
      "  1 2  Only one breaks (1)",
      "  ✓ ✗  A limit\\u001b is <kept>. (Guide — Limits)",
    ]
  `);
});

test('the tenth column is numbered 0 and the eleventh 1, and columns are as wide as the longest name', () => {
  const columns = Array.from({ length: 11 }, (_, nth) => ({
    ...{ name: 'x'.repeat(nth + 1), target: 't', verdict: 'conforms' as const },
  }));
  const cells = columns.map((): Cell => 'breaks');
  const lines = prettyComparison([{ contract: 'shop', columns, rows: [row('Kept.', 'all break', cells)] }]).split('\n');
  expect(lines[1]).toBe('  1  x            t: 0 kept, 1 broken');
  expect(lines[11]).toBe('  11  xxxxxxxxxxx  t: 0 kept, 1 broken');
  expect(lines.find((line) => line.startsWith('  1 2 '))).toBe(
    '  1 2 3 4 5 6 7 8 9 0 1  All break: perhaps the document is wrong (1)',
  );
});

test('a comparison in Markdown has one table, and what came instead below it', () => {
  expect(markdownComparison([COMPARISON])).toMatchInlineSnapshot(`
    "## shop &#60;1&#62;

    - **ours** (<code>http&#58;//a</code>): 2 kept, 0 broken, 1 undecided
    - **theirs&#124;&#92;u001b** (<code>http&#58;//b</code>): 1 kept, 1 broken, 1 not exercised, 1 of 2 operations answered

    ### Worse than before

    - theirs: A limit is kept&#46; (keeps, now breaks)

    ### Better than before

    - ours: A total is kept&#46; (nothing, now keeps)

    | | ours | theirs&#124;&#92;u001b |
    |---|---|---|
    | **Only one breaks** | | |
    | A limit&#92;u001b is &#60;kept&#62;&#46;<br><code>Guide &#8212; Limits</code> | ✓ keeps | ✗ breaks |
    | **None breaks** | | |
    | A total is kept&#46;<br><code>Guide &#8212; Limits</code> | ✓ keeps | ✓ keeps |
    | A name is kept&#46;<br><code>Guide &#8212; Limits</code> | ? undecided | · not exercised |

    ### What came instead

    - A limit&#92;u001b is &#60;kept&#62;&#46;
      - theirs&#124;&#92;u001b: expected <code>&#34;a&#34;</code>, got <code>&#34;b&#34;</code>, by <code>curl &#39;http&#58;//b&#39;</code>
    "
  `);
});

test('a comparison in Markdown where nobody breaks anything has its table alone', () => {
  const { since: _, rows, ...rest } = COMPARISON;
  expect(markdownComparison([{ ...rest, rows: rows.slice(1, 2) }])).toMatchInlineSnapshot(`
    "## shop &#60;1&#62;

    - **ours** (<code>http&#58;//a</code>): 1 kept, 0 broken
    - **theirs&#124;&#92;u001b** (<code>http&#58;//b</code>): 1 kept, 0 broken, 1 of 2 operations answered

    | | ours | theirs&#124;&#92;u001b |
    |---|---|---|
    | **None breaks** | | |
    | A total is kept&#46;<br><code>Guide &#8212; Limits</code> | ✓ keeps | ✓ keeps |
    "
  `);
});

test('a comparison for a browser has a table for each group', () => {
  const page = htmlComparison([COMPARISON], { now: new Date('2026-01-31T12:00:00Z') });
  expect(page.slice(page.indexOf('<section'), page.indexOf('</section>'))).toMatchInlineSnapshot(`
    "<section aria-labelledby="contract-0">
    <h2 id="contract-0">shop &lt;1&gt;</h2>
    <ul class="vendors"><li><strong>ours</strong> <code>http://a</code>: 2 kept, 0 broken, 1 undecided</li><li><strong>theirs|\\u001b</strong> <code>http://b</code>: 1 kept, 1 broken, 1 not exercised, 1 of 2 operations answered</li></ul>
    <h3>Worse than before (1)</h3><ul><li><strong>theirs</strong>: A limit is kept. (keeps, now breaks)</li></ul><h3>Better than before (1)</h3><ul><li><strong>ours</strong>: A total is kept. (nothing, now keeps)</li></ul>
    <div class="group"><h3>Only one breaks (1)</h3>
    <div class="wide" tabindex="0" role="region" aria-label="Only one breaks"><table class="stacked">
    <thead><tr><th scope="col">sentence or clause</th><th scope="col">ours</th><th scope="col">theirs|\\u001b</th></tr></thead>
    <tbody>
    <tr class="item" tabindex="-1"><th scope="row">A limit\\u001b is &lt;kept&gt;.<br><code class="soft">Guide — Limits</code><details><summary>what came instead</summary><ul><li><strong>theirs|\\u001b</strong>: expected <code>&quot;a&quot;</code>, got <code>&quot;b&quot;</code><br><code>curl &#39;http://b&#39;</code></li></ul></details></th><td class="cell keeps" data-name="ours">✓ keeps</td><td class="cell breaks" data-name="theirs|\\u001b">✗ breaks</td></tr>
    </tbody>
    </table></div></div>
    <div class="group"><h3>None breaks (2)</h3>
    <div class="wide" tabindex="0" role="region" aria-label="None breaks"><table class="stacked">
    <thead><tr><th scope="col">sentence or clause</th><th scope="col">ours</th><th scope="col">theirs|\\u001b</th></tr></thead>
    <tbody>
    <tr class="item" tabindex="-1"><th scope="row">A total is kept.<br><code class="soft">Guide — Limits</code></th><td class="cell keeps" data-name="ours">✓ keeps</td><td class="cell keeps" data-name="theirs|\\u001b">✓ keeps</td></tr>
    <tr class="item" tabindex="-1"><th scope="row">A name is kept.<br><code class="soft">Guide — Limits</code></th><td class="cell undecided" data-name="ours">? undecided</td><td class="cell not exercised" data-name="theirs|\\u001b">· not exercised</td></tr>
    </tbody>
    </table></div></div>
    "
  `);
  expect(page).toContain('Who keeps to shop &lt;1&gt;?');
});

test.each([
  [1, false],
  [2, true],
])('a comparison of %d rows has a filter: %s', (count, has) => {
  const page = htmlComparison([{ ...COMPARISON, rows: COMPARISON.rows.slice(0, count) }]);
  expect(page.includes('<form')).toBe(has);
});
