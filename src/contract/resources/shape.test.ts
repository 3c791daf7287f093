import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { answerShapes, shapeOfSchema, shapeOfValue } from './shape.ts';

const SCHEMAS = {
  pet: { type: 'object', properties: { id: { type: 'integer' }, 'a/b': { type: 'string' } } },
  untypedPet: { properties: { id: {} } },
  list: { type: 'array', items: { $ref: '#/components/schemas/pet' } },
  untypedList: { items: { type: 'string' } },
  closedList: { type: 'array', items: false },
  nullable: { type: ['string', 'null'] },
  any: {},
  both: { allOf: [{ $ref: '#/components/schemas/pet' }, { properties: { id: { type: 'string' }, age: {} } }] },
  stamped: { type: 'string', readOnly: true },
  open: { type: 'string', readOnly: false },
  alias: { $ref: '#/components/schemas/pet' },
};
type Name = keyof typeof SCHEMAS;
let contract: Contract;
beforeAll(async () => {
  contract = await contractOf({ paths: {}, components: { schemas: SCHEMAS } });
});
const at = (name: Name) => `#/components/schemas/${name}`;
const shape = (name: Name) => shapeOfSchema(contract, at(name));

describe('the shape of values by a schema', () => {
  test.each<[Name, types: string[], members: string[]]>([
    ['pet', ['object'], ['id', 'a/b']],
    ['untypedPet', ['object'], ['id']],
    ['list', ['array'], []],
    ['untypedList', ['array'], []],
    ['nullable', ['string'], []],
    ['any', [], []],
    ['both', ['object'], ['id', 'a/b', 'age']],
    ['alias', ['object'], ['id', 'a/b']],
  ])('which is that of %s has the types %j with the members %j', (name, types, members) => {
    expect(shape(name).types).toEqual(types);
    expect([...shape(name).members.keys()].sort()).toEqual([...members].sort());
  });

  test('gives each member with its clause', () => {
    expect(shape('pet').members.get('a/b')).toEqual({ clause: '#/components/schemas/pet/properties/a~1b' });
    expect(shape('pet').member('id')?.types).toEqual(['integer']);
    expect(shape('pet').member('toString')).toBeUndefined();
  });

  test('gives a member that is described twice once', () => {
    expect([...shape('both').members.keys()].filter((name) => name === 'id')).toHaveLength(1);
    expect(shape('both').members.get('id')).toEqual({ clause: '#/components/schemas/pet/properties/id' });
  });

  test.each<[Name, items: string[] | undefined, clause: string | undefined]>([
    ['list', ['object'], '#/components/schemas/list/items'],
    ['untypedList', ['string'], '#/components/schemas/untypedList/items'],
    ['closedList', undefined, undefined],
    ['pet', undefined, undefined],
  ])('which is that of %s has items of the types %j by %s', (name, items, clause) => {
    expect(shape(name).items()?.types).toEqual(items);
    expect(shape(name).itemsClause).toBe(clause);
  });

  test('tells what only answers have', () => {
    expect([shape('stamped').isReadOnly, shape('open').isReadOnly, shape('any').isReadOnly]).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  test('names the component that describes it, also behind a reference', () => {
    expect(shape('list').items()?.component).toBe(at('pet'));
    expect(shape('alias').component).toBe(at('pet'));
    expect(shape('pet').member('id')?.component).toBe('#/components/schemas/pet/properties/id');
    expect(shapeOfSchema(contract, '#/paths').component).toBeUndefined();
  });

  test('is the same object each time', () => {
    expect(shape('list')).toBe(shape('list'));
    expect(shape('list').items()).toBe(shape('pet'));
  });

  test('says nothing of a schema that is not there', () => {
    expect(shapeOfSchema(contract, '#/components/schemas/nowhere')).toMatchObject({ types: [] });
  });
});

describe('the shape of a value that is at hand', () => {
  test.each<[Json, string]>([
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    ['', 'string'],
    [0, 'integer'],
    [0.5, 'number'],
    [1e300, 'integer'],
    [false, 'boolean'],
  ])('%j is of the type %s', (value, type) => {
    expect(shapeOfValue(value).types).toEqual([type]);
  });

  test('has the members of an object, each with its place', () => {
    const own = shapeOfValue({ 'a/b': 1, c: null }, '#/example');
    expect([...own.members]).toEqual([
      ['a/b', { clause: '#/example/a~1b' }],
      ['c', { clause: '#/example/c' }],
    ]);
    expect(own.member('a/b')?.types).toEqual(['integer']);
    expect(own.member('c')?.types).toEqual(['null']);
    expect(own.member('toString')).toBeUndefined();
    expect(own.member('a/b')?.member('x')).toBeUndefined();
    expect(own.items()).toBeUndefined();
  });

  test('has the first item of a list, and no members', () => {
    const own = shapeOfValue([{ id: 1 }, 'b'], '#/example');
    expect(own.members.size).toBe(0);
    expect([...(own.items()?.members ?? [])]).toEqual([['id', { clause: '#/example/0/id' }]]);
    expect(shapeOfValue([]).items()).toBeUndefined();
    expect(shapeOfValue([null]).items()?.types).toEqual(['null']);
  });

  test('stands at the root where nothing else is said', () => {
    expect(shapeOfValue({ id: 1 }).members.get('id')).toEqual({ clause: '#/id' });
    const inner = shapeOfValue({ box: { id: 1 } }, '#/e').member('box');
    expect(inner?.members.get('id')).toEqual({ clause: '#/e/box/id' });
  });
});

describe('the shapes of the documented answers', () => {
  const json = (example?: Json, schema?: object) => ({
    ...(schema && { schema }),
    ...(example !== undefined && { examples: { one: { value: example } } }),
  });
  const NUMBER = { type: 'integer' };
  test.each<[string, responses: object, want: string[][]]>([
    ['an example and a schema', { 200: { 'application/json': json('a', NUMBER) } }, [['string'], ['integer']]],
    ['a schema alone', { 201: { 'application/json': json(undefined, NUMBER) } }, [['integer']]],
    ['neither', { 200: { 'application/json': json() } }, []],
    ['a refusal', { 404: { 'application/json': json('a', NUMBER) } }, []],
    ['any success', { '2XX': { 'application/json': json(undefined, NUMBER) } }, [['integer']]],
    ['another JSON type', { 200: { 'application/hal+json': json(undefined, NUMBER) } }, [['integer']]],
    ['any media type', { 200: { '*/*': json(undefined, NUMBER) } }, [['integer']]],
    ['a text', { 200: { 'text/plain': json(undefined, { type: 'string' }) } }, []],
    [
      'two successes',
      { 200: { 'application/json': json(undefined, NUMBER) }, 202: { 'application/json': json(true) } },
      [['integer'], ['boolean']],
    ],
  ])('are read where an operation documents %s', async (_, responses, want) => {
    const read = await contractOf({
      paths: {
        '/pets': {
          get: {
            responses: Object.fromEntries(
              Object.entries(responses).map(([status, content]) => [status, { description: 'One.', content }]),
            ),
          },
        },
      },
    });
    const [operation] = read.operations;
    if (!operation) throw new Error('no operation');
    expect(answerShapes(read, operation).map(({ shape: { types } }) => types)).toEqual(want);
  });

  test('name the clause of each', async () => {
    const media = json({ id: 1 }, { type: 'object' });
    const read = await contractOf({
      paths: { '/a': { get: { responses: { 200: { description: 'One.', content: { 'application/json': media } } } } } },
    });
    const [operation] = read.operations;
    if (!operation) throw new Error('no operation');
    const at = '#/paths/~1a/get/responses/200/content/application~1json';
    expect(answerShapes(read, operation).map(({ clause }) => clause)).toEqual([
      `${at}/examples/one/value`,
      `${at}/schema`,
    ]);
  });
});
