import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import type { Operation } from '../../model/contract.ts';
import { formatPlace, listOf, model, number, shape, text, type Told } from '../../../test/support/told-operations.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Feeder } from './resource.ts';
import { resourcesOf } from './resources.ts';

const sayFeeder = ({ to, from, by }: Feeder) =>
  `${'name' in to ? to.name : to.pointer} from ${from.operation.id} ${formatPlace(from.place)}: ${by}`;

/** What feeds the operation that is told last. */
async function feedersOfLast(told: Record<string, Told>, components: JsonObject = {}): Promise<string[]> {
  const { contract, resources } = await model(told, components);
  const last = contract.operations.find(({ id }) => id === Object.keys(told).at(-1)) as Operation;
  return resources.feeders(last).map(sayFeeder);
}

describe('what feeds a parameter', () => {
  const created = (members: JsonObject): Told => ({ answers: shape(members), status: '201' });
  const listed = (members: JsonObject): Told => ({ answers: listOf(shape(members)) });

  test.each<[string, Record<string, Told>, string[]]>([
    [
      'is the member of its name',
      { 'POST /pets': created({ id: number, petId: text }), 'GET /pets/{petId}': {} },
      ['petId from POST /pets #/petId: exact'],
    ],
    [
      'is the member of its name in other spelling',
      { 'POST /pets': created({ pet_id: text }), 'GET /pets/{petId}': {} },
      ['petId from POST /pets #/pet_id: normalised'],
    ],
    [
      'is the id of what its name names',
      { 'POST /pets': created({ name: text, id: number }), 'GET /pets/{petId}': {} },
      ['petId from POST /pets #/id: suffix'],
    ],
    [
      'is the member of its word for a bare id',
      { 'POST /pets': created({ pet_id: number }), 'GET /pets/{id}': {} },
      ['id from POST /pets #/pet_id: suffix'],
    ],
    [
      'is a synonym of an id, in their order',
      { 'POST /pets': created({ name: text, slug: text, uuid: text }), 'GET /pets/{pet}': {} },
      ['pet from POST /pets #/uuid: synonym'],
    ],
    [
      'is the name where it asks for the name',
      { 'POST /features': created({ id: number, name: text }), 'GET /features/{featureName}': {} },
      ['featureName from POST /features #/name: suffix'],
    ],
    [
      'is no id where it asks for something else',
      { 'POST /users': created({ id: number }), 'GET /users/{userEmail}': {} },
      [],
    ],
    [
      'is in what the answer wraps',
      { 'POST /pets': created({ data: shape({ id: number }), ok: text }), 'GET /pets/{id}': {} },
      ['id from POST /pets #/data/id: exact'],
    ],
    [
      'is in what the answer wraps under the word of the resource',
      { 'POST /pets': created({ pet: shape({ id: number }), ok: text }), 'GET /pets/{id}': {} },
      ['id from POST /pets #/pet/id: exact'],
    ],
    [
      'is an answer that is a number',
      { 'POST /pets': { answers: number, status: '201' }, 'GET /pets/{id}': {} },
      ['id from POST /pets #: bare'],
    ],
    [
      'is what the client chose, where the answer says nothing',
      { 'POST /pets': { status: '201', takes: { pet: text, age: number } }, 'GET /pets/{pet}': {} },
      ['pet from POST /pets sent #/pet: request'],
    ],
    [
      'comes from a list',
      { 'GET /pets': listed({ id: number }), 'GET /pets/{petId}': {} },
      ['petId from GET /pets # each #/id: suffix'],
    ],
    [
      'comes from a list that is wrapped',
      {
        'GET /pets': { answers: shape({ data: listOf(shape({ id: number })), more: listOf(text) }) },
        'GET /pets/{id}': {},
      },
      ['id from GET /pets #/data each #/id: exact'],
    ],
    [
      'comes from the array that is named as the path',
      {
        'GET /pets': { answers: shape({ pets: listOf(shape({ id: number })), tags: listOf(text) }) },
        'GET /pets/{id}': {},
      },
      ['id from GET /pets #/pets each #/id: exact'],
    ],
    [
      'comes from none of two arrays of other names',
      {
        'GET /pets': { answers: shape({ a: listOf(shape({ id: number })), b: listOf(shape({ id: number })) }) },
        'GET /pets/{id}': {},
      },
      [],
    ],
    [
      'comes from a list of texts',
      { 'GET /pets': { answers: listOf(text) }, 'GET /pets/{pet}': {} },
      ['pet from GET /pets # each #: bare'],
    ],
    [
      'is that of the thing around for each part of a path',
      {
        'GET /shops': listed({ id: number }),
        'POST /shops/{shop}/pets': created({ id: number }),
        'GET /shops/{shop}/pets/{petId}': {},
      },
      ['shop from GET /shops # each #/id: suffix', 'petId from POST /shops/{shop}/pets #/id: suffix'],
    ],
    [
      'is found in another collection of the same word',
      {
        'POST /shops/{shop}/pets': created({ id: number }),
        'GET /pets/{petId}': { answers: shape({ id: number }) },
        'GET /pets/{petId}/photo': {},
      },
      ['petId from POST /shops/{shop}/pets #/id: suffix'],
    ],
    [
      'is found in the list of what its own word names',
      {
        'GET /projects': listed({ id: text }),
        'GET /archive': listed({ name: text }),
        'GET /archive/{projectId}': {},
      },
      ['projectId from GET /projects # each #/id: suffix'],
    ],
    [
      'is both of two parameters that name a thing together',
      { 'POST /tags': created({ type: text, value: text }), 'GET /tags/{type}/{value}': {} },
      ['type from POST /tags #/type: exact', 'value from POST /tags #/value: exact'],
    ],
    [
      'is an identifier of the object that is called so',
      {
        'GET /user/repos': listed({ name: text, owner: shape({ login: text, id: number }) }),
        'GET /repos/{owner}/{repo}': {
          more: {
            parameters: ['owner', 'repo'].map((name) => ({ name, in: 'path', required: true, schema: text })),
          },
        },
      },
      ['owner from GET /user/repos # each #/owner/login: nested', 'repo from GET /user/repos # each #/name: synonym'],
    ],
    [
      'is a parameter of the query that is named for a resource',
      { 'GET /pets': listed({ id: number }), 'GET /visits': { query: ['pet_id', 'status', 'shopId'] } },
      ['pet_id from GET /pets # each #/id: suffix'],
    ],
    [
      'is no text where a number is asked for',
      {
        'GET /pets': listed({ id: text }),
        'GET /pets/{id}': { more: { parameters: [{ name: 'id', in: 'path', required: true, schema: number }] } },
      },
      [],
    ],
  ])('%s', async (_, told, want) => {
    expect(await feedersOfLast(told)).toEqual(want);
  });
});

