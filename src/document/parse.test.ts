import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../errors.ts';
import type { Json } from '../model/json.ts';
import { writeJson } from '../json/exact-integers.ts';
import { parseFile, parseText } from './parse.ts';

const refused = (text: string): ContractError => {
  try {
    parseText(text, 'a.yaml');
  } catch (error) {
    return error as ContractError;
  }
  throw new Error('it was read');
};

test.each<[text: string, value: Json]>([
  ['a: 1\nb: [x, null]\n', { a: 1, b: ['x', null] }],
  ['{"a": 1}', { a: 1 }],
  ['\ufeff{"a": 1}', { a: 1 }],
  ['\ufeffa: 1', { a: 1 }],
  ['{a: 1, "b": 2,}', { a: 1, b: 2 }],
  ['base: &b {x: 1}\nmerged:\n  <<: *b\n  y: 2\n', { base: { x: 1 }, merged: { x: 1, y: 2 } }],
  ['a: yes\nb: 2020-01-01\nc: 010', { a: 'yes', b: '2020-01-01', c: 10 }],
])('%j is read as %j', (text, value) => expect(parseText(text, 'f').value).toEqual(value));

const YAML = 'openapi: 3.1.0\npaths:\n  /a:\n    get:\n      tags: [x,\n        y]\n';
const JSON_TEXT = '{\n  "paths": {\n    "/a": { "tags": ["x",\n"y"] }\n  }\n}';

test.each<[text: string, pointer: string, line: number, column: number]>([
  [YAML, '#', 1, 1],
  [YAML, '#/openapi', 1, 1],
  [YAML, '#/paths/~1a', 3, 3],
  [YAML, '#/paths/~1a/get/tags/0', 5, 14],
  [YAML, '#/paths/~1a/get/tags/1', 6, 9],
  [YAML, '#/paths/~1a/get/none/at/all', 4, 5],
  [YAML, '#/none', 1, 1],
  [JSON_TEXT, '#', 1, 1],
  [JSON_TEXT, '#/paths', 2, 3],
  [JSON_TEXT, '#/paths/~1a/tags', 3, 13],
  [JSON_TEXT, '#/paths/~1a/tags/1', 4, 1],
  ['{\n\n\n"a": 1}', '#/a', 4, 1],
  ['\n\na: 1\n\n\nb: 2', '#/b', 6, 1],
  ['\ufeff{"a": 1}', '#/a', 1, 2],
  ['', '#', 1, 1],
  ['a: [{b: 1}, {b: 2}]', '#/a/1/b', 1, 14],
  ['0: {a: 1}\n200: {a: 2}', '#/200/a', 2, 7],
  ['a: &a {b: 1}\nc: *a', '#/c/b', 2, 1],
])('in %j, %s stands at %d:%d', (text, pointer, line, column) =>
  expect(parseText(text, 'f').locate(pointer)).toEqual({ file: 'f', line, column }),
);

