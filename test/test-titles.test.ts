import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as ts from 'typescript';

const FOLDERS = ['src', 'test', 'conformance', 'generated', 'eslint'];

/** A title with such a beginning needs another sentence before it. */
const UNFINISHED = /^(?:of|that|by|to|though|behind|but|and)\b/i;

const found = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.[tj]s$/.test(name))
    .map((name) => join(folder, name))
    .flatMap((file) => titlesOf(file, readFileSync(file, 'utf8')).map(({ title, line }) => ({ file, title, line }))),
);

test('the titles of the whole tree are read', () => {
  expect(new Set(found.map(({ file }) => file)).size).toBeGreaterThan(150);
  expect(found.length).toBeGreaterThan(2_000);
});

test('no test title begins with a word that needs another sentence before it', () => {
  const unfinished = found.filter(({ title }) => UNFINISHED.test(title));
  expect(unfinished.map(({ file, line, title }) => `${file}:${line} ${title}`)).toEqual([]);
});

test.each([
  ["test('but not this', f)", ['but not this']],
  ["test.each([['a', 1]])('%s is read', f)", ['%s is read', 'a is read']],
  ["const ROWS: Row[] = [['of a', 1]]; test.each(ROWS)('%s', f)", ['%s', 'of a']],
  ["test.each(['x', 'y'])('%j', f)", ['%j']],
  ['test(`a ${b}`, f)', ['a ${b}']],
  ["describe('that is', f)", []],
])('the titles of %s are found', (text, want) => {
  expect(titlesOf('x.ts', text).map(({ title }) => title)).toEqual(want);
});

interface Title {
  title: string;
  line: number;
}

/** The titles of the tests in a file; if one begins with %s, also those of its rows in the same file. */
function titlesOf(file: string, text: string): Title[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const titles: Title[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) constants.set(node.name.getText(), node.initializer);
    if (ts.isCallExpression(node) && ['test', 'it'].includes(calledName(node.expression))) add(node);
    ts.forEachChild(node, visit);
  };
  const add = ({ expression, arguments: [first, ...rest] }: ts.CallExpression) => {
    const title = first && rest.length > 0 ? textOf(first) : undefined;
    if (!first || title === undefined) return;
    titles.push({ title, line: lineOf(first) });
    const table = ts.isCallExpression(expression) ? expression.arguments[0] : undefined;
    if (!table || !title.startsWith('%s')) return;
    const rows = ts.isIdentifier(table) ? constants.get(table.text) : table;
    for (const row of rows && ts.isArrayLiteralExpression(rows) ? rows.elements : []) {
      const cell = ts.isArrayLiteralExpression(row) ? row.elements[0] : row;
      const name = cell && textOf(cell);
      if (name !== undefined) titles.push({ title: name + title.slice(2), line: lineOf(row) });
    }
  };
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  visit(source);
  return titles;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}

/** `test` of `test('…')`, of `test.skip('…')` and of `test.each([…])('…')`. */
function calledName(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) ? calledName(node.expression) : '';
}
