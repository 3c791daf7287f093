import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { documents, keptOperation, sentThing, thingIn, thingOfRequest } from './kept-operation.ts';
import type { Resource, ResourceRole } from './resource.ts';

const PET = {
  type: 'object',
  required: ['name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string' },
    color: { type: 'string', default: 'red' },
    secret: { type: 'string', writeOnly: true },
  },
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

interface Row {
  answer?: object;
  body?: object;
  responses?: object;
  role?: ResourceRole;
  parameter?: string;
}

/** One operation on pets, whose success and whose body are described by these schemas. */
async function kept({ answer, body, responses, role = 'read', parameter = 'petId' }: Row) {
  const contract = await contractOf({
    paths: {
      '/pets/{petId}': {
        parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }],
        post: {
          ...(body && { requestBody: json(body) }),
          responses: responses ?? { 200: { description: 'One.', ...(answer && json(answer)) } },
        },
      },
    },
    components: { schemas: { pet: PET } },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const [own] = operation.parameters;
  const resource: Resource = {
    ...{ name: 'pet', create: [], update: [], identities: [] },
    ...(own && parameter !== '' && { parameter: { ...own, name: parameter } }),
  };
  return keptOperation(contract, operation, resource, role);
}

const REF = { $ref: '#/components/schemas/pet' };
const listOf = (items: object) => ({ type: 'array', items });
const object = (properties: object) => ({ type: 'object', properties });

describe('where the answer of an operation has its things', () => {
  test.each<[ResourceRole, answer: object, at: Pointer, identifier: string | undefined, list: Pointer | undefined]>([
    ['read', PET, '#', 'id', undefined],
    ['read', object({ data: PET, more: {} }), '#/data', 'id', undefined],
    ['read', { type: 'string' }, '#', undefined, undefined],
    ['read', listOf(PET), '#', undefined, undefined],
    ['create', REF, '#', 'id', undefined],
    ['list', listOf(PET), '#', 'id', '#'],
    ['list', object({ pets: listOf(REF), total: {} }), '#', 'id', '#/pets'],
    ['list', object({ pets: listOf(object({ pet: PET })), total: {} }), '#/pet', 'id', '#/pets'],
    ['list', listOf({ type: 'string' }), '#', undefined, '#'],
    ['list', listOf(object({ color: { type: 'string' } })), '#', undefined, '#'],
    ['list', PET, '#', undefined, undefined],
  ])('is told for a %s of %j: %s, named by %s, in the list %s', async (role, answer, at, identifier, list) => {
    const found = await kept({ answer, role });
    expect([found.at, found.identifier, found.list]).toEqual([at, identifier, list]);
  });

  test('is told by id for a resource without a parameter', async () => {
    expect((await kept({ answer: PET, parameter: '' })).identifier).toBe('id');
  });
});

describe('the members of a thing', () => {
  test.each<[string, Row, names: string[], required: string[], hidden: string[]]>([
    ['alone', { answer: PET }, ['id', 'name', 'color', 'secret'], ['name'], ['secret']],
    ['by a reference', { answer: REF }, ['id', 'name', 'color', 'secret'], ['name'], ['secret']],
    ['in a wrapper', { answer: object({ data: REF, x: {} }) }, ['id', 'name', 'color', 'secret'], ['name'], ['secret']],
    ['of a list', { answer: listOf(REF), role: 'list' }, ['id', 'name', 'color', 'secret'], ['name'], ['secret']],
    [
      'of a wrapped list',
      { answer: object({ 'a/~b': listOf(REF) }), role: 'list' },
      ['id', 'name', 'color', 'secret'],
      ['name'],
      ['secret'],
    ],
    ['of nothing that is documented', {}, [], [], []],
    ['of a list that says nothing of its items', { answer: { type: 'array' }, role: 'list' }, [], [], []],
  ])('are read of one that is shown %s', async (_, row, names, required, hidden) => {
    const { members } = await kept(row);
    expect([...members.names]).toEqual(names);
    expect([...members.required]).toEqual(required);
    expect([...members.hidden]).toEqual(hidden);
    expect([...members.clauses.keys()]).toEqual(names);
  });

  test('have the clauses of the component', async () => {
    const { members } = await kept({ answer: REF });
    expect(members.clauses.get('name')).toBe('#/components/schemas/pet/properties/name');
  });

  test.each<[string, responses: object, at: string | undefined]>([
    ['a success', { 404: { description: 'No.', ...json(PET) }, 200: { description: 'One.', ...json(PET) } }, '200'],
    ['another success', { 202: { description: 'One.', ...json(PET) } }, '202'],
    ['no refusal', { 404: { description: 'No.', ...json(PET) } }, undefined],
    ['no text', { 200: { description: 'One.', content: { 'text/plain': { schema: PET } } } }, undefined],
  ])('are those of %s', async (_, responses, at) => {
    const { members } = await kept({ responses });
    expect(members.schema).toBe(at && `#/paths/~1pets~1{petId}/post/responses/${at}/content/application~1json/schema`);
  });
});

