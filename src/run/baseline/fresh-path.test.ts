import { describe, expect, test } from '@jest/globals';
import type { Request, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check, type CheckOptions } from '../check.ts';

const done = { description: 'Done.' };
const name = { name: 'name', in: 'path', required: true, schema: { type: 'string' } };
const INDEX: JsonObject = { type: 'object', required: ['primaryKey'], properties: { primaryKey: { type: 'string' } } };
const body = { required: true, content: { 'application/json': { schema: INDEX } } };

/** Indexes that clients name, with documents in them. */
const paths = (change: (item: Record<string, unknown>) => void = () => {}) => {
  const item: Record<string, unknown> = {
    parameters: [name],
    get: { operationId: 'getIndex', responses: { 200: done, 404: done } },
    put: { operationId: 'putIndex', requestBody: body, responses: { 200: done, 400: done } },
    delete: { operationId: 'deleteIndex', responses: { 204: done, 404: done } },
  };
  change(item);
  return {
    '/indexes': { get: { operationId: 'listIndexes', responses: { 200: done } } },
    '/indexes/{name}': item,
    '/indexes/{name}/settings': {
      parameters: [name],
      patch: { operationId: 'changeIndex', responses: { 200: done, 404: done } },
    },
  };
};

/** A server with one index of somebody else. */
function serve(mayCreate = true) {
  const indexes = new Map<string, Json>([['theirs', { primaryKey: 'sku' }]]);
  const asked: string[] = [];
  const answer = (status: number, value?: Json): Response => ({
    status,
    headers: value === undefined ? [] : [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(value === undefined ? '' : JSON.stringify(value)),
  });
  const respond = ({ method, path, body: sent }: Request): Response => {
    asked.push(`${method} ${path}`);
    const [, , id, part] = path.split('/').map(decodeURIComponent);
    if (id === undefined || id === '')
      return answer(
        200,
        [...indexes.keys()].map((one) => ({ name: one })),
      );
    const index = indexes.get(id);
    if (method === 'PUT' && part === undefined) {
      if (index === undefined && !mayCreate) return answer(404, { message: 'there is none' });
      let read: Json;
      try {
        read = JSON.parse(Buffer.from(sent ?? new Uint8Array()).toString()) as Json;
      } catch {
        return answer(400, { message: 'that is no JSON' });
      }
      if (typeof (read as JsonObject | null)?.['primaryKey'] !== 'string') return answer(400, { message: 'no key' });
      indexes.set(id, read);
      return answer(200, read);
    }
    if (index === undefined) return answer(404, { message: 'there is none' });
    if (method === 'DELETE') indexes.delete(id);
    return method === 'DELETE' ? answer(204) : answer(200, index);
  };
  return { target: inProcessTarget('indexes', respond), indexes, asked };
}

const run = async (served: ReturnType<typeof serve>, document: object = paths(), options: CheckOptions = {}) =>
  check(await contractOf({ paths: document }), served.target, { workers: 1, ...options });

test('a PUT makes something under a name that a GET did not find, and it is deleted at the end', async () => {
  const served = serve();
  const { reach, heldBack, leftovers, findings } = await run(served);
  expect({ answered: reach?.answered, heldBack, leftovers, findings: findings.map(({ message }) => message) }).toEqual({
    answered: 5,
    heldBack: [],
    leftovers: [],
    findings: [],
  });
  expect([...served.indexes.keys()]).toEqual(['theirs']);
  expect(served.asked.filter((line) => /^(PUT|PATCH|DELETE) \/indexes\/theirs/.test(line))).toEqual([]);
  const [put = ''] = served.asked.filter((line) => line.startsWith('PUT'));
  expect(put).toMatch(/^PUT \/indexes\/assay-r\w+$/);
  expect(served.asked.indexOf(put.replace('PUT', 'GET'))).toBeLessThan(served.asked.indexOf(put));
});

test('a POST to a path of one thing makes it likewise, where nothing else makes one', async () => {
  const served = serve();
  const { reach } = await run(
    { ...served, target: inProcessTarget('indexes', (request) => served.target.send(asPut(request)).then(answerOf)) },
    paths((item) => {
      item['post'] = item['put'];
      delete item['put'];
    }),
  );
  expect(reach?.answered).toBe(5);
  expect([...served.indexes.keys()]).toEqual(['theirs']);
});

const asPut = (request: Request): Request => (request.method === 'POST' ? { ...request, method: 'PUT' } : request);
const answerOf = ({ outcome }: Awaited<ReturnType<ReturnType<typeof serve>['target']['send']>>): Response => {
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  return outcome.response;
};

test.each<[string, (item: Record<string, unknown>) => void]>([
  ['nothing reads one, so that nobody knows whether a name is free', (item) => void delete item['get']],
  ['nothing deletes one', (item) => void delete item['delete']],
  ['servers give the numbers', (item) => void (item['parameters'] = [{ ...name, schema: { type: 'integer' } }])],
])('a PUT is held back where %s', async (_, change) => {
  const served = serve();
  const { heldBack } = await run(served, paths(change));
  expect(heldBack.map(({ operation }) => operation)).toContain('putIndex');
  expect(served.asked.filter((line) => line.startsWith('PUT'))).toEqual([]);
});

test('a PUT that creates nothing is refused, and deletes nothing', async () => {
  const served = serve(false);
  const { reach } = await run(served);
  expect(reach?.answered).toBe(2);
  expect(served.asked.filter((line) => line.startsWith('DELETE'))).toEqual([]);
});

test('nothing is put where only safe methods may be sent', async () => {
  const served = serve();
  await run(served, paths(), { readOnly: true });
  expect(served.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);
});

describe('what ties two things to each other', () => {
  const named = (parameter: string) => ({ name: parameter, in: 'path', required: true, schema: { type: 'string' } });
  const json = (schema: JsonObject) => ({ description: 'Done.', content: { 'application/json': { schema } } });
  const THING: JsonObject = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
  const collection = (id: string) => ({
    [`/${id}s`]: {
      get: { operationId: `list-${id}s`, responses: { 200: json({ type: 'array', items: THING }) } },
      post: { operationId: `create-${id}`, responses: { 201: json(THING) } },
    },
    [`/${id}s/{${id}_id}`]: {
      parameters: [named(`${id}_id`)],
      get: { operationId: `read-${id}`, responses: { 200: json(THING), 404: done } },
      delete: { operationId: `delete-${id}`, responses: { 204: done, 404: done } },
    },
  });
  const TIES = {
    ...collection('project'),
    ...collection('role'),
    '/projects/{project_id}/roles/{role_id}': {
      parameters: [named('project_id'), named('role_id')],
      get: { operationId: 'look', responses: { 204: done, 404: done } },
      put: { operationId: 'tie', responses: { 204: done, 404: done } },
      delete: { operationId: 'untie', responses: { 204: done, 404: done } },
    },
  };

  /** A server of projects and roles, with one of each, which are tied. */
  function serveTies() {
    const there = new Map([
      ['projects', new Set(['p1'])],
      ['roles', new Set(['r1'])],
      ['ties', new Set(['p1 r1'])],
    ]);
    const of = (kind = '') => there.get(kind) ?? new Set<string>();
    const asked: string[] = [];
    let last = 1;
    const answer = (status: number, value?: Json): Response => ({
      status,
      headers: value === undefined ? [] : [['Content-Type', 'application/json']],
      body: new TextEncoder().encode(value === undefined ? '' : JSON.stringify(value)),
    });
    const respond = ({ method, path }: Request): Response => {
      asked.push(`${method} ${path}`);
      const [, kind = '', id, , role] = path.split('/').map(decodeURIComponent);
      if (id === undefined) {
        if (method === 'GET')
          return answer(
            200,
            [...of(kind)].map((one) => ({ id: one })),
          );
        last += 1;
        of(kind).add(`${kind[0] ?? ''}${last}`);
        return answer(201, { id: `${kind[0] ?? ''}${last}` });
      }
      const [set, name] = role === undefined ? [of(kind), id] : [of('ties'), `${id} ${role}`];
      if (method === 'PUT') {
        if (!of('projects').has(id) || !of('roles').has(role ?? '')) return answer(404);
        set.add(name);
        return answer(204);
      }
      if (!set.has(name)) return answer(404);
      if (method === 'DELETE') set.delete(name);
      return method === 'DELETE' || role !== undefined ? answer(204) : answer(200, { id });
    };
    return { target: inProcessTarget('ties', respond), there, asked };
  }

  test('is put between things that the run created, and taken away again', async () => {
    const { target, there, asked } = serveTies();
    const { reach, heldBack, leftovers, findings } = await check(await contractOf({ paths: TIES }), target, {
      workers: 1,
    });
    expect({ answered: reach?.answered, heldBack, leftovers, findings }).toEqual({
      ...{ answered: 11, heldBack: [], leftovers: [], findings: [] },
    });
    expect([...there].map(([, set]) => [...set])).toEqual([['p1'], ['r1'], ['p1 r1']]);
    const changes = asked.filter((line) => /^(PUT|DELETE)/.test(line));
    expect(changes.filter((line) => /\b[pr]1\b|assay/.test(line))).toEqual([]);
  });
});
