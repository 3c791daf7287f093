import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { parseExactly, writeJson } from '../../json/exact-integers.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { identify, isGuess } from './identify.ts';
import { resourcesOf } from './resources.ts';

const GUID = '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11';
const BASE_URL = 'http://127.0.0.1:1/api';
const there = { responses: { '200': { description: 'there' } } };
const withId = (name = 'id') => ({
  parameters: [{ name, in: 'path', required: true, schema: {} }],
  get: there,
  delete: there,
});

interface Creation {
  path?: string;
  body?: Json;
  schema?: JsonObject;
  headers?: Record<string, string>;
  links?: JsonObject;
  others?: JsonObject;
  method?: string;
}

async function resourcesWith({
  path = '/things',
  body,
  schema,
  headers = {},
  links,
  others,
  method = 'post',
}: Creation) {
  const contract = await contractOf({
    paths: {
      [path]: {
        ...(path.includes('{') && {
          parameters: [{ name: 'app', in: 'path', required: true, schema: {}, example: 'app-7' }],
        }),
        [method]: {
          operationId: 'createThing',
          responses: {
            '201': {
              description: 'made',
              headers: Object.fromEntries(
                Object.entries(headers).map(([name, value]) => [name, { schema: {}, example: value }]),
              ),
              ...((body !== undefined || schema) && {
                content: {
                  'application/json': { ...(schema && { schema }), ...(body !== undefined && { example: body }) },
                },
              }),
              ...(links && { links }),
            },
          },
        },
      },
      ...(others ?? { '/things/{id}': withId() }),
    },
  });
  const [create] = contract.operations.filter(({ id }) => id === 'createThing');
  if (!create) throw new Error('no creation');
  // A replacement is no creation of something that the answer names.
  const resources = method === 'post' ? resourcesOf(contract).createdBy(create) : [];
  return { contract, create, resources };
}

const summary = async (creation: Creation) =>
  (await resourcesWith(creation)).resources.flatMap(({ item, parameter, identities: [identity] }) => {
    if (!identity) return [];
    const { place, link, by } = identity;
    if (link) return [`${item} by the link ${link.link.name}`];
    if (place?.in === 'header') return [`${item} by ${place.name}`];
    const at = place && 'pointer' in place ? place.pointer : '';
    return [`${item} by ${at}${by === 'self' ? '' : ` as ${parameter?.name}`}`];
  });

describe('what a creation creates', () => {
  test.each<[string, Creation, string[]]>([
    ['the member of the parameter’s name', { body: { id: 1 } }, ['/things/{id} by #/id as id']],
    ['that member of what the response wraps', { body: { thing: { id: 1 } } }, ['/things/{id} by #/thing/id as id']],
    ['that member in other letter case', { body: { ID: 1 } }, ['/things/{id} by #/ID as id']],
    [
      'an identifier of another name',
      { body: { guid: 1 }, others: { '/things/{thing}': withId('thing') } },
      ['/things/{thing} by #/guid as thing'],
    ],
    [
      'the parameter’s name before other identifiers',
      { body: { id: 1, thing: 2 }, others: { '/things/{thing}': withId('thing') } },
      ['/things/{thing} by #/thing as thing'],
    ],
    ['a path that ends in a slash', { path: '/things/', body: { id: 1 } }, ['/things/{id} by #/id as id']],
    ['a property of the schema', { schema: { properties: { id: {} } } }, ['/things/{id} by #/id as id']],
    ['nothing where the response has no identifier', { body: { name: 1 } }, []],
    ['nothing where no path lies below', { body: { id: 1 }, others: { '/parts/{id}': withId() } }, []],
    [
      'the path of the thing where only deeper ones stand below',
      { body: { id: 1 }, others: { '/things/{id}/parts': withId() } },
      ['/things/{id} by #/id as id'],
    ],
    [
      'nothing where a segment has text beside the parameter',
      { body: { id: 1 }, others: { '/things/{id}.tar': withId() } },
      [],
    ],
    ['nothing where nothing is created', { body: { id: 1 }, method: 'put' }, []],
    ['a Location', { body: { ok: true }, headers: { Location: `/things/${GUID}` } }, ['/things/{id} by Location']],
    [
      'an absolute Location',
      { body: { ok: true }, headers: { Location: `https://example.org/things/${GUID}` } },
      ['/things/{id} by Location'],
    ],
    [
      'its own URI in the body',
      { body: { links: { self: { href: `/things/${GUID}` } } } },
      ['/things/{id} by #/links/self/href'],
    ],
    ['no URI of another member', { body: { links: { app: { href: `/things/${GUID}` } } } }, []],
    [
      'a Location before a name',
      { body: { id: GUID }, headers: { Location: `/things/${GUID}` } },
      ['/things/{id} by Location'],
    ],
    [
      'a link before all others',
      {
        body: { id: GUID },
        headers: { Location: `/things/${GUID}` },
        links: { get: { operationRef: '#/paths/~1things~1{id}/get' } },
      },
      ['/things/{id} by the link get'],
    ],
    [
      'no link to what lies below',
      {
        links: {
          parts: { operationRef: '#/paths/~1things~1{id}~1parts/get' },
          get: { operationRef: '#/paths/~1things~1{id}/get' },
        },
        others: { '/things/{id}': withId(), '/things/{id}/parts': withId() },
      },
      ['/things/{id} by the link get'],
    ],
  ])('is found by %s', async (_, creation, want) => {
    expect(await summary(creation)).toEqual(want);
  });
});

