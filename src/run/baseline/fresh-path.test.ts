import { expect, test } from '@jest/globals';
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
