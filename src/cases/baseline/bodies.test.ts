import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import { bodiesFor } from './bodies.ts';
import { mediaOf } from '../json-first.ts';
import type { Known } from './known.ts';

const text = { type: 'string' };
const number = { type: 'integer' };

async function taking(content: JsonObject) {
  const contract = await contractOf({
    paths: { '/pets': { post: { requestBody: { content }, responses: { 201: { description: 'Made.' } } } } },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  return { contract, operation };
}

/** The bodies that are made for a schema, each with its title. */
async function bodies(schema: JsonObject, known: Partial<Known> = {}, first?: Json): Promise<[string, Json][]> {
  const { contract, operation } = await taking({ 'application/json': { schema } });
  const media = mediaOf(operation);
  if (!media) throw new Error('no media type');
  const all: Known = {
    ...{ paths: [], shown: [], isCreating: false, isFree: false, naming: new Set<string>() },
    references: () => [],
    answered: () => undefined,
    namesakes: () => [],
    parameterValues: () => [],
    mark: () => 'k7',
    now: new Date(Date.UTC(2030, 0, 1)),
    draw: (_, nth) => ({ name: `drawn ${nth}` }),
    ...known,
  };
  return [...bodiesFor(contract, media, first, all)].map(({ title, body }) => [title, body]);
}
const titled = (all: [string, Json][], title: string) => all.filter(([one]) => one === title).map(([, body]) => body);

const NAMING = 'that names what is there';
const SHOWN = 'with what the target itself answered';
const REQUIRED = 'with the required members';
const WHOLE = 'with everything that the target itself answered';
const PET = { type: 'object', required: ['name'], properties: { name: text, note: text } };

describe('the bodies to try', () => {
  test('are the required members, all members, and three that are drawn, where nothing is known', async () => {
    const all = await bodies(PET);
    expect(all.map(([title]) => title)).toEqual([
      ...[REQUIRED, 'with all members'],
      ...['with drawn values', 'with drawn values', 'with drawn values'],
    ]);
    expect(all.slice(0, 2).map(([, body]) => Object.keys(body as object))).toEqual([['name'], ['name', 'note']]);
    expect(titled(all, 'with drawn values')).toEqual([0, 1, 2].map((nth) => ({ name: `drawn ${nth}` })));
  });

  test.each<[string, JsonObject, Json[]]>([
    [
      'an object',
      { net: { type: 'object', required: ['ip'], properties: { ip: number, note: text } } },
      [{ net: { ip: 1 } }],
    ],
    ['a text', { net: text }, []],
    ['two objects', { net: { type: 'object' }, of: { type: 'object' } }, []],
  ])(
    'have the only member that the document shows and does not require, where that is %s',
    async (_, properties, want) => {
      const all = await bodies({ type: 'object', properties });
      expect(titled(all, 'with the one member that holds all others')).toEqual(want);
    },
  );

  test('are none that the contract forbids', async () => {
    const all = await bodies(PET, { shown: [{ name: 7 }], draw: (_, nth) => ({ name: nth === 1 ? 'fits' : 7 }) });
    expect(titled(all, SHOWN)).toEqual([]);
    expect(titled(all, WHOLE)).toEqual([]);
    expect(titled(all, 'with drawn values')).toEqual([{ name: 'fits' }]);
  });

  test('have no members that only answers have', async () => {
    const schema = { ...PET, properties: { ...PET.properties, made: { ...text, readOnly: true } } };
    const all = await bodies(schema, { shown: [{ name: 'Rex', made: 'now' }] });
    expect(titled(all, 'with all members').map((body) => Object.keys(body as object))).toEqual([['name', 'note']]);
    expect(titled(all, SHOWN)).toEqual([{ name: 'Rex' }]);
    expect(titled(all, WHOLE)).toEqual([{ name: 'Rex' }]);
  });

  test('lock nothing against being deleted, unless the contract wants that', async () => {
    const schema = (locked: JsonObject) => ({ type: 'object', required: ['locked'], properties: { locked } });
    expect(titled(await bodies(schema({ type: 'boolean' })), REQUIRED)).toEqual([{ locked: false }]);
    expect(titled(await bodies(schema({ type: 'boolean', enum: [true] })), REQUIRED)).toEqual([{ locked: true }]);
  });

  test('have times to come, and values that the descriptions name', async () => {
    const day = { type: 'string', format: 'date' };
    const kind = { type: 'string', description: 'Either `small` or `large`.' };
    const schema = { type: 'object', required: ['day'], properties: { day, kind, name: text } };
    const all = await bodies(schema, { isCreating: true });
    expect(all.slice(0, 2)).toEqual([
      [REQUIRED, { day: '2030-01-06' }],
      ['with all members', { day: '2030-01-06', kind: 'small', name: 'assay-k7' }],
    ]);
  });

  test('have no identity where all that the target answered is sent to create another one', async () => {
    const shown = [{ id: 7, name: 'Rex', age: 3 }];
    expect(titled(await bodies(PET, { shown, isCreating: true }), WHOLE)).toEqual([{ name: 'Rex-k7', age: 3 }]);
    expect(titled(await bodies(PET, { shown }), WHOLE)).toEqual([{ id: 7, name: 'Rex', age: 3 }]);
  });

  test.each<[Json]>([['text'], [['list']], [null]])(
    'are none with what the target answered where that is %j',
    async (one) => {
      const all = await bodies({ type: 'object' }, { shown: [one], draw: () => ({}) });
      expect([...titled(all, SHOWN), ...titled(all, WHOLE)]).toEqual([]);
    },
  );

  test('have new names where something is created, and others where it is not', async () => {
    const known = { shown: [{ name: 'Rex' }] };
    expect(titled(await bodies(PET, { ...known, isCreating: true }), SHOWN)).toEqual([{ name: 'Rex-k7' }]);
    expect(titled(await bodies(PET, known), SHOWN)).toEqual([{ name: 'Rex' }]);
  });
});

describe('a body that names what is there', () => {
  const schema = {
    type: 'object',
    required: ['shopId'],
    properties: { shopId: { type: ['integer', 'string'] }, tagIds: { type: 'array', items: number } },
  };
  const references = (values: Record<Pointer, Json[]>) => ({ references: (at: Pointer) => values[at] ?? [] });

  test('is tried with the first value, and with the second', async () => {
    const all = await bodies(schema, references({ '#/shopId': [7, 'x'] }), { shopId: 1 });
    // A number may be written as a text.
    expect(titled(all, NAMING)).toEqual([{ shopId: 7 }, { shopId: '7' }]);
    expect(all.slice(0, 2).map(([title]) => title)).toEqual([NAMING, NAMING]);
  });

  test('has a new name where something is created', async () => {
    const named = { ...schema, required: ['shopId', 'name'], properties: { ...schema.properties, name: text } };
    const known = { ...references({ '#/shopId': [7] }), isCreating: true };
    expect(titled(await bodies(named, known, { shopId: 1, name: 'Rex' }), NAMING)[0]).toEqual({
      shopId: 7,
      name: 'Rex-k7',
    });
  });

  test('takes only values that the contract allows', async () => {
    const numbers = { type: 'object', properties: { shopId: number } };
    const all = await bodies(numbers, references({ '#/shopId': ['x', 9] }), { shopId: 1 });
    expect(titled(all, NAMING)).toEqual([{ shopId: 9 }, { shopId: 9 }]);
  });

  test('takes the first of several values in the other bodies, and leaves what is null', async () => {
    const numbers = { type: 'object', required: ['shopId', 'a'], properties: { shopId: number, a: { type: 'null' } } };
    const all = await bodies(numbers, references({ '#/shopId': [8, 9] }));
    expect(titled(all, NAMING)).toEqual([
      { shopId: 8, a: null },
      { shopId: 9, a: null },
    ]);
    expect(titled(all, REQUIRED)).toEqual([{ shopId: 8, a: null }]);
  });

  test('puts a value into a list, and into what lies in the body', async () => {
    const nested = { type: 'object', properties: { a: schema } };
    const all = await bodies(nested, references({ '#/a/shopId': [7], '#/a/tagIds': [3] }), {
      a: { shopId: 1, tagIds: [1, 2] },
    });
    expect(titled(all, NAMING)[0]).toEqual({ a: { shopId: 7, tagIds: [3] } });
  });

  test.each<[levels: number, want: Json]>([
    [2, 7],
    [3, 1],
  ])('is looked for below %d levels of members: %j', async (levels, want) => {
    const inner = '/a'.repeat(levels);
    const body = Array.from({ length: levels }).reduce<Json>((below) => ({ a: below }), { shopId: 1 });
    const all = await bodies({ type: 'object' }, references({ [`#${inner}/shopId`]: [7] }), body);
    expect(JSON.stringify(titled(all, NAMING)[0] ?? body)).toContain(`"shopId":${JSON.stringify(want)}`);
  });

  test('is not tried where it already does', async () => {
    expect(titled(await bodies(schema, references({ '#/shopId': [1] }), { shopId: 1 }), NAMING)).toEqual([
      { shopId: '1' },
    ]);
    expect(titled(await bodies(schema, {}, { shopId: 1 }), NAMING)).toEqual([]);
  });

  test('is made of the required members where nothing was tried before', async () => {
    expect(titled(await bodies(schema, references({ '#/shopId': [7] })), NAMING)[0]).toEqual({ shopId: 7 });
  });
});

describe('a body with what the target answered', () => {
  test('is made of two things at most, without what is null', async () => {
    const shown: Json[] = [{ name: 'Rex', note: null }, { name: 'Ash' }, { name: 'Bo' }];
    expect(titled(await bodies(PET, { shown }), SHOWN)).toEqual([{ name: 'Rex' }, { name: 'Ash' }]);
  });

  test('has only the members that the contract names, if it names any', async () => {
    expect(titled(await bodies(PET, { shown: [{ name: 'Rex', age: 7 }] }), SHOWN)).toEqual([{ name: 'Rex' }]);
    expect(titled(await bodies({ type: 'object' }, { shown: [{ age: 7 }] }), SHOWN)).toEqual([{ age: 7 }]);
  });

  test.each<[Json]>([['text'], [null], [{}], [{ name: null }], [['list']]])('is none of %j', async (one) => {
    expect(titled(await bodies(PET, { shown: [one] }), SHOWN)).toEqual([]);
  });

  test.each<[string, required: string[], creating: boolean, has: boolean]>([
    ['id', [], true, false],
    ['_id', [], true, false],
    ['UUID', [], true, false],
    ['guid', [], true, false],
    ['uid', [], true, false],
    ['idea', [], true, true],
    ['id', ['id'], true, true],
    ['id', [], false, true],
  ])('has %s, where %j are required and something is created (%s): %s', async (name, required, isCreating, has) => {
    const schema = { type: 'object', required, properties: { [name]: text, note: text } };
    const [body] = titled(await bodies(schema, { isCreating, shown: [{ [name]: 'x', note: 'n' }] }), SHOWN);
    expect(Object.hasOwn(body as object, name)).toBe(has);
  });

  test.each<[string, Json, boolean, number]>([
    ['a creation sends no list of named things back', [{ name: 'normal', days: 7 }], true, 0],
    ['a creation sends no list of things with ids back', [{ qosId: 4 }], true, 0],
    ['a creation sends a list of values back', [{ days: 7 }], true, 1],
    ['a creation sends a list of texts back', ['normal'], true, 1],
    ['a change sends a list of named things back', [{ name: 'normal', days: 7 }], false, 1],
  ])('all that the target answered is sent again: %s', async (_, qos, isCreating, want) => {
    const schema = { type: 'object', properties: { qos: { type: 'array' } } };
    expect(titled(await bodies(schema, { isCreating, shown: [{ qos }] }), WHOLE)).toHaveLength(want);
  });

  test('has all members of it in the end, but those that name the thing', async () => {
    const known = { shown: [{ name: 'Rex', age: 7, gone: null }], naming: new Set(['name', 'age']) };
    const [whole] = titled(await bodies(PET, known), WHOLE) as JsonObject[];
    expect(whole).toMatchObject({ age: 7 });
    expect(whole?.['name']).not.toBe('Rex');
    expect(Object.keys(whole ?? {}).sort()).toEqual(['age', 'name']);
  });
});

test.each<[types: string[], want: string | undefined]>([
  [['text/plain', 'application/json'], 'application/json'],
  [['text/plain', 'application/hal+json'], 'application/hal+json'],
  [['text/plain', 'application/xml'], 'text/plain'],
])('among %j, bodies are made for %s', async (types, want) => {
  const { operation } = await taking(Object.fromEntries(types.map((type) => [type, { schema: {} }])));
  expect(mediaOf(operation)?.type).toBe(want);
});

describe('a body with parts of what the target answered', () => {
  const PARTS = 'with parts of what the target itself answered';
  const withComponent = async (
    answered: Json | undefined,
    inner: JsonObject = { $ref: '#/components/schemas/Pet' },
    isCreating = false,
  ) => {
    const contract = await contractOf({
      paths: {
        '/pets': {
          post: {
            requestBody: {
              content: {
                'application/json': {
                  schema: { type: 'object', required: ['note'], properties: { note: text, pet: inner, other: number } },
                },
              },
            },
            responses: { 201: { description: 'Made.' } },
          },
        },
      },
      components: { schemas: { Pet: { type: 'object', required: ['name'], properties: { name: text } } } },
    });
    const [operation] = contract.operations;
    const media = operation && mediaOf(operation);
    if (!media) throw new Error('no media type');
    const answers = (pointer: Pointer) => (pointer === '#/components/schemas/Pet' ? answered : undefined);
    const made = [
      ...bodiesFor(contract, media, undefined, { ...NOTHING_KNOWN, isCreating, answered: answers, mark: () => 'k7' }),
    ];
    return made.filter(({ title }) => title === PARTS).map(({ body }) => body);
  };

  test('has them where the contract describes both by one component', async () => {
    expect(await withComponent({ name: 'Ash' })).toEqual([{ note: 'assay', pet: { name: 'Ash' } }]);
    expect(await withComponent({ name: 'Ash' }, undefined, true)).toEqual([{ note: 'assay', pet: { name: 'Ash-k7' } }]);
  });

  test('is not made where nothing was answered, where a schema is the like but no component, and where it would be invalid', async () => {
    expect(await withComponent(undefined)).toEqual([]);
    expect(await withComponent({ name: 'Ash' }, { type: 'object', properties: { name: text } })).toEqual([]);
    expect(await withComponent({ name: 7 })).toEqual([]);
  });
});

describe('the body of an operation that says in it which things it is about', () => {
  const BULK = { type: 'object', properties: { keys: { type: 'array', items: text }, data: PET, note: text } };
  const known: Partial<Known> = { about: 'keys', references: (pointer) => (pointer === '#/keys' ? ['a', 'b'] : []) };

  test('names one, and has the objects beside it as small as they may be', async () => {
    expect(titled(await bodies(BULK, known), NAMING)).toEqual([{ keys: ['a'], data: { name: 'assay' } }]);
  });

  test('is left to the required members where those list things', async () => {
    const schema = { ...BULK, required: ['keys'] };
    expect(titled(await bodies(schema, known), NAMING)).toEqual([{ keys: ['a'] }, { keys: ['b'] }]);
  });

  test('is not made where nothing is known of them, where they may not be called so, and of any other operation', async () => {
    expect(titled(await bodies(BULK, { about: 'keys' }), NAMING)).toEqual([]);
    expect(titled(await bodies(BULK, { ...known, references: () => [7] }), NAMING)).toEqual([]);
    expect(titled(await bodies(BULK, { references: () => ['a'] }), NAMING)).toEqual([]);
  });
});

test('no form is sent that is empty, where it may have parts', async () => {
  const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
  const { contract, operation } = await taking({ 'multipart/form-data': { schema } });
  const media = mediaOf(operation);
  if (!media) throw new Error('no media type');
  const made = [...bodiesFor(contract, media, undefined, { ...NOTHING_KNOWN, draw: () => ({}) })];
  expect(made.map(({ title, body }) => [title, Object.keys(body as object)])).toEqual([
    [REQUIRED, ['file']],
    ['with all members', ['file']],
  ]);
});

test('no body is made where nothing describes it', async () => {
  const { contract, operation } = await taking({ 'application/json': {} });
  const media = mediaOf(operation);
  expect(media && [...bodiesFor(contract, media, {}, {} as Known)]).toEqual([]);
});
