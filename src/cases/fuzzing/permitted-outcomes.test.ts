import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createGenerationContext } from './arbitraries/values.ts';
import { permittedOutcomes } from './permitted-outcomes.ts';

const BOTH = 'may refuse, may normalize';
const REFUSE = 'may refuse';
const NORMALIZE = 'may normalize';
const NEITHER = 'has to accept and keep';

/** The permitted outcomes of a request with one value, in its body or as a parameter. */
async function outcomeOf(
  schema: JsonObject,
  value: Json,
  { name = 'a', where = 'body', shown = undefined as Json | undefined } = {},
) {
  const parameter = { name, in: where, required: true, schema, ...(shown !== undefined && { example: shown }) };
  const contract = await contractOf({
    paths: {
      '/things/{id}': {
        post: {
          parameters: [
            ...(where === 'body' || name !== 'id'
              ? [{ name: 'id', in: 'path', required: true, schema: {}, example: 1 }]
              : []),
            ...(where === 'body' ? [] : [parameter]),
          ],
          ...(where === 'body' && {
            requestBody: {
              content: {
                'application/json': {
                  schema: { type: 'object', properties: { [name]: schema } },
                  ...(shown !== undefined && { examples: { one: { value: { [name]: shown } } } }),
                },
              },
            },
          }),
          responses: { '201': { description: 'made' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const empty = { path: { id: 1 }, query: {}, header: {}, cookie: {} };
  const inputs =
    where === 'body'
      ? { ...empty, mediaType: 'application/json', body: { [name]: value } }
      : { ...empty, [where]: { ...(where === 'path' && empty.path), [name]: value } };
  const { mayRefuse, mayNormalize } = permittedOutcomes(createGenerationContext(contract, []), operation, inputs);
  return [mayRefuse && REFUSE, mayNormalize && NORMALIZE].filter(Boolean).join(', ') || NEITHER;
}

describe('a text', () => {
  test.each<[string, JsonObject, string, string]>([
    ['is like the usual one', {}, 'assay', NEITHER],
    ['is like the usual one with letters and digits behind it', {}, 'assay7x', NEITHER],
    ['is any other', {}, 'else', REFUSE],
    ['has a sign behind the usual one', {}, 'assay!', REFUSE],
    ['is listed', { enum: ['else', ''] }, 'else', NEITHER],
    ['is listed and empty', { enum: ['else', ''] }, '', NEITHER],
    ['is the constant', { const: ' else ' }, ' else ', NEITHER],
    ['fits a pattern with printable characters', { pattern: '^x' }, 'x-y', NEITHER],
    ['fits a pattern and has a blank', { pattern: '^x' }, 'x y', REFUSE],
    ['fits a pattern and has other letters', { pattern: '^x' }, 'xé', REFUSE],
    ['is a date of this time', { format: 'date' }, '2024-05-05', NORMALIZE],
    ['is a time of this time', { format: 'date-time' }, '2020-05-05T00:00:00Z', NORMALIZE],
    ['is a date of another time', { format: 'date' }, '1850-05-05', BOTH],
    ['is a date of 2050', { format: 'date' }, '2050-05-05', BOTH],
    ['is a date of another century, whose month is that of now', { format: 'date' }, '1999-20-20', BOTH],
    ['is a date of 2049', { format: 'date' }, '2049-05-05', NORMALIZE],
    ['is a date of 1999', { format: 'date' }, '1999-12-31', BOTH],
    ['is of another format', { format: 'uuid' }, '20000000-0000-4000-8000-000000000000', BOTH],
    ['is empty', {}, '', BOTH],
    ['has a blank at its end', {}, 'assay ', BOTH],
    ['has a control character', {}, 'assay\u0001', BOTH],
    ['has a line separator', {}, 'assay\u2028x', BOTH],
    ['has a mark of its own', {}, 'assaye\u0301', BOTH],
    ['has 1000 characters', {}, 'assay'.padEnd(1000, 'x'), NEITHER],
    ['has 1001 characters', {}, 'assay'.padEnd(1001, 'x'), NORMALIZE],
    ['is shown by the schema', { examples: ['§ §'] }, '§ §', NEITHER],
    ['is like one that the schema shows', { examples: [7, 'shown'] }, 'shown7', NEITHER],
    ['has a sign behind one that the schema shows', { examples: ['shown'] }, 'shown!', REFUSE],
    ['is the default', { default: '§' }, '§', NEITHER],
    ['begins as the usual one, and may not be longer', { maxLength: 3 }, 'ass', NEITHER],
    ['has a letter behind one that the schema shows', { examples: ['§'] }, '§x', NEITHER],
    [
      'is the first forty characters of one shown',
      { examples: [`${'a'.repeat(39)}§§`] },
      `${'a'.repeat(39)}§`,
      NEITHER,
    ],
    ['is the first forty-one of one shown', { examples: [`${'a'.repeat(39)}§§§`] }, `${'a'.repeat(39)}§§`, REFUSE],
    ['has a sign that is written in another way as well', {}, 'assay\u212b', BOTH],
  ])('%s (%j %j): the server %s', async (_, schema, value, want) => {
    expect(await outcomeOf({ type: 'string', ...schema }, value)).toBe(want);
  });

  test.each([
    'id',
    'app_id',
    'appId',
    'ids',
    'guid',
    'parent',
    'owner',
    'token',
    'api-key',
    'ref',
    'password',
    'passphrase',
  ])('may be refused where its member %s names something else', async (name) => {
    expect(await outcomeOf({ type: 'string' }, 'assay', { name })).toBe(REFUSE);
  });

  test.each(['idea', 'monkey', 'appid', 'name', 'ownership'])('must be accepted as the member %s', async (name) => {
    expect(await outcomeOf({ type: 'string' }, 'assay', { name })).toBe(NEITHER);
  });

  test('must be accepted if documents show it', async () => {
    expect(await outcomeOf({ type: 'string' }, '§', { shown: '§' })).toBe(NEITHER);
    expect(await outcomeOf({ type: 'string' }, '§', { shown: 'x' })).toBe(REFUSE);
  });
});

describe('a number', () => {
  test.each<[JsonObject, number, string]>([
    [{}, 1, NEITHER],
    [{}, 0, REFUSE],
    [{}, 100, NEITHER],
    [{}, 101, REFUSE],
    [{ minimum: 0 }, 0, NEITHER],
    [{ minimum: 500 }, 600, NEITHER],
    [{ minimum: 500 }, 601, REFUSE],
    [{ maximum: 5000, minimum: 1 }, 5000, NEITHER],
    [{ maximum: 5000 }, 0, REFUSE],
    [{ maximum: 2 ** 40, minimum: 1 }, 2 ** 31, REFUSE],
    [{ maximum: 2 ** 40, minimum: 1 }, 2 ** 31 - 1, NEITHER],
    [{ maximum: 2 ** 60, minimum: 1 }, 2 ** 53, BOTH],
    [{}, 1.25, NEITHER],
    [{}, 1.255, BOTH],
    [{ enum: [-7.123] }, -7.123, NEITHER],
  ])('with the schema %j is %d: the server %s', async (schema, value, want) => {
    expect(await outcomeOf({ type: 'number', ...schema }, value)).toBe(want);
  });
});

describe('null, truth values, arrays and objects', () => {
  const texts = { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c', 'd'] } };
  test.each<[JsonObject, Json, string]>([
    [{}, null, NORMALIZE],
    [{ type: 'boolean' }, true, NEITHER],
    [texts, [], BOTH],
    [{ ...texts, minItems: 0 }, [], NORMALIZE],
    [texts, ['a', 'b', 'c'], NORMALIZE],
    [texts, ['a', 'b', 'c', 'd'], BOTH],
    [{ ...texts, maxItems: 9 }, ['a', 'b', 'c', 'd'], NORMALIZE],
    [texts, ['a', 'a'], BOTH],
    [{ type: 'object', properties: { x: { type: 'boolean' } } }, { x: true }, NEITHER],
    [{ type: 'object', properties: { x: {} } }, {}, NORMALIZE],
    [{ type: 'object', properties: { x: {} } }, { y: true }, BOTH],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, { y: true }, NEITHER],
    [{ type: 'object', additionalProperties: true }, { y: true }, BOTH],
    [{ type: 'object', properties: { 7: { type: 'boolean' } }, additionalProperties: true }, { 7: true }, NEITHER],
    // The first five items count.
    [{ type: 'array', items: { type: 'integer' }, maxItems: 9 }, [0, 1], BOTH],
    [{ type: 'array', items: { type: 'integer' }, maxItems: 9 }, [1, 2, 3, 4, 0], BOTH],
    [{ type: 'array', items: { type: 'integer' }, maxItems: 9 }, [1, 2, 3, 4, 5, 0], NORMALIZE],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, { 'a b': true }, REFUSE],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, { '7': true }, REFUSE],
  ])('with the schema %j, the value is %j: the server %s', async (schema, value, want) => {
    expect(await outcomeOf(schema, value)).toBe(want);
  });

  const shared: JsonObject = {
    type: 'object',
    properties: { x: { enum: ['p', 'q'] }, y: { enum: ['p', 'q'] }, z: { enum: ['r'] } },
  };
  test.each<[string, Json, Json | undefined, string]>([
    ['has to accept the same value twice', { x: 'p', y: 'p' }, undefined, NEITHER],
    ['may refuse two values that both enumerations list', { x: 'p', y: 'q' }, undefined, REFUSE],
    ['has to accept two such values that documents show', { x: 'p', y: 'q', z: 'r' }, { x: 'p', y: 'q' }, NEITHER],
    ['has to accept values of enumerations that share none', { x: 'p', z: 'r' }, undefined, NEITHER],
  ])('the server %s', async (_, value, shown, want) => {
    expect(await outcomeOf(shared, value, { ...(shown !== undefined && { shown }) })).toBe(want);
  });
});

describe('the outcomes of parameters', () => {
  test.each<[string, JsonObject, Json, { where: string; name?: string; shown?: Json }, string]>([
    ['is in a path', { enum: [1, 2] }, 1, { where: 'path', name: 'id' }, REFUSE],
    [
      'is in a path, and another one is documented',
      { enum: [1, 2] },
      2,
      { where: 'path', name: 'id', shown: 1 },
      REFUSE,
    ],
    ['is in a path as documented', { enum: [1, 2] }, 1, { where: 'path', name: 'id', shown: 1 }, NEITHER],
    ['is a free text', { type: 'string' }, 'assay', { where: 'query' }, REFUSE],
    ['is a listed text', { enum: ['x'] }, 'x', { where: 'query' }, NEITHER],
    ['fits a pattern', { pattern: 'x' }, 'x', { where: 'query' }, NEITHER],
    ['is a password', { format: 'password' }, 'assay', { where: 'header' }, REFUSE],
    ['is a number', { type: 'integer' }, 5, { where: 'query' }, NEITHER],
    ['is a number that few servers expect', { type: 'integer' }, 0, { where: 'query' }, REFUSE],
  ])('a parameter that %s has the outcome expected', async (_, schema, value, how, want) => {
    expect(await outcomeOf(schema, value, how)).toBe(want);
  });
});
