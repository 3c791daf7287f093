import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import {
  formatPlace,
  json,
  listOf,
  model,
  number,
  shape,
  text,
  type Told,
} from '../../../test/support/told-operations.ts';

/** Where the answer to POST /pets names what it creates: the evidence, the place, and what the clause ends with. */
async function identities(told: Record<string, Told>): Promise<string[]> {
  const { contract, resources } = await model(told);
  const create = contract.operations.find(({ method }) => method === 'POST');
  return resources.all.flatMap(({ name, identities: all }) =>
    all
      .filter(({ from }) => from === create)
      .map(({ by, place, link, clause }) =>
        [name, by, place ? formatPlace(place) : (link?.to.id ?? ''), clause.split('/').slice(-2).join('/')].join(' '),
      ),
  );
}

const READ: Record<string, Told> = { 'GET /pets/{petId}': {} };
const created = (answers: JsonObject, headers?: JsonObject): Told => ({
  ...{ answers, status: '201' },
  ...(headers && { headers }),
});
const header = (example?: string) => ({ schema: text, ...(example !== undefined && { example }) });
/** A response with an example, and without a schema. */
const shown = (value: Json, type = 'application/json', headers?: JsonObject): Told => ({
  more: {
    responses: { 201: { description: 'Done.', content: { [type]: { example: value } }, ...(headers && { headers }) } },
  },
});
const linked = (links: Record<string, string>): Told => ({
  more: {
    responses: {
      201: {
        description: 'Done.',
        links: Object.fromEntries(
          Object.entries(links).map(([name, operationId]) => [
            name,
            { operationId, parameters: { petId: '$response.body#/x' } },
          ]),
        ),
      },
    },
  },
});

