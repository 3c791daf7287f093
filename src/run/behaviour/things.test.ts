import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check } from '../check.ts';

const text = { type: 'string' };
const object = (properties: JsonObject, required: string[] = []) => ({ type: 'object', required, properties });

/** An API of jobs: what is sent of one, what is answered, and what a change may send. */
function jobs(sent: JsonObject, shown: JsonObject, patched: JsonObject = {}, key = 'id') {
  const json = (schema: JsonObject) => ({ 'application/json': { schema } });
  const missing = { description: 'None.' };
  const answer = { description: 'A job.', content: json(shown) };
  return contractOf({
    paths: {
      '/jobs': {
        get: {
          operationId: 'listJobs',
          responses: { 200: { description: 'All.', content: json({ type: 'array', items: shown }) } },
        },
        post: {
          operationId: 'createJob',
          requestBody: { required: true, content: json(sent) },
          responses: { 201: answer },
        },
      },
      [`/jobs/{${key}}`]: {
        parameters: [{ name: key, in: 'path', required: true, schema: text }],
        get: { operationId: 'getJob', responses: { 200: answer, 404: missing } },
        patch: {
          operationId: 'patchJob',
          requestBody: { required: true, content: json(patched) },
          responses: { 200: answer, 404: missing },
        },
        delete: { operationId: 'deleteJob', responses: { 204: missing, 404: missing } },
      },
    },
  });
}

/** A server that keeps jobs. @param show what it answers of one @param key the member that names one, if clients choose it */
function server(show: (job: JsonObject) => JsonObject, key?: string) {
  const there = new Map<string, JsonObject>();
  const answer = (status: number, body?: Json) => ({
    status,
    headers: [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  return inProcessTarget('jobs', ({ method, path, body }) => {
    const sent = (body ? JSON.parse(Buffer.from(body).toString()) : {}) as JsonObject;
    const shown = (job: JsonObject, id: string) => show(key === undefined ? { ...job, id } : job);
    if (method === 'GET' && path === '/jobs')
      return answer(
        200,
        [...there].map(([id, job]) => shown(job, id)),
      );
    const old = path === '/jobs' ? undefined : decodeURIComponent(path.split('/').at(-1) ?? '');
    if (old !== undefined && !there.has(old)) return answer(404);
    if (method === 'DELETE') return (there.delete(old ?? ''), answer(204));
    const job: JsonObject = { ...there.get(old ?? ''), ...sent };
    const id = key === undefined ? (old ?? `job-${there.size + 1}`) : String(job[key]);
    if (method !== 'GET') {
      if (old !== undefined) there.delete(old);
      there.set(id, job);
    }
    return answer(method === 'POST' ? 201 : 200, shown(job, id));
  });
}

/** The checks that hold what was sent against what is shown. */
const OWN = new Set([
  'kept-value',
  'update-kept',
  'default-applied',
  'write-only-hidden',
  'created-listed',
  'created-readable',
]);

async function found(contract: Awaited<ReturnType<typeof jobs>>, target: ReturnType<typeof server>) {
  const { findings } = await check(contract, target, { phases: ['behaviour'], workers: 1 });
  const own = findings.filter(({ check: id }) => OWN.has(id));
  return [...new Set(own.map(({ check: id, severity, at }) => `${severity} ${id} ${at.replace('#/0', '#')}`))].sort();
}

const id = { ...text, readOnly: true };
const SENT = object({ title: text, tags: { type: 'array', items: text }, place: text }, ['title', 'tags', 'place']);

test('nobody has to show what the schema of the answer does not allow', async () => {
  const shown = object({
    id,
    title: text,
    tags: { type: 'array', items: object({ name: text }, ['name']) },
    place: { enum: ['here', 'there'] },
  });
  const show = (job: JsonObject) => ({ ...job, tags: [{ name: 'a tag' }], place: 'here' });
  expect(await found(await jobs(SENT, shown, SENT), server(show))).toEqual([]);
});

test('what the schema of the answer allows has to be shown', async () => {
  const shown = object({ id, title: text, tags: { type: 'array', items: text }, place: text });
  const show = (job: JsonObject) => ({ ...job, tags: ['a tag'], place: 'here' });
  expect(await found(await jobs(SENT, shown), server(show))).toEqual([
    'violation kept-value body#/place',
    'violation kept-value body#/tags',
  ]);
});

test.each<[what: string, limit: JsonObject, want: string[]]>([
  ['is asked of an answer that allows it', text, ['violation default-applied body#/url']],
  ['is not asked of an answer that does not allow it', { ...text, minLength: 1 }, []],
])('a documented default %s', async (_, url, want) => {
  const sent = object({ title: text, url: { ...text, default: '' } }, ['title']);
  const show = (job: JsonObject) => ({ url: 'https://example.org', ...job });
  expect(await found(await jobs(sent, object({ id, title: text, url })), server(show))).toEqual(want);
});

test.each<[what: string, shown: JsonObject, want: string[]]>([
  ['is hidden where the answer says nothing of it', {}, ['violation write-only-hidden body#/ends']],
  [
    'is hidden where the answer says so, too',
    { ends: { ...text, writeOnly: true } },
    ['violation write-only-hidden body#/ends'],
  ],
  ['may be shown where the answer describes it as any other', { ends: text }, []],
])('a member that is writeOnly in the request %s', async (_, ends, want) => {
  const sent = object({ title: text, ends: { ...text, writeOnly: true } }, ['title', 'ends']);
  expect(
    await found(
      await jobs(sent, object({ id, title: text, ...ends })),
      server((job) => job),
    ),
  ).toEqual(want);
});

test('the member that names a thing is not changed, so that the rest of a change is judged', async () => {
  const named = object({ name: text, title: text }, ['name']);
  const contract = await jobs(named, named, object({ name: text, title: text }), 'name');
  expect(
    await found(
      contract,
      server((job) => job, 'name'),
    ),
  ).toEqual([]);
  const forgetful = server(
    ({ name = '', title = '' }) => ({ name, title: title === '' ? '' : 'Always the same' }),
    'name',
  );
  expect(await found(contract, forgetful)).toEqual([
    'violation kept-value body#/title',
    'violation update-kept body#/title',
  ]);
});