describe('what feeds a body', () => {
  const pets: Record<string, Told> = { 'POST /pets': { answers: shape({ id: number }), status: '201' } };
  test.each<[string, JsonObject, string[]]>([
    ['is the id of what a member refers to', { petId: number }, ['#/petId from POST /pets #/id: suffix']],
    ['is an item of several references', { pet_ids: listOf(number) }, ['#/pet_ids/0 from POST /pets #/id: suffix']],
    ['is found below the top', { visit: shape({ petId: number }) }, ['#/visit/petId from POST /pets #/id: suffix']],
    ['is nothing for a name, which a client chooses', { petName: text }, []],
    ['is nothing for a word that names no resource', { shopId: number }, []],
    ['is nothing for what only answers have', { petId: { ...number, readOnly: true } }, []],
  ])('%s', async (_, takes, want) => {
    expect(await feedersOfLast({ ...pets, 'POST /visits': { takes } })).toEqual(want);
  });

  test('is nothing where two resources have the same name', async () => {
    const told = {
      ...pets,
      'POST /zoo/pets': pets['POST /pets'] as Told,
      'GET /pets/{id}': {},
      'GET /zoo/pets/{id}': {},
      'POST /visits': { takes: { petId: number } },
    };
    expect(await feedersOfLast(told)).toEqual([]);
  });
});

test('what a parameter names is no thing that lies in what it names', async () => {
  const project = { answers: shape({ id: text }) };
  const told = {
    'POST /projects': { ...project, status: '201' },
    'GET /projects/{baseId}': project,
    'GET /projects/{baseId}/bases': { answers: listOf(shape({ id: text, base_id: text })) },
    'GET /projects/{baseId}/bases/{sourceId}': { answers: shape({ id: text, base_id: text }) },
  };
  expect(await feedersOfLast(told)).toContain('baseId from POST /projects #/id: suffix');
  expect(await feedersOfLast({ ...told, 'GET /costs/{baseId}': {} })).toEqual([
    'baseId from POST /projects #/id: suffix',
  ]);
});

