import { test } from '@jest/globals';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { explainFeeders, explainResources, explainRole } from '../../src/cli/explain-resources.ts';
import { resourcesOf } from '../../src/contract/resources/resources.ts';
import { isObject } from '../../src/json/pointer.ts';
import { contractOf } from '../support/contracts.ts';
import { expectGolden, lines } from './golden.ts';

/** An operation by the JSON that it takes and answers with, from which the schemas are made. */
interface Described {
  answer?: Json;
  sent?: Json;
  status?: number;
  headers?: object;
  links?: object;
  /** The answer is documented as an example without a schema. */
  isExample?: true;
  more?: object;
  /** The types of the path parameters that are no texts, and parameters of the query. */
  types?: Record<string, string>;
  query?: string[];
}
type Api = Record<string, Described>;

function schemaOf(value: Json): JsonObject {
  if (value === null) return {};
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0] ?? null) };
  if (isObject(value))
    return {
      type: 'object',
      properties: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, schemaOf(member)])),
    };
  return { type: typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value };
}

function documentOf(api: Api): object {
  const paths: Record<string, object> = {};
  for (const [line, described] of Object.entries(api)) {
    const { answer, sent, status = 200, headers, links, isExample, more, types = {}, query = [] } = described;
    const [method = '', path = ''] = line.split(' ');
    const content = (value: Json, asExample = false) => ({
      'application/json': asExample ? { example: value } : { schema: schemaOf(value) },
    });
    const response = {
      description: '',
      ...(headers && { headers }),
      ...(links && { links }),
      ...(answer !== undefined && { content: content(answer, isExample) }),
    };
    const parameters = [
      ...[...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: types[name] ?? 'string' },
      })),
      ...query.map((name) => ({ name, in: 'query', schema: { type: types[name] ?? 'string' } })),
    ];
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: line,
        parameters,
        ...(sent !== undefined && { requestBody: { content: content(sent) } }),
        responses: { [status]: response },
        ...more,
      },
    };
  }
  return { paths };
}

const location = (example?: string) => ({
  Location: { schema: { type: 'string' }, ...(example !== undefined && { example }) },
});
const pets = (item: string, more: Api): Api => ({
  'POST /pets': { sent: { name: 'x' }, status: 201 },
  [`GET ${item}`]: { answer: { name: 'x' } },
  [`PUT ${item}`]: { sent: { name: 'x' } },
  [`DELETE ${item}`]: { status: 204 },
  ...more,
});

