import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { secretValues } from '../contract/secrets.ts';
import { createBodyWalk, touchFresh, type Walked } from './body-walk.ts';

const text = { type: 'string' };
const members = (properties: JsonObject, more: JsonObject = {}) => ({ type: 'object', properties, ...more });

/** A walk over the answers, or the requests, of an operation that has this schema. */
async function walking(schema: JsonObject, { examples = [] as Json[], isSent = false } = {}) {
  const named = Object.fromEntries(examples.map((value, nth) => [`e${nth}`, { value }]));
  const contract = await contractOf({
    paths: {
      '/x': {
        get: {
          responses: {
            200: {
              description: '',
              content: { 'application/json': { schema, ...(examples[0] && { examples: named }) } },
            },
          },
        },
      },
    },
  });
  const [media] = contract.operations[0]?.responses[0]?.media ?? [];
  const walk = createBodyWalk(contract, media?.schema, isSent ? undefined : media);
  const over = (body: Json, touched: Set<Pointer> | undefined = new Set<Pointer>()) => {
    const into: Walked = { secrets: [], touched, fresh: [] };
    const isWhole = walk(body, into);
    return { isWhole, secrets: into.secrets, fresh: into.fresh, into };
  };
  return { contract, media, over };
}

const PET = members({
  name: text,
  age: { type: 'integer' },
  toys: { type: 'array', items: members({ colour: text }) },
});

describe('going over a body', () => {
  test.each<[what: string, schema: JsonObject, body: Json, want: boolean]>([
    ['covers one with documented members', PET, { name: 'a', age: 1, toys: [{ colour: 'red' }] }, true],
    ['covers one without members', PET, {}, true],
    ['ends at another member', PET, { name: 'a', more: 1 }, false],
    ['ends at another member in a list', PET, { toys: [{ more: 1 }] }, false],
    ['covers one with any member where none is documented', { type: 'object' }, { more: 1 }, true],
    ['covers one with any member that a map allows', members({}, { additionalProperties: text }), { more: 'a' }, true],
    [
      'covers one with a member that a pattern describes',
      members({}, { patternProperties: { '^m': text } }),
      { more: 'a' },
      true,
    ],
    ['ends at a member that only requests have', members({ name: { ...text, writeOnly: true } }), { name: 'a' }, false],
    ['covers null', PET, null, true],
    ['covers a text', PET, 'a', true],
  ])('%s', async (_, schema, body, want) => expect((await walking(schema)).over(body).isWhole).toBe(want));

  test('covers a member that an example shows', async () => {
    const { over } = await walking(PET, { examples: [{ shown: 1 }] });
    expect(over({ shown: 2 }).isWhole).toBe(true);
    expect(over({ hidden: 2 }).isWhole).toBe(false);
  });

  test('covers a member that an example shows of an item', async () => {
    const { over } = await walking({ type: 'array', items: PET }, { examples: [[{ name: 'a' }, { shown: 1 }]] });
    expect(over([{ shown: 2 }]).isWhole).toBe(true);
    expect(over([{ hidden: 2 }]).isWhole).toBe(false);
  });

  test('covers members that only requests have where it was sent', async () => {
    const { over } = await walking(members({ name: { ...text, writeOnly: true } }), { isSent: true });
    expect(over({ name: 'a' }).isWhole).toBe(true);
  });

  test('looks at the first twenty things of a list alone', async () => {
    const { over } = await walking({ type: 'array', items: PET });
    const list = (at: number) =>
      Array.from({ length: 30 }, (_, nth): Json => (nth === at ? { more: 1 } : { name: 'a' }));
    expect([19, 20].map((at) => over(list(at)).isWhole)).toEqual([false, true]);
  });

  test.each<[what: string, schema: JsonObject, make: (size: number) => Json, most: number]>([
    ['ten thousand items', { type: 'array', items: text }, (size) => Array.from({ length: size }, () => 'a'), 10_000],
    [
      'ten thousand members of several things',
      { type: 'array', items: PET },
      (size) => [...Array.from({ length: 100 }, () => 1), { toys: Array.from({ length: size - 102 }, () => 1) }],
      10_000,
    ],
    [
      'a thousand names',
      members({}, { additionalProperties: text }),
      (size) => Object.fromEntries(Array.from({ length: size }, (_, nth) => [`m${nth}`, 'a'])),
      1_000,
    ],
  ])('covers up to %s', async (_, schema, make, most) => {
    const { over } = await walking(schema);
    expect([most, most + 1].map((size) => over(make(size)).isWhole)).toEqual([true, false]);
    expect(over(make(10)).isWhole).toBe(true);
  });

  test('covers the twentieth level, and none below', async () => {
    const { over } = await walking({ type: 'array' });
    const nested = (depth: number): Json => (depth === 0 ? [] : [nested(depth - 1)]);
    expect([20, 21].map((depth) => over(nested(depth)).isWhole)).toEqual([true, false]);
  });

  test('tells at most fifty kinds of bodies apart', async () => {
    const kinds = Array.from({ length: 51 }, (_, nth) =>
      members({ kind: { const: `k${nth}` } }, { required: ['kind'] }),
    );
    const { over } = await walking({ oneOf: kinds });
    const walked = kinds.map((_, nth) => over({ kind: `k${nth}` }).isWhole);
    expect(walked.lastIndexOf(true)).toBe(49);
    expect(walked.slice(50)).toEqual([false]);
    const within = await walking(members({ one: { oneOf: kinds } }));
    const below = kinds.map((_, nth) => within.over({ one: { kind: `k${nth}` } }).isWhole);
    expect(below.indexOf(false)).toBe(50);
  });
});

