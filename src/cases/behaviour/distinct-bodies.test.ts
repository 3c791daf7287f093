import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { distinctBody, namesAnother, rankOf, withOptionalMembers } from './distinct-bodies.ts';

/** A contract that takes a body with these members, and its media type. */
async function taking(properties: JsonObject, more: JsonObject = {}) {
  const schema = { type: 'object', properties, ...more };
  const contract = await contractOf({
    paths: {
      '/pets': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 201: { description: 'Made.' } },
        },
      },
    },
  });
  const media = contract.operations[0]?.body?.media[0];
  if (!media) throw new Error('no media type');
  return { contract, media };
}

/** The body of this number, made from another one. */
async function made(properties: JsonObject, body: Json, nth: number, kept: Pointer[] = []): Promise<Json> {
  const { contract, media } = await taking(properties);
  return distinctBody({ contract, media, mark: 'k7', isKept: (place) => kept.includes(place) }, body, nth);
}
const member = async (schema: JsonObject, value: Json, nth: number) =>
  ((await made({ it: schema }, { it: value }, nth)) as JsonObject)['it'];

const text = { type: 'string' };
const number = { type: 'number' };

describe('a body that can be told apart', () => {
  test.each([0, 2, 3, 9])('has a text that begins with its rank and ends with its mark, number %d', async (nth) => {
    const rank = rankOf(nth, 'it');
    const start = `${'ABCDEFGHIJKLMNOP'[rank >> 1]}${rank % 2 === 0 ? 'b' : 'n'}`;
    expect(await member(text, 'old', nth)).toBe(`${start} k7${nth}`);
  });

  test.each<[JsonObject, string]>([
    [{ ...text, example: '[]' }, '[]'],
    [{ ...text, description: 'Stored as JSON' }, '{}'],
  ])('keeps a text that is JSON by its schema, %j', async (schema, value) => {
    expect(await member(schema, value, 3)).toBe(value);
  });

  test('has letters of several alphabets in its second text, where the contract allows them', async () => {
    expect(await member(text, 'old', 1)).toMatch(/^[A-P][bn] k71 Zoë Ω 猫 😀$/u);
    expect(await member({ ...text, maxLength: 8 }, 'old', 1)).toMatch(/^[A-P][bn] k71$/);
  });

  test.each<[pattern: string, like: RegExp]>([
    ['^[A-Za-z0-9 ]*$', /^[A-P][bn] k72$/],
    ['^[a-z0-9-]*$', /^[a-p][bn]-k72$/],
    ['^[a-z0-9]*$', /^[a-p][bn]k72$/],
    ['^[A-Z0-9]*$', /^[A-P][BN]K72$/],
  ])('has a text that keeps to the pattern %s', async (pattern, like) => {
    expect(await member({ ...text, pattern }, '', 2)).toMatch(like);
  });

  test('has a name that is new where a text may not be anything else', async () => {
    const value = await member({ ...text, format: 'email' }, 'a@b.example', 2);
    expect(value).toMatch(/k72.*@b\.example$/);
  });

  test('has numbers of one more character from the thirty-sixth on', async () => {
    expect(await member(text, 'old', 36)).toMatch(/^[A-P][bn] k710$/);
    expect(await member({ type: 'array' }, ['x'], 36)).toEqual(['k710a']);
    expect(await member({ ...text, format: 'email' }, 'a@b.example', 36)).toMatch(/k710.*@b\.example$/);
  });

  test('has each of its names changed once', async () => {
    const email = { ...text, format: 'email' };
    const body = await made({ a: email, b: email }, { a: 'a@x.example', b: 'b@x.example' }, 2);
    expect(JSON.stringify(body).match(/k72/g)).toHaveLength(2);
  });

  test.each<[JsonObject, value: number, nth: number, want: (rank: number) => number]>([
    [number, 2, 0, (rank) => 2 + rank * 1.25],
    [number, 2, 3, (rank) => 2 + rank * 1.25],
    [{ type: 'integer' }, 2, 2, (rank) => (rank % 4 === 0 ? 2 + rank * 1.25 : 2 + rank)],
    [{ type: 'integer', maximum: 2 }, 2, 3, (rank) => 2 - rank],
    [{ type: 'integer', minimum: 1, maximum: 5 }, 2, 3, (rank) => 1 + ((1 + rank) % 5)],
    [{ type: 'integer', minimum: 4, maximum: 4 }, 4, 3, () => 4],
  ])('has a number by %j from %d, number %d', async (schema, value, nth, want) => {
    expect(await member(schema, value, nth)).toBe(want(rankOf(nth, 'it')));
  });

  test('has a date as many days later as its rank', async () => {
    const rank = rankOf(2, 'it');
    const later = new Date(Date.UTC(2001, 0, 1 + rank)).toISOString();
    expect(await member({ ...text, format: 'date' }, '2001-01-01', 2)).toBe(later.slice(0, 10));
    expect(await member({ ...text, format: 'date-time' }, '2001-01-01T00:00:00Z', 2)).toBe(later.replace('.000Z', 'Z'));
    expect(await member({ ...text, format: 'date-time' }, '2001-01-01T00:00:00.500Z', 2)).toBe(
      later.replace('.000Z', '.500Z'),
    );
  });

  test.each([
    [0, 'a'],
    [1, 'b'],
    [2, 'c'],
    [3, 'b'],
  ])('number %d has the listed value %s', async (nth, want) => {
    expect(await member({ enum: ['a', null, 'b', 'c'] }, 'a', nth)).toBe(want);
  });

  test('has truth values in an order that no other member has', async () => {
    const values = await Promise.all(Array.from({ length: 10 }, (_, nth) => member({ type: 'boolean' }, true, nth)));
    expect(values).toEqual([true, false, true, false, false, true, false, true, true, false]);
  });

  test.each<[value: Json, want: Json]>([
    [['x'], ['k72a']],
    [
      ['x', 'y'],
      ['k72a', 'k72b'],
    ],
    [[], ['k72a']],
    [Array.from({ length: 9 }, () => 'x'), [...'abcdefghz'].map((letter) => `k72${letter}`)],
    [
      [1, 2],
      [1, 2],
    ],
  ])('has texts of its own in the list %j', async (value, want) => {
    expect(await member({ type: 'array' }, value, 2)).toEqual(want);
  });

  test('keeps its value where the turn of a listed one has come that is not allowed', async () => {
    expect(await member({ enum: ['a', 'b', 'c'], not: { const: 'b' } }, 'a', 1)).toBe('a');
  });

  test('locks nothing that the other one does not lock, unless the contract wants that', async () => {
    const lock = { type: 'boolean' };
    expect(await made({ locked: lock }, { locked: false }, 0)).toEqual({ locked: false });
    expect(await made({ locked: lock, other: lock }, { locked: true, other: false }, 0)).toEqual({
      locked: true,
      other: true,
    });
    const wanted = { ...lock, enum: [true] };
    const { contract, media } = await taking({ locked: wanted, note: text });
    expect(withOptionalMembers({ contract, media }, {})).toEqual({ locked: true, note: 'assay' });
    expect(withOptionalMembers({ ...(await taking({ locked: lock, note: text })) }, {})).toEqual({
      locked: false,
      note: 'assay',
    });
  });

  test('changes the members of a member', async () => {
    const body = await made({ a: { type: 'object', properties: { it: text } } }, { a: { it: 'old' } }, 2);
    expect(body).toEqual({ a: { it: await member(text, 'old', 2) } });
  });

  test.each<[string, name: string, JsonObject, value: Json]>([
    ['null', 'it', { type: ['string', 'null'] }, null],
    ['what names another thing', 'shopId', text, 'a'],
    ['what names the thing itself', '_id', text, 'a'],
    ['what names the thing itself, in capitals', 'UUID', text, 'a'],
    ['the only value', 'it', { const: 'a' }, 'a'],
    ['the only listed value', 'it', { enum: ['a', null] }, 'a'],
    ['what is kept', 'kept', text, 'a'],
    ['a date that is none', 'it', { ...text, format: 'date-time', maxLength: 1, minLength: 1 }, 'x'],
  ])('leaves %s as it is', async (_, name, schema, value) => {
    const { contract, media } = await taking({ [name]: schema });
    const isKept = (place: Pointer, one: Json) => place === '#/kept' && one === value;
    expect(distinctBody({ contract, media, mark: 'k7', isKept }, { [name]: value }, 2)).toEqual({ [name]: value });
  });
});