test.each<[string, Record<string, Told>, string[]]>([
  [
    'a member of its name',
    { 'POST /pets': created(shape({ petId: number })), ...READ },
    ['pet exact #/petId properties/petId'],
  ],
  ['a member of an example', { 'POST /pets': shown({ petId: 7 }), ...READ }, ['pet exact #/petId example/petId']],
  [
    'a member of its name below a path of another thing',
    { 'POST /shops/{shop}/pets': created(shape({ id: number })), 'GET /shops/{shop}/pets/{id}': {} },
    ['pet exact #/id properties/id'],
  ],
  [
    'nothing, where the parameter names something that is kept elsewhere',
    {
      'POST /pets': created(shape({ id: number })),
      'GET /pets/{sourceId}': {},
      'GET /sources/{sourceId}': {},
      'DELETE /sources/{sourceId}': {},
    },
    [],
  ],
  [
    'a member of that name, where it has one',
    {
      'POST /pets': created(shape({ id: number, source_id: number })),
      'GET /pets/{sourceId}': {},
      'DELETE /sources/{sourceId}': {},
    },
    ['pet normalised #/source_id properties/source_id'],
  ],
  [
    'its id, where what is called so is deleted here',
    {
      'POST /pets': created(shape({ id: number })),
      'DELETE /pets/{sourceId}': {},
      'DELETE /sources/{sourceId}': {},
    },
    ['pet suffix #/id properties/id'],
  ],
  [
    'nothing, where its own path names the thing',
    { 'POST /pets/{petId}': created(shape({ petId: number })), ...READ },
    [],
  ],
  ['nothing, where no path names one', { 'POST /pets': created(shape({ id: number })), 'GET /pets': {} }, []],
  [
    'a Location without an example',
    { 'POST /pets': created(shape({}), { location: header() }), ...READ },
    ['pet location location headers/location'],
  ],
  [
    'a Location whose example leads to a thing',
    { 'POST /pets': created(shape({}), { Location: header('/pets/7') }), ...READ },
    ['pet location Location headers/Location'],
  ],
  [
    'a Content-Location whose example leads to a thing',
    { 'POST /pets': created(shape({}), { 'Content-Location': header('https://api.example/pets/7') }), ...READ },
    ['pet location Content-Location headers/Content-Location'],
  ],
  [
    'no Content-Location without an example',
    { 'POST /pets': created(shape({ a: text }), { 'Content-Location': header() }), ...READ },
    [],
  ],
  [
    'no Location whose example leads nowhere',
    { 'POST /pets': created(shape({ a: text }), { Location: header('/else/7') }), ...READ },
    [],
  ],
  [
    'no other header, whatever its example is',
    { 'POST /pets': created(shape({ a: text }), { 'X-Location': header('/pets/7') }), ...READ },
    [],
  ],
  [
    'no Location that leads to the path that creates',
    { 'POST /pets': created(shape({ a: text }), { Location: header('/pets') }), 'GET /pets': {}, ...READ },
    [],
  ],
  [
    'a Location that only leads to what deletes',
    { 'POST /pets': created(shape({}), { Location: header('/pets/7') }), 'DELETE /pets/{petId}': {} },
    ['pet location Location headers/Location'],
  ],
  [
    'the URI of a thing in an example',
    { 'POST /pets': shown({ self: '/pets/7' }), ...READ },
    ['pet self #/self example/self'],
  ],
  [
    'nothing, where the answer is no JSON: neither a URI nor a member',
    { 'POST /pets': shown('/pets/7', 'text/plain'), ...READ },
    [],
  ],
  [
    'what the client chose, where the answer is no JSON',
    { 'POST /pets': { ...shown('7', 'text/plain'), takes: { petId: text } }, ...READ },
    ['pet request sent #/petId properties/petId'],
  ],
  [
    'an id, where the answer may be of any type',
    {
      'POST /pets': { more: { responses: { 201: { description: 'Done.', content: { '*/*': {} } } } } },
      ...READ,
    },
    ['pet synonym #/id responses/201'],
  ],
  [
    'an id, where nothing says what the answer is like',
    {
      'POST /pets': { more: { responses: { 201: { description: 'Done.', content: { 'application/json': {} } } } } },
      ...READ,
    },
    ['pet synonym #/id responses/201'],
  ],
  [
    'nothing, where only a refusal is of any type, or leads to a thing',
    {
      'POST /pets': {
        more: {
          responses: {
            201: { description: 'Done.' },
            409: {
              description: 'There is one.',
              headers: { Location: header('/pets/7') },
              content: { 'application/json': {} },
            },
          },
        },
      },
      ...READ,
    },
    [],
  ],
  ['nothing, where the answer has no body', { 'POST /pets': { status: '204' }, ...READ }, []],
  [
    'what the client chose, by its very name',
    { 'POST /pets': { status: '204', takes: { petId: text } }, ...READ },
    ['pet request sent #/petId properties/petId'],
  ],
  [
    'what the client chose, by its name in other spelling',
    { 'POST /pets': { status: '204', takes: { pet_id: text } }, ...READ },
    ['pet request sent #/pet_id properties/pet_id'],
  ],
  [
    'what the client chose, by the end of its name',
    { 'POST /pets': { status: '204', takes: { id: text } }, ...READ },
    ['pet request sent #/id properties/id'],
  ],
  [
    'no synonym that the client sends',
    { 'POST /pets': { status: '204', takes: { slug: text } }, 'GET /pets/{pet}': {} },
    [],
  ],
  [
    'a link to what reads it',
    { 'POST /pets': linked({ it: 'GET /pets/{petId}' }), ...READ },
    ['pet link GET /pets/{petId} links/it'],
  ],
  [
    'no link to what is below it',
    {
      'POST /pets': linked({ it: 'GET /pets/{petId}', photo: 'GET /pets/{petId}/photos/{petId}' }),
      ...READ,
      'GET /pets/{petId}/photos/{petId}': {},
    },
    ['pet link GET /pets/{petId} links/it'],
  ],
  ['no link that changes it', { 'POST /pets': linked({ it: 'PUT /pets/{petId}' }), 'PUT /pets/{petId}': {} }, []],
  [
    'a link, a Location and a member, in that order',
    {
      'POST /pets': {
        more: {
          responses: {
            201: {
              description: 'Done.',
              headers: { Location: header() },
              content: json(shape({ petId: number })),
              links: { it: { operationId: 'GET /pets/{petId}' } },
            },
          },
        },
      },
      ...READ,
    },
    [
      'pet link GET /pets/{petId} links/it',
      'pet location Location headers/Location',
      'pet exact #/petId properties/petId',
    ],
  ],
])('what is created is named by %s', async (_, told, want) => {
  expect(await identities(told)).toEqual(want);
});

test.each<[string, JsonObject, JsonObject | undefined, number]>([
  ['the answer has the others', { type: text, value: text }, undefined, 1],
  ['the request has the others', { value: text }, { type: text }, 1],
  ['the answer has the others in other spelling', { Type: text, value: text }, undefined, 1],
  ['nothing has the others', { value: text }, { colour: text }, 0],
  ['only a synonym of the others is there', { value: text, id: text }, undefined, 0],
])('a thing that several parameters name is named where %s', async (_, answers, takes, count) => {
  const told: Record<string, Told> = {
    'POST /tags': { answers: shape(answers), status: '201', ...(takes && { takes }) },
    'GET /tags/{type}/{value}': {},
  };
  expect((await identities(told)).filter((one) => one.startsWith('tag exact #/value'))).toHaveLength(count);
});

test('a list in the answer to a creation names nothing', async () => {
  expect(await identities({ 'POST /pets': created(listOf(shape({ petId: number }))), ...READ })).toEqual([]);
});
