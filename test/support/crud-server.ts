import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../src/model/json.ts';

/** The faults of a server. */
export interface Faults {
  /** A read always gives the first resource. */
  readsAnother?: true;
  /** A read gives another name than was sent. */
  readsOtherName?: true;
  /** Created resources are not found. */
  forgets?: true;
  /** A deletion responds correctly, and does nothing. */
  keepsDeleted?: true;
  /** The link to a resource's parts leads nowhere. */
  hasNoParts?: true;
  /** A creation is accepted, and happens much later. */
  isSlow?: true;
  /** Nothing can be deleted. */
  refusesDelete?: true;
  /** A resource of that name exists already. */
  wantsNewNames?: true;
  /** Fails on every body. */
  fails?: (body: JsonObject) => boolean;
  /** Refuses valid requests. */
  refuses?: (body: JsonObject) => boolean;
  /** Accepts invalid requests. */
  lenient?: true;
  /** Responds with another amount than was sent. */
  roundsUp?: true;
}

export interface Store {
  url: string;
  /** The stored resources. */
  things: Map<number, JsonObject>;
  /** Method and path of each request, and its body. */
  requests: string[];
  close(): Promise<void>;
}

/** A small server that creates, reads, lists and deletes resources in memory, over a socket. */
export async function startStore(faults: Faults = {}): Promise<Store> {
  const things = new Map<number, JsonObject>(faults.readsAnother ? [[1, { id: 1, name: 'first', kind: 'small' }]] : []);
  const names = new Set<string>(faults.wantsNewNames ? ['one'] : []);
  const requests: string[] = [];
  let next = 100;

  const answer = (to: ServerResponse, status: number, body?: Json, headers: Record<string, string> = {}) =>
    void to
      .writeHead(status, { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers })
      .end(body === undefined ? '' : JSON.stringify(body));

  function create(text: string, to: ServerResponse): void {
    let body: Json;
    try {
      body = JSON.parse(text) as Json;
    } catch {
      return answer(to, 400, { problem: 'no JSON' });
    }
    const problem = faults.lenient ? undefined : problemOf(body);
    if (problem) return answer(to, 422, { problem });
    const sent = (typeof body === 'object' && body !== null ? body : {}) as JsonObject;
    if (faults.fails?.(sent)) return answer(to, 500, { problem: 'broken' });
    if (faults.refuses?.(sent)) return answer(to, 400, { problem: 'not that' });
    if (faults.wantsNewNames && names.has(String(sent['name'])))
      return answer(to, 409, { problem: 'there is one of that name' });
    names.add(String(sent['name']));
    const id = (next += 1);
    const { name, kind, amount, tags } = sent;
    const made = {
      id,
      name,
      kind,
      ...(amount !== undefined && { amount: faults.roundsUp ? Number(amount) + 1 : amount }),
      ...(tags !== undefined && { tags }),
    } as JsonObject;
    if (!faults.isSlow) things.set(id, made);
    answer(to, faults.isSlow ? 202 : 201, made, { Location: `/api/things/${id}` });
  }

  function read(id: number, to: ServerResponse): void {
    const found = faults.forgets ? undefined : faults.readsAnother ? things.values().next().value : things.get(id);
    if (!found) return answer(to, 404, { problem: 'no such thing' });
    answer(to, 200, faults.readsOtherName ? { ...found, name: 'another' } : found);
  }

  function remove(id: number, to: ServerResponse): void {
    if (faults.refusesDelete) return answer(to, 409, { problem: 'in use' });
    const was = things.has(id);
    if (!faults.keepsDeleted) things.delete(id);
    answer(to, was ? 204 : 404, was ? undefined : { problem: 'no such thing' });
  }

  const server = createServer((from: IncomingMessage, to) => {
    const chunks: Buffer[] = [];
    from.on('data', (chunk: Buffer) => chunks.push(chunk));
    from.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      requests.push(`${from.method} ${from.url} ${text}`.trim());
      const path = (from.url ?? '').split('?')[0] ?? '';
      const [, id, parts] = /^\/api\/things\/([^/]+)(\/parts)?$/.exec(path) ?? [];
      if (path === '/api/things' && from.method === 'POST') return create(text, to);
      if (path === '/api/things' && from.method === 'GET') return answer(to, 200, [...things.values()]);
      if (id === undefined) return answer(to, 404, { problem: 'no such path' });
      if (!/^\d+$/.test(id)) return answer(to, 400, { problem: 'no number' });
      if (parts) return faults.hasNoParts ? answer(to, 404, { problem: 'no parts' }) : answer(to, 200, []);
      return from.method === 'DELETE' ? remove(Number(id), to) : read(Number(id), to);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    things,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** The error of a resource that is to be created. */
function problemOf(body: Json): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'no object';
  const { name, kind, amount, tags } = body;
  if (typeof name !== 'string' || name === '') return 'no name';
  if (kind !== 'big' && kind !== 'small') return 'no kind';
  if (amount !== undefined && (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > 1000))
    return 'no amount';
  if (
    tags !== undefined &&
    (!Array.isArray(tags) || tags.length > 5 || tags.some((tag) => typeof tag !== 'string' || !/^[a-z]+$/.test(tag)))
  )
    return 'no tags';
  return undefined;
}

const json = (schema: JsonObject, value?: Json) => ({
  'application/json': { schema, ...(value !== undefined && { examples: { one: { value } } }) },
});
const NOT_FOUND = { description: 'There is none.', content: json({ type: 'object' }) };
const THING = { $ref: '#/components/schemas/Thing' };
const NEW_THING = { $ref: '#/components/schemas/NewThing' };
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };

export interface StoreContract {
  /** Whether the response to a creation has documented links. */
  links?: JsonObject;
  /** Whether requests and responses have documented examples. */
  examples?: boolean;
  /** Whether a creation documents the place of the new resource. */
  location?: boolean;
}

/** The server's OpenAPI document. */
export function storeDocument({ links, examples = true, location = false }: StoreContract = {}): JsonObject {
  const shown = { id: 7, name: 'one', kind: 'big', amount: 3 };
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    servers: [{ url: '/api' }],
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          requestBody: {
            required: true,
            content: json(NEW_THING, examples ? { name: 'one', kind: 'big', amount: 3 } : undefined),
          },
          responses: {
            '201': {
              description: 'It was created.',
              content: json(THING, examples ? shown : undefined),
              ...(location && {
                headers: { Location: { schema: { type: 'string' }, examples: { one: { value: '/api/things/7' } } } },
              }),
              ...(links && { links }),
            },
            '202': { description: 'It will be created.', content: json(THING) },
          },
        },
        get: {
          operationId: 'listThings',
          responses: { '200': { description: 'All.', content: json({ type: 'array', items: THING }) } },
        },
      },
      '/things/{id}': {
        parameters: [ID],
        get: {
          operationId: 'getThing',
          responses: {
            '200': { description: 'It.', content: json(THING, examples ? shown : undefined) },
            '404': NOT_FOUND,
          },
        },
        delete: { operationId: 'deleteThing', responses: { '204': { description: 'It is gone.' }, '404': NOT_FOUND } },
      },
      '/things/{id}/parts': {
        parameters: [ID],
        get: {
          operationId: 'listParts',
          responses: { '200': { description: 'Its parts.', content: json({ type: 'array' }) }, '404': NOT_FOUND },
        },
      },
    },
    components: {
      schemas: {
        NewThing: {
          type: 'object',
          required: ['name', 'kind'],
          properties: {
            name: { type: 'string', minLength: 1 },
            kind: { enum: ['big', 'small'] },
            amount: { type: 'integer', minimum: 1, maximum: 1000 },
            tags: { type: 'array', maxItems: 5, items: { type: 'string', pattern: '^[a-z]+$' } },
          },
        },
        Thing: {
          type: 'object',
          required: ['id', 'name', 'kind'],
          properties: {
            id: { type: 'integer' },
            name: { $ref: '#/components/schemas/NewThing/properties/name' },
            kind: { enum: ['big', 'small'] },
            amount: { type: 'integer' },
            tags: { type: 'array' },
          },
        },
      },
    },
  };
}
