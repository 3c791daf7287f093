import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract, ParameterIn } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { parseExactly } from '../../json/exact-integers.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { readPairs } from '../../http/form-pairs.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { decodeSegment } from '../path-template.ts';
import { decodeStyled, defaultStyle, STYLES, styleIn } from './index.ts';
import { withDigits, type Styled } from './style.ts';

const SCHEMAS = {
  number: { type: 'integer' },
  text: { type: 'string' },
  numbers: { type: 'array', items: { type: 'integer' } },
  texts: { type: 'array', items: { type: 'string' } },
  color: { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } },
  map: { type: 'object', additionalProperties: { type: 'string' } },
  closed: { type: 'object', properties: { R: { type: 'integer' } }, additionalProperties: false },
  lists: { type: 'object', properties: { tags: { type: 'array', items: { type: 'integer' } } } },
  nested: { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'integer' } } } } },
  any: {},
};
type Name = keyof typeof SCHEMAS;
let contract: Contract;
beforeAll(async () => {
  contract = await contractOf({ paths: {}, components: { schemas: SCHEMAS } });
});
const shape = (name: Name): Shape => shapeOf(contract, `#/components/schemas/${name}`);

const decodeQuery = (text: string): string | undefined => decodeSegment(text.replaceAll('+', ' '));

/** A value that is encoded for a path or header, and decoded again. */
describe('a text in its place', () => {
  type Row = [style: string, explode: boolean, schema: Name, value: Json, text: string];
  test.each<Row>([
    ['simple', false, 'number', 5, '5'],
    ['simple', true, 'number', 5, '5'],
    ['simple', false, 'text', 'a,b', 'a%2Cb'],
    ['simple', false, 'numbers', [3, 4, 5], '3,4,5'],
    ['simple', true, 'numbers', [3, 4, 5], '3,4,5'],
    ['simple', false, 'texts', ['a,b', 'c'], 'a%2Cb,c'],
    ['simple', false, 'numbers', [], ''],
    ['simple', false, 'color', { R: 100, G: 200 }, 'R,100,G,200'],
    ['simple', true, 'color', { R: 100, G: 200 }, 'R=100,G=200'],
    ['simple', true, 'map', { 'a=b': 'c=d' }, 'a%3Db=c%3Dd'],
    ['label', false, 'number', 5, '.5'],
    ['label', false, 'text', 'a.b', '.a%2Eb'],
    ['label', false, 'numbers', [3, 4], '.3,4'],
    ['label', true, 'numbers', [3, 4], '.3.4'],
    ['label', true, 'texts', ['a.b', 'c'], '.a%2Eb.c'],
    ['label', false, 'color', { R: 100, G: 200 }, '.R,100,G,200'],
    ['label', true, 'color', { R: 100, G: 200 }, '.R=100.G=200'],
    ['label', false, 'text', '', '.'],
    ['matrix', false, 'number', 5, ';id=5'],
    ['matrix', true, 'number', 5, ';id=5'],
    ['matrix', false, 'text', '', ';id'],
    ['matrix', false, 'numbers', [3, 4], ';id=3,4'],
    ['matrix', true, 'numbers', [3, 4], ';id=3;id=4'],
    ['matrix', true, 'texts', ['', 'a;b'], ';id;id=a%3Bb'],
    ['matrix', false, 'color', { R: 100, G: 200 }, ';id=R,100,G,200'],
    ['matrix', true, 'color', { R: 100, G: 200 }, ';R=100;G=200'],
  ])('%s, explode %s, writes and reads %s %j as %s', (style, explode, schema, value, text) => {
    const styled: Styled = { name: 'id', style, explode };
    expect(styleIn('path', style).encode(styled, value)).toEqual([text]);
    expect(decodeStyled('path', styled, shape(schema), [text], decodeSegment)).toEqual({ value });
  });

  test.each<[style: string, explode: boolean, schema: Name, text: string, problem: string]>([
    ['label', false, 'number', '5', 'is not written in the style label, as in .…'],
    ['label', true, 'numbers', '1.2', 'is not written in the style label, as in .…'],
    ['matrix', false, 'number', '5', 'is not written in the style matrix, as in ;id=…'],
    ['matrix', false, 'number', ';other=5', 'is not written in the style matrix, as in ;id=…'],
    ['matrix', true, 'numbers', '1;2', 'is not written in the style matrix, as in ;…'],
    ['matrix', true, 'numbers', ';id=1;other=2', 'is not well percent-encoded'],
    ['simple', false, 'number', '%zz', 'is not well percent-encoded'],
    ['simple', false, 'texts', 'a,%zz', 'is not well percent-encoded'],
    ['simple', true, 'color', 'R=1,%zz=2', 'is not well percent-encoded'],
  ])('%s, explode %s, refuses %s from %s', (style, explode, schema, text, problem) => {
    expect(decodeStyled('path', { name: 'id', style, explode }, shape(schema), [text], decodeSegment)).toEqual({
      problem,
    });
  });

  test('matrix reads a percent-encoded name, and a plain one', () => {
    const styled: Styled = { name: 'a b', style: 'matrix', explode: false };
    expect(styleIn('path', 'matrix').encode(styled, 1)).toEqual([';a%20b=1']);
    for (const text of [';a b=1', ';a%20b=1'])
      expect(decodeStyled('path', styled, shape('number'), [text], decodeSegment)).toEqual({ value: 1 });
  });

  test('an object of an odd number of parts ends with an empty value', () => {
    const styled: Styled = { name: 'id', style: 'simple', explode: false };
    expect(decodeStyled('path', styled, shape('map'), ['a,b,c'], decodeSegment)).toEqual({ value: { a: 'b', c: '' } });
    const exploded = { ...styled, explode: true };
    expect(decodeStyled('path', exploded, shape('map'), ['a=b,c'], decodeSegment)).toEqual({
      value: { a: 'b', c: '' },
    });
  });
});