describe('the depth of a document', () => {
  const brackets = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const block = (levels: number) =>
    Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:${level === levels - 1 ? ' 1' : ''}\n`).join(
      '',
    );
  const inJson = (levels: number) => `{"x-a": {"b": ${brackets(levels)}}}`;
  const inYaml = (levels: number) => `x-a:\n  b: ${brackets(levels)}\n`;

  test.each([
    ['JSON', inJson(498)],
    ['flow YAML', inYaml(498)],
    ['block YAML', block(500)],
  ])('500 levels are read in %s', (_, text) => expect(parseText(text, 'a.yaml').value).toBeDefined());

  test.each([
    ['JSON', inJson(499), '#/x-a/b/0/0', 1],
    ['JSON', inJson(100_000), '#/x-a/b/0/0', 1],
    ['flow YAML', inYaml(499), '#/x-a/b/0/0', 2],
    ['block YAML', block(501), '#/a/a/a/a', 4],
  ])('more levels are refused in %s', (_, text, pointer, line) => {
    const { message, hint } = refused(text);
    expect([message, hint]).toEqual([
      expect.stringMatching(new RegExp(`a.yaml:${line}:\\d+ ${pointer} is nested deeper than 500 levels`)),
      'Nest it less deep: a schema can have a name of its own, and be referred to by $ref.',
    ]);
  });

  test.each([
    ['flow', inYaml(100_000)],
    ['block', block(3_000)],
  ])('has the same error if %s YAML overflows the stack', (_, text) =>
    expect(refused(text).message).toMatch(/^a\.yaml:\d+:\d+ .*is nested deeper than 500 levels/),
  );
});

describe('refuses', () => {
  test('JSON with a repeated key, at the second one', () => {
    const error = refused('{"a": 1,\n "a": 2}');
    expect(error).toBeInstanceOf(ContractError);
    expect(error).toMatchObject({ place: { file: 'a.yaml', line: 2, column: 2 }, hint: 'Keep one of the two.' });
  });

  test('YAML with a repeated key', () => {
    expect(refused('a: 1\nb: 2\na: 3\n')).toMatchObject({
      hint: 'Keep one of the two.',
      place: { line: 3, column: 1 },
    });
  });

  test('text that is not YAML, with the position of the error, in one line', () => {
    const error = refused('a: 1\nb: [1, 2\nc: 3\n');
    expect(error.message).toContain('is not YAML: ');
    expect(error.message).not.toContain('\n');
    expect(error.hint).toBeUndefined();
    expect(error.place).toMatchObject({ file: 'a.yaml', line: 3, column: 1 });
  });

  test('an alias inside the node that it names', () => {
    const error = refused('\na: &a\n  b: *a\n');
    expect(error.message).toContain('is not YAML: ');
    expect(error.place).toMatchObject({ file: 'a.yaml', line: 1, column: 1 });
  });

  test('a few lines whose aliases stand for more than anybody writes', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let nth = 1; nth < 6; nth += 1)
      lines.push(
        `a${nth}: &a${nth} [${Array(10)
          .fill(`*a${nth - 1}`)
          .join(', ')}]`,
      );
    expect(refused(lines.join('\n')).message).toContain('is not YAML: Excessive alias count');
  });

  test('what is no file, and no pipe that a shell opened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-parse-'));
    try {
      await writeFile(join(folder, 'a.yaml'), 'a: 1');
      await expect(parseFile(join(folder, 'a.yaml', 'b'))).rejects.toThrow('it cannot be read (ENOTDIR)');
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      await expect(parseFile(join(folder, 'pipe'), 'Give another.')).rejects.toMatchObject({
        message: `${join(folder, 'pipe')}: it is not a regular file`,
        hint: 'Give another.',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('a file that does not exist, and a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-parse-'));
    try {
      await expect(parseFile(join(folder, 'none.yaml'))).rejects.toThrow('there is no such file');
      await expect(parseFile(folder)).rejects.toThrow('it cannot be read (EISDIR)');
      await writeFile(join(folder, 'a.yaml'), 'a: 1');
      expect((await parseFile(join(folder, 'a.yaml'))).value).toEqual({ a: 1 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('a place far along a line is a JSON Pointer', () => {
  const long = JSON.stringify({ info: 'x'.repeat(2_000), paths: { '/pets': 1 } });
  const { locate } = parseText(long, 'served.json');
  expect(locate('#/paths/~1pets')).toMatchObject({ file: 'served.json', line: 1, pointer: '#/paths/~1pets' });
  expect(locate('#/info')).toEqual({ file: 'served.json', line: 1, column: 2 });
  expect(new ContractError('is wrong', locate('#/paths/~1pets')).message).toBe('served.json#/paths/~1pets is wrong');
});

test.each([
  ['a member', 'a: 12345678901234567890', '{"a":12345678901234567890}'],
  ['an item', '- [1, 12345678901234567890]\n- 2', '[[1,12345678901234567890],2]'],
  ['what lies deep', 'a:\n  - b: 1\n  - 7: -12345678901234567890', '{"a":[{"b":1},{"7":-12345678901234567890}]}'],
  ['JSON', '{"a": 12345678901234567890}', '{"a":12345678901234567890}'],
  ['a name, which is a text', '12345678901234567890: 1', '{"12345678901234567000":1}'],
  ['no text', "a: '12345678901234567890'", '{"a":"12345678901234567890"}'],
  ['no number that has none too many', 'a: 9007199254740991', '{"a":9007199254740991}'],
])('the digits of a large number are kept in %s', (_, text, want) => {
  expect(writeJson(parseText(text, 'f').value)).toBe(want);
});

test('aliases of aliases may stand in hundreds of places', () => {
  const text = `a: &a [1]\nb: &b [*a]\nc: [${Array(150).fill('*b').join(', ')}]`;
  expect(parseText(text, 'f').value).toMatchObject({ c: Array(150).fill([[1]]) });
});

describe('limits', () => {
  test('let a place name its column up to the thousandth', () => {
    const { locate } = parseText(`{"a": "${'x'.repeat(989)}","b":1,"c":2}`, 'a.json');
    expect([locate('#/b'), locate('#/c')]).toEqual([
      { file: 'a.json', line: 1, column: 1_000 - 1 },
      { file: 'a.json', line: 1, column: 1_005, pointer: '#/c' },
    ]);
  });

  test('let a hundred texts in quotes be indented', () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, index) => `k${index}: "a\nb"\n`).join('');
    expect(parseText(lines(100), 'a.yaml').remarks).toHaveLength(100);
    expect(() => parseText(lines(101), 'a.yaml')).toThrow(/is not YAML/);
  });

  test('let a key be looked for twice in four million characters', () => {
    const twice = (length: number): string => `{"a":1,"a":"${'x'.repeat(length - 14)}"}`;
    expect(() => parseText(twice(4_000_000), 'a.json')).toThrow(/a key stands twice/);
    expect(parseText(twice(4_000_001), 'a.json').remarks).toEqual([]);
  });
});

test('an empty text begins where a file begins', () =>
  expect(parseText('', 'a.yaml').locate('#')).toEqual({ file: 'a.yaml', line: 1, column: 1 }));
