import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import layers, { circle, EDGES, isCore, objection } from './layers.js';

const allowed = [
  ['src/contract/load.ts', 'src/model/contract.ts'],
  ['src/contract/load.ts', 'src/contract/operations/read-operations.ts'],
  ['src/cases/examples.ts', 'src/bindings/render.ts'],
  ['src/run/check.ts', 'src/judge/judge.ts'],
  ['src/mutation/mutate.ts', 'src/mock/mock.ts'],
  ['src/mutation/mutate.ts', 'src/run/check.ts'],
  ['src/cli/main.ts', 'src/run/check.ts'],
  ['src/msw.ts', 'src/mock/base-urls.ts'],
  ['src/judge/checks/status.test.ts', 'src/mock/mock.ts'],
  ['src/judge/checks/status.test.ts', 'test/support/check-table.ts'],
  ['conformance/conformance.test.ts', 'src/jest.ts'],
  ['test/support/sample-runs.ts', 'src/run/check.ts'],
  ['benchmarks/mock.ts', 'src/cli/main.ts'],
];

const forbidden = [
  ['src/model/case.ts', 'src/json/pointer.ts', 'model lies below json'],
  ['src/contract/load.ts', 'src/judge/checks/index.ts', 'contract lies below judge'],
  ['src/judge/checks/status.ts', 'src/run/check.ts', 'judge lies below run'],
  ['src/run/check.ts', 'src/mutation/mutate.ts', 'run lies below mutation'],
  ['src/judge/judge.ts', 'src/mock/mock.ts', 'judge and mock are siblings'],
  ['src/http/media-type.ts', 'src/text/wording.ts', 'http and text are siblings'],
  ['src/cli/main.ts', 'src/jest.ts', 'cli and jest are siblings'],
  ['src/mock/base-urls.ts', 'src/msw.ts', 'mock lies below msw'],
  ['src/utils/strings.ts', 'src/model/case.ts', 'utils belongs to no layer'],
  ['src/judge/checks/status.ts', 'src/helpers.ts', 'helpers belongs to no layer'],
  ['src/judge/judge.ts', 'test/support/contracts.ts', 'test/support/contracts.ts is for tests alone'],
  ['src/judge/checks/status.test.ts', 'src/cli/main.ts', 'Move it to src/cli or to test/'],
];

describe('imports point one way', () => {
  test.each(allowed)('%s may import %s', (from, to) => {
    expect(objection(from, to)).toBeUndefined();
  });

  test.each(forbidden)('%s may not import %s', (from, to, why) => {
    expect(objection(from, to)).toContain(why);
  });

  test('the message says where the code belongs instead', () => {
    expect(objection('src/judge/verdict.ts', 'src/mock/mock.ts')).toBe(
      'judge and mock are siblings and may not import each other. ' +
        'What both need belongs below both (model, json, http, text, errors, version, schema, document, messages, contract, bindings, exchange, report, docs); ' +
        'what joins judge and mock belongs above (run, distribute, compare, proxy, mutation, browser, cli, index, jest, msw).',
    );
  });

  test.each([
    "import { a } from '../mock/mock.ts';",
    "import '../mock/mock.ts';",
    "export * from '../mock/mock.ts';",
    "export { a } from '../mock/mock.ts';",
    "await import('../mock/mock.ts');",
  ])('the rule sees: %s', (code) => {
    const config = { files: ['**/*.ts'], plugins: { layers }, rules: { 'layers/one-way': 'error' } };
    const messages = new Linter({ cwd: '/project' }).verify(code, [config], '/project/src/judge/judge.ts');
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['layers/one-way']);
  });
});

describe('imports make no circle', () => {
  const graph = (edges) => (file) => edges[file] ?? [];

  test.each([
    ['a file that imports itself', { a: ['a'] }, ['a', 'a'], ['a', 'a']],
    ['two files', { a: ['b'], b: ['a'] }, ['a', 'b'], ['a', 'b', 'a']],
    ['the shortest of two circles', { a: ['b'], b: ['c', 'a'], c: ['a'] }, ['a', 'b'], ['a', 'b', 'a']],
    ['four files', { a: ['b'], b: ['c'], c: ['d'], d: ['a'] }, ['a', 'b'], ['a', 'b', 'c', 'd', 'a']],
  ])('finds a circle of %s', (_, edges, [from, to], files) => {
    expect(circle(from, to, graph(edges))).toEqual(files);
  });

  test('does not accuse an import that only leads into a circle', () => {
    expect(circle('a', 'b', graph({ a: ['b'], b: ['c'], c: ['b'] }))).toBeUndefined();
  });

  test('the rule names the files of a circle inside one folder', () => {
    const root = mkdtempSync(join(tmpdir(), 'layers-'));
    try {
      mkdirSync(join(root, 'src/mock'), { recursive: true });
      writeFileSync(join(root, 'src/mock/b.ts'), "import type { A } from './c.ts';\n");
      writeFileSync(join(root, 'src/mock/c.ts'), "export * from './a.ts';\n");
      const config = { files: ['**/*.ts'], plugins: { layers }, rules: { 'layers/no-circle': 'error' } };
      const [message] = new Linter({ cwd: root }).verify(
        "import { b } from './b.ts';",
        [config],
        join(root, 'src/mock/a.ts'),
      );
      expect(message?.message).toBe(
        'src/mock/a.ts -> src/mock/b.ts -> src/mock/c.ts -> src/mock/a.ts is a circle. Move what two of these files need into a file that imports neither.',
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe('the core runs without Node', () => {
  const lint = (code, file) => {
    const config = { files: ['**/*.ts'], plugins: { layers }, rules: { 'layers/no-node': 'error' } };
    return new Linter({ cwd: '/project' }).verify(code, [config], `/project/${file}`).map(({ message }) => message);
  };

  test.each([
    "import { readFileSync } from 'node:fs';",
    "import 'node:fs';",
    "export * from 'node:fs';",
    "export { readFileSync } from 'node:fs';",
    "await import('node:fs');",
  ])('the rule sees in the core: %s', (code) => {
    expect(lint(code, 'src/mock/mock.ts')).toEqual([expect.stringContaining("node:fs is Node's")]);
    expect(lint(code, 'src/cli/main.ts')).toEqual([]);
  });

  test('the rule lets other modules pass', () => {
    for (const code of ["import 'yaml';", "import './node.ts';", 'await import(name);', 'export const a = 1;'])
      expect(lint(code, 'src/mock/mock.ts')).toEqual([]);
  });

  test.each([
    ['src/mock/mock.ts', true],
    ['src/json/equal.ts', true],
    ['src/json/equal.test.ts', false],
    ['src/mock/server/server.ts', false],
    ['src/mock/journal/journal.ts', false],
    ['src/text/page/script.ts', false],
    ['src/run/check.ts', false],
    ['test/src/json/equal.ts', false],
    ...Object.keys(EDGES).map((edge) => [edge, false]),
  ])('%s is in the core: %s', (file, want) => expect(isCore(file)).toBe(want));

  test.each(Object.keys(EDGES))('the edge %s is there', (edge) => expect(existsSync(edge)).toBe(true));
});
