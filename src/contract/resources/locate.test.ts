import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { parseExactly } from '../../json/exact-integers.ts';
import { isList, locateInList, locateInThing, valuesAt } from './locate.ts';
import type { Evidence } from './resource.ts';
import { shapeOfValue, type AnswerShape } from './shape.ts';

/** What a schema of such types says, where no value is at hand. */
function typed(...types: string[]): AnswerShape {
  const shape = { types, members: new Map(), member: () => undefined, items: () => undefined };
  return { shape, clause: '#/schema' };
}

const shown = (...values: Json[]): AnswerShape[] =>
  values.map((value) => ({ shape: shapeOfValue(value), clause: '#' }));

type Row = [answer: Json, parameter: string, resource: string, types: string[], want: [Evidence, Pointer] | undefined];

describe('the value of a parameter in the answer of one thing', () => {
  test.each<Row>([
    [{ petId: 'a', id: 'b' }, 'petId', 'pet', [], ['exact', '#/petId']],
    [{ id: 'b', pet_id: 'a' }, 'petId', 'pet', [], ['normalised', '#/pet_id']],
    [{ name: 'b', id: 'a' }, 'petId', 'pet', [], ['suffix', '#/id']],
    [{ name: 'b', uuid: 'a' }, 'petId', 'pet', [], ['synonym', '#/uuid']],
    [{ owner: 'b' }, 'petId', 'pet', [], undefined],
    [{ name: 'a', more: 'b' }, 'Context-Field', 'context', [], ['synonym', '#/name']],
    [{ name: 'a', id: 'b' }, 'ContextField', 'context', [], undefined],
    [null, 'petId', 'pet', [], undefined],
    [[], 'petId', 'pet', [], undefined],
    // A member of the wrong type is none.
    [{ id: true }, 'petId', 'pet', [], undefined],
    [{ id: { of: 1 } }, 'petId', 'pet', [], undefined],
    [{ id: null, uuid: 'a' }, 'petId', 'pet', [], ['synonym', '#/uuid']],
    [{ id: 'b', uuid: 7 }, 'petId', 'pet', ['integer'], ['synonym', '#/uuid']],
    [{ id: 7 }, 'petId', 'pet', ['number'], ['suffix', '#/id']],
    [{ id: 7.5 }, 'petId', 'pet', ['integer'], undefined],
    [{ id: 7 }, 'petId', 'pet', ['string'], ['suffix', '#/id']],
    [{ id: 7.5 }, 'petId', 'pet', ['string'], undefined],
    // Under the parameter's very name it is that number, before anything by another name.
    [{ petId: 7.5, slug: 'a' }, 'petId', 'pet', ['string'], ['exact', '#/petId']],
    [{ petId: 7.5, slug: 'a' }, 'petId', 'pet', ['integer'], ['exact', '#/petId']],
    [{ pet_id: 7.5, id: 'a' }, 'petId', 'pet', ['string'], ['suffix', '#/id']],
    // A text is trusted before a number that can be written as one.
    [{ id: 7, uuid: 'a' }, 'petId', 'pet', ['string'], ['synonym', '#/uuid']],
    [{ Id: 'a', name: 'b' }, 'petId', 'pet', [], ['suffix', '#/Id']],
    [{ id: 'a' }, 'petId', 'pet', ['number'], undefined],
    [{ id: 7 }, 'petId', 'pet', ['boolean'], undefined],
    [7.5, 'petId', 'pet', ['number'], ['bare', '#']],
    [{ name: 'a', more: 'b' }, 'Pet-Shop-Field', 'pet-shop', [], ['synonym', '#/name']],
    [{ Pet_Shop: { id: 'a' }, more: true }, 'petShopId', 'petShop', [], ['suffix', '#/Pet_Shop/id']],
    [{ owner: { id: 'a', login: 'b' }, more: 'c' }, 'ownerId', 'pet', [], ['nested', '#/owner/id']],
    // A `/` in a name is escaped in a pointer.
    [{ 'pet/id': 'a' }, 'pet/id', 'pet', [], ['exact', '#/pet~1id']],
  ])('finds, in %j, %s of a %s that is %j: %j', (answer, parameter, resource, types, want) => {
    const found = locateInThing(shown(answer), { parameter, resource, types });
    expect(found && [found.by, found.place.pointer]).toEqual(want);
    expect(found?.place.each).toBeUndefined();
  });

  test.each<[wrapped: Json, want: Pointer | undefined]>([
    ...['data', 'result', 'results', 'items', 'content', 'payload', 'value', 'pet', 'Pet'].map(
      (name): [Json, Pointer] => [{ [name]: { id: 'a' }, more: true }, `#/${name}/id`],
    ),
    [{ other: { id: 'a' }, more: true }, undefined],
    [{ other: { id: 'a' } }, '#/other/id'],
    [{ message: { id: 'a' } }, '#/message/id'],
    // What says how the request went is no content beside which another member is one of several.
    [{ status: { code: 'ok', id: 'b' }, response: { id: 'a' } }, '#/response/id'],
    [{ success: true, message: '', request_id: 'b', record: { id: 'a' } }, '#/record/id'],
    [{ status: 'ok', response: { id: 'a' }, user: { id: 'b' } }, undefined],
    [{ data: { pet: { id: 'a' }, more: 1 } }, '#/data/pet/id'],
    [{ data: { data: { data: { id: 'a' } } } }, undefined],
    [{ data: { data: { id: 'a' } } }, '#/data/data/id'],
    // Of many wrappers none is looked into.
    [{ data: { value: { id: 'a' } }, result: {}, results: {} }, '#/data/value/id'],
    [{ data: { value: { id: 'a' } }, result: {}, results: {}, items: {} }, undefined],
    // The outer one is nearer.
    [{ data: { id: 'a' }, id: 'b' }, '#/id'],
    [{ data: ['a'] }, undefined],
  ])('is found through what only wraps the thing, in %j at %s', (answer, want) => {
    expect(locateInThing(shown(answer), { parameter: 'petId', resource: 'pet', types: [] })?.place.pointer).toBe(want);
  });

  test.each<[answer: Json, parameter: string, types: string[], want: Pointer | undefined]>([
    [{ owner: { login: 'a' }, name: 'b' }, 'owner', [], '#/owner/login'],
    [{ owner: { id: 1, login: 'a' }, name: 'b' }, 'owner', ['string'], '#/owner/login'],
    [{ owner: { id: 1 }, name: 'b' }, 'owner', ['string'], '#/owner/id'],
    [{ owner: { id: 1, name: 'a' }, more: 'b' }, 'ownerName', [], '#/owner/name'],
    [{ owner: { id: 1 }, more: 'b' }, 'ownerName', [], undefined],
    [{ owner: { slug: 'a' }, more: 'b' }, 'owner_slug', [], '#/owner/slug'],
    [{ owner: { key: 'a' }, more: 'b' }, 'owner-key', [], '#/owner/key'],
    [{ owner: { guid: 'a' }, more: 'b' }, 'ownerGuid', [], '#/owner/guid'],
    [{ owner: { uid: 'a' }, more: 'b' }, 'ownerUid', [], '#/owner/uid'],
    [{ owner: { uuid: 'a' }, more: 'b' }, 'ownerUuid', [], '#/owner/uuid'],
    [{ Owner: { login: 'a' }, more: 'b' }, 'owner', [], '#/Owner/login'],
    [{ Owner: { slug: 'a' }, more: 'b' }, 'ownerSlug', [], '#/Owner/slug'],
    [{ owner_slug: { id: 'a' }, more: 'b' }, 'ownerSlug', [], '#/owner_slug/id'],
    [{ owner: 'a', more: 'b' }, 'ownerId', [], undefined],
    [{ author: { login: 'a' }, more: 'b' }, 'owner', [], undefined],
  ])('is found in the object of its own word, in %j for %s of types %j at %s', (answer, parameter, types, want) => {
    const found = locateInThing(shown(answer), { parameter, resource: 'repo', types });
    expect(found?.place.pointer).toBe(want);
    expect(found?.by).toBe(want === undefined ? undefined : 'nested');
  });

  test.each<[answer: Json, want: Pointer | undefined]>([
    [{ key: 'a', text: 'b' }, '#/key'],
    [{ slug: 'a', text: 'b' }, '#/slug'],
    [{ name: 'a', text: 'b' }, '#/name'],
    [{ name: 'a', key: 'b' }, '#/key'],
    [{ name: 'a', id: 'b' }, undefined],
    [{ name: 7 }, '#/name'],
    [{ text: 'a' }, undefined],
  ])('is the only key of a thing without an identifier, in %j at %s', (answer, want) => {
    expect(
      locateInThing(shown(answer), { parameter: 'contextField', resource: 'context', types: [] })?.place.pointer,
    ).toBe(want);
  });

  test.each<[AnswerShape, parameter: string, types: string[], want: Evidence | undefined]>([
    [typed('string'), 'petId', [], 'bare'],
    [typed('integer'), 'petId', ['string'], 'bare'],
    [typed('integer', 'string'), 'petId', [], 'bare'],
    [typed('string'), 'petId', ['integer'], undefined],
    [typed('string', 'object'), 'petId', [], undefined],
    [typed('boolean'), 'petId', [], undefined],
    [typed(), 'petId', [], undefined],
    [typed('string'), 'color', [], undefined],
  ])('is the whole answer if that is a scalar: %j for %s of types %j by %s', (answer, parameter, types, want) => {
    const found = locateInThing([answer], { parameter, resource: 'pet', types });
    expect(found).toEqual(want && { by: want, place: { in: 'body', pointer: '#' }, clause: '#/schema' });
  });

  test('names the clause of the member that has it', () => {
    const answers = [{ shape: shapeOfValue({ id: 'a' }, '#/example'), clause: '#/example' }];
    expect(locateInThing(answers, { parameter: 'petId', resource: 'pet', types: [] })?.clause).toBe('#/example/id');
  });

  test('is the best of all answers, not of the first', () => {
    const answers = shown({ id: 'a' }, { petId: 'b' });
    expect(locateInThing(answers, { parameter: 'petId', resource: 'pet', types: [] })?.by).toBe('exact');
  });
});

