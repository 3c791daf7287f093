import { describe, expect, test } from '@jest/globals';
import type { Leaf } from '../../model/binding.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { SHAPE_FAULTS, VALUE_FAULTS, type Member } from './member-faults.ts';

const UUID = '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11';
const TIME = '2001-02-03T04:05:06Z';

/** A member of a response with this schema, bound or volatile, beside other bound texts of the body. */
function member({
  schema = {},
  kind,
  place = '#/it',
  value = 'x',
  others = {},
  body = {},
}: {
  schema?: JsonObject;
  kind?: Leaf['kind'];
  place?: Pointer;
  value?: Json;
  others?: Record<Pointer, [Leaf['kind'], Json]>;
  body?: Json;
} = {}): Member {
  const leaves = Object.entries(others).map(([pointer, [own, text]]) => ({
    ...{ kind: own, place: { in: 'body', pointer }, value: text },
  }));
  return {
    ...{ place, value, clause: '#', schemas: [{ pointer: '#', schema }] },
    ...(kind && { leaf: { kind, place: { in: 'body', pointer: place }, value } }),
    example: { example: { response: { body } }, leaves },
  } as unknown as Member;
}

/** The faults that apply to a value, in words, with the value that each gives. */
function faults(list: typeof VALUE_FAULTS, value: Json, of = member({ value })): Record<string, Json | undefined> {
  return Object.fromEntries(
    list.flatMap(({ does, change }) => {
      const changed = change(value, of);
      return changed ? [[does, changed.to]] : [];
    }),
  );
}

test.each<[Json, Record<string, Json | undefined>]>([
  ['text', { 'answers null for': null, 'changes the type of': expect.any(Number) as never, empties: '' }],
  ['', { 'answers null for': null, 'changes the type of': 0 }],
  [7, { 'answers null for': null, 'changes the type of': 'text' }],
  [0, { 'answers null for': null, 'changes the type of': 'text' }],
  [true, { 'answers null for': null, 'changes the type of': 'text' }],
  [null, { 'changes the type of': {} }],
  [[], { 'answers null for': null, 'changes the type of': {} }],
  [[1], { 'answers null for': null, 'changes the type of': {}, empties: [] }],
  [{}, { 'answers null for': null, 'changes the type of': 'text' }],
  [{ a: 1 }, { 'answers null for': null, 'changes the type of': 'text', empties: {} }],
])('the faults of any value, of %j, are %j', (value, want) => {
  const { 'leaves out': left, misspells, ...rest } = faults(VALUE_FAULTS, value);
  expect([left, misspells]).toEqual([undefined, undefined]);
  expect(rest).toEqual(want);
});

test('a text becomes another number than another text', () => {
  const numbers = ['a', 'b', 'ab', 'ba', UUID].map((text) => faults(VALUE_FAULTS, text)['changes the type of']);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(Number.isSafeInteger(number)).toBe(true);
});

test.each<[string, number]>([
  ['a', 314],
  ['ab', 9_832],
  ['ba', 9_862],
  ['\u{1f600}', 128_729],
  ['abcd', 451_694],
])('%j becomes always the same number: %i', (text, number) => {
  expect(faults(VALUE_FAULTS, text)['changes the type of']).toBe(number);
});

