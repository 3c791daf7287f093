import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as ts from 'typescript';

const FOLDERS = ['src', 'test', 'conformance', 'generated', 'eslint'];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.[tj]s$/.test(name))
    .map((name) => join(folder, name)),
);

test('each row of a table has all that its test takes', () => {
  const tables = files.flatMap((file) => tablesOf(file, readFileSync(file, 'utf8')));
  expect(tables.length).toBeGreaterThan(200);
  expect(tables.flatMap(({ short }) => short)).toEqual([]);
});

test.each([
  ['test.each([[1, 2], [3]])("%s", (a, b) => {})', ['x.test.ts:1 [3]']],
  ['test.each([[1, 2], [3]])("%s", (a, b = 0) => {})', []],
  ['test.each([[1], [3]])("%s", (a, ...rest) => {})', []],
  ['test.each([[1, ...two]])("%s", (a, b) => {})', []],
  ['test.each([{ a: 1 }, "b"])("%s", (a, b) => {})', ['x.test.ts:1 { a: 1 }', 'x.test.ts:1 "b"']],
  ['const ROWS = [[1]]; test.each(ROWS)("%s", (a, b) => {})', ['x.test.ts:1 [1]']],
  ['const ROWS = [[1]] as const; describe.each<Row>(ROWS)("%s", function (a, b) {})', ['x.test.ts:1 [1]']],
  ['test.only.each([[1]])("%s", (a, b) => {})', ['x.test.ts:1 [1]']],
  ['test.each(made())("%s", (a, b) => {})', []],
])('the rows that are too short are found in %s', (text, want) => {
  expect(tablesOf('x.test.ts', text).flatMap(({ short }) => short)).toEqual(want);
});

/** The tables of a file, with those rows that are too short: Jest passes `done` in place of what is missing, and waits for its call. */
function tablesOf(file: string, text: string): { short: string[] }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const tables: { short: string[] }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) constants.set(node.name.getText(), node.initializer);
    const rows = ts.isCallExpression(node) ? rowsOf(node, constants) : undefined;
    const callback = ts.isCallExpression(node) ? node.arguments[1] : undefined;
    if (rows && callback && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) {
      const short = rows.filter((row) => lengthOf(row) < wantedBy(callback));
      const at = (row: ts.Node) => source.getLineAndCharacterOfPosition(row.getStart()).line + 1;
      tables.push({ short: short.map((row) => `${file}:${at(row)} ${row.getText().slice(0, 60)}`) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return tables;
}

/** The rows of `test.each(rows)(title, callback)`, where the file shows them. */
function rowsOf({ expression: each }: ts.CallExpression, constants: ReadonlyMap<string, ts.Expression>) {
  if (!ts.isCallExpression(each) || !ts.isPropertyAccessExpression(each.expression)) return undefined;
  if (each.expression.name.text !== 'each') return undefined;
  const [given] = each.arguments;
  let table = given && ts.isIdentifier(given) ? constants.get(given.text) : given;
  while (table && (ts.isAsExpression(table) || ts.isSatisfiesExpression(table))) table = table.expression;
  return table && ts.isArrayLiteralExpression(table)
    ? table.elements.filter((row) => !ts.isSpreadElement(row) && !ts.isIdentifier(row))
    : undefined;
}

function lengthOf(row: ts.Expression): number {
  if (ts.isCallExpression(row)) return Infinity;
  if (!ts.isArrayLiteralExpression(row)) return 1;
  return row.elements.some(ts.isSpreadElement) ? Infinity : row.elements.length;
}

/** As `length` of a function counts: up to the first parameter with a default, or the rest. */
function wantedBy({ parameters }: ts.ArrowFunction | ts.FunctionExpression): number {
  const optional = parameters.findIndex(({ initializer, dotDotDotToken }) => initializer ?? dotDotDotToken);
  return optional < 0 ? parameters.length : optional;
}
