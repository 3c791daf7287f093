import { expect, test } from '@jest/globals';
import type { Run } from '../model/run.ts';
import { markdown } from './markdown.ts';
import { conforming, full, hostile, undecided, violating } from '../../test/support/sample-runs.ts';

test('reports a target that conforms', async () => {
  expect(markdown([await conforming()])).toMatchInlineSnapshot(`
    "| | contract | target | violations | notes | undecided | cases | statements | time |
    |---|---|---|--:|--:|--:|--:|---|--:|
    | ✓ **conforms** | <code>cloud-foundry-v3-packages</code> | <code>http&#58;//api&#46;example&#46;org</code> | 0 | 0 | 0 | 2 | 60 verified, 0 broken, 2 not exercised | 0.12 s |

    ### ✓ <code>cloud-foundry-v3-packages</code>

    <details><summary>Statements that were not exercised (2)</summary>

    <pre>
    - The API is reached under the api host of one&#39;s own domain. (Create a Package — Example Request)
    - The Host header names example.org, which stands here for one&#39;s own domain. (Packages (Experimental) API: Create a Package — Request, Headers)
    </pre>
    </details>

    <details><summary>Left open by the documents, so not judged (2)</summary>

    <pre>
    - what a bits package may carry in its data, which can be empty
    - which of the credentials have to be given together
    </pre>
    </details>

    <details open><summary>Created, and could not be undone (1)</summary>

    <pre>
    - createPackage &gt; docker: 2 requests answered with 201 may have created something, and the contract does not say where: curl -sS -i &#39;http://api.example.org/v3/apps/d8b8148d-5798-44de-821a-64b85b15e968/packages&#39; -H &#39;Accept: application/json, */*;q=0.1&#39; -H &#39;Content-Type: application/x-www-form-urlencoded&#39; -H &quot;Authorization: bearer $TOKEN&quot; --data-raw &#39;{&quot;type&quot;:&quot;docker&quot;,&quot;data&quot;:{&quot;image&quot;:&quot;registry/image:latest&quot;}}&#39;
    </pre>
    </details>
    "
  `);
});

test('reports a target that violates, and one that cannot be judged', async () => {
  const text = markdown([await violating(), await undecided()]);
  expect(text.replace(/<pre>[\s\S]*?<\/pre>/g, '<pre>…</pre>')).toMatchInlineSnapshot(`
    "| | contract | target | violations | notes | undecided | cases | statements | time |
    |---|---|---|--:|--:|--:|--:|---|--:|
    | ✗ **violates** | <code>cloud-foundry-v3-packages</code> | <code>http&#58;//api&#46;example&#46;org</code> | 1 | 1 | 0 | 2 | 59 verified, 1 broken, 2 not exercised | 0.12 s |
    | ? **undecided** | <code>cloud-foundry-v3-packages</code> | <code>http&#58;//api&#46;example&#46;org</code> | 0 | 0 | 2 | 2 | 0 verified, 0 broken, 62 not exercised | 0.12 s |

    <code>cloud-foundry-v3-packages</code>: 0 of 1 operation answered with success; 1 refused.

    ### ✗ <code>cloud-foundry-v3-packages</code>

    #### <code>POST /v3/apps/&#123;guid&#125;/packages</code>

    <details><summary>✗ answers with another state than the documented one <i>(violation, literal-value, 2 cases)</i></summary>

    <pre>…</pre>
    </details>

    <details><summary>• answers with &#34;colour&#34;, which the contract does not speak of <i>(note, undocumented-field, 2 cases)</i></summary>

    <pre>…</pre>
    </details>

    <details><summary>Statements that are broken (1)</summary>

    <pre>…</pre>
    </details>

    <details><summary>Statements that were not exercised (2)</summary>

    <pre>…</pre>
    </details>

    <details><summary>Left open by the documents, so not judged (2)</summary>

    <pre>…</pre>
    </details>

    <details open><summary>Created, and could not be undone (1)</summary>

    <pre>…</pre>
    </details>

    ### ? <code>cloud-foundry-v3-packages</code>

    <details open><summary>Undecided (1)</summary>

    <pre>…</pre>
    </details>

    <details><summary>Operations that refused whatever was sent (1)</summary>

    <pre>…</pre>
    </details>

    <details><summary>Left open by the documents, so not judged (2)</summary>

    <pre>…</pre>
    </details>
    "
  `);
  expect(text).toContain('&gt; 12 │   &quot;state&quot;: &quot;STAGED&quot;,');
});

