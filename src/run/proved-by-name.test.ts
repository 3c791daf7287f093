import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import type { Request } from '../model/exchange.ts';
import { check } from './check.ts';

const text = { type: 'string', minLength: 1 };
const number = { type: 'number' };
const json = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });
const object = (properties: JsonObject): JsonObject => ({
  ...{ type: 'object', required: Object.keys(properties), properties },
});
/** Each answer says how the request went, and has what it is about beside that. */
const answer = (response: JsonObject) => ({
  responses: {
    200: { description: 'Done.', ...json(object({ status: object({ code: text }), response })) },
    400: { description: 'Refused.' },
    404: { description: 'Not there.' },
  },
});
const sending = (schema: JsonObject) => ({ requestBody: { required: true, ...json(schema) } });
const named = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });

const user = { type: 'object', properties: { uid: number, username: text } };
const post = { type: 'object', properties: { pid: number, uid: number } };

/** A forum that lists nobody: what a POST creates is known by its answer alone, which is 200. */
const FORUM: JsonObject = {
  '/users/': {
    post: {
      operationId: 'makeUser',
      ...sending(object({ username: { ...text, example: 'Dragon Fruit' } })),
      ...answer(user),
    },
  },
  '/users/{uid}': {
    parameters: [named('uid')],
    get: { operationId: 'readUser', ...answer(user) },
    put: { operationId: 'renameUser', ...sending(object({ username: text })), ...answer(user) },
    delete: { operationId: 'removeUser', ...answer({}) },
  },
  '/posts/{pid}': { parameters: [named('pid')], get: { operationId: 'readPost', ...answer(post) } },
  '/posts/owner': {
    post: {
      operationId: 'givePosts',
      ...sending(object({ pids: { type: 'array', items: { ...number, example: 1 } }, uid: number })),
      ...answer({}),
    },
  },
};

function forum() {
  const users = new Map<number, JsonObject>([[1, { uid: 1, username: 'ann' }]]);
  const posts = new Map<number, JsonObject>([[1, { pid: 1, uid: 1 }]]);
  const asked: string[] = [];
  let next = 1;
  const reply = (status: number, response: Json = {}) => ({
    status,
    headers: [['Content-Type', 'application/json'] as [string, string]],
    body: new TextEncoder().encode(JSON.stringify({ status: { code: String(status) }, response })),
  });
  const read = (body: Uint8Array | undefined): JsonObject | undefined => {
    try {
      const value = JSON.parse(new TextDecoder().decode(body)) as JsonObject;
      return typeof value['username'] === 'string' && value['username'] !== '' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const handle = ({ method, path, body }: Request) => {
    asked.push(`${method} ${path}`);
    const [, kind, id] = /^\/(users|posts)\/(\d*)$/.exec(path) ?? [];
    if (kind === undefined) return path === '/posts/owner' ? reply(200) : reply(404);
    const things = kind === 'users' ? users : posts;
    const sent = read(body);
    if (id === '') {
      if (method !== 'POST' || !sent) return reply(400);
      const made = { uid: (next += 1), username: sent['username'] ?? '' };
      users.set(next, made);
      return reply(200, made);
    }
    const thing = things.get(Number(id));
    if (!thing) return reply(404);
    if (method === 'PUT') {
      if (!sent) return reply(400);
      things.set(Number(id), { ...thing, username: sent['username'] ?? '' });
    }
    if (method === 'DELETE') things.delete(Number(id));
    return reply(200, things.get(Number(id)) ?? {});
  };
  return { users, posts, asked, target: inProcessTarget('forum', handle, 'http://forum.test') };
}

test('what is made under a name that only the run gives is changed and deleted, and nothing that was there', async () => {
  const contract = await contractOf({ paths: FORUM });
  const { users, asked, target } = forum();
  const run = await check(contract, target, { workers: 1 });
  const reached = run.results.flatMap(({ case: { operation }, exchange }) =>
    exchange && 'response' in exchange.outcome && exchange.outcome.response.status < 300 ? [operation.id] : [],
  );
  expect([...new Set(reached)].sort()).toEqual(['makeUser', 'readPost', 'readUser', 'removeUser', 'renameUser']);
  expect(users.get(1)).toEqual({ uid: 1, username: 'ann' });
  expect(asked.filter((line) => /^(PUT|DELETE) \/users\/1$/.test(line))).toEqual([]);
  // The posts that a body lists were there before.
  expect(asked).not.toContain('POST /posts/owner');
  // What is made under the documented name may have been there, and is told.
  const names = [...users.values()].map(({ username }) => String(username));
  expect(names.filter((name) => name.includes('Dragon Fruit-r'))).toEqual([]);
  expect(run.leftovers.map(({ operation }) => operation)).toContain('makeUser');
});
