import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { describeSequence } from './describe-sequence.ts';

const thing = { type: 'object', properties: { a: { type: 'integer' } } };
const list = { type: 'array', items: thing };
const AT = '#/content/application~1jsonl';

const described = (media: JsonObject, type = 'application/jsonl') => {
  const moves: [string, string][] = [];
  const warnings = describeSequence({ content: { [type]: media } }, media, {
    type,
    at: AT,
    move: (to, from) => moves.push([to, from]),
  });
  return { media, moves, guesses: warnings.map(({ guess }) => guess) };
};

test.each<[name: string, media: JsonObject, schema: JsonObject]>([
  ['itemSchema', { itemSchema: thing }, list],
  ['itemSchema and schema', { itemSchema: thing, schema: { maxItems: 3 } }, { ...list, allOf: [{ maxItems: 3 }] }],
  ['a schema of a list', { schema: list }, list],
  ['a schema of texts', { schema: { type: 'string' } }, { type: 'string' }],
])('a sequence is described as a list by %s, which is no guess', (_, media, schema) =>
  expect(described(media)).toMatchObject({ media: { schema }, guesses: [] }),
);

test('a schema of one item is taken for that of each, which is a guess', () =>
  expect(described({ schema: thing })).toEqual({
    media: { schema: list },
    moves: [[`${AT}/schema/items`, `${AT}/schema`]],
    guesses: [`${AT}/schema`],
  }));

test('the items lead back to itemSchema', () =>
  expect(described({ itemSchema: thing }).moves).toContainEqual([`${AT}/schema/items`, `${AT}/itemSchema`]));

test('other media types stay as they are', () =>
  expect(described({ itemSchema: thing }, 'application/json').media).toEqual({ itemSchema: thing }));