describe('what a request says of a thing', () => {
  const inputs = (body?: Json) => ({
    ...{ path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json' },
    ...(body !== undefined && { body }),
  });
  test.each<[string, Row, body: Json | undefined, value: JsonObject, defaults: JsonObject, names: string[]]>([
    [
      'without what only the server sets',
      { answer: PET, body: PET },
      { id: 7, name: 'Ash' },
      { name: 'Ash' },
      { color: 'red' },
      ['name', 'color', 'secret'],
    ],
    [
      'without what it does not name',
      { answer: PET, body: PET },
      { other: 1 },
      {},
      { color: 'red' },
      ['name', 'color', 'secret'],
    ],
    ['where nothing says what it has', { answer: PET, body: { type: 'object' } }, { other: 1 }, { other: 1 }, {}, []],
    [
      'in a wrapper',
      { answer: PET, body: object({ pet: PET, note: {} }) },
      { pet: { name: 'Ash' }, note: 'x' },
      { name: 'Ash' },
      { color: 'red' },
      ['name', 'color', 'secret'],
    ],
    [
      'in a wrapper that is no object',
      { answer: PET, body: object({ pet: PET }) },
      { pet: 'x' },
      {},
      { color: 'red' },
      ['name', 'color', 'secret'],
    ],
    [
      'in a wrapper beside many members that are none of the thing',
      { answer: PET, body: object({ pet: object({ name: {} }), x: {}, y: {}, z: {} }) },
      { pet: { name: 'Ash' }, x: 1 },
      { name: 'Ash' },
      {},
      ['name'],
    ],
    [
      'in no wrapper that knows no more of it',
      { answer: PET, body: object({ name: {}, other: object({ name: {} }) }) },
      { name: 'Ash', other: {} },
      { name: 'Ash', other: {} },
      {},
      ['name', 'other'],
    ],
    [
      'in no wrapper where the answer says nothing',
      { body: object({ pet: PET }) },
      { pet: { name: 'Ash' } },
      { pet: { name: 'Ash' } },
      {},
      ['pet'],
    ],
    ['without a body', { answer: PET, body: PET }, undefined, {}, { color: 'red' }, ['name', 'color', 'secret']],
    ['without a documented body', { answer: PET }, { name: 'Ash' }, { name: 'Ash' }, {}, []],
  ])('is read %s', async (_, row, body, value, defaults, names) => {
    const sent = sentThing(await kept(row), inputs(body));
    expect([sent.value, sent.defaults, [...sent.names]]).toEqual([value, defaults, names]);
  });

  test.each<[string, Row, at: Pointer, names: string[]]>([
    ['its root', { answer: PET, body: PET }, '#', ['id', 'name', 'color', 'secret']],
    ['a wrapper', { answer: PET, body: object({ 'a/b': PET }) }, '#/a~1b', ['id', 'name', 'color', 'secret']],
    ['its root, where nothing is documented', { answer: PET }, '#', []],
  ])('has the thing at %s', async (_, row, at, names) => {
    const one = await kept(row);
    const found = thingOfRequest(one, one.operation.body?.media[0]);
    expect([found.at, [...found.members.keys()]]).toEqual([at, names]);
  });
});

test.each<[body: Json | undefined, at: Pointer, want: JsonObject | undefined]>([
  [{ id: 1 }, '#', { id: 1 }],
  [{ data: { id: 1 } }, '#/data', { id: 1 }],
  [{ data: [] }, '#/data', undefined],
  [{}, '#/data', undefined],
  [undefined, '#', undefined],
])('the thing in %j at %s is %j', (body, at, want) => {
  expect(thingIn(body, at)).toEqual(want);
});

test.each<[statuses: string[], asked: number, want: string | undefined]>([
  [['200', '404'], 404, '404'],
  [['4XX', '404'], 404, '404'],
  [['4XX', '200'], 404, '4XX'],
  [['200', 'default'], 404, undefined],
])('among the responses %j, one documents %d: %s', async (statuses, asked, want) => {
  const { operation } = await kept({
    responses: Object.fromEntries(statuses.map((status) => [status, { description: 'It.' }])),
  });
  expect(documents(operation, asked)?.status).toBe(want);
});