describe('identify', () => {
  async function identified(creation: Creation, body: Json, headers: HeaderField[] = []) {
    const { contract, create, resources } = await resourcesWith(creation);
    const [resource] = resources;
    if (!resource) throw new Error('nothing is created');
    const found = identify(
      contract,
      resource,
      create,
      {
        inputs: { path: { app: 'app-7', other: 1 }, query: {}, header: {}, cookie: {} },
        request: { method: 'POST', path: '/things', headers: [] },
        response: { status: 201, headers, body: new TextEncoder().encode(writeJson(body)) },
      },
      BASE_URL,
    );
    return 'path' in found ? { path: found.path } : found;
  }

  const LOCATED: Creation = { body: { ok: true }, headers: { Location: `/things/${GUID}` } };
  test.each<[string, Creation, Json, HeaderField[], object]>([
    ['reads a name', { body: { id: 1 } }, { id: 9 }, [], { path: { id: 9 } }],
    [
      'reads the digits of a number that no double holds',
      { body: { id: 1 } },
      parseExactly('{"id": 9007199254740993}').value,
      [],
      { path: { id: '9007199254740993' } },
    ],
    ['reads a name that is a text', { body: { id: 1 } }, { id: 'x' }, [], { path: { id: 'x' } }],
    [
      'keeps the parameters of the creation’s own path',
      {
        path: '/apps/{app}/things',
        body: { id: 1 },
        others: {
          '/apps/{app}/things/{id}': {
            ...withId(),
            parameters: ['app', 'id'].map((name) => ({ name, in: 'path', required: true, schema: {} })),
          },
        },
      },
      { id: 9 },
      [],
      { path: { app: 'app-7', id: 9 } },
    ],
    ...[
      ['takes no parent for what was created in it', 'app-7'] as const,
      ['takes a number that the parent has, too', '7'] as const,
    ].map(([title, id]): [string, Creation, Json, HeaderField[], object] => [
      title,
      {
        path: '/apps/{app}/things',
        body: { id: 'x' },
        others: {
          '/apps/{app}/things/{id}': {
            ...withId(),
            parameters: ['app', 'id'].map((name) => ({ name, in: 'path', required: true, schema: {} })),
          },
        },
      },
      { id },
      [],
      id === '7'
        ? { path: { app: 'app-7', id: '7' } }
        : { reason: 'the response names what it was created in, and not what was created' },
    ]),
    ['says that a name is missing', { body: { id: 1 } }, {}, [], { reason: 'the response has no id' }],
    ['takes no object for a name', { body: { id: 1 } }, { id: {} }, [], { reason: 'the response has no id' }],
    ['takes no empty name', { body: { id: 1 } }, { id: '' }, [], { reason: 'nothing says what id is' }],
    ['reads a Location', LOCATED, {}, [['location', '/api/things/5']], { path: { id: '5' } }],
    ['reads an absolute Location', LOCATED, {}, [['Location', `${BASE_URL}/things/5`]], { path: { id: '5' } }],
    [
      'believes a link before the Location',
      {
        body: { id: 1 },
        links: { get: { operationRef: '#/paths/~1things~1{id}/get', parameters: { id: '$response.body#/key' } } },
      },
      { id: 9, key: 7 },
      [['Location', '/api/things/5']],
      { path: { id: 7 } },
    ],
    ['finds what the contract does not say', LOCATED, { id: 9 }, [], { path: { id: 9 } }],
    ['says that the Location is missing', LOCATED, {}, [], { reason: 'the response has no Location' }],
    [
      'says nothing of a Location that the contract does not mention',
      { body: { id: 1 } },
      {},
      [['Location', 'https://example.org/things/5']],
      { reason: 'the response has no id' },
    ],
    [
      'says that another host has it',
      LOCATED,
      {},
      [['Location', 'https://example.org/things/5']],
      { reason: 'what was created is on another host' },
    ],
    [
      'says that it is at another path',
      LOCATED,
      {},
      [['Location', '/api/nowhere/5']],
      { reason: 'what was created is not at /things/{id}' },
    ],
  ])('%s', async (_, creation, body, headers, want) => {
    expect(await identified(creation, body, headers)).toEqual(want);
  });
});

test.each([
  ['link', false],
  ['location', false],
  ['exact', false],
  ['suffix', false],
  ['synonym', true],
  ['request', true],
] as const)('what rests on %s evidence is a guess: %s', (by, want) => {
  expect(isGuess(by)).toBe(want);
});