describe('the value of a parameter in the items of a list', () => {
  const one = { id: 'a' };
  test.each<[answer: Json, array: Pointer | undefined, item: Pointer | undefined]>([
    [[one], '#', '#/id'],
    [[{ pet: one, more: 1 }], '#', '#/pet/id'],
    [['a'], '#', '#'],
    [[], undefined, undefined],
    [{ pets: [one], toys: [one] }, '#/pets', '#/id'],
    [{ items: [one], toys: [one] }, '#/items', '#/id'],
    [{ pets: [one], items: [one] }, '#/pets', '#/id'],
    [{ results: [one], items: [one] }, undefined, undefined],
    [{ all_of_them: [one], total: 1 }, '#/all_of_them', '#/id'],
    [{ toys: [one], plants: [one] }, undefined, undefined],
    [{ data: { pets: [one] }, total: 1 }, '#/data/pets', '#/id'],
    [{ _embedded: { pets: [one] }, total: 1 }, '#/_embedded/pets', '#/id'],
    [{ page: { pets: [one] }, total: 1 }, undefined, undefined],
    [{ page: { pets: [one] } }, '#/page/pets', '#/id'],
    // A thing that has a list of its own is no list.
    [{ data: { toys: [one] }, total: 1 }, undefined, undefined],
    [{ data: { items: [one] }, total: 1 }, '#/data/items', '#/id'],
    [{ pets: [{ color: 'red' }] }, undefined, undefined],
  ])('is found in %j by the array %s at %s', (answer, array, item) => {
    const found = locateInList(shown(answer), { parameter: 'petId', resource: 'pet', types: [] });
    expect(found && [found.place.each, found.place.pointer]).toEqual(array && [array, item]);
  });

  test.each<[parameter: string, item: JsonObject, place: Pointer | undefined]>([
    ['name', { Id: 'a', tags: [] }, '#/Id'],
    ['key', { uuid: 'a' }, '#/uuid'],
    ['slug', { guid: 'a' }, '#/guid'],
    ['petName', { pet_id: 'a' }, '#/pet_id'],
    ['name', { Id: 'a', name: 'Ash' }, '#/name'],
    ['name', { Id: 'a', petName: 'Ash' }, '#/petName'],
    ['name', { Id: 'a', uuid: 'b' }, undefined],
    ['name', { Id: ['a'] }, undefined],
    ['name', { toyId: 'a' }, undefined],
    ['shopName', { Id: 'a' }, undefined],
    ['colour', { Id: 'a' }, undefined],
  ])('is that of {%s} in %j at %s', (parameter, item, place) => {
    expect(locateInList(shown([item]), { parameter, resource: 'pet', types: [] })?.place.pointer).toBe(place);
    if (place === undefined || /name/i.test(place)) return;
    // The answer to a creation has the identifier of what the request gave a name.
    expect(locateInThing(shown(item), { parameter, resource: 'pet', types: [] })?.place.pointer).toBeUndefined();
  });

  test('is found in the array whose name is a part of the word for the thing', () => {
    const answers = shown({ routes: [one], warnings: [one] });
    const wanted = { parameter: 'id', resource: 'routeMapping', types: [] };
    expect(locateInList(answers, wanted)?.place.each).toBe('#/routes');
  });

  test('is looked for in each answer until one has it', () => {
    const answers = shown([{ color: 'red' }], { pets: [one] });
    expect(locateInList(answers, { parameter: 'petId', resource: 'pet', types: [] })?.place.each).toBe('#/pets');
  });
});