describe('what an operation does', () => {
  const roles = async (told: Record<string, Told>, components: JsonObject = {}) => {
    const { contract, resources } = await model(told, components);
    return contract.operations.map((operation) => {
      const role = resources.of(operation);
      return `${operation.id}: ${role ? `${role.role} ${role.resource.name}` : 'nothing'}`;
    });
  };

  test('is told by its method and its path', async () => {
    const told = Object.fromEntries(
      ['GET /pets', 'POST /pets', 'GET /pets/{id}', 'PUT /pets/{id}', 'DELETE /pets/{id}', 'POST /pets/{id}/sell'].map(
        (line): [string, Told] => [line, {}],
      ),
    );
    expect(await roles(told)).toEqual([
      'GET /pets: list pet',
      'POST /pets: create pet',
      'GET /pets/{id}: read pet',
      'PUT /pets/{id}: update pet',
      'DELETE /pets/{id}: delete pet',
      'POST /pets/{id}/sell: nothing',
    ]);
  });

  test('is no creation where a search is posted, and one where 201 proves it', async () => {
    const told: Record<string, Told> = {
      'POST /pets/search': {},
      'POST /pets/import': { status: '201' },
      'GET /pets/{id}': {},
    };
    expect((await roles(told)).slice(0, 2)).toEqual(['POST /pets/search: nothing', 'POST /pets/import: create import']);
  });

  test('is a creation for a PUT that documents 201, or where nothing else creates', async () => {
    const { resources } = await model({
      'PUT /keys/{key}': {},
      'POST /pets': {},
      'PUT /pets/{id}': {},
      'POST /toys': {},
      'PUT /toys/{id}': { status: '201' },
    });
    expect(resources.all.map(({ create }) => create.map(({ id }) => id))).toEqual([
      ['PUT /keys/{key}'],
      ['POST /pets'],
      ['POST /toys', 'PUT /toys/{id}'],
    ]);
  });

  test('is a read for what is changed under the same path, whatever lists the thing has', async () => {
    const project = { answers: shape({ id: text, sources: listOf(shape({ id: text })) }) };
    const told = { 'GET /projects/{id}': project, 'GET /projects/{id}/{source}/tables': {} };
    expect(await roles({ ...told, 'PATCH /projects/{id}': project })).toContain('GET /projects/{id}: read project');
    const list = { answers: listOf(shape({ id: text })) };
    expect(await roles({ ...told, 'GET /projects/{id}': list, 'DELETE /projects/{id}': {} })).toContain(
      'GET /projects/{id}: list source',
    );
  });

  const table = { $ref: '#/components/schemas/Table' };
  const tables: Record<string, Told> = {
    'GET /projects/{id}/tables': { answers: shape({ list: listOf(text) }) },
    'POST /projects/{id}/tables': { answers: table, status: '201' },
    'GET /tables/{tableId}': { answers: table },
    'GET /tables/{tableId}/rows': { answers: listOf(text) },
  };
  const Table = shape({ id: text });

  test('is told by the word where things are kept under another path than they are listed', async () => {
    const found = await roles(tables, { Table });
    expect(found).toContain('GET /projects/{id}/tables: list table');
    const { contract, resources } = await model(tables, { Table });
    const [list] = contract.operations;
    expect(list && resources.of(list)?.resource.item).toBe('/tables/{tableId}');
  });

  test('is told by what lies in nothing else, where several things are called so', async () => {
    const told = {
      ...tables,
      'GET /links/{link}/tables/{tableId}': { answers: table },
      'POST /copies/{id}/tables/{tableId}': {},
      'POST /copy/tables/{tableId}': {},
    };
    const { contract, resources } = await model(told, { Table });
    const items = contract.operations.slice(0, 2).map((operation) => resources.of(operation)?.resource.item);
    expect(items).toEqual(['/tables/{tableId}', '/tables/{tableId}']);
  });

  test('is told by what is listed in a wrapper, where several things are called so', async () => {
    const told = {
      ...tables,
      'GET /projects/{id}/tables': { answers: shape({ list: listOf(table), page: shape({ size: number }) }) },
      'GET /public/tables/{name}': { answers: shape({ name: text }) },
    };
    const { contract, resources } = await model(told, { Table });
    const [list] = contract.operations;
    expect(list && resources.of(list)?.resource.item).toBe('/tables/{tableId}');
  });

  test('is told by no word where another component describes what is listed', async () => {
    const told = { ...tables, 'GET /projects/{id}/tables': { answers: listOf({ $ref: '#/components/schemas/Seat' }) } };
    const { contract, resources } = await model(told, { Table, Seat: Table });
    const [list] = contract.operations;
    expect(list && resources.of(list)?.resource.item).toBeUndefined();
  });

  test('is a list for another path that answers with the same things', async () => {
    const pet = { $ref: '#/components/schemas/Pet' };
    const told = {
      'POST /pet': { answers: pet },
      'GET /pet/findByTag': { answers: listOf(pet) },
      'GET /pet/{petId}': { answers: pet },
    };
    expect(await roles(told, { Pet: shape({ id: number }) })).toContain('GET /pet/findByTag: list pet');
  });
});

