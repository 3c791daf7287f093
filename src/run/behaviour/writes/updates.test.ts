import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { inProcessTarget } from '../../../exchange/in-process-target.ts';
import { check } from '../../check.ts';

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

/** An API of keys, in which `bits` is as given. */
const keys = (bits: JsonObject) => {
  const key = {
    type: 'object',
    required: ['name'],
    properties: {
      id: { type: 'string', readOnly: true },
      name: { type: 'string' },
      bits: { type: 'integer', ...bits },
    },
  };
  const content = { 'application/json': { schema: key } };
  const shown = { description: 'A key.', content };
  const missing = { description: 'None.' };
  return contractOf({
    paths: {
      '/keys': {
        post: { operationId: 'createKey', requestBody: { required: true, content }, responses: { 201: shown } },
      },
      '/keys/{id}': {
        parameters: [ID],
        get: { operationId: 'getKey', responses: { 200: shown, 404: missing } },
        put: {
          operationId: 'putKey',
          requestBody: { required: true, content },
          responses: { 200: shown, 404: missing },
        },
        delete: { operationId: 'deleteKey', responses: { 204: missing, 404: missing } },
      },
    },
  });
};

/** A server that gives each key 256 bits, whatever it is asked for later. */
function server(takesBits: boolean) {
  const there = new Map<string, { name: string; bits: number }>();
  const answer = (status: number, body?: Json) => ({
    status,
    headers: [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  return inProcessTarget('keys', ({ method, path, body }) => {
    const sent = (body ? JSON.parse(Buffer.from(body).toString()) : {}) as { name?: string; bits?: number };
    const id = path === '/keys' ? `key-${there.size + 1}` : (path.split('/').at(-1) ?? '');
    if (path !== '/keys' && !there.has(id)) return answer(404);
    if (method === 'DELETE') return (there.delete(id), answer(204));
    if (method !== 'GET') {
      if (typeof sent.name !== 'string' || (method === 'POST' && !takesBits && sent.bits !== undefined))
        return answer(400);
      const taken = method === 'POST' && takesBits ? sent.bits : undefined;
      there.set(id, { name: sent.name, bits: taken ?? there.get(id)?.bits ?? 256 });
    }
    return answer(method === 'POST' ? 201 : 200, { id, ...there.get(id) });
  });
}

test.each<[string, JsonObject, boolean, string[]]>([
  ['no more than noted of a member whose value the server chose', {}, false, ['note update-kept']],
  ['accused of a member that the creation set', {}, true, ['violation update-kept']],
  ['accused of a member that has a default', { default: 256 }, false, ['violation update-kept']],
  [
    'not asked for a member that the server sets, by its description',
    { description: 'Assigned by the server.' },
    false,
    [],
  ],
])('a change that keeps the old value is %s', async (_, bits, takesBits, want) => {
  const { findings } = await check(await keys(bits), server(takesBits), { phases: ['behaviour'], workers: 1 });
  const own = findings.filter(({ check: id, at }) => id === 'update-kept' && at === 'body#/bits');
  expect(own.map(({ check: id, severity }) => `${severity} ${id}`)).toEqual(want);
});

/** An API of zones whose answers have what they show in `metadata`, beside the state of the request. */
const zones = () => {
  const zone = {
    type: 'object',
    properties: { name: { type: 'string' }, note: { type: 'string' }, owner: { type: 'string' } },
  };
  const shown = (schema: JsonObject) => ({
    description: 'Done.',
    content: {
      'application/json': { schema: { type: 'object', properties: { state: { type: 'string' }, metadata: schema } } },
    },
  });
  const content = { 'application/json': { schema: { ...zone, required: ['name'] } } };
  const part = { 'application/json': { schema: { type: 'object', properties: { note: { type: 'string' } } } } };
  const name = { name: 'name', in: 'path', required: true, schema: { type: 'string' } };
  const missing = { description: 'None.' };
  return contractOf({
    paths: {
      '/zones': {
        get: { operationId: 'listZones', responses: { 200: shown({ type: 'array', items: zone }) } },
        post: { operationId: 'createZone', requestBody: { required: true, content }, responses: { 201: missing } },
      },
      '/zones/{name}': {
        parameters: [name],
        get: { operationId: 'getZone', responses: { 200: shown(zone), 404: missing } },
        patch: {
          operationId: 'patchZone',
          requestBody: { required: true, content: part },
          responses: { 200: missing, 404: missing },
        },
        delete: { operationId: 'deleteZone', responses: { 204: missing, 404: missing } },
      },
    },
  });
};

/** A server of zones; each change is counted, in the envelope or outside. */
function zoneServer(forgets: boolean) {
  const there = new Map<string, Record<string, Json>>();
  let changes = 0;
  const answer = (status: number, metadata?: Json) => ({
    status,
    headers: metadata === undefined ? [] : [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(
      metadata === undefined ? '' : JSON.stringify({ state: forgets ? `changed ${changes}` : 'fine', metadata }),
    ),
  });
  return inProcessTarget('zones', ({ method, path, body }) => {
    const sent = (body ? JSON.parse(Buffer.from(body).toString()) : {}) as Record<string, Json>;
    if (path === '/zones' && method === 'GET') return answer(200, [...there.values()]);
    if (path === '/zones') {
      if (typeof sent['name'] !== 'string' || there.has(sent['name'])) return answer(409);
      return (there.set(sent['name'], { note: '', owner: '', ...sent }), answer(201));
    }
    const id = decodeURIComponent(path.split('/').at(-1) ?? '');
    const zone = there.get(id);
    if (!zone) return answer(404);
    if (method === 'DELETE') return (there.delete(id), answer(204));
    if (method === 'GET') return answer(200, zone);
    changes += 1;
    return (there.set(id, { ...zone, ...sent, name: id }), answer(200));
  });
}

test.each([
  ['nobody of an envelope that holds what was changed', false, []],
  ['a server whose other members change as well', true, ['body#/state']],
])('a part is changed, and that accuses %s', async (_, forgets, want) => {
  const { findings } = await check(await zones(), zoneServer(forgets), { phases: ['behaviour'], workers: 1 });
  const own = findings.filter(({ check: id }) => id === 'update-partial');
  expect(own.map(({ at }) => at)).toEqual(want);
});
