import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { inProcessTarget } from '../../../exchange/in-process-target.ts';
import { check } from '../../check.ts';

const text = { type: 'string' };
const parameter = (name: string, where: 'path' | 'query', schema: JsonObject = text) => ({
  ...{ name, in: where, description: `The ${name} of a job.`, schema },
  ...(where === 'path' && { required: true }),
});

/** An API of jobs with a list that has such parameters. @param more operations on a job */
function jobs(parameters: JsonObject[], more: JsonObject = {}) {
  const job = {
    type: 'object',
    properties: { id: { ...text, readOnly: true }, title: text, kind: { type: ['string', 'null'] } },
  };
  const json = (schema: JsonObject) => ({ 'application/json': { schema } });
  const answer = { description: 'A job.', content: json(job) };
  const missing = { description: 'None.' };
  return contractOf({
    paths: {
      '/jobs': {
        get: {
          ...{ operationId: 'listJobs', parameters },
          responses: { 200: { description: 'All.', content: json({ type: 'array', items: job }) } },
        },
        post: {
          ...{ operationId: 'createJob', responses: { 201: answer } },
          requestBody: { required: true, content: json({ ...job, required: ['title', 'kind'] }) },
        },
      },
      '/jobs/{id}': {
        parameters: [parameter('id', 'path')],
        get: { operationId: 'getJob', responses: { 200: answer, 404: missing } },
        delete: { operationId: 'deleteJob', responses: { 204: missing, 404: missing } },
        ...more,
      },
    },
  });
}

/** A server of jobs. @param pick what is listed of all, for a query @param show what an answer has of a job */
function server(pick: (all: JsonObject[], query: URLSearchParams) => JsonObject[], show = (job: JsonObject) => job) {
  const there = new Map<string, JsonObject>();
  const answer = (status: number, body?: Json) => ({
    status,
    headers: [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  let last = 0;
  return inProcessTarget('jobs', ({ method, path, body }) => {
    const [address = '', query] = path.split('?');
    if (address === '/jobs' && method === 'GET') {
      return answer(200, pick([...there.values()], new URLSearchParams(query)).map(show));
    }
    const id = address === '/jobs' ? `job-${(last += 1)}` : (address.split('/').at(-1) ?? '');
    if (method === 'POST') {
      const sent = JSON.parse(Buffer.from(body ?? []).toString()) as JsonObject;
      if (typeof sent['title'] !== 'string' || typeof sent['kind'] !== 'string') return answer(400);
      there.set(id, { ...sent, id });
      return answer(201, show(there.get(id) ?? {}));
    }
    if (!there.has(id)) return answer(404);
    if (method === 'DELETE') return (there.delete(id), answer(204));
    if (method === 'PATCH') {
      const changes = JSON.parse(Buffer.from(body ?? []).toString()) as JsonObject;
      if (!Object.values(changes).every((value) => typeof value === 'string')) return answer(400);
      there.set(id, { ...there.get(id), ...changes, id });
    }
    return answer(200, show(there.get(id) ?? {}));
  });
}

async function found(contract: Awaited<ReturnType<typeof jobs>>, target: ReturnType<typeof server>, id: string) {
  const { findings } = await check(contract, target, { phases: ['behaviour'], workers: 1 });
  return findings.filter((finding) => finding.check === id).map(({ severity, at }) => `${severity} ${at}`);
}

const byKind = (all: JsonObject[], query: URLSearchParams) =>
  all.filter(({ kind }) => !query.has('kind') || query.get('kind') === kind);

test.each<[what: string, show: (job: JsonObject) => JsonObject, pick: typeof byKind, want: string[]]>([
  ['what it shows', (job) => job, byKind, []],
  [
    'what it shows, and finds nothing',
    (job) => job,
    (all, query) => (query.has('kind') ? [] : all),
    ['violation request query kind'],
  ],
  [
    'what it took and does not show',
    (job) => ({ ...job, kind: null }),
    (all, query) => (query.has('kind') ? [] : all),
    [],
  ],
])('a filter is held against %s', async (_, show, pick, want) => {
  const contract = await jobs([parameter('kind', 'query')]);
  expect(await found(contract, server(pick, show), 'filter-respected')).toEqual(want);
});

test('a filter leaves out what another one leaves out by its default', async () => {
  const closed = parameter('closed', 'query', { enum: ['yes', 'no'], default: 'no' });
  const changes = {
    type: 'object',
    required: ['closed'],
    properties: { title: text, kind: text, closed: { ...text, enum: ['yes', 'YES'] } },
  };
  const close = {
    operationId: 'changeJob',
    requestBody: { required: true, content: { 'application/merge-patch+json': { schema: changes } } },
    responses: { 200: { description: 'A job.', content: { 'application/json': { schema: { type: 'object' } } } } },
  };
  const contract = await jobs([parameter('kind', 'query'), closed], { patch: close });
  const open = (all: JsonObject[], query: URLSearchParams) =>
    byKind(all, query).filter((job) => String(job['closed'] ?? 'no').toLowerCase() === (query.get('closed') ?? 'no'));
  expect(await found(contract, server(open), 'filter-respected')).toEqual([]);
});

const size = parameter('per_page', 'query', { type: 'integer', maximum: 100 });
const paged = (all: JsonObject[], query: URLSearchParams) => {
  const start = all.findIndex(({ id }) => id === query.get('after')) + 1;
  return all.slice(start, start + Number(query.get('per_page') ?? 100));
};

test('pages leave nothing out where no answer says how to ask for the next one', async () => {
  const contract = await jobs([size, parameter('after', 'query')]);
  expect(await found(contract, server(paged), 'pages-complete')).toEqual([]);
});

test('pages that are numbered leave something out where one of them is always empty', async () => {
  const contract = await jobs([size, parameter('page', 'query', { type: 'integer', minimum: 1 })]);
  const skips = (all: JsonObject[], query: URLSearchParams) => {
    const [limit, page] = [Number(query.get('per_page') ?? 100), Number(query.get('page') ?? 1)];
    return all.slice((page - 1) * limit, page * limit - (limit < 100 ? 1 : 0));
  };
  expect(await found(contract, server(skips), 'limit-respected')).not.toEqual([]);
});