describe('the same body with optional members', () => {
  const all = {
    name: text,
    note: { type: 'string', default: 'n' },
    id: text,
    GUID: text,
    shopId: text,
    shopName: { type: 'string', default: 's' },
    made: { ...text, readOnly: true },
    nothing: { type: 'null' },
  };

  test('has those that are plain, and no others', async () => {
    const body = withOptionalMembers(await taking(all), { name: 'a' });
    expect(Object.keys(body as object)).toEqual(['name', 'note', 'shopName']);
    expect(body).toMatchObject({ name: 'a' });
  });

  test('keeps nothing from being deleted again', async () => {
    const lock = { type: 'boolean', default: true };
    const asked = { ...all, protected: lock };
    expect(withOptionalMembers(await taking(asked), { name: 'a' })).toMatchObject({ protected: false });
    const locked = { name: 'a', protected: true };
    expect(withOptionalMembers(await taking(asked), locked)).toMatchObject(locked);
    const distinct = async (body: Json, schema: JsonObject) =>
      distinctBody({ ...(await taking({ ...all, protected: schema })), mark: 'k7', isKept: () => false }, body, 1);
    expect(await distinct({ name: 'a', protected: false }, lock)).toMatchObject({ protected: false });
    expect(await distinct({ name: 'a', protected: true }, { const: true })).toMatchObject({ protected: true });
  });

  test('has none that the contract forbids together with the others', async () => {
    const forbidden = await taking(all, { not: { required: ['note'] } });
    expect(Object.keys(withOptionalMembers(forbidden, { name: 'a' }) as object)).toEqual(['name', 'shopName']);
  });

  test.each<[Json]>([['text'], [null], [['list']]])('is the same where it is no object: %j', async (body) => {
    expect(withOptionalMembers(await taking(all), body)).toBe(body);
  });

  test('is the same where nothing describes it', async () => {
    const { contract, media } = await taking(all);
    const { schema: _, ...undescribed } = media;
    const body = { name: 'a' };
    expect(withOptionalMembers({ contract, media: undescribed }, body)).toBe(body);
  });
});

