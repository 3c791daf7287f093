import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { formatMember, resize, resizeArray, walk } from './variations.ts';

const SCHEMA = '#/components/schemas/It';
const contractWith = (schema: JsonObject) => contractOf({ paths: {}, components: { schemas: { It: schema } } });

describe('walk', () => {
  const visited = async (schema: JsonObject, value: Json) =>
    walk(await contractWith(schema), SCHEMA, value, [({ at, optional }) => [`${at}${optional ? '?' : ''}`]]);

  test('visits each member and the first item, and says what may be left out', async () => {
    expect(await visited({ required: ['a'], properties: { a: {}, b: {} } }, { a: [{ x: 1 }, 2], b: null })).toEqual([
      '#',
      '#/a',
      '#/a/0',
      '#/a/0/x?',
      '#/b?',
    ]);
  });

  test('ends at a depth of 12', async () => {
    let deep: Json = 1;
    for (let level = 0; level < 20; level += 1) deep = { a: deep };
    expect((await visited({}, deep)).length).toBe(13);
  });
});

test.each<[string, string, number, string]>([
  ['cuts a text', 'abcd', 2, 'ab'],
  ['keeps a text of the length', 'abcd', 4, 'abcd'],
  ['fills a text up', 'ab', 4, 'abaa'],
  ['empties a text', 'ab', 0, ''],
])('%s (%j to %d characters)', (_, text, length, want) => {
  expect(resize(text, length)).toBe(want);
});

test.each([
  ['#/data/image', 'data.image'],
  ['#/a/0', 'a.0'],
  ['#', 'its body'],
  ['#/0', 'item 0 of its body'],
  ['#/12/name', 'name of item 12 of its body'],
  ['#/0/data/image', 'data.image of item 0 of its body'],
  ['#/a1', 'a1'],
  ['#/1a', '1a'],
])('names the member at %s %s', (at, want) => {
  expect(formatMember(at)).toBe(want);
});

describe('resizeArray', () => {
  const resized = async (schema: JsonObject, items: Json[], length: number) =>
    walk(await contractWith(schema), SCHEMA, items, [
      (level) => (level.at === '#' ? [resizeArray(level, items, length)] : []),
    ]);

  test.each<[string, JsonObject, Json[], number, Json[]]>([
    ['cuts an array', {}, [1, 2, 3], 2, [1, 2]],
    ['keeps an array of the length', {}, [1, 2], 2, [1, 2]],
    ['adds items that differ from all that are there', {}, [5, 6], 4, [5, 6, 7, 8]],
    ['makes the items of an empty array from their schema', { items: { const: 9 } }, [], 2, [10, 11]],
    ['makes texts where nothing describes the items', {}, [], 1, ['item2']],
  ])('%s', async (_, schema, items, length, want) => {
    expect(await resized(schema, items, length)).toEqual([want]);
  });
});
