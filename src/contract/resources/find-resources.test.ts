import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { listOf, model, number, shape, text, type Told } from '../../../test/support/told-operations.ts';

const list = listOf(shape({ id: number }));
const told = (...lines: (string | [string, Told])[]): Record<string, Told> =>
  Object.fromEntries(lines.map((line) => (typeof line === 'string' ? [line, {}] : line)));

/** What each operation does, and to what. */
async function roles(operations: Record<string, Told>): Promise<string[]> {
  const { contract, resources } = await model(operations);
  return contract.operations.map((operation) => {
    const role = resources.of(operation);
    return `${operation.id}: ${role ? `${role.role} ${role.resource.name}` : 'nothing'}`;
  });
}

/** Each resource: its name, its paths, its parameter, and what it lies in. */
async function all(operations: Record<string, Told>): Promise<string[]> {
  const { resources } = await model(operations);
  return resources.all.map(({ name, collection, item, parameter, parent }) =>
    [name, collection, item, parameter?.name, ...(parent ? [`in ${parent.name}`] : [])].join(' '),
  );
}

describe('a resource', () => {
  test.each<[string, Record<string, Told>, string[]]>([
    ['has the paths of its list and of its things', told('GET /pets', 'GET /pets/{id}'), ['pet /pets /pets/{id} id']],
    [
      'lies in another',
      told('GET /shops/{shop}', 'GET /shops/{shop}/pets/{pet}'),
      ['shop /shops /shops/{shop} shop', 'pet /shops/{shop}/pets /shops/{shop}/pets/{pet} pet in shop'],
    ],
    [
      'has the path of a thing, where only what lies in it has operations',
      told(['GET /shops/{shop}/pets', { answers: list }]),
      ['shop /shops /shops/{shop} shop', 'pet /shops/{shop}/pets   in shop'],
    ],
    [
      'is found once, whatever its parameters are called',
      told('GET /pets/{id}', 'DELETE /pets/{petId}', 'GET /pets/{pet}/photos/{photo}'),
      ['pet /pets /pets/{id} id', 'photo /pets/{pet}/photos /pets/{pet}/photos/{photo} photo in pet'],
    ],
    [
      'is none at the first place of a path',
      told('GET /{tenant}', 'GET /{tenant}/pets/{pet}'),
      ['pet /{tenant}/pets /{tenant}/pets/{pet} pet'],
    ],
    ['is none where a path has no word', told('GET /{id}'), []],
    [
      'is named by its parameter, where it lies directly in a thing',
      told('GET /gists/{gist_id}', 'GET /gists/{gist_id}/{sha}'),
      ['gist /gists /gists/{gist_id} gist_id', 'sha /gists/{gist_id} /gists/{gist_id}/{sha} sha in gist'],
    ],
    [
      'has the name of what it lies directly in, where the parameter is an id',
      told('GET /gists/{gist}', 'GET /gists/{gist}/{id}'),
      ['gist /gists /gists/{gist} gist', 'gist /gists/{gist} /gists/{gist}/{id} id in gist'],
    ],
    [
      'is one thing with two parameters, where nothing stands between',
      told('GET /tags', 'GET /tags/{type}/{value}'),
      ['tag /tags /tags/{type}/{value} value'],
    ],
    [
      'has the path between for its collection, where something is created there',
      told('POST /tags/{type}', 'GET /tags/{type}/{value}'),
      ['tag /tags/{type} /tags/{type}/{value} value'],
    ],
  ])('%s', async (_, operations, want) => {
    expect(await all(operations)).toEqual(want);
  });
});

test.each<[string, string[], string[]]>([
  [
    'what a collection creates and what is deleted is a thing, though more lies directly in it',
    ['POST /offers', 'POST /offers/{id}', 'DELETE /offers/{id}', 'GET /offers/{id}/{rule}'],
    ['create offer', 'update offer', 'delete offer', 'read rule'],
  ],
  [
    'what lies in a path where something is changed as well makes that a collection',
    ['POST /offers', 'POST /offers/{id}', 'DELETE /offers/{id}', 'DELETE /offers/{id}/{rule}'],
    ['nothing', 'create offer', 'nothing', 'delete offer'],
  ],
  [
    'a path where nothing is deleted is a collection',
    ['POST /offers', 'POST /offers/{id}', 'GET /offers/{id}/{rule}'],
    ['nothing', 'create offer', 'read offer'],
  ],
])('%s', async (_, operations, want) => {
  expect((await roles(told(...operations))).map((line) => line.replace(/^.*: /, ''))).toEqual(want);
});

const CONTAINERS = told(
  'GET /containers/json',
  'POST /containers/create',
  'GET /containers/{id}/json',
  'DELETE /containers/{id}',
);

test('a word at the end of a path says what is done to the things whose path stands before it', async () => {
  expect(await roles(CONTAINERS)).toEqual([
    'GET /containers/json: list container',
    'POST /containers/create: create container',
    'GET /containers/{id}/json: read container',
    'DELETE /containers/{id}: delete container',
  ]);
});

test('a word at the end of a path says nothing where another operation does that, or no thing has a path there', async () => {
  const others = told('GET /containers', 'POST /containers', 'GET /containers/{id}', 'POST /keys/create');
  const all = await roles({ ...CONTAINERS, ...others });
  expect(all.filter((line) => /json|create:/.test(line))).toEqual([
    'GET /containers/json: nothing',
    'POST /containers/create: nothing',
    'GET /containers/{id}/json: nothing',
    'POST /keys/create: nothing',
  ]);
});