test.each([
  ['shopId', true],
  ['shop_uuid', true],
  ['shopGuid', true],
  ['shopUid', true],
  ['shopName', false],
  ['shop_key', false],
  ['shopSlug', false],
  ['id', false],
  ['shop', false],
])('the name %s is a reference to another thing: %s', (name, want) => {
  expect(namesAnother(name)).toBe(want);
});

test.each(['it', 'name', 'price', 'a', 'title', 'weight', 'colour', ''])(
  'the ranks of the member "%s" are those of 31 things, each once, in another order than they are made',
  (name) => {
    const ranks = Array.from({ length: 31 }, (_, nth) => rankOf(nth, name));
    expect(ranks.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 31 }, (_, rank) => rank));
    expect(ranks).not.toEqual(ranks.toSorted((one, other) => one - other));
    expect(rankOf(31, name)).toBe(rankOf(0, name));
  },
);

test('members have ranks in several orders', () => {
  const names = 'abcdefghijklmnopqrstuvwxyz'.split('');
  const steps = new Set(names.map((name) => (rankOf(1, name) - rankOf(0, name) + 31) % 31));
  expect([...steps].sort((one, other) => one - other)).toEqual([5, 7, 11, 13, 17, 19, 23]);
});

test.each<[name: string, ranks: number[]]>([
  ['', [7, 14, 21, 28, 4, 11]],
  ['a', [4, 9, 14, 19, 24, 29]],
  ['title', [0, 13, 26, 8, 21, 3]],
  ['a long name of a member', [16, 29, 11, 24, 6, 19]],
])('the ranks of the member "%s" are the same in each run: %j', (name, ranks) => {
  expect(Array.from({ length: 6 }, (_, nth) => rankOf(nth, name))).toEqual(ranks);
});