test.each<[Json[], boolean]>([
  [[], false],
  [[{ id: 'a' }], false],
  [[{ id: 'a' }, ['a']], true],
  [[{ pets: [{}] }], true],
])('among the answers %j, one is a list: %s', (answers, want) => {
  expect(isList(shown(...answers), 'pet')).toBe(want);
});

test('an answer of a type that is no array is no list, whatever its items are said to be', () => {
  const items = () => shapeOfValue('a');
  const listOf = (types: string[]) => ({
    shape: { types, members: new Map(), member: () => undefined, items },
    clause: '#',
  });
  expect([[], ['array'], ['object', 'array'], ['object']].map((types) => isList([listOf(types)], 'pet'))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test.each<[body: Json | undefined, place: Parameters<typeof valuesAt>[1], want: Json[]]>([
  [{ id: 'a' }, { in: 'body', pointer: '#/id' }, ['a']],
  [{ id: 0 }, { in: 'body', pointer: '#/id' }, [0]],
  [{ id: '' }, { in: 'body', pointer: '#/id' }, []],
  [{ id: true }, { in: 'body', pointer: '#/id' }, []],
  [{}, { in: 'body', pointer: '#/id' }, []],
  [undefined, { in: 'body', pointer: '#' }, []],
  ['a', { in: 'body', pointer: '#' }, ['a']],
  [{ all: [{ id: 1 }, { id: null }, { id: 'b' }] }, { in: 'body', each: '#/all', pointer: '#/id' }, [1, 'b']],
  [{ all: { id: 1 } }, { in: 'body', each: '#/all', pointer: '#/id' }, []],
  [{ all: ['a'] }, { in: 'body', each: '#/all', pointer: '#' }, ['a']],
])('the values of %j at %j are %j', (body, place, want) => {
  expect(valuesAt(body, place).map(({ value }) => value)).toEqual(want);
});

test('the values of a list keep the digits that no number holds', () => {
  const { value: body } = parseExactly('{"all": [{"id": 9007199254740993}, {"id": 7}], "ids": [9007199254740995]}');
  const valuesOf = (each: string, pointer: string) =>
    valuesAt(body, { in: 'body', each, pointer }).map(({ value }) => value);
  expect(valuesOf('#/all', '#/id')).toEqual(['9007199254740993', 7]);
  expect(valuesOf('#/ids', '#')).toEqual(['9007199254740995']);
});

test('a value of a list comes with its item', () => {
  const body = { all: [{ id: 1, color: 'red' }] };
  expect(valuesAt(body, { in: 'body', each: '#/all', pointer: '#/id' })).toEqual([{ value: 1, item: body.all[0] }]);
});