test('operations are in an order in which each has its values from those before it', async () => {
  const { contract, resources } = await model({
    'DELETE /shops/{shop}': {},
    'DELETE /shops/{shop}/pets/{pet}': {},
    'PUT /shops/{shop}': {},
    'GET /shops/{shop}/pets/{pet}': {},
    'POST /visits': { takes: { petId: number }, answers: shape({ id: number }) },
    'GET /visits/{id}': {},
    'POST /shops/{shop}/pets': { answers: shape({ id: number }) },
    'GET /shops/{shop}/pets': {},
    'POST /shops': { answers: shape({ id: number }) },
  });
  expect(resources.inOrder(contract.operations).map(({ id }) => id)).toEqual([
    'POST /shops',
    'GET /shops/{shop}/pets',
    'POST /shops/{shop}/pets',
    'POST /visits',
    'GET /shops/{shop}/pets/{pet}',
    'GET /visits/{id}',
    'PUT /shops/{shop}',
    'DELETE /shops/{shop}/pets/{pet}',
    'DELETE /shops/{shop}',
  ]);
});

describe('x-resource', () => {
  const pets: Record<string, Told> = {
    'POST /pets': { answers: shape({ id: number }), status: '201' },
    'GET /pets/{id}': {},
  };

  test('names the resource that a parameter or a member of the body takes', async () => {
    const more = { 'x-resource': { parameters: { animal: 'pet', '#/kept': 'pet', petId: false } } };
    const last: Told = { query: ['animal', 'petId'], takes: { kept: number }, more: { ...more } };
    expect(await feedersOfLast({ ...pets, 'POST /visits': last })).toEqual([
      'animal from POST /pets #/id: declared',
      '#/kept from POST /pets #/id: declared',
    ]);
  });

  test('says that a creation is none', async () => {
    const { contract, resources } = await model({
      'POST /pets': { more: { 'x-resource': false } },
      'GET /pets/{id}': {},
    });
    expect(contract.operations.map((one) => resources.of(one)?.role)).toEqual([undefined, 'read']);
  });

  test('says what an operation does, and where its answer names the thing', async () => {
    const { resources } = await model({
      'POST /adopt': { more: { 'x-resource': { name: 'pet', role: 'create', identity: '$response.body#/adopted' } } },
      'GET /pets/{id}': {},
    });
    const [pet] = resources.all;
    expect(pet?.create.map(({ id }) => id)).toEqual(['POST /adopt']);
    expect(pet?.identities.map(({ by, place }) => `${by} ${place && formatPlace(place)}`)).toEqual([
      'declared #/adopted',
    ]);
  });

  test.each<[string, JsonObject, RegExp]>([
    ['a role that there is not', { role: 'make' }, /x-resource\/role is make, which is no role/],
    ['an identity that names no place', { identity: 'id' }, /x-resource\/identity is no runtime expression/],
    ['a parameter that takes no resource', { parameters: { id: 7 } }, /x-resource\/parameters\/id names no resource/],
  ])('is refused with %s', async (_, statement, why) => {
    await expect(model({ 'POST /pets': { more: { 'x-resource': statement } } })).rejects.toThrow(why);
  });
});

test.each<[what: string, answer: JsonObject, creates: (string | undefined)[]]>([
  [
    'the same in an envelope',
    { type: 'object', properties: { issue: { $ref: '#/components/schemas/Made' } } },
    ['/issues/{id}'],
  ],
  [
    'what a read answers, in an envelope',
    { type: 'object', properties: { issue: { $ref: '#/components/schemas/Issue' } } },
    ['/issues/{id}'],
  ],
  [
    'the same beside something else',
    { type: 'object', properties: { issue: { $ref: '#/components/schemas/Made' }, note: {} } },
    [undefined],
  ],
  ['something else', { type: 'object', properties: { issue: { type: 'object' } } }, [undefined]],
])('what another path creates with an answer of %s is the same thing or not', async (_, answer, creates) => {
  const thing = { type: 'object', properties: { id: { type: 'integer' } } };
  const within = (name: string) => ({
    type: 'object',
    properties: { issue: { $ref: `#/components/schemas/${name}` } },
  });
  const responses = (status: number, schema: JsonObject) => ({
    responses: { [status]: { description: 'Done.', content: { 'application/json': { schema } } } },
  });
  const named = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
  const contract = await contractOf({
    components: { schemas: { Made: thing, Issue: { ...thing, required: ['id'] } } },
    paths: {
      '/issues': { post: responses(201, within('Made')) },
      '/issues/{id}': { parameters: [named('id')], get: responses(200, within('Issue')) },
      '/projects/{project}/issues': { parameters: [named('project')], post: responses(201, answer) },
    },
  });
  const last = contract.operations.at(-1) as Operation;
  expect(
    resourcesOf(contract)
      .createdBy(last)
      .map(({ item }) => item),
  ).toEqual(creates);
});
