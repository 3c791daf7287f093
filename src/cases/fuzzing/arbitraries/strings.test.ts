import { Random } from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { randomOf, type Stage, type ValueRange } from './base.ts';
import { anyArbitrary, SPECIAL_TEXTS, textArbitrary, USUAL } from './strings.ts';

function drawn(schema: JsonObject, range: ValueRange, shown: Json[] = [], count = 400): string[] {
  const arbitrary = textArbitrary([{ pointer: '#', schema }], range, shown);
  return Array.from({ length: count }, (_, nth) => arbitrary.generate(new Random(randomOf(1, nth)), 3).value as string);
}
const lengths = (texts: string[]) => [...new Set(texts.map((text) => [...text].length))].sort((a, b) => a - b);

describe('typical texts', () => {
  test('start with the usual word, and up to four letters follow', () => {
    const texts = drawn({}, 'typical');
    expect(texts.every((text) => text.startsWith(USUAL) && /^[a-zA-Z0-9]+$/.test(text))).toBe(true);
    expect(lengths(texts)).toEqual([5, 6, 7, 8, 9]);
  });

  test('start with a documented text', () => {
    const texts = drawn({}, 'typical', ['Rex', '', 7, 'Tom']);
    expect(texts.every((text) => /^(Rex|Tom)/.test(text))).toBe(true);
    expect(texts.some((text) => text.startsWith('Rex'))).toBe(true);
    expect(texts.some((text) => text.startsWith('Tom'))).toBe(true);
  });

  test.each<[schema: JsonObject, least: number, most: number]>([
    [{ maxLength: 3 }, 3, 3],
    [{ minLength: 7 }, 7, 9],
    [{ minLength: 12, maxLength: 20 }, 12, 12],
    [{ maxLength: 0 }, 0, 0],
  ])('heed the lengths of %j', (schema, least, most) => {
    const found = lengths(drawn(schema, 'typical'));
    expect([found[0], found.at(-1)]).toEqual([least, most]);
  });
});

describe('edge texts', () => {
  test('include the texts that often make servers fail', () => {
    const texts = new Set(drawn({}, 'edge', [], 6_000));
    expect(SPECIAL_TEXTS.filter((text) => !texts.has(text)).length).toBeLessThan(SPECIAL_TEXTS.length / 20);
  });

  test('reach both lengths and do not exceed them', () => {
    const found = lengths(drawn({ minLength: 2, maxLength: 8 }, 'edge', [], 1_000));
    expect([found[0], found.at(-1)]).toEqual([2, 8]);
  });

  test('are at most 5,000 characters long if the contract sets no limit', () =>
    expect(lengths(drawn({}, 'edge', [], 2_000)).at(-1)).toBe(5_000));

  test('are longer if the contract requires it, up to 10,000 characters', () => {
    expect(lengths(drawn({ minLength: 6_000 }, 'edge')).at(-1)).toBe(6_000);
    expect(lengths(drawn({ minLength: 20_000 }, 'edge')).at(-1)).toBe(10_000);
  });
});

test.each<[pattern: string, test: RegExp]>([
  ['^[A-Z]{2}-\\d$', /^[A-Z]{2}-\d$/],
  ['\\d', /\d/],
])('texts match the pattern %s', (pattern, want) => {
  for (const range of ['typical', 'edge'] as const)
    expect(drawn({ pattern }, range).every((text) => want.test(text))).toBe(true);
});

test('a pattern and lengths apply together', () =>
  expect(lengths(drawn({ pattern: '^[a-z]+$', minLength: 2, maxLength: 4 }, 'edge'))).toEqual([2, 3, 4]));

test('an invalid pattern is ignored', () => expect(drawn({ pattern: '(' }, 'typical')[0]).toMatch(/^assay/));

test.each(['password', 'binary'])('the format %s has no syntax', (format) =>
  expect(drawn({ format }, 'typical').every((text) => text.startsWith(USUAL))).toBe(true),
);

test('a format takes precedence over the usual word', () =>
  expect(drawn({ format: 'uuid' }, 'typical').every((text) => /^[0-9a-f-]{36}$/.test(text))).toBe(true));

test.each<[range: ValueRange, types: string[]]>([
  ['typical', ['boolean', 'number', 'string']],
  ['edge', ['boolean', 'number', 'object', 'string']],
])('anything that is %s has the types %j', (range, types) => {
  const arbitrary = anyArbitrary(range);
  const found = Array.from(
    { length: 500 },
    (_, nth) => typeof arbitrary.generate(new Random(randomOf(1, nth)), 3).value,
  );
  expect([...new Set(found)].sort()).toEqual(types);
});