/** A value that is encoded as pairs of a query, and decoded like the parameters of a request. */
describe('pairs of a query', () => {
  const read = (styled: Styled, of: Shape, query: string, isTaken: (name: string) => boolean = () => false) => {
    const pairs = readPairs(query);
    const spread = styleIn('query', styled.style).spread?.(styled, of);
    if (spread)
      return spread.read(
        pairs.filter(([name]) => spread.has(name, isTaken)),
        decodeQuery,
      );
    const texts = pairs.filter(([name]) => name === styled.name).map(([, value]) => value);
    return decodeStyled('query', styled, of, texts, decodeQuery);
  };

  type Row = [style: string, explode: boolean, schema: Name, value: Json, query: string];
  test.each<Row>([
    ['form', true, 'number', 5, 'id=5'],
    ['form', false, 'text', 'a,b&c', 'id=a%2Cb%26c'],
    ['form', true, 'numbers', [3, 4], 'id=3&id=4'],
    ['form', true, 'numbers', [3], 'id=3'],
    ['form', true, 'texts', ['a,b'], 'id=a%2Cb'],
    ['form', false, 'numbers', [3, 4], 'id=3,4'],
    ['form', false, 'texts', ['a,b', 'c'], 'id=a%2Cb,c'],
    ['form', false, 'color', { R: 100, G: 200 }, 'id=R,100,G,200'],
    ['form', true, 'color', { R: 100, G: 200 }, 'R=100&G=200'],
    ['form', true, 'lists', { tags: [1, 2] }, 'tags=1&tags=2'],
    ['form', true, 'map', { 'a b': 'c' }, 'a%20b=c'],
    ['spaceDelimited', false, 'numbers', [3, 4], 'id=3%204'],
    ['spaceDelimited', true, 'numbers', [3, 4], 'id=3&id=4'],
    ['spaceDelimited', false, 'color', { R: 1, G: 2 }, 'id=R%201%20G%202'],
    ['pipeDelimited', false, 'numbers', [3, 4], 'id=3%7C4'],
    ['pipeDelimited', true, 'numbers', [3, 4], 'id=3&id=4'],
    ['pipeDelimited', false, 'color', { R: 1, G: 2 }, 'id=R%7C1%7CG%7C2'],
    ['deepObject', true, 'color', { R: 100, G: 200 }, 'id%5BR%5D=100&id%5BG%5D=200'],
    ['deepObject', true, 'nested', { a: { b: 1 } }, 'id%5Ba%5D%5Bb%5D=1'],
    ['deepObject', true, 'lists', { tags: [1, 2] }, 'id%5Btags%5D=1&id%5Btags%5D=2'],
    ['deepObject', true, 'numbers', [3, 4], 'id=3&id=4'],
    ['deepObject', false, 'numbers', [3, 4], 'id=3,4'],
  ])('%s, explode %s, writes and reads %s %j as %s', (style, explode, schema, value, query) => {
    const styled: Styled = { name: 'id', style, explode };
    expect(styleIn('query', style).encode(styled, value).join('&')).toBe(query);
    expect(read(styled, shape(schema), query)).toEqual({ value });
  });

  test.each([
    ['spaceDelimited', 'id=R%201%20G%202'],
    ['pipeDelimited', 'id=R%7C1%7CG%7C2'],
  ])('%s writes and reads an exploded object under one name', (style, query) => {
    const styled: Styled = { name: 'id', style, explode: true };
    expect(styleIn('query', style).encode(styled, { R: 1, G: 2 })).toEqual([query]);
    expect(read(styled, shape('color'), query)).toEqual({ value: { R: 1, G: 2 } });
  });

  test.each<[style: string, explode: boolean, schema: Name, query: string, value: Json]>([
    ['spaceDelimited', false, 'numbers', 'id=1+2 3%204', [1, 2, 3, 4]],
    ['spaceDelimited', true, 'numbers', 'id=1+2', [1, 2]],
    ['pipeDelimited', false, 'numbers', 'id=1|2%7c3%7C4', [1, 2, 3, 4]],
    ['pipeDelimited', true, 'numbers', 'id=1|2', [1, 2]],
    ['deepObject', true, 'numbers', 'id=3,4', [3, 4]],
    ['spaceDelimited', false, 'numbers', 'id=3+4&id=5', [3, 4]],
    ['pipeDelimited', false, 'numbers', 'id=3|4&id=5', [3, 4]],
    ['deepObject', false, 'numbers', 'id=3,4&id=5', [3, 4]],
    ['deepObject', true, 'any', 'id[a]=1&id[b][c]=x', { a: '1', b: { c: 'x' } }],
    ['deepObject', true, 'lists', 'id[tags][]=1&id[tags][]=2', { tags: [1, 2] }],
    ['deepObject', true, 'lists', 'id[tags]=[1,2]', { tags: [1, 2] }],
    ['deepObject', true, 'color', 'id[R]=1&id[R]=2&idR=3&id[G=4', { R: 1 }],
    ['deepObject', true, 'map', 'id[__proto__]=x', JSON.parse('{"__proto__":"x"}') as Json],
    ['deepObject', true, 'nested', 'id[a]=1&id[a][b]=2', { a: { b: 2 } }],
    ['deepObject', true, 'nested', 'id[a][b]=2&id[a]=1', { a: { b: 2 } }],
    ['deepObject', true, 'lists', 'id[tags]=1', { tags: [1] }],
    ['deepObject', true, 'any', 'id[a][]=1', { a: { '': '1' } }],
  ])('%s, explode %s, reads %s from %s', (style, explode, schema, query, value) => {
    expect(read({ name: 'id', style, explode }, shape(schema), query)).toEqual({ value });
  });

  test.each<[style: string, schema: Name, query: string]>([
    ['form', 'color', 'R=%zz'],
    ['form', 'numbers', 'id=%zz'],
    ['deepObject', 'color', 'id[R]=%zz'],
  ])('%s refuses %s that is badly encoded: %s', (style, schema, query) => {
    expect(read({ name: 'id', style, explode: true }, shape(schema), query)).toEqual({
      problem: 'is not well percent-encoded',
    });
  });

  test.each<[levels: number, result: object]>([
    [1_000, { value: expect.anything() }],
    [1_001, { problem: 'is nested deeper than 1000 levels' }],
  ])('deepObject reads %d levels as %j', (levels, result) => {
    expect(
      read({ name: 'id', style: 'deepObject', explode: true }, shape('any'), `id${'[a]'.repeat(levels)}=1`),
    ).toEqual(result);
  });

  test('an exploded object takes its own names, and others only if nothing else has them', () => {
    const styled: Styled = { name: 'id', style: 'form', explode: true };
    const isTaken = (name: string) => name === 'R' || name === 'key';
    expect(read(styled, shape('color'), 'R=1&key=2&other=3', isTaken)).toEqual({ value: { R: 1 } });
    expect(read(styled, shape('map'), 'R=1&key=2&other=3', isTaken)).toEqual({ value: { other: '3' } });
    expect(read(styled, shape('closed'), 'R=1&other=3')).toEqual({ value: { R: 1 } });
  });

  test.each<[style: string, schema: Name]>([
    ['form', 'color'],
    ['deepObject', 'color'],
  ])('%s reads no value of %s from a query that has none of its names', (style, schema) => {
    expect(read({ name: 'id', style, explode: true }, shape(schema), 'z=1')).toEqual({});
  });

  test.each<[value: Json, style: string, query: string]>([
    [':/?@$,;', 'form', 'id=:/?@$,;'],
    ['a&b=c#d[e]+', 'form', 'id=a%26b%3Dc%23d%5Be%5D%2B'],
    [['a/b', 'c,d'], 'form', 'id=a/b,c%2Cd'],
    [{ 'a/b': 'c?d' }, 'deepObject', 'id%5Ba%2Fb%5D=c?d'],
  ])('allowReserved leaves %j readable in style %s', (value, style, query) => {
    const styled: Styled = { name: 'id', style, explode: false, allowReserved: true };
    expect(styleIn('query', style).encode(styled, value).join('&')).toBe(query);
  });

  test('a value that is nested too deep for a style is written as JSON', () => {
    const encode = (style: string, value: Json) =>
      styleIn('query', style).encode({ name: 'id', style, explode: true }, value);
    expect(encode('form', [{ a: 1 }])).toEqual(['id=%7B%22a%22%3A1%7D']);
    expect(encode('deepObject', { l: [{ a: 1 }] })).toEqual(['id%5Bl%5D=%7B%22a%22%3A1%7D']);
    expect(encode('form', null)).toEqual(['id=']);
  });
});

