/**
 * Every command of README.md, CONTRIBUTING.md and docs/guide runs here, in the order of its page, and prints what the page shows.
 * `ASSAY_WRITE=1 npm test -- test/guide` writes what is printed into the pages; read the difference before you commit it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClone, type Workspace } from './clone.ts';
import { matches, normalize } from './compare-output.ts';
import { readPage, type Command } from './read-page.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...(await readdir('docs/guide')).sort().map((name) => join('docs/guide', name)),
];
const texts = await Promise.all(PAGES.map(async (page) => ({ page, text: await readFile(page, 'utf8') })));
/** A page may have no command. */
const pages = texts.filter(({ text }) => text.includes('\n```sh'));
const WRITES = process.env['ASSAY_WRITE'] !== undefined;
const TIMEOUT = 180_000;

let clone: Awaited<ReturnType<typeof createClone>>;
beforeAll(async () => {
  clone = await createClone();
}, TIMEOUT);
afterAll(() => clone.remove());

describe.each(pages)('$page', ({ page, text }) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await clone.workspace();
  }, TIMEOUT);
  afterAll(() => workspace.close());

  const rewritten: [Command, string][] = [];
  afterAll(() => {
    if (WRITES) writeFileSync(page, withOutputs(readFileSync(page, 'utf8'), rewritten));
  });

  for (const step of readPage(text)) {
    if (step.kind === 'file')
      test(`line ${step.line} is the file ${step.name}`, () => workspace.write(step.name, step.text));
    if (step.kind === 'command')
      test(
        `line ${step.line} prints what the page shows: ${step.command.split('\n', 1)[0]}`,
        async () => {
          const output = step.background
            ? await workspace.start(step.command, (printed) => isWhole(step, printed))
            : await run(workspace, step);
          if (matches(step.output, output)) return;
          rewritten.push([step, output]);
          expect(normalize(output)).toBe(normalize(step.output));
        },
        TIMEOUT,
      );
  }
});

/** Whether a server has printed all that the page shows; when pages are written, the last line is enough. */
function isWhole({ output }: Command, printed: string): boolean {
  return matches(output, printed) || (WRITES && /(Ctrl-C stops\.?|listening on .*)\n$/.test(printed));
}

async function run(workspace: Workspace, { command, exitCode }: Command): Promise<string> {
  const { code, output } = await workspace.run(command);
  if (code !== exitCode) throw new Error(`ended with ${code} in place of ${exitCode}, and printed:\n${output}`);
  return output;
}

/** Replaces the outputs on a page. */
function withOutputs(text: string, outputs: [Command, string][]): string {
  const lines = text.split('\n');
  for (const [{ outputLines, line, command }, output] of outputs.toReversed()) {
    const shown = output.trimEnd().split('\n');
    if (outputLines) lines.splice(outputLines[0], outputLines[1] - outputLines[0], ...shown);
    else lines.splice(line + command.split('\n').length + 1, 0, '', '```text', ...shown, '```');
  }
  return lines.join('\n');
}

test('only these commands cannot be run by a test', () => {
  const skipped = pages.flatMap(({ page, text }) =>
    readPage(text).flatMap((step) => (step.kind === 'skipped' ? [`${page}: ${step.command} (${step.reason})`] : [])),
  );
  expect(skipped).toMatchInlineSnapshot(`
    [
      "README.md: npm cit (it is the command that runs this test)",
      "docs/guide/check.md: npx assay check bookings.yaml --target http://127.0.0.1:8080 --callbacks 9000
    npx assay check bookings.yaml --target https://staging.example.org --callbacks 9000=https://tunnel.example.org
    npx assay check bookings.yaml --target http://127.0.0.1:8080 --callbacks 0.0.0.0:9000=http://host.docker.internal:9000 (bookings.yaml stands for a contract with callbacks)",
      "docs/guide/jest-and-msw.md: npm install --save-dev msw (it needs the network)",
      "docs/guide/jest-and-msw.md: npm install --save-dev msw esbuild
    npx msw init public (it needs the network)",
      "docs/guide/reports-and-ci.md: docker build --file Containerfile --tag assay .
    docker run --rm --read-only --tmpfs /tmp --volume "$PWD:/work:ro" assay check petstore.yaml --target http://host.docker.internal:8080
    docker run --rm --read-only --tmpfs /tmp --publish 4010:4010 assay mock --host 0.0.0.0 (it needs a container engine)",
      "docs/guide/reports-and-ci.md: .ci/run (it is the command that runs this test)",
      "docs/guide/scale.md: npx assay check petstore.yaml --har logs --follow --max-time 8h (it ends at Ctrl-C)",
      "docs/guide/scale.md: npx assay worker --queue redis://queue:6379 (it waits for runs)",
      "docs/guide/scale.md: npx assay check staging --queue redis://queue:6379 --report html=report.html (it needs a Redis)",
    ]
  `);
});

test.each(pages)('$page has its commands in fences, where the test above finds them', ({ text }) => {
  const prose = text.replace(/^```[^]*?^```$/gm, '');
  expect(prose.match(/^ {4,}(npx|npm|node|curl|assay) .*$/gm)).toBeNull();
});

test.each(pages)('$page links to files that exist', ({ page, text }) => {
  const targets = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
});

test('README.md has 150 lines at the most', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length - 1).toBeLessThanOrEqual(150);
});
