import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import type { Request } from '../model/exchange.ts';
import { check } from './check.ts';
import { embeddedTarget } from './mock-target.ts';

const text = { type: 'string', minLength: 1 };
const integer = { type: 'integer', minimum: 1 };
const object = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  ...{ type: 'object', required, properties },
});
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });
const answer = (status: number, schema?: JsonObject) => ({
  responses: { [status]: { description: 'Done.', ...(schema && json(schema)) }, 404: { description: 'Not there.' } },
});
const named = (name: string, schema: JsonObject = integer) => ({ name, in: 'path', required: true, schema });

/** Projects, and their versions, which are listed below a project and read by themselves. @param end what the paths end with */
function document(end: string): JsonObject {
  const format = end.includes('{') ? [named('format', { type: 'string', enum: ['json', 'xml'] })] : [];
  const project = object({ id: integer, name: text });
  const version = object({ id: integer, name: text, project_id: integer });
  const sent = { requestBody: { required: true, ...json(object({ name: text })) } };
  const one = (kind: string, shown: JsonObject) => ({
    parameters: [named(`${kind}_id`), ...format],
    get: { operationId: `${kind}Get`, ...answer(200, shown) },
    delete: { operationId: `${kind}Delete`, ...answer(204) },
  });
  return {
    [`/projects${end}`]: {
      parameters: format,
      get: { operationId: 'projectList', ...answer(200, { type: 'array', items: project }) },
      post: { operationId: 'projectCreate', ...sent, ...answer(201, project) },
    },
    [`/projects/{project_id}${end}`]: one('project', project),
    [`/projects/{project_id}/versions${end}`]: {
      parameters: [named('project_id'), ...format],
      get: { operationId: 'versionList', ...answer(200, { type: 'array', items: version }) },
      post: { operationId: 'versionCreate', ...sent, ...answer(201, version) },
    },
    [`/versions/{version_id}${end}`]: one('version', version),
  };
}

/** A server that shows a page for a browser where a path has no format, and says so in its Location. */
function rails() {
  let next = 1;
  const kept = { projects: new Map<number, JsonObject>(), versions: new Map<number, JsonObject>() };
  kept.projects.set(next++, { id: 1, name: 'first' });
  const reply = (status: number, value?: Json, headers: [string, string][] = []) => ({
    status,
    headers: value === undefined ? headers : [['Content-Type', 'application/json'] as [string, string], ...headers],
    body: new TextEncoder().encode(value === undefined ? '' : JSON.stringify(value)),
  });
  const read = (body: Uint8Array | undefined): JsonObject | undefined => {
    try {
      const value = JSON.parse(new TextDecoder().decode(body)) as JsonObject;
      return typeof value['name'] === 'string' && value['name'] !== '' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const create = (kind: keyof typeof kept, { body }: Request, more: JsonObject) => {
    const sent = read(body);
    if (!sent) return reply(422);
    const thing = { id: next++, name: sent['name'] as string, ...more };
    kept[kind].set(thing.id, thing);
    return reply(201, thing, [['Location', `http://rails.test/${kind}/${thing.id}`]]);
  };
  const handle = (request: Request) => {
    const [, path = ''] = /^([^?]*)\.json(?:\?|$)/.exec(request.path) ?? [];
    if (path === '') return { ...reply(200), headers: [['Content-Type', 'text/html'] as [string, string]] };
    const [, kind, id, inner] = /^\/(projects|versions)(?:\/(\d+)(\/versions)?)?$/.exec(path) ?? [];
    const things = kept[kind as keyof typeof kept];
    if (things === undefined || (kind === 'versions' && id === undefined)) return reply(404);
    if (id === undefined)
      return request.method === 'GET' ? reply(200, [...things.values()]) : create('projects', request, {});
    const thing = things.get(Number(id));
    if (!thing) return reply(404);
    if (inner !== undefined)
      return request.method === 'GET'
        ? reply(
            200,
            [...kept.versions.values()].filter((one) => one['project_id'] === Number(id)),
          )
        : create('versions', request, { project_id: Number(id) });
    if (request.method === 'GET') return reply(200, thing);
    things.delete(Number(id));
    return reply(204);
  };
  return { kept, target: inProcessTarget('rails', handle, 'http://rails.test') };
}

describe.each(['.{format}', '.json'])('an API whose paths end in %s', (end) => {
  test('is got into, is not accused, and is left as it was', async () => {
    const contract = await contractOf({ paths: document(end) });
    const { kept, target } = rails();
    const run = await check(contract, target, { workers: 1 });
    const reached = run.results.flatMap(({ case: { operation }, exchange }) =>
      exchange && 'response' in exchange.outcome && exchange.outcome.response.status < 300 ? [operation.id] : [],
    );
    expect([...new Set(reached)].sort()).toEqual(contract.operations.map(({ id }) => id).sort());
    expect(run.findings.filter(({ severity }) => severity === 'violation').map(({ message }) => message)).toEqual([]);
    expect([[...kept.projects.values()], kept.versions.size, run.leftovers]).toEqual([
      [{ id: 1, name: 'first' }],
      0,
      [],
    ]);
  });

  test('is served by a mock that keeps what is sent', async () => {
    const contract = await contractOf({ paths: document(end) });
    const run = await check(contract, embeddedTarget(contract), {});
    expect(run.findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  });
});
