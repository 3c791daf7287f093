/** A contract, and a server that wants more than the contract says: each operation refuses in its own way until it gets it. */
import type { Request, Response, Target } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { isObject } from '../../src/json/pointer.ts';

const text = { type: 'string' };
const content = (schema: object, more: object = {}) => ({ content: { 'application/json': { schema, ...more } } });
const responses = (status: number, schema?: object, ...others: number[]) => ({
  [status]: { description: 'Done.', ...(schema && content(schema)) },
  ...Object.fromEntries([400, ...others].map((one) => [one, { description: 'Refused.' }])),
});
const parameter = (name: string, where: string, more: object = {}) => ({
  name,
  in: where,
  schema: text,
  ...(where === 'path' && { required: true }),
  ...more,
});
const thing = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const id = { type: 'integer', readOnly: true };
const OWNER = thing({ id, name: text, email: text }, ['name']);
const PET = thing({ id, name: text, ownerId: { type: 'integer' }, kind: text, tags: { type: 'array', items: text } });
const creates = (operationId: string, schema: object, status = 201, more: object = {}) => ({
  operationId,
  requestBody: { required: true, ...content(schema) },
  responses: responses(status, schema, 409),
  ...more,
});

export const DOCUMENT = {
  servers: [{ url: 'https://clinic.example.org' }],
  paths: {
    '/owners': {
      get: {
        operationId: 'listOwners',
        parameters: [parameter('page', 'query', { schema: { type: 'integer', minimum: 1 } })],
        responses: responses(200, thing({ data: { type: 'array', items: OWNER }, total: { type: 'integer' } })),
      },
      post: creates('createOwner', OWNER),
    },
    '/owners/{ownerId}': {
      parameters: [parameter('ownerId', 'path', { schema: { type: 'integer' } })],
      get: { operationId: 'getOwner', responses: responses(200, OWNER, 404) },
      put: creates('replaceOwner', OWNER, 200),
      patch: creates('changeOwner', thing({ name: text }), 200),
      delete: { operationId: 'deleteOwner', responses: responses(204, undefined, 404) },
    },
    '/owners/{ownerId}/pets': {
      parameters: [parameter('ownerId', 'path', { schema: { type: 'integer' } })],
      get: { operationId: 'listPets', responses: responses(200, { type: 'array', items: PET }, 404) },
      post: creates('createPet', PET),
    },
    '/owners/{ownerId}/pets/{petId}': {
      parameters: ['ownerId', 'petId'].map((name) => parameter(name, 'path', { schema: { type: 'integer' } })),
      get: { operationId: 'getPet', responses: responses(200, PET, 404) },
      delete: { operationId: 'deletePet', responses: responses(204, undefined, 404) },
    },
    '/visits': { post: creates('createVisit', thing({ petId: { type: 'integer' }, slug: text, note: text }), 200) },
    '/labels': {
      post: creates('createLabel', thing({ colour: text, name: text, size: { type: 'integer' }, kind: text })),
    },
    '/labels/{name}': {
      parameters: [parameter('name', 'path')],
      put: creates('putLabel', thing({ colour: text }), 201),
      get: { operationId: 'getLabel', responses: responses(200, thing({ colour: text }), 404) },
      delete: { operationId: 'deleteLabel', responses: responses(204, undefined, 404) },
    },
    '/notes': {
      post: {
        operationId: 'createNote',
        requestBody: {
          content: {
            'application/json': { schema: thing({ text }) },
            'text/plain': { schema: text, example: 'a note' },
          },
        },
        responses: responses(201),
      },
    },
    '/search': {
      post: {
        operationId: 'searchPets',
        parameters: [parameter('q', 'query'), parameter('sort', 'query')],
        ...{ requestBody: content(thing({ filter: text })), responses: responses(200, { type: 'array', items: PET }) },
      },
    },
    '/reports/{year}': {
      parameters: [parameter('year', 'path')],
      get: { operationId: 'getReport', responses: responses(200, undefined, 404) },
    },
    '/closed': { get: { operationId: 'getClosed', responses: responses(200) } },
    '/tenants': { get: { operationId: 'listTenants', responses: responses(200, { type: 'array', items: text }) } },
    '/fragile': {
      get: { operationId: 'getFragile', parameters: [parameter('n', 'query')], responses: responses(200) },
    },
    '/settings': { put: { operationId: 'putSettings', responses: responses(204) } },
    '/password/reset': { post: { operationId: 'resetPassword', responses: responses(204) } },
  },
};

