import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { keptOperation } from './kept-operation.ts';
import { resourcesOf } from './resources.ts';
import { shownList, shownThing } from './shown.ts';

const PET: JsonObject = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const under = (name: string, schema: JsonObject): JsonObject => ({ type: 'object', properties: { [name]: schema } });
const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });
const answer = (schema?: JsonObject) => ({
  200: { description: 'It.', ...(schema && { content: { 'application/json': { schema } } }) },
});

/** The list and the read of pets, whose answers are documented so. */
async function pets({ one, list, name = 'petId' }: { one?: JsonObject; list?: JsonObject; name?: string }) {
  const contract = await contractOf({
    paths: {
      '/pets': { get: { operationId: 'listPets', responses: answer(list) }, post: { responses: answer(one) } },
      [`/pets/{${name}}`]: {
        parameters: [{ name, in: 'path', required: true, schema: {} }],
        get: { operationId: 'getPet', responses: answer(one) },
      },
    },
  });
  const resources = resourcesOf(contract);
  const kept = (id: string, role: 'list' | 'read') => {
    const operation = contract.operations.find((each) => each.id === id);
    const resource = operation && resources.of(operation)?.resource;
    if (!operation || !resource) throw new Error(`${id} is about nothing`);
    return keptOperation(contract, operation, resource, role);
  };
  return { read: kept('getPet', 'read'), list: kept('listPets', 'list') };
}

describe('the thing in an answer', () => {
  test.each<[string, JsonObject | undefined, Json | undefined, object | undefined]>([
    ['is the answer', PET, { id: 7, name: 'a' }, { id: '7', value: { id: 7, name: 'a' }, place: '#' }],
    [
      'is where the contract says',
      under('pet', PET),
      { pet: { id: 7 } },
      { id: '7', value: { id: 7 }, place: '#/pet' },
    ],
    [
      'has its name for an id, where it has no other',
      PET,
      { name: 'a' },
      { id: 'a', value: { name: 'a' }, place: '#' },
    ],
    [
      'is where its id is, whatever the contract says',
      PET,
      { data: { id: 7 } },
      { id: '7', value: { id: 7 }, place: '#/data' },
    ],
    ['is the answer, where nothing says what it is like', undefined, { id: 'x' }, { value: { id: 'x' }, place: '#' }],
    ['has no id, where that is empty', PET, { id: '' }, { value: { id: '' }, place: '#' }],
    ['has no id, where that is null', PET, { id: null }, { value: { id: null }, place: '#' }],
    ['has no id, where that is an object', PET, { id: {} }, { value: { id: {} }, place: '#' }],
    ['has the id 0', PET, { id: 0 }, { id: '0', value: { id: 0 }, place: '#' }],
    ['is not there without a body', PET, undefined, undefined],
    ['is no text', PET, 'seven', undefined],
    ['is no list', PET, [], undefined],
    ['is not there in null', PET, null, undefined],
  ])('%s', async (_, one, body, want) => {
    const { read } = await pets({ ...(one && { one }) });
    expect(shownThing(read, body)).toEqual(want);
  });
});

describe('the things in a list', () => {
  test.each<[string, JsonObject | undefined, Json | undefined, string | undefined, [string | undefined, string][]?]>(
    [
      [
        'are its items',
        listOf(PET),
        [{ id: 1 }, { id: 2 }],
        '#',
        [
          ['1', '#/0'],
          ['2', '#/1'],
        ],
      ],
      [
        'are where the contract says',
        under('pets', listOf(PET)),
        { pets: [{ id: 1 }], more: [] },
        '#/pets',
        [['1', '#/pets/0']],
      ],
      [
        'are where they stand, where the contract says nothing',
        undefined,
        { found: [{ id: 1 }] },
        '#/found',
        [['1', '#/found/0']],
      ],
      ['are the items of a list without a schema', undefined, [{ other: 1 }], '#', [[undefined, '#/0']]],
      [
        'are the items of a list, whatever the contract says',
        under('pets', listOf(PET)),
        [{ id: 1 }],
        '#',
        [['1', '#/0']],
      ],
      ['are none in an empty list', listOf(PET), [], '#', []],
      [
        'have an id of their own name, where they lack that of the contract',
        listOf(PET),
        [{ petId: 4 }],
        '#',
        [['4', '#/0']],
      ],
      [
        'have the id that they are, where they are texts',
        listOf(PET),
        ['a', 2, true],
        '#',
        [
          ['a', '#/0'],
          ['2', '#/1'],
          ['true', '#/2'],
        ],
      ],
      ['are none of the nulls and lists', listOf(PET), [null, [], { id: 1 }], '#', [['1', '#/2']]],
      ['are not there without a list', listOf(PET), { id: 1 }, undefined],
      ['are not there without a body', listOf(PET), undefined, undefined],
    ].map((row) => (row.length < 5 ? [...row, undefined] : row)) as [
      string,
      JsonObject | undefined,
      Json | undefined,
      string | undefined,
      [string | undefined, string][] | undefined,
    ][],
  )('%s', async (_, list, body, place, things) => {
    const { list: kept } = await pets({ one: PET, ...(list && { list }) });
    const found = shownList(kept, body);
    expect(found?.place).toBe(place);
    expect(found?.things.map((thing) => [thing.id, thing.place])).toEqual(things);
  });

  test('are what items wrap, where the contract says so', async () => {
    const { list } = await pets({ one: PET, list: listOf(under('pet', PET)) });
    expect(shownList(list, [{ pet: { id: 1 } }, { id: 2 }, { id: 3, pet: 'b' }])?.things).toEqual([
      { id: '1', value: { id: 1 }, place: '#/0' },
      { id: '2', value: { id: 2 }, place: '#/1' },
      { id: '3', value: { id: 3, pet: 'b' }, place: '#/2' },
    ]);
  });
});

test('a thing is named by a member with a tilde in its name', async () => {
  const schema: JsonObject = { type: 'object', properties: { 'a~b': { type: 'string' } } };
  const { read } = await pets({ one: schema, name: 'a~b' });
  expect(shownThing(read, { 'a~b': 'x' })?.id).toBe('x');
  expect(shownThing(read, { data: { 'a~b': 'y' } })?.id).toBe('y');
});
