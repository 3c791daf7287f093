import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { inProcessTarget } from '../../../exchange/in-process-target.ts';
import { check } from '../../check.ts';

const text = { type: 'string' };
const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** An API of jobs, whose list filters by a kind with such values. */
function jobs(kind: JsonObject, method: 'put' | 'patch') {
  const job = {
    type: 'object',
    properties: { title: text, kind },
    required: method === 'put' ? ['title', 'kind'] : [],
  };
  const own = { ...job, properties: { id: { ...text, readOnly: true }, ...job.properties } };
  const json = (schema: JsonObject) => ({ 'application/json': { schema } });
  const answer = { description: 'A job.', content: json(own) };
  const missing = { description: 'None.' };
  const sent = (required: string[]) => ({ required: true, content: json({ ...own, required }) });
  return contractOf({
    paths: {
      '/jobs': {
        get: {
          operationId: 'listJobs',
          parameters: [{ name: 'kind', in: 'query', description: 'The kind of a job.', schema: kind }],
          responses: { 200: { description: 'All.', content: json({ type: 'array', items: own }) } },
        },
        post: { operationId: 'createJob', requestBody: sent(['title', 'kind']), responses: { 201: answer } },
      },
      '/jobs/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        get: { operationId: 'getJob', responses: { 200: answer, 404: missing } },
        [method]: {
          operationId: 'changeJob',
          requestBody: sent(job.required),
          responses: { 200: answer, 404: missing },
        },
        delete: { operationId: 'deleteJob', responses: { 204: missing, 404: missing } },
      },
    },
  });
}

interface Kept {
  first: JsonObject;
  now: JsonObject;
}

/** A server of jobs, which says nothing of an identifier that it is sent, and makes the rest of a change. */
function server(isKind: (value: Json) => boolean, filteredBy: (kept: Kept) => JsonObject) {
  const there = new Map<string, Kept>();
  const answer = (status: number, body?: Json) => ({
    status,
    headers: [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  let last = 0;
  return inProcessTarget('jobs', ({ method, path, body }) => {
    const [address = '', query] = path.split('?');
    const kind = new URLSearchParams(query).get('kind');
    const sent = (body ? JSON.parse(Buffer.from(body).toString()) : {}) as JsonObject;
    const id = address === '/jobs' ? `job-${(last += 1)}` : (address.split('/').at(-1) ?? '');
    if (address === '/jobs' && method === 'GET')
      return answer(
        200,
        [...there.values()]
          .filter((kept) => kind === null || String(filteredBy(kept)['kind']) === kind)
          .map(({ now }) => now),
      );
    const isWrong = typeof (sent['title'] ?? '') !== 'string' || (sent['kind'] !== undefined && !isKind(sent['kind']));
    const isShort = method !== 'PATCH' && (sent['title'] === undefined || sent['kind'] === undefined);
    if (body && (isWrong || isShort)) return answer(400);
    if (address === '/jobs') {
      const job = { ...sent, id };
      there.set(id, { first: job, now: job });
      return answer(201, job);
    }
    const kept = there.get(id);
    if (!kept) return answer(404);
    if (method === 'DELETE') return (there.delete(id), answer(204));
    if (method !== 'GET') kept.now = { ...(method === 'PATCH' && kept.now), ...sent, id };
    return answer(200, kept.now);
  });
}

async function found(kind: JsonObject, method: 'put' | 'patch', filteredBy: (kept: Kept) => JsonObject) {
  const isKind = (value: Json) =>
    Array.isArray(kind['enum']) ? kind['enum'].includes(value) : typeof value === 'boolean';
  const target = server(isKind, filteredBy);
  const { findings } = await check(await jobs(kind, method), target, { phases: ['behaviour'], workers: 1 });
  return findings.filter(({ severity }) => severity === 'violation').map(({ check: id, at }) => `${id} ${at}`);
}

const KINDS: [what: string, kind: JsonObject][] = [
  ['yes or no', { type: 'boolean' }],
  ...[2, 3, 4, 5, 6, 7].map((count): [string, JsonObject] => [
    `one of ${count} words`,
    { type: 'string', enum: WORDS.slice(0, count) },
  ]),
];
const ROWS = KINDS.flatMap(([what, kind]) =>
  (['put', 'patch'] as const).map((method) => [what, method, kind] as const),
);

test.each(ROWS)('a filter by what was first kept is found where that is %s (%s)', async (_, method, kind) => {
  expect(await found(kind, method, ({ first }) => first)).toEqual(['filter-respected request query kind']);
});

test.each(ROWS)('a filter by what is kept now accuses nobody where that is %s (%s)', async (_, method, kind) => {
  expect(await found(kind, method, ({ now }) => now)).toEqual([]);
});

test('nothing is changed once more where a filter has one value alone', async () => {
  expect(await found({ type: 'string', enum: ['one'] }, 'patch', ({ first }) => first)).toEqual([]);
});
