import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { validVariations } from './valid-variations.ts';
import { MAX_ITEMS, MAX_LENGTH } from '../variations.ts';

const SCHEMA = '#/components/schemas/It';
const contractWith = (schema: JsonObject) => contractOf({ paths: {}, components: { schemas: { It: schema } } });

/** Variations as `title` and the value that they make. */
async function variationsOf(schema: JsonObject, value: Json): Promise<Record<string, Json>> {
  const found = validVariations(await contractWith(schema), SCHEMA, value);
  return Object.fromEntries(found.map(({ title, value: made }) => [title, made]));
}

const object = (schema: JsonObject, isRequired = true): JsonObject => ({
  type: 'object',
  properties: { a: schema },
  ...(isRequired && { required: ['a'] }),
});

describe('validVariations', () => {
  test.each<[string, JsonObject, Json, Json[]]>([
    ['each other listed value', { enum: ['x', 'y', 'z'] }, 'x', ['y', 'z']],
    ['the other truth value', { type: 'boolean' }, true, [false]],
    ['each bound of a number', { minimum: 1, maximum: 9 }, 5, [1, 9]],
    ['no exclusive bound', { exclusiveMinimum: 1 }, 5, []],
    ['the shortest and the longest text', { minLength: 2, maxLength: 4, const: 'abc' }, 'abc', ['ab', 'abca']],
    ['no text beyond the longest that is sent', { maxLength: MAX_LENGTH + 1, const: 'abc' }, 'abc', []],
    ['the longest text that is sent', { maxLength: MAX_LENGTH, const: 'abc' }, 'abc', ['abc'.padEnd(MAX_LENGTH, 'a')]],
    ['the fewest and the most items', { minItems: 1, maxItems: 3 }, [5, 6], [[5], [5, 6, 7]]],
    ['no more items than are sent', { maxItems: MAX_ITEMS + 1 }, [5], []],
    ['each alternative', { oneOf: [{ const: 1 }, { const: 2 }] }, 1, [1, 2]],
    ['each alternative of anyOf', { anyOf: [{ const: 1 }, { const: 2 }] }, 1, [1, 2]],
    ['nothing for a text that is JSON', { type: 'string', example: '{}' }, '{}', []],
    ['nothing for bytes', { type: 'string', contentEncoding: 'base64' }, 'YQ==', []],
    ['nothing for an image', { type: 'string', contentMediaType: 'image/png' }, 'YQ==', []],
    ['nothing for a value without a clause', {}, 5, []],
  ])('tries %s', async (_, schema, value, want) => {
    const made = await variationsOf(object(schema), { a: value });
    expect(Object.values(made).map((body) => (body as JsonObject)['a'])).toEqual(want);
  });

  test.each<[JsonObject, Json, string[]]>([
    [{ minLength: 1, maxLength: 2, const: 'abc' }, 'abc', ['with a of 1 character', 'with a of 2 characters']],
    [{ minItems: 1, maxItems: 3 }, [5, 6], ['with 1 of a', 'with 3 of a']],
    [{ minimum: 1, maximum: 9 }, 5, ['with a as 1', 'with a as 9']],
    [{ oneOf: [{ const: 1 }, { const: 2 }] }, 1, ['with a as alternative 1', 'with a as alternative 2']],
  ])('says of %j and the value %j what it tries', async (schema, value, titles) => {
    expect(Object.keys(await variationsOf(object(schema), { a: value }))).toEqual(titles);
  });

  test('leaves out what is optional, and keeps what is required', async () => {
    const schema = { type: 'object', required: ['a'], properties: { a: {}, b: {} } };
    expect(await variationsOf(schema, { a: 1, b: 2 })).toEqual({ 'without b': { a: 1 } });
  });

  test('adds an optional member: the smallest value and a full one', async () => {
    const schema = object({ type: 'object', properties: { b: { const: 1 } } }, false);
    expect(await variationsOf(schema, {})).toEqual({
      'with a as {}': { a: {} },
      'with a of b': { a: { b: 1 } },
    });
  });

  test('prefers a documented value to a generated full one', async () => {
    const contract = await contractWith(object({ type: 'object', properties: { b: {} } }, false));
    const found = validVariations(contract, SCHEMA, {}, [{ c: 1 }, { a: { b: 'shown' } }]);
    expect(found.map(({ value }) => value)).toEqual([{ a: { b: 'shown' } }, { a: {} }]);
  });

  test.each<[what: string, schema: JsonObject, there: Json[], sent: Json]>([
    ['a number that is there', { type: 'integer' }, [7, 8], 7],
    ['its digits, for a text', { type: 'string' }, [7], '7'],
    ['a list of one', { type: 'array', items: { type: 'integer' } }, [7], [7]],
    ['the first that fits', { type: 'integer', minimum: 8 }, [7, 8], 8],
  ])('names what is there in an optional member by %s, and nothing else', async (_, schema, there, sent) => {
    const contract = await contractWith(object(schema, false));
    const found = validVariations(contract, SCHEMA, {}, [], (place) => (place === '#/a' ? there : []));
    expect(found.map(({ title, value }) => [title, value])).toEqual([['with a that names what is there', { a: sent }]]);
  });

  test('makes up an optional member where nothing that is there fits', async () => {
    const contract = await contractWith(object({ type: 'integer', minimum: 1 }, false));
    const found = validVariations(contract, SCHEMA, {}, [], () => ['none']);
    expect(found.map(({ value }) => value)).toContainEqual({ a: 1 });
  });

  test('does not add members that only responses have', async () => {
    expect(await variationsOf(object({ const: 1, readOnly: true }, false), {})).toEqual({});
  });

  test.each<[string, JsonObject, boolean]>([
    ['a free text', {}, true],
    ['a password', { format: 'password' }, true],
    ['a text with another format', { format: 'email' }, false],
    ['a text with a pattern', { pattern: '^a' }, false],
    ['a text with a longest length', { maxLength: 100_000 }, false],
  ])('sends letters beyond ASCII, which a server may refuse, or not, for %s', async (_, schema, isSent) => {
    const found = validVariations(await contractWith(object({ type: 'string', ...schema })), SCHEMA, { a: 'abc' });
    const rich = found.filter(({ title }) => title.includes('beyond ASCII'));
    expect(rich.map(({ mayRefuse }) => mayRefuse)).toEqual(isSent ? [true] : []);
    for (const { value } of rich) expect((value as JsonObject)['a']).toMatch(/日本/);
  });

  test('gives a password blanks at its ends, and another text none at its end', async () => {
    const rich = async (schema: JsonObject) => {
      const made = await variationsOf(object({ type: 'string', ...schema }), { a: 'abc' });
      return String((made['with quotes, signs and letters beyond ASCII in a'] as JsonObject)['a']);
    };
    expect(await rich({ format: 'password' })).toMatch(/^ .* $/su);
    expect(await rich({})).toMatch(/^abc .*\S$/su);
  });

  test('gives a listed value to the sibling members that list it too', async () => {
    const listed = { enum: ['x', 'y'] };
    const schema = {
      type: 'object',
      required: ['a', 'b', 'c'],
      properties: { a: listed, b: listed, c: { enum: ['x'] } },
    };
    expect(await variationsOf(schema, { a: 'x', b: 'x', c: 'x' })).toEqual({
      'with a as "y", as is b': { a: 'y', b: 'y', c: 'x' },
      'with b as "y", as is a': { a: 'y', b: 'y', c: 'x' },
    });
  });
});
