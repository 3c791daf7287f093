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

const nested = (depth: number, inner: JsonObject): JsonObject =>
  depth === 0 ? inner : { allOf: [{ maxItems: 9 }, nested(depth - 1, inner)] };

test.each<[name: string, schema: JsonObject, isGuess: boolean]>([
  ['in a list of types', { type: ['null', 'array'] }, false],
  ['in a list without arrays', { type: ['null', 'object'] }, true],
  ['as members alone', { properties: {} }, true],
  ['nowhere', { maxItems: 9 }, false],
  ['as members that are none', { properties: 5 }, false],
  ['in a part', nested(1, { type: 'object' }), true],
  ['in a part, as a list', nested(1, { type: 'array' }), false],
  ['eight parts deep', nested(8, { type: 'object' }), true],
  ['nine parts deep', nested(9, { type: 'object' }), false],
])('a schema is taken for that of one item only if it says so: %s', (_, schema, isGuess) => {
  const media: JsonObject = { schema };
  expect(described(media)).toEqual({
    media: { schema: isGuess ? { type: 'array', items: schema } : schema },
    moves: isGuess ? [[`${AT}/schema/items`, `${AT}/schema`]] : [],
    guesses: isGuess ? [`${AT}/schema`] : [],
  });
});

test.each<[name: string, media: JsonObject, moves: [string, string][]]>([
  [
    'no schema',
    { itemSchema: true },
    [
      [`${AT}/schema`, AT],
      [`${AT}/schema/items`, `${AT}/itemSchema`],
    ],
  ],
  [
    'a schema',
    { itemSchema: thing, schema: { maxItems: 3 } },
    [
      [`${AT}/schema`, AT],
      [`${AT}/schema/items`, `${AT}/itemSchema`],
      [`${AT}/schema/allOf/0`, `${AT}/schema`],
    ],
  ],
])('the parts of itemSchema beside %s lead back to where they stood', (_, media, moves) =>
  expect(described(media).moves).toEqual(moves),
);

test('the items lead back to itemSchema', () =>
  expect(described({ itemSchema: thing }).moves).toContainEqual([`${AT}/schema/items`, `${AT}/itemSchema`]));

test('other media types stay as they are', () =>
  expect(described({ itemSchema: thing }, 'application/json').media).toEqual({ itemSchema: thing }));