const APIS: Record<string, Api> = {
  'an id in the answer': pets('/pets/{petId}', {
    'GET /pets': { answer: [{ id: 1, name: 'x' }] },
    'POST /pets': { sent: { name: 'x' }, answer: { id: 1, name: 'x' }, status: 201 },
  }),
  'an id of another type': pets('/pets/{petId}', {
    'GET /pets': { answer: [{ id: true, name: 'x' }] },
    'POST /pets': { answer: { id: { a: 1 }, name: 'x' }, status: 201 },
  }),
  'a name of the thing alone': pets('/pets/{petName}', {
    'GET /pets': { answer: [{ id: 'a', name: 'x' }] },
    'POST /pets': { answer: { id: 'a', name: 'x' }, status: 201 },
  }),
  'a slug': pets('/pets/{slug}', { 'POST /pets': { answer: { id: 'a', slug: 'x' }, status: 201 } }),
  'a key among other members': pets('/pets/{pet}', { 'GET /pets': { answer: [{ key: 'a', title: 'x' }] } }),
  'a uuid beside an id': pets('/pets/{pet_uuid}', {
    'GET /pets': { answer: [{ id: 1, uuid: 'a', petUuid: 'b' }] },
    'POST /pets': { answer: { uuid: 'a' }, status: 201 },
  }),
  'an answer behind data': pets('/pets/{id}', {
    'GET /pets': { answer: { data: [{ id: 'a' }], total: 1 } },
    'POST /pets': { answer: { data: { id: 'a' } }, status: 201 },
  }),
  'an answer behind two wrappers': pets('/pets/{id}', {
    'GET /pets': { answer: { result: { items: [{ id: 'a' }] }, meta: { page: 1 } } },
    'POST /pets': { answer: { payload: { pet: { id: 'a' } } }, status: 201 },
  }),
  'an answer behind too many wrappers': pets('/pets/{id}', {
    'POST /pets': { answer: { data: { result: { content: { value: { id: 'a' } } } } }, status: 201 },
  }),
  ...Object.fromEntries(
    ['data', 'result', 'results', 'items', 'content', 'payload', 'value', '_embedded', 'pet', 'pets', 'things'].map(
      (wrapper) => [
        `an answer behind ${wrapper} beside another member`,
        pets('/pets/{id}', {
          'GET /pets': { answer: { [wrapper]: [{ id: 'a' }], others: [{ id: 'b' }], count: 1 } },
          'POST /pets': { answer: { [wrapper]: { id: 'a' }, at: 'x' }, status: 201 },
        }),
      ],
    ),
  ),
  'a list in the only member': pets('/pets/{id}', { 'GET /pets': { answer: { everything: [{ id: 'a' }] } } }),
  'a list in one of several members': pets('/pets/{id}', { 'GET /pets': { answer: { all: [{ id: 'a' }], n: 1 } } }),
  'a list of names': pets('/pets/{name}', {
    'GET /pets': { answer: ['a'] },
    'POST /pets': { answer: 'a', status: 201 },
  }),
  'a list of numbers': pets('/pets/{id}', { 'GET /pets': { answer: [1] }, 'POST /pets': { answer: 1, status: 201 } }),
  'a number where a text is wanted': pets('/pets/{petId}', {
    'GET /pets': { answer: [{ id: 1, pet_id: 1.5 }] },
    'POST /pets': { answer: { petid: 1 }, status: 201, types: {} },
  }),
  'numbers where numbers are wanted': pets('/pets/{petId}', {
    'GET /pets/{petId}': { answer: { name: 'x' }, types: { petId: 'number' } },
    'GET /pets': { answer: [{ id: 1, uuid: 'a' }] },
    'POST /pets': { answer: { id: 'a', key: 3 }, status: 201 },
  }),
  'a Location': pets('/pets/{id}', { 'POST /pets': { status: 201, headers: location('/pets/7') } }),
  'a Location without an example': pets('/pets/{id}', { 'POST /pets': { status: 202, headers: location() } }),
  'a Location elsewhere': pets('/pets/{id}', { 'POST /pets': { status: 201, headers: location('/jobs/7') } }),
  'a whole URI as Location': pets('/pets/{id}', {
    'POST /pets': { status: 201, headers: location('https://api.example.org/pets/7') },
  }),
  'a URI in an example': pets('/pets/{id}', {
    'POST /pets': {
      status: 201,
      answer: { links: { self: { href: '/pets/7' } }, owner: '/owners/1' },
      isExample: true,
    },
  }),
  'a Link Object': pets('/pets/{id}', {
    'POST /pets': {
      status: 201,
      answer: { code: 'a' },
      links: { get: { operationId: 'GET /pets/{id}', parameters: { id: '$response.body#/code' } } },
    },
  }),
  'a declared identity': pets('/pets/{id}', {
    'POST /pets': { status: 201, answer: { code: 'a' }, more: { 'x-resource': { identity: '$response.body#/code' } } },
  }),
  'a declared role and parameter': {
    'POST /register': { status: 200, answer: { id: 'a' }, more: { 'x-resource': { name: 'pet', role: 'create' } } },
    'GET /pet/{id}': { answer: { id: 'a' }, more: { 'x-resource': { name: 'pet', role: 'read' } } },
    'GET /toys/{which}': { more: { 'x-resource': { parameters: { which: 'pet' } } } },
    'GET /others/{id}': { more: { 'x-resource': false } },
  },
  'a name that the client chooses': pets('/pets/{name}', {
    'POST /pets': { sent: { name: 'x', kind: 'y' }, status: 201 },
    'GET /pets': { answer: { total: 1 } },
  }),
  'a PUT that creates': {
    'PUT /pets/{name}': { sent: { kind: 'x' }, status: 201 },
    'GET /pets/{name}': { answer: { kind: 'x' } },
    'DELETE /pets/{name}': { status: 204 },
  },
  'things in things': {
    'POST /shops': { answer: { id: 'a' }, status: 201 },
    'GET /shops/{shopId}/pets': { answer: [{ id: 'a', shopId: 'b' }] },
    'POST /shops/{shopId}/pets': { sent: { name: 'x' }, answer: { id: 'a' }, status: 201 },
    'GET /shops/{shopId}/pets/{petId}': { answer: { id: 'a' } },
    'DELETE /shops/{shopId}': { status: 204 },
    'DELETE /shops/{shopId}/pets/{petId}': { status: 204 },
    'POST /shops/{shopId}/close': { status: 204 },
    'GET /pets/{petId}/photo': {},
  },
  'things under another path': {
    'POST /shops/{shopId}/pets': { answer: { id: 'a', shop: { id: 'b' } }, status: 201 },
    'GET /pets/{petId}': { answer: { id: 'a' } },
    'GET /shops': { answer: [{ id: 'a', name: 'b' }] },
    'GET /shops/{shopId}': { answer: { id: 'a' } },
    'DELETE /pets/{pet}': { status: 204 },
  },
  'things that two parameters name': {
    'GET /repos': { answer: [{ name: 'a', owner: { login: 'b' } }] },
    'GET /repos/{owner}/{repo}': { answer: { name: 'a' } },
    'POST /repos': { sent: { name: 'a' }, answer: { name: 'a', owner: { login: 'b' } }, status: 201 },
    'GET /tags/{type}/{value}': {},
    'GET /tags/{type}': { answer: [{ value: 'a' }] },
    'PUT /tags/{type}/{value}': {},
    'GET /orgs/{org}': {},
    'GET /organizations': { answer: [{ login: 'a', id: 1 }] },
    'GET /organizations/{org}': {},
  },
  'references in bodies and queries': {
    'GET /pets': { answer: [{ id: 1 }], query: ['shopId', 'kind', 'owner_id'] },
    'POST /pets': { sent: { shopId: 'a', tag_ids: ['b'], owner: 'c', breedName: 'd' }, answer: { id: 1 }, status: 201 },
    'GET /pets/{petId}': { types: { petId: 'integer' } },
    'POST /shops': { answer: { id: 'a' }, status: 201 },
    'GET /shops/{shopId}': {},
    'GET /tags': { answer: [{ id: 'a', name: 'b' }] },
    'GET /tags/{tagId}': {},
    'GET /owners': { answer: { owners: [{ uuid: 'a' }] } },
    'GET /owners/{owner}': {},
    'GET /breeds': { answer: ['x'] },
    'GET /breeds/{breed}': {},
    'POST /transfers': { sent: { from: { petId: 1 }, to: { shop_id: 'a' } }, answer: {}, status: 200 },
  },
  'collections in odd words': {
    'GET /people': { answer: [{ id: 'a' }] },
    'GET /people/{personId}': {},
    'GET /feature-strategies': { answer: { featureStrategies: [{ name: 'a' }], version: 1 } },
    'GET /feature-strategies/{name}': {},
    'GET /statuses': { answer: [{ status: 'a' }] },
    'GET /statuses/{status}': {},
    'GET /boxes': { answer: [{ boxId: 'a' }] },
    'GET /boxes/{box_id}': {},
    'GET /news': { answer: [{ id: 'a' }] },
    'GET /news/{id}': {},
    'GET /contexts': { answer: [{ name: 'a', stickiness: true }] },
    'GET /contexts/{contextField}': {},
    'GET /v1/admin/users/': { answer: [{ userId: 'a' }] },
    'GET /v1/admin/users/{user-id}/': {},
  },
  'what is no resource': {
    'GET /health': { answer: { ok: true } },
    'POST /login': { sent: { name: 'x' }, answer: { token: 'x' }, status: 200 },
    'GET /reports/{year}': { answer: { year: 'a' } },
    'POST /search': { sent: { q: 'x' }, answer: [{ id: 'a' }] },
    'GET /files/{name}.{ext}': {},
    'DELETE /cache': { status: 204 },
  },
};

/** All that is known of one API: its resources, and what each operation does and needs. */
async function explained(title: string, api: Api): Promise<string[]> {
  const contract = await contractOf(documentOf(api), 'resources');
  const resources = resourcesOf(contract);
  const order = resources.inOrder(contract.operations);
  const rows = (all: [string, string][]) => all.map(([left, right]) => `${left}: ${right}`);
  return [
    title,
    ...rows(explainResources(contract, resources)),
    ...contract.operations.flatMap((operation) => [
      `  ${operation.id}`,
      explainRole(contract, resources, operation, order).trimEnd(),
      ...rows(explainFeeders(resources, operation)),
    ]),
  ];
}

test('the same resources, roles and feeders are found in many small contracts', async () => {
  const all: string[] = [];
  for (const [title, api] of Object.entries(APIS)) all.push(...(await explained(title, api)), '');
  expectGolden('resources.txt', lines(all));
});
