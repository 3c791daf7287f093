import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { askedAndTold, type Reply } from '../../../../test/support/asked-and-told.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { inProcessTarget } from '../../../exchange/in-process-target.ts';
import type { Relation } from '../../../judge/behaviour/relation.ts';
import { NO_OVERRIDES } from '../../../messages/overrides.ts';
import { check } from '../../check.ts';
import { judgeUpdates } from './updates.ts';

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

describe('what is asked and told of changes', () => {
  const text = { type: 'string' };
  const MEMBERS = { title: text, size: { type: 'integer', minimum: 1 }, at: { ...text, readOnly: true } };
  const PATCH: JsonObject = {
    operationId: 'patchJob',
    requestBody: {
      content: { 'application/merge-patch+json': { schema: { type: 'object', properties: MEMBERS } } },
    },
    responses: {
      200: { description: '', content: { 'application/json': { schema: { type: 'object', properties: MEMBERS } } } },
    },
  };
  const JOBS = [
    { id: '1', title: 'A first job', size: 3, at: 'then' },
    { id: '2', title: 'A second job', size: 4, at: 'then' },
  ];

  /** What is asked of a server that keeps what it is sent, and told of it. */
  async function judged(
    operations: Record<string, JsonObject | null>,
    change: (reply: Reply, line: string) => Reply,
  ): Promise<string> {
    const there = new Map(JOBS.map((job) => [job.id, job]));
    const { client, known, asked, told, after } = await askedAndTold(
      { operations, members: MEMBERS, created: JOBS },
      (line, _, { method, path, json }) => {
        const id = path.split('/').at(-1) ?? '';
        const own = there.get(id);
        const sent = (json ?? {}) as Partial<(typeof JOBS)[number]>;
        if (!own) return { status: 404 };
        if (method === 'GET') return change({ body: own, fields: { ETag: `"${JSON.stringify(own).length}"` } }, line);
        if ((sent.size ?? 1) < 1 || typeof (sent.title ?? '') !== 'string') return change({ status: 422 }, line);
        const kept = method === 'PATCH' ? own : { size: own.size };
        there.set(id, { ...kept, title: own.title, ...sent, id: own.id, at: own.at });
        return change({ body: there.get(id) ?? null }, line);
      },
    );
    Object.assign(client.context.baselines, { startOf: () => ({ overrides: NO_OVERRIDES }) });
    await judgeUpdates(client, known);
    const about = (relation: Relation) => [
      relation.kind,
      ...('by' in relation ? [relation.by] : []),
      ...('comparison' in relation ? (relation.comparison?.members.map(({ at }) => at.slice(2)) ?? []) : []),
    ];
    return [
      ...asked.map((line, nth) => `${line.replace(/ Content-Type: application\//, ' ')}, after ${after()[nth] ?? 0}`),
      ...told.map((relation) => `told: ${about(relation).join(' ')}`),
    ].join('\n');
  }

  test('is everything for a server that does as it is asked', async () => {
    expect(await judged({ 'PATCH /jobs/{id}': PATCH }, (reply) => reply)).toMatchInlineSnapshot(`
      "GET /jobs/2, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 2
      GET /jobs/2, after 2
      PUT /jobs/1 json, after 2
      GET /jobs/1, after 2
      PUT /jobs/1 json, after 2
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PUT /jobs/1 json (refused), after 1
      GET /jobs/1, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 3
      GET /jobs/2, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 2
      GET /jobs/2, after 2
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json (refused), after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 3
      PUT /jobs/2 json, after 1
      GET /jobs/2, after 2
      PATCH /jobs/2 merge-patch+json, after 1
      GET /jobs/2, after 2
      told: sent and read putJob title size
      told: answered and read putJob id title size
      told: untouched putJob id title size
      told: repeated putJob id title size
      told: left out putJob
      told: taken putJob
      told: taken putJob
      told: tagged putJob
      told: sent and read patchJob title size
      told: answered and read patchJob title size
      told: untouched patchJob id title size
      told: sent and read patchJob title size
      told: answered and read patchJob title size
      told: tagged patchJob
      told: untouched patchJob id size
      told: sent and read patchJob title size
      told: answered and read patchJob title size
      told: tagged patchJob
      told: untouched patchJob id title
      told: sent and read patchJob title size
      told: answered and read patchJob title size
      told: untouched patchJob id title size
      told: taken patchJob
      told: taken patchJob
      told: tagged patchJob"
    `);
  });

  test('has no comparison of a repeat that is refused', async () => {
    let puts = 0;
    const refusing = (reply: Reply, line: string) =>
      line.startsWith('PUT') && (puts += 1) === 2 ? { status: 409 } : reply;
    expect(await judged({}, refusing)).toMatchInlineSnapshot(`
      "GET /jobs/2, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 2
      GET /jobs/2, after 2
      PUT /jobs/1 json, after 2
      PUT /jobs/1 json, after 2
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PUT /jobs/1 json (refused), after 1
      GET /jobs/1, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 3
      PUT /jobs/2 json, after 1
      GET /jobs/2, after 2
      told: sent and read putJob title size
      told: answered and read putJob id title size
      told: untouched putJob id title size
      told: repeated putJob
      told: left out putJob
      told: taken putJob
      told: taken putJob
      told: tagged putJob"
    `);
  });

  test('has no comparison where nothing is shown after a change', async () => {
    let isChanged = false;
    const hiding = (reply: Reply, line: string) => {
      isChanged ||= !line.startsWith('GET');
      return isChanged && line.startsWith('GET') ? { status: 404 } : reply;
    };
    expect(await judged({ 'PATCH /jobs/{id}': PATCH }, hiding)).toMatchInlineSnapshot(`
      "GET /jobs/2, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 2
      GET /jobs/2, after 2
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      GET /jobs/2, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      GET /jobs/1, after 1
      PUT /jobs/2 json, after 1
      GET /jobs/2, after 2
      PATCH /jobs/2 merge-patch+json, after 1
      GET /jobs/2, after 2"
    `);
  });

  test('is that refusals change nothing, where all is refused, and nothing without reads', async () => {
    const refusing = (reply: Reply, line: string) => (line.startsWith('GET') ? reply : { status: 403 });
    expect(await judged({ 'PATCH /jobs/{id}': PATCH }, refusing)).toMatchInlineSnapshot(`
      "GET /jobs/2, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 1
      PUT /jobs/1 json (refused), after 1
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/1, after 1
      PUT /jobs/1 json, after 1
      GET /jobs/2, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json (refused), after 1
      GET /jobs/1, after 2
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      GET /jobs/1, after 1
      PATCH /jobs/1 merge-patch+json, after 1
      PUT /jobs/2 json, after 1
      PATCH /jobs/2 merge-patch+json, after 1
      told: refused putJob id title size
      told: refused patchJob id title size"
    `);
    expect(await judged({ 'GET /jobs/{id}': null }, (reply) => reply)).toBe('');
  });
});