describe('style cookie', () => {
  type Row = [explode: boolean, schema: Name, value: Json, cookies: string[]];
  test.each<Row>([
    [false, 'number', 5, ['id=5']],
    [false, 'numbers', [1, 2], ['id=1,2']],
    [true, 'numbers', [1, 2], ['id=1', 'id=2']],
    [false, 'text', 'a%b c', ['id=a%b c']],
  ])('explode %s writes and reads %s %j as %j', (explode, schema, value, cookies) => {
    const styled: Styled = { name: 'id', style: 'cookie', explode };
    expect(styleIn('cookie', 'cookie').encode(styled, value)).toEqual(cookies);
    const texts = cookies.map((cookie) => cookie.slice('id='.length));
    expect(decodeStyled('cookie', styled, shape(schema), texts, (text) => text)).toEqual({ value });
  });

  test('an exploded object is a cookie for each of its members', () => {
    const styled: Styled = { name: 'id', style: 'cookie', explode: true };
    expect(styleIn('cookie', 'cookie').encode(styled, { R: 1, G: 'a b' })).toEqual(['R=1', 'G=a b']);
    const spread = styleIn('cookie', 'cookie').spread?.(styled, shape('color'));
    expect(
      spread?.read(
        [
          ['R', '1'],
          ['G', '2'],
        ],
        (text) => text,
      ),
    ).toEqual({ value: { R: 1, G: 2 } });
  });
});