test.each<[schema: JsonObject, range: ValueRange, stage: Stage, shown: Json[], texts: string[]]>([
  [
    {},
    'edge',
    'early',
    [],
    [
      '\ufeffa',
      'assayhHF',
      ':K~\u1897\u1e7f=G\u08e1\ud98b\udda4e',
      'assay',
      '\u03f0}\u0006\u00b5\r$\u07f9',
      '\uda8a\uddde\u24e6\u1690\u0512f\u05ac^',
      '',
      '>',
    ],
  ],
  [
    {},
    'edge',
    'late',
    [],
    ['assayxvz', '\udb6a\udd65\udaa6\uddb0\uda5c\udfc6', 'ry<?xml?>tG', '%2FmqA', '.qpF5', 'L\\Uim8', 'M/ll', '>'],
  ],
  [{}, 'typical', 'early', ['Rex', 'Tom'], ['Rexx', 'RexhHF', 'Rexry', 'Rex', 'Tom', 'RexL', 'TomM', 'RexUi']],
  [
    {},
    'typical',
    'late',
    [],
    [
      'assayrefgA',
      'assayuhHF',
      'assay8ryY',
      'assayqHvwmqAN',
      'assayVukKgA',
      'assaypLmq',
      'assayCMbUo',
      'assay2UidDINV',
    ],
  ],
  [
    { minLength: 3, maxLength: 5 },
    'edge',
    'early',
    [],
    [
      '\ufeffaa',
      'assay',
      ':K~\u1897\u1e7f',
      'assay',
      '\u03f0}\u0006\u00b5\r',
      '\uda8a\uddde\u24e6\u1690\u0512f',
      'aaa',
      '>aa',
    ],
  ],
  [
    { pattern: '^(?=.*a)[a-z]+$', minLength: 9, maxLength: 12 },
    'edge',
    'early',
    [],
    ['assayassay', 'aaaaaaaaa', 'aaaaaaaaa', 'aaaaaaaaaaaa', 'aaaaaaaaa', 'aaaaaaaaaaaa', 'aaaaaaaaaaaa', 'assayassay'],
  ],
  [
    {},
    'typical',
    'late',
    ['Rex'],
    ['RexrefgA', 'RexuhHF', 'Rex8ryY', 'RexqHvwmqAN', 'RexVukKgA', 'RexpLmq', 'RexCMbUo', 'Rex2UidDINV'],
  ],
  [
    { maxLength: 3 },
    'edge',
    'late',
    [],
    ['ass', '\udb6a\udd65\udaa6\uddb0\uda5c\udfc6', 'ry<', '%2F', '.qp', 'L\\U', 'M/l', '>'],
  ],
  [
    { pattern: '^(?=.*a)[a-z]+$' },
    'typical',
    'early',
    [],
    [
      'assay',
      'a',
      'a',
      'aaaaaaaaaaaaaaaaaaaaaaaa',
      'a',
      'aaaaaaaaaaaaaaaaaaaaaaaa',
      'aaaaaaaaaaaaaaaaaaaaaaaa',
      'assay',
    ],
  ],
  [
    { format: 'email', maxLength: 30 },
    'edge',
    'early',
    [],
    [
      '!e|_f|r|dd.8+cr@3rl5.le',
      '94^-|`@3kp88ln.54my.nqn',
      '+~r.2i^zn.k-u@p.oa',
      'h@bz.3q1mqvk57.asc',
      "??i1*.ix45c~0*3.d^'a@q.kv",
      '/wg!4k+u@rnfx.pf',
      'o9e~@kw9f9c9btfna.cn',
      "5{z'`q.'n|@q.zos",
    ],
  ],
])('a seed draws the same texts of %j in each version (%s, %s, shown %j)', (schema, range, stage, shown, texts) => {
  const arbitrary = textArbitrary([{ pointer: '#', schema }], range, shown, stage);
  expect(texts.map((_, nth) => arbitrary.generate(new Random(randomOf(1, nth)), 3).value)).toEqual(texts);
});

test.each<[range: ValueRange, values: Json[]]>([
  ['typical', ['xvz', true, 3, 31, 7, 32, 7, true, 1, 96]],
  [
    'edge',
    [
      '3xv',
      100,
      6,
      false,
      null,
      18,
      {
        '2\u0d42KV2\u06a3~\u1bdaSi': [
          null,
          ']*}\u1112\u2448$',
          null,
          '!EVq\ud8f5\ude07\u12ee.\u0399\u0894"',
          -5.252798181479173e111,
          -4.324152476904124e-157,
        ],
      },
      false,
      '=W\u18b0\u227fwC\u0697_',
      'hm',
    ],
  ],
])('a seed draws the same values of any kind in each version (%s)', (range, values) =>
  expect(values.map((_, nth) => anyArbitrary(range).generate(new Random(randomOf(1, nth)), 3).value)).toEqual(values),
);

test('a text of a format is drawn ten times until its length fits', () => {
  const texts = drawn({ format: 'time', minLength: 16 }, 'typical');
  expect(texts.filter((text) => text.length < 16)).toHaveLength(45);
});

test('anything holds values three levels deep at the most', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  const values = Array.from({ length: 500 }, (_, nth) =>
    anyArbitrary('edge').generate(new Random(randomOf(2, nth)), 3),
  );
  expect(Math.max(...values.map(({ value }) => depthOf(value)))).toBe(3);
});