/** The text that Markdown could interpret: everything outside of `pre` blocks and our own tags. */
function exposed(text: string): string {
  return text.replace(/^<pre>\n[\s\S]*?\n<\/pre>$/gm, '').replace(/<code>[\p{L}\p{N} ,;()/&#-]*<\/code>/gu, '');
}

test('a run that has one thing to say has a chapter of its own', async () => {
  const run = await conforming();
  const only = {
    ...run,
    leftovers: [],
    statements: [],
    unspecified: [],
    unjudged: [{ case: 'a.har#1', reason: 'no operation matches' }],
  };
  expect(markdown([only])).toMatch(/### ✓ .*\n\n<details><summary>Seen, and not judged \(1\)/);
});

test("a target's text stays in its cell", async () => {
  const text = markdown([await hostile(), await full()]);
  expect(text).toContain('octocat');
  expect(text.match(/<pre>/g)).toHaveLength(text.match(/<\/pre>/g)?.length ?? 0);
  expect(text.match(/<details[ >]/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
  const tags = new Set(text.match(/<[^>\s]*/g));
  expect([...tags].sort()).toEqual([
    '<!--',
    '</code',
    '</details',
    '</i',
    '</pre',
    '</summary',
    '<code',
    '<details',
    '<i',
    '<pre',
    '<summary',
  ]);
  expect(exposed(text)).not.toMatch(/@\w|(?<!&)#\d|https?:\/\/|`|\[/);
});

test('the text is short enough for a comment, and counts what it leaves out', async () => {
  const run = await violating();
  const [finding] = run.findings;
  const findings = Array.from({ length: 500 }, (_, index) => ({
    ...(finding as (typeof run.findings)[number]),
    fingerprint: String(index),
    message: `broken ${'é'.repeat(2000)}`,
  }));
  const text = markdown([{ ...run, findings }]);
  expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  expect(text).toMatch(/\n\d+ more entries are left out/);
  expect(text.match(/<details[ >]/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
});

/** A run that has nothing to say but this. */
const saying = async (more: Partial<Run>): Promise<Run> => ({
  ...(await conforming()),
  ...{ leftovers: [], statements: [], unspecified: [] },
  ...more,
});

test('a text of as many bytes as a comment may have is whole, and a byte more leaves its last entry out', async () => {
  const run = await saying({});
  const entries = (characters: number) =>
    Array.from({ length: 20 }, (_, nth) => ({ reason: 'x'.repeat(Math.floor((characters + nth) / 20)) }));
  const full = Array.from({ length: 6 }, () => ({ ...run, unjudged: entries(9_000) }));
  const textOf = (characters: number) => markdown([...full, { ...run, unjudged: entries(characters) }]);
  const fits = 59_800 - Buffer.byteLength(textOf(0));
  expect([Buffer.byteLength(textOf(fits)), textOf(fits).includes('left out')]).toEqual([59_800, false]);
  expect(textOf(fits + 1)).toMatch(/\n1 more entry is left out: a comment may not be longer\./);
});

test('a run that has nothing to say has a row and no chapter', async () => {
  expect(markdown([await saying({})])).toMatch(/^\| \| contract .*\n.*\n\| ✓ \*\*conforms\*\* .*\n$/);
});

test('a hundred runs have a row each and say how far they got, and no more', async () => {
  const lines = markdown(new Array<Run>(101).fill(await undecided())).split('\n');
  expect(lines.filter((line) => line.startsWith('| ? **undecided**'))).toHaveLength(100);
  expect(lines.filter((line) => line.includes('answered with success'))).toHaveLength(100);
});

test.each([
  [300, 300],
  [301, 299],
])('a message with %d characters shows %d, and a finding 4000', async (length, shown) => {
  const run = await violating();
  const [finding] = run.findings as [Run['findings'][number]];
  const text = markdown([{ ...run, findings: [{ ...finding, message: 'm'.repeat(length), hint: 'h'.repeat(5_000) }] }]);
  expect(/<summary>✗ (m+)(?:&#8230;)? <i>/.exec(text)?.[1]).toHaveLength(shown);
  const [, described = ''] = /<pre>\n([^<]*)\n<\/pre>/.exec(text) ?? [];
  expect(described.replace(/&[#\w]+;/g, '?')).toHaveLength(4_000);
});

test.each([
  [500, 500],
  [501, 499],
])('an entry with %d characters shows %d', async (length, shown) => {
  const text = markdown([await saying({ unjudged: [{ reason: 'x'.repeat(length) }] })]);
  expect(/\n- (x+)…?\n/.exec(text)?.[1]).toHaveLength(shown);
});

test('a row counts what is waived, and the chapter has the waived findings last', async () => {
  const run = await violating();
  const [violation, note] = run.findings as [Run['findings'][number], Run['findings'][number]];
  const text = markdown([
    {
      ...run,
      findings: [
        { ...violation, waived: { reason: 'known' } },
        { ...note, count: 1 },
      ],
    },
  ]);
  expect(text).toContain('| 0 (1 waived) | 1 |');
  expect([...text.matchAll(/<summary>(.) .*?<i>\((.*)\)<\/i>/g)].map(([, ...found]) => found)).toEqual([
    ['•', 'note, undocumented-field'],
    ['~', 'waived&#58; known, literal-value, 2 cases'],
  ]);
});

test.each([
  [20, 20, undefined],
  [22, 20, '- and 2 more'],
])('a summary of %d operations that were held back lists %d', async (count, listed, more) => {
  const heldBack = Array.from({ length: count }, (_, nth) => ({ operation: `op${nth}`, reason: `reason ${nth}` }));
  const lines = markdown([{ ...(await violating()), heldBack }]).split('\n');
  expect(lines.filter((line) => /^- .*op\d+/.test(line))).toHaveLength(listed);
  expect(lines.find((line) => line.startsWith('- and '))).toBe(more);
});