describe('secrets', () => {
  const SECRET = members({
    password: text,
    pin: { type: 'integer', 'x-secret': true },
    other: text,
    keys: { type: 'array', items: members({ value: { ...text, format: 'password' }, token: text }), 'x-secret': true },
    shown: { ...text, 'x-secret': false },
  });

  test.each<[body: JsonObject]>([
    [{ password: 'p', pin: 7, other: 'o' }],
    [{ keys: [{ value: 'v', token: 't' }, { value: 'w' }] }],
    [{ keys: ['a', 8, null, true], shown: 's' }],
    [{ password: { inner: 'a' }, pin: ['b', 3] }],
  ])('are those of the full search: %j', async (body) => {
    const { contract, media, over } = await walking(SECRET, { isSent: true });
    const found = secretValues({ contract, schema: media?.schema }, body);
    expect(over(body).secrets).toEqual(found);
    expect(found.length).toBeGreaterThan(0);
  });

  test('are no texts at the root', async () => {
    const { over } = await walking({ ...text, format: 'password' });
    expect(over('a').secrets).toEqual([]);
  });

  test('are found behind the first twenty things too', async () => {
    const { over } = await walking({ type: 'array', items: members({ password: text }) });
    expect(over(Array.from({ length: 22 }, () => ({ password: 'p' }))).secrets).toHaveLength(22);
  });
});

describe('the clauses of a body', () => {
  test('are taken once by each set, and not where nobody asks for them', async () => {
    const { over } = await walking(PET);
    const touched = new Set<Pointer>();
    const first = over({ name: 'a', toys: [{}, {}] }, touched);
    expect(first.fresh.length).toBeGreaterThan(3);
    touchFresh(first.into);
    expect([...touched].map((clause) => clause.split('/schema')[1])).toEqual([
      '',
      '/properties/name',
      '/properties/toys',
      '/properties/toys/items',
    ]);
    expect(over({ name: 'b' }, touched).fresh).toEqual([]);
    expect(over({ age: 1 }, touched).fresh).toHaveLength(1);
    expect(over({ name: 'b' }).fresh).toHaveLength(2);
    const unasked = over({ name: 'b' });
    touchFresh({ ...unasked.into, touched: undefined });
    expect(over({ name: 'b' }).fresh).toHaveLength(2);
  });

  test('have those of a condition', async () => {
    const { over } = await walking({ type: 'object', if: { required: ['a'] }, then: members({ a: text }) });
    const touched = new Set<Pointer>();
    touchFresh(over({ a: 'b' }, touched).into);
    expect([...touched].map((clause) => clause.split('/schema')[1])).toEqual([
      '',
      '/if',
      '/then',
      '/then/properties/a',
    ]);
  });

  test('are those of each of the first items, and of the others', async () => {
    const { over } = await walking({ type: 'array', prefixItems: [text, { type: 'integer' }], items: PET });
    const touched = new Set<Pointer>();
    touchFresh(over(['a', 1, {}, {}], touched).into);
    expect([...touched].map((clause) => clause.split('/schema')[1])).toEqual([
      '',
      '/prefixItems/0',
      '/prefixItems/1',
      '/items',
    ]);
  });
});