type Handler = (asked: Asked) => Response;
interface Asked {
  params: string[];
  query: URLSearchParams;
  field(name: string): string | undefined;
  body: Json | undefined;
  type: string;
}

const reply = (status: number, body?: Json, headers: [string, string][] = []): Response => ({
  status,
  headers: body === undefined ? headers : [['Content-Type', 'application/json'], ...headers],
  body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
});
const refuse = (body: Json) => reply(422, body);

/** What the server does with each request, and a target that sends to it; `lines` has all that was asked. */
export function demandingServer(): { target: Target; lines: string[] } {
  const owners = new Map<number, JsonObject>([[1, { id: 1, name: 'Old', email: 'old@example.org' }]]);
  const pets = new Map<number, JsonObject>([[1, { id: 1, name: 'Older', ownerId: 1 }]]);
  const labels = new Map<string, Json>();
  const slugs = new Set<Json | undefined>();
  let next = 100;
  let fragile = 0;
  const members = ({ body }: Asked): JsonObject => (isObject(body) ? body : {});
  const named = (asked: Asked, made: (body: JsonObject) => Response): Response => {
    const { name, ...others } = members(asked);
    if (typeof name !== 'string' || name === '') return refuse({ errors: { name: ["can't be blank"] } });
    return made({ name, ...others });
  };
  const one = (things: Map<number, JsonObject>, key: string | undefined, found: (thing: JsonObject) => Response) => {
    const thing = things.get(Number(key));
    return thing ? found(thing) : reply(404, { message: 'nothing is there' });
  };
  const handlers: Record<string, Handler> = {
    'GET /owners': () => reply(200, { data: [...owners.values()], total: owners.size }),
    'POST /owners': (asked) =>
      named(asked, (body) => {
        if (typeof body['email'] !== 'string' || !body['email'].includes('@'))
          return refuse({ errors: [{ field: 'email', message: 'must be a valid email' }] });
        const key = (next += 1);
        owners.set(key, { id: key, name: body['name'] ?? '', email: body['email'] });
        return reply(201, owners.get(key), [['Location', `/owners/${key}`]]);
      }),
    'GET /owners/*': ({ params }) => one(owners, params[0], (owner) => reply(200, owner)),
    'PUT /owners/*': (asked) =>
      one(owners, asked.params[0], (owner) =>
        named(asked, ({ name = '' }) => {
          if (asked.field('If-Match') === undefined) return refuse({ message: 'Missing header If-Match' });
          return reply(200, Object.assign(owner, { name }));
        }),
      ),
    'PATCH /owners/*': (asked) =>
      one(owners, asked.params[0], (owner) =>
        reply(200, Object.assign(owner, members(asked), { id: owner['id'] ?? 0 })),
      ),
    'DELETE /owners/*': ({ params }) =>
      one(owners, params[0], () => {
        if ([...pets.values()].some(({ ownerId }) => ownerId === Number(params[0])))
          return reply(409, { message: 'it still has pets' });
        owners.delete(Number(params[0]));
        return reply(204);
      }),
    'GET /owners/*/pets': ({ params }) =>
      one(owners, params[0], () =>
        reply(
          200,
          [...pets.values()].filter((pet) => pet['ownerId'] === Number(params[0])),
        ),
      ),
    'POST /owners/*/pets': (asked) =>
      one(owners, asked.params[0], () =>
        named(asked, (body) => {
          if (body['kind'] !== 'cat' && body['kind'] !== 'dog')
            return refuse({ detail: [{ loc: ['body', 'kind'], msg: 'no', ctx: { expected: "'cat' or 'dog'" } }] });
          if (!Array.isArray(body['tags'])) return refuse({ message: 'tags must be an array' });
          const key = (next += 1);
          pets.set(key, { id: key, name: body['name'] ?? '', ownerId: Number(asked.params[0]), kind: body['kind'] });
          return reply(201, pets.get(key));
        }),
      ),
    'GET /owners/*/pets/*': ({ params }) => one(pets, params[1], (pet) => reply(200, pet)),
    'DELETE /owners/*/pets/*': ({ params }) => one(pets, params[1], () => (pets.delete(Number(params[1])), reply(204))),
    'POST /visits': (asked) => {
      const { petId, slug, note } = members(asked);
      if (asked.field('X-Tenant') === undefined) return refuse({ message: 'Missing header X-Tenant' });
      if (petId === undefined || !pets.has(Number(petId))) return refuse({ message: 'petId is required' });
      if (note !== undefined) return refuse({ message: 'property note should not exist' });
      if (slug === undefined || slugs.has(slug)) return reply(409, { message: 'that slug is taken' });
      slugs.add(slug);
      return reply(200, { petId, slug });
    },
    'POST /labels': (asked) => {
      const { colour, name, size, kind } = members(asked);
      if (typeof colour !== 'string' || !/^#[0-9a-f]{6}$/.test(colour))
        return refuse({ errors: [{ instancePath: '/colour', message: 'no', params: { pattern: '^#[0-9a-f]{6}$' } }] });
      if (typeof name !== 'string' || name.length < 8)
        return refuse({ message: '"name" must be at least 8 characters' });
      if (typeof size !== 'number' || size < 10) return refuse({ errors: { size: ['must be at least 10'] } });
      if (kind !== 'round') return refuse('unknown variant `?`, expected `round`'.replace('?', String(kind)));
      return reply(201, { colour, name, size, kind });
    },
    'PUT /labels/*': (asked) => {
      const { colour } = members(asked);
      if (typeof colour !== 'string') return refuse({ message: 'colour must be a string' });
      const isNew = !labels.has(asked.params[0] ?? '');
      labels.set(asked.params[0] ?? '', colour);
      return reply(isNew ? 201 : 200, { colour });
    },
    'GET /labels/*': ({ params }) => {
      const colour = labels.get(params[0] ?? '');
      return colour === undefined ? reply(404) : reply(200, { colour });
    },
    'DELETE /labels/*': ({ params }) => reply(labels.delete(params[0] ?? '') ? 204 : 404),
    'POST /notes': ({ type }) => (type === 'text/plain' ? reply(201) : reply(415)),
    'POST /search': ({ query, body }) => {
      if (!query.has('q')) return refuse({ error: "query parameter 'q' is required" });
      if (query.has('sort'))
        return refuse({ errors: [{ field: 'sort', location: 'query', message: 'is not allowed' }] });
      return body === undefined ? refuse({ message: 'filter is required' }) : reply(200, []);
    },
    'GET /reports/*': () => reply(404, { message: 'no such year' }),
    'GET /closed': () => reply(403, { message: 'not for you' }),
    'GET /tenants': () => reply(200, ['a', 7]),
    'GET /fragile': () => reply((fragile += 1) % 3 === 2 ? 500 : 200),
    'PUT /settings': () => reply(204),
    'POST /password/reset': () => reply(204),
  };
  const lines: string[] = [];
  const target = inProcessTarget('clinic', (request) => {
    const answer = handle(handlers, request);
    const sent = request.body === undefined ? '' : ` ${new TextDecoder().decode(request.body)}`;
    const own = request.headers.filter(([name]) => !/^(accept|content-type|content-length)$/i.test(name));
    lines.push(
      `${request.method} ${request.path}${own.map(([name, value]) => ` ${name}: ${value}`).join('')}${sent.slice(0, 200)} → ${answer.status}`,
    );
    return answer;
  });
  return { target, lines };
}

function handle(handlers: Record<string, Handler>, { method, path, headers, body }: Request): Response {
  const { pathname, searchParams } = new URL(path, 'http://x');
  const segments = pathname.split('/');
  const key = Object.keys(handlers).find((one) => {
    const [wanted, template = ''] = one.split(' ');
    const parts = template.split('/');
    return (
      wanted === method &&
      parts.length === segments.length &&
      parts.every((part, index) => part === '*' || part === segments[index])
    );
  });
  const handler = key === undefined ? undefined : handlers[key];
  if (!handler) return reply(pathname === '/' ? 404 : 405);
  const field = (name: string) => headers.find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
  const type = field('Content-Type') ?? '';
  let read: Json | undefined;
  if (body !== undefined && type.includes('json'))
    try {
      read = JSON.parse(new TextDecoder().decode(body)) as Json;
    } catch {
      return reply(400, { message: 'the body is no JSON' });
    }
  const template = key?.split(' ')[1]?.split('/') ?? [];
  const params = segments.filter((_, index) => template[index] === '*');
  return handler({ params, query: searchParams, field, body: read, type });
}