describe('what an operation does:', () => {
  const middle = (method: string, answers?: JsonObject): Record<string, Told> =>
    told([`${method} /tags/{type}`, answers ? { answers } : {}], 'GET /tags/{type}/{value}');

  test.each<[string, Record<string, Told>, string]>([
    ['one that gets a thing reads it', told('GET /pets/{id}'), 'GET /pets/{id}: read pet'],
    ['one that puts a thing changes it', told('POST /pets', 'PUT /pets/{id}'), 'PUT /pets/{id}: update pet'],
    ['one that patches a thing changes it', told('PATCH /pets/{id}'), 'PATCH /pets/{id}: update pet'],
    ['one that posts to a thing changes it', told('POST /pets', 'POST /pets/{id}'), 'POST /pets/{id}: update pet'],
    ['one that deletes a thing deletes it', told('DELETE /pets/{id}'), 'DELETE /pets/{id}: delete pet'],
    [
      'one that asks for the head of a thing does nothing',
      told('HEAD /pets/{id}', 'GET /pets/{id}'),
      'HEAD /pets/{id}: nothing',
    ],
    ['one that deletes a collection does nothing', told('DELETE /pets', 'GET /pets/{id}'), 'DELETE /pets: nothing'],
    [
      'one that gets what lies directly in a thing reads no list',
      told('GET /pets/{id}/photo', 'GET /pets/{id}'),
      'GET /pets/{id}/photo: nothing',
    ],
    [
      'one that gets a list below a thing lists what is called so',
      told(['GET /pets/{id}/photos', { answers: list }], 'GET /pets/{id}'),
      'GET /pets/{id}/photos: list photo',
    ],
    [
      'one that gets a list at a path of its own lists',
      told(['GET /photos', { answers: list }]),
      'GET /photos: list photo',
    ],
    [
      'one that gets one thing at a path of its own does nothing',
      told(['GET /status', { answers: shape({ ok: text }) }]),
      'GET /status: nothing',
    ],
    [
      'one that gets a path with a slash at its end lists',
      told(['GET /photos/', { answers: list }]),
      'GET /photos/: list photo',
    ],
    [
      'one that reads a part of a name alone reads the thing between',
      middle('GET', shape({ type: text })),
      'GET /tags/{type}: read tag',
    ],
    ['one that lists by a part of a name lists the things', middle('GET', list), 'GET /tags/{type}: list tag'],
    [
      'one that changes by a part of a name changes the thing between',
      middle('PATCH', list),
      'PATCH /tags/{type}: update tag',
    ],
    [
      'one that deletes by a part of a name deletes the thing between',
      middle('DELETE'),
      'DELETE /tags/{type}: delete tag',
    ],
  ])('%s', async (_, operations, want) => {
    expect(await roles(operations)).toContain(want);
  });

  const answer = (more: JsonObject) => ({ more: { responses: { 200: { description: 'Done.', ...more } } } });
  test.each<[string, Told, boolean]>([
    ['documents 201', { status: '201' }, true],
    ['documents 200 alone', {}, false],
    ['documents a Location', answer({ headers: { location: { schema: text } } }), true],
    ['documents another header', answer({ headers: { Link: { schema: text } } }), false],
    [
      'documents the Location of an error',
      { more: { responses: { 400: { description: 'No.', headers: { Location: { schema: text } } } } } },
      false,
    ],
    [
      'shows the URI of a thing below its path',
      answer({ content: { 'application/json': { example: { self: '/pets/import/7' } } } }),
      true,
    ],
    [
      'shows the URI of another thing',
      answer({ content: { 'application/json': { example: { self: '/pets/7' } } } }),
      false,
    ],
  ])('one that posts to a path without things creates one only where it proves that: %s', async (_, post, creates) => {
    const [first] = await roles({ 'POST /pets/import': post, 'GET /pets/{id}': {} });
    expect(first).toBe(`POST /pets/import: ${creates ? 'create import' : 'nothing'}`);
  });

  test('one that posts to a path without things creates something in the thing that the path names', async () => {
    expect(await all({ 'POST /pets/{pet}/photo': { status: '201' }, 'GET /pets/{pet}': {} })).toEqual([
      'pet /pets /pets/{pet} pet',
      'photo /pets/{pet}/photo   in pet',
    ]);
  });

  test('one that stands first for a role has it, others create and change as well', async () => {
    const { resources } = await model(
      told(
        'GET /pets',
        'POST /pets',
        ['POST /pets/', { status: '201' }],
        'GET /pets/{id}',
        'PUT /pets/{id}',
        'PATCH /pets/{id}',
        'DELETE /pets/{id}',
      ),
    );
    const [pet] = resources.all;
    expect(pet?.create.map(({ id }) => id)).toContain('POST /pets');
    expect(pet?.update.map(({ id }) => id)).toEqual(['PUT /pets/{id}', 'PATCH /pets/{id}']);
    expect([pet?.list?.id, pet?.read?.id, pet?.remove?.id]).toEqual([
      'GET /pets',
      'GET /pets/{id}',
      'DELETE /pets/{id}',
    ]);
  });
});