describe('the faults of the form', () => {
  const ANOTHER = 'answers with another';
  const CASE = 'changes the letter case of';

  test.each<[Json, Json | undefined]>([
    ['text', 'text2'],
    [7, 8],
    [true, false],
    ['', undefined],
    [null, undefined],
    [[], undefined],
  ])('answer with another value than %j: %j', (value, want) => {
    expect(faults(SHAPE_FAULTS, value)[ANOTHER]).toEqual(want);
  });

  test.each<[Json[], string, Json]>([
    [['a', 'b'], 'a', 'b'],
    [['a', 'b'], 'b', 'a'],
    [['a'], 'a', 'a2'],
  ])('answer with another value of %j than %s: %s, and with one that is none of them', (values, value, want) => {
    const found = faults(SHAPE_FAULTS, value, member({ value, schema: { enum: values } }));
    expect([found[ANOTHER], found['leaves the enumeration of']]).toEqual([want, `${value}-assay`]);
  });

  test.each<[Json, Json | undefined]>([
    ['ab', 'a'],
    ['a', undefined],
    ['', undefined],
    [77, undefined],
  ])('truncate %j to %j', (value, want) => {
    expect(faults(SHAPE_FAULTS, value)['truncates']).toEqual(want);
  });

  test.each<[string, Leaf['kind'] | undefined, string | undefined]>([
    ['text', undefined, 'TEXT'],
    ['TEXT', undefined, 'text'],
    ['123', undefined, undefined],
    [UUID, 'volatile', undefined],
    [UUID, 'literal', UUID.toUpperCase()],
    [TIME, 'volatile', undefined],
    [TIME, 'bound', TIME.toLowerCase()],
    ['text', 'volatile', 'TEXT'],
  ])('write %s, which is %s, in the other letter case: %s', (value, kind, want) => {
    expect(faults(SHAPE_FAULTS, value, member({ value, ...(kind && { kind }) }))[CASE]).toBe(want);
  });

  test.each<[Json, family: string, Json | undefined]>([
    [UUID, 'breaks the format of', `no-${UUID}`],
    [UUID.toUpperCase(), 'breaks the format of', `no-${UUID.toUpperCase()}`],
    [`x${UUID}`, 'breaks the format of', undefined],
    [TIME, 'answers with a text that is not a time for', 'yesterday'],
    ['2001-02-03', 'answers with a text that is not a time for', undefined],
    ['/a', 'answers with no URI for', 'not a URI /a'],
    ['https://x.example', 'answers with no URI for', 'not a URI https://x.example'],
    ['HTTP:x', 'answers with no URI for', 'not a URI HTTP:x'],
    ['/a b', 'answers with no URI for', undefined],
    ['a/b', 'answers with no URI for', undefined],
  ])('for %j: %s, which gives %j', (value, does, want) => {
    expect(faults(SHAPE_FAULTS, value)[does]).toEqual(want);
  });

  test('answer with a text of no format where null has one', () => {
    const found = (value: Json, schema: JsonObject) =>
      faults(SHAPE_FAULTS, value, member({ value, schema }))['answers with a text that is none of the format of'];
    expect(found(null, { format: 'uri' })).toBe('not of that format {');
    expect(found(null, {})).toBeUndefined();
    expect(found('/a', { format: 'uri' })).toBeUndefined();
  });
});

describe('a member is swapped with its neighbour', () => {
  const links = { self: { href: '/pets/1' }, app: { href: '/apps/1' }, title: 'x' };
  const swapped = (more: Parameters<typeof member>[0]) =>
    faults(
      SHAPE_FAULTS,
      '/pets/1',
      member({ kind: 'bound', place: '#/self/href', value: '/pets/1', body: links, ...more }),
    )['swaps with its neighbour'];

  test.each<[string, Parameters<typeof member>[0], Json | undefined]>([
    ['which is bound', { others: { '#/app/href': ['bound', '/apps/1'] } }, '/apps/1'],
    ['but for one that is literal', { others: { '#/app/href': ['literal', '/apps/1'] } }, undefined],
    ['but for one with the same value', { others: { '#/app/href': ['bound', '/pets/1'] } }, undefined],
    [
      'but for one with another name',
      { others: { '#/title': ['bound', 'x'], '#/app/name': ['bound', 'x'] } },
      undefined,
    ],
    ['but for one elsewhere', { others: { '#/in/app/href': ['bound', 'x'] } }, undefined],
    ['but for one that is no text', { others: { '#/app/href': ['bound', 7] } }, undefined],
    ['if it is bound itself', { kind: 'literal', others: { '#/app/href': ['bound', '/apps/1'] } }, undefined],
    ['but for itself', { others: { '#/self/href': ['bound', '/other'] } }, undefined],
  ])('row %#: %s', (_, more, want) => {
    expect(swapped(more)).toEqual(want);
  });
});