describe('the list of styles', () => {
  test.each<[where: ParameterIn, styles: string[]]>([
    ['path', ['simple', 'label', 'matrix']],
    ['query', ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']],
    ['header', ['simple']],
    ['cookie', ['form', 'cookie']],
  ])('a parameter in %s has one of %j, the first unless it says so', (where, styles) => {
    expect(STYLES.filter((style) => style.in.includes(where)).map(({ name }) => name)).toEqual(styles);
    expect(defaultStyle(where).name).toBe(styles[0]);
    for (const name of styles) expect(styleIn(where, name).name).toBe(name);
    for (const name of ['nope', 'constructor']) expect(styleIn(where, name).name).toBe(styles[0]);
  });

  test('a member of a form may be JSON, a parameter may not', () => {
    const styled: Styled = { name: 'id', style: 'form', explode: true };
    expect(decodeStyled('query', { ...styled, json: true }, shape('numbers'), ['[1,2]'], decodeQuery)).toEqual({
      value: [1, 2],
    });
    expect(decodeStyled('query', styled, shape('texts'), ['[1,2]'], decodeQuery)).toEqual({ value: ['[1,2]'] });
    expect(decodeStyled('query', { ...styled, json: true }, shape('texts'), ['[1]', '[2]'], decodeQuery)).toEqual({
      value: ['[1]', '[2]'],
    });
  });
});

test.each<[where: ParameterIn, styled: Styled, value: Json, pairs: string[]]>([
  ['query', { name: 'a b', style: 'form', explode: false }, 'x&y', ['a%20b=x%26y']],
  [
    'query',
    { name: 'a b', style: 'form', explode: true },
    ['x&y', { c: '&' }],
    ['a%20b=x%26y', 'a%20b=%7B%22c%22%3A%22%26%22%7D'],
  ],
  [
    'query',
    { name: 'a', style: 'form', explode: true },
    { 'c d': { e: 1 }, f: ['&', null] },
    ['c%20d=%7B%22e%22%3A1%7D', 'f=%26', 'f='],
  ],
  ['query', { name: 'a', style: 'form', explode: false, allowReserved: true }, '/?&,', ['a=/?%26,']],
  ['query', { name: 'a', style: 'form', explode: false, allowReserved: true }, ['x,/', '&'], ['a=x%2C/,%26']],
  [
    'query',
    { name: 'a b', style: 'deepObject', explode: true },
    { 'c d': 'e&f', l: [{ x: 1 }, 2, [3]] },
    ['a%20b%5Bc%20d%5D=e%26f', 'a%20b%5Bl%5D=%7B%22x%22%3A1%7D', 'a%20b%5Bl%5D=2', 'a%20b%5Bl%5D=3'],
  ],
  ['cookie', { name: 'c', style: 'cookie', explode: true }, [{ a: 1 }, 'x y'], ['c={"a":1}', 'c=x y']],
  ['cookie', { name: 'c', style: 'cookie', explode: true }, { a: [1], b: '&' }, ['a=[1]', 'b=&']],
  ['cookie', { name: 'c', style: 'cookie', explode: false }, [1, '&'], ['c=1,&']],
])('in a %s, %j of %j is written as %j', (where, styled, value, pairs) =>
  expect(styleIn(where, styled.style).encode(styled, value)).toEqual(pairs),
);

test('an object in one text is read by its delimiters, though lists are exploded', () => {
  const styled = { name: 'a', style: 'form', explode: true };
  expect(decodeStyled('query', styled, shape('color'), ['R=100,G=200'], decodeQuery)).toEqual({
    value: { R: 100, G: 200 },
  });
});

test.each<[member: string, want: string]>([
  ['7', '7'],
  ['9007199254740993', '"9007199254740993"'],
  ['[1, 9007199254740993]', '[1,"9007199254740993"]'],
  ['{"b": 9007199254740993, "c": 7}', '{"b":"9007199254740993","c":7}'],
  ['[1, 2]', '[1,2]'],
  ['null', 'null'],
])('the member %s with its digits is %s', (member, want) => {
  const holder = parseExactly(`{"a": ${member}}`).value as JsonObject;
  expect(JSON.stringify(withDigits(holder, 'a', holder['a'] as Json))).toBe(want);
});

test.each<[where: ParameterIn, style: string, want: string]>([
  ['path', 'form', 'simple'],
  ['path', 'matrix', 'matrix'],
  ['query', 'matrix', 'form'],
  ['header', 'form', 'simple'],
  ['cookie', 'deepObject', 'form'],
  ['cookie', 'cookie', 'cookie'],
])('a parameter in %s that says %s has the style %s', (where, style, want) =>
  expect(styleIn(where, style).name).toBe(want),
);

test('a list may be written as JSON that is percent-encoded, where the place allows it', () => {
  const styled = { name: 'a', style: 'form', explode: true };
  const read = (json: boolean) =>
    decodeStyled('query', { ...styled, json }, shape('numbers'), ['%5B1,2%5D'], decodeQuery);
  expect(read(true)).toEqual({ value: [1, 2] });
  expect(read(false)).toEqual({ value: ['[1,2]'] });
});
