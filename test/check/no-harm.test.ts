import { describe, expect, test } from '@jest/globals';
import type { Request, Target } from '../../src/model/exchange.ts';
import type { Json } from '../../src/model/json.ts';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { readCleanupRule, type CleanupRule } from '../../src/exchange/cleanup.ts';
import { check, type CheckOptions } from '../../src/run/check.ts';
import { PHASE_NAMES } from '../../src/run/phases/index.ts';

const done = { description: 'Done.' };
const pet = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
};
const content = { 'application/json': { schema: pet, example: { name: 'Rex' } } };
const requestBody = { required: true, content };
const shown = { description: 'A pet.', content: { 'application/json': { schema: pet } } };
const ID = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 1 }];

const document = (created: string, more: object = {}) => ({
  paths: {
    '/pets': {
      get: { operationId: 'listPets', responses: { 200: { description: 'All.' } } },
      post: { operationId: 'createPet', requestBody, responses: { [created]: shown, 400: done } },
      delete: { operationId: 'deletePets', responses: { 204: done } },
    },
    '/pets/{id}': {
      parameters: ID,
      get: { operationId: 'getPet', responses: { 200: shown, 404: done } },
      put: { operationId: 'putPet', requestBody, responses: { 200: shown, 400: done, 404: done } },
      delete: { operationId: 'deletePet', responses: { 204: done, 404: done } },
    },
    '/pets/{id}/sell': { parameters: ID, post: { operationId: 'sellPet', responses: { 204: done, 404: done } } },
    '/maintenance': { post: { operationId: 'enterMaintenance', responses: { 204: done } } },
    ...more,
  },
});

/** A server of pets, two of which were there before. */
function pets({ status = 201, upserts = 0, pages = false } = {}): {
  target: Target;
  there: Map<number, string>;
  asked: string[];
} {
  const there = new Map([
    [1, 'old'],
    [2, 'older'],
  ]);
  let next = 100;
  const asked: string[] = [];
  const answer = (code: number, body?: Json) => ({
    status: code,
    headers: body === undefined ? [] : [['Content-Type', 'application/json'] as const],
    body: body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body)),
  });
  const target = inProcessTarget('pets', ({ method, path, body }: Request) => {
    asked.push(`${method} ${path}`);
    let sent: { name?: unknown } | undefined;
    try {
      sent = body && (JSON.parse(Buffer.from(body).toString()) as { name?: unknown });
    } catch {
      return answer(400);
    }
    const isPet = typeof sent === 'object' && sent !== null && typeof sent.name === 'string';
    if (path === '/maintenance') return answer(204);
    if (path === '/pets' && method === 'GET') {
      const all = [...there].map(([id, name]) => ({ id, name }));
      return answer(200, pages ? { items: all.slice(0, 1), total: all.length } : all);
    }
    if (path === '/pets' && method === 'DELETE') return (there.clear(), answer(204));
    if (path === '/pets') {
      if (!isPet) return answer(400);
      const id = upserts > 0 ? upserts : (next += 1);
      there.set(id, String(sent?.name));
      return answer(status, { id, name: String(sent?.name) });
    }
    const id = Number(path.split('/')[2]);
    if (!there.has(id)) return answer(404);
    if (path.endsWith('/sell')) return (there.set(id, 'sold'), answer(204));
    if (method === 'DELETE') return (there.delete(id), answer(204));
    if (method === 'GET') return answer(200, { id, name: there.get(id) ?? '' });
    if (!isPet) return answer(400);
    there.set(id, String(sent?.name));
    return answer(200, { id, name: String(sent?.name) });
  });
  return { target, there, asked };
}

/** A target that answers each DELETE with a status, and deletes nothing. */
function deletingNothing({ target }: ReturnType<typeof pets>, status: number): Target {
  const outcome = { response: { status, headers: [], body: new Uint8Array() } };
  return {
    ...target,
    send: (request) =>
      request.method === 'DELETE'
        ? Promise.resolve({ request, outcome, duration: 0, retries: 0 })
        : target.send(request),
  };
}

async function run(server: ReturnType<typeof pets>, options: CheckOptions = {}, created = '201') {
  const contract = await contractOf(document(created));
  return check(contract, server.target, { phases: [...PHASE_NAMES], seed: 1, maxExamples: 15, workers: 1, ...options });
}

/** What was there before the run, as it is now. */
const before = ({ there }: ReturnType<typeof pets>) => [there.get(1), there.get(2)];
const created = ({ asked }: ReturnType<typeof pets>, method: string) =>
  asked.filter((line) => new RegExp(`^${method} /pets/1\\d\\d`).test(line)).length;

describe('what was there before a run', () => {
  test('stays as it was, while what the run created is changed and deleted', async () => {
    const server = pets();
    const { findings, heldBack } = await run(server);
    expect(before(server)).toEqual(['old', 'older']);
    expect([created(server, 'PUT') > 5, created(server, 'DELETE') > 0, created(server, 'POST') > 0]).toEqual([
      true,
      true,
      true,
    ]);
    expect(server.asked.filter((line) => /maintenance|^DELETE \/pets$/.test(line))).toEqual([]);
    expect(heldBack.map(({ operation }) => operation)).toEqual(['deletePets', 'enterMaintenance']);
    expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  });

  test('is not touched though --set names it: that is something to read', async () => {
    const server = pets();
    await run(server, { overrides: { headers: [], set: { id: '2' } } });
    expect(before(server)).toEqual(['old', 'older']);
  });

  test('stays as it was where creating answers with what was there before', async () => {
    const server = pets({ upserts: 1 });
    server.there.set(1, 'Rex');
    const { heldBack } = await run(server, { phases: ['examples', 'sequences'] });
    expect([server.there.get(1), created(server, 'DELETE')]).toEqual(['Rex', 0]);
    expect(heldBack.map(({ operation }) => operation)).toContain('putPet');
  });

  test('is told from what was created by a list, where an answer of 200 proves nothing', async () => {
    const server = pets({ status: 200 });
    await run(server, {}, '200');
    expect(before(server)).toEqual(['old', 'older']);
    expect(created(server, 'PUT')).toBeGreaterThan(0);
  });

  test('is told from what was created by names that only the run gives, where a list has more pages', async () => {
    const server = pets({ status: 200, pages: true });
    await run(server, {}, '200');
    expect(before(server)).toEqual(['old', 'older']);
    expect([created(server, 'PUT') > 5, created(server, 'DELETE') > 0]).toEqual([true, true]);
  });

  test.each([1, 2])(
    'is not told by names where each creation answers with thing %i, of a list with more pages',
    async (id) => {
      const server = pets({ status: 200, pages: true, upserts: id });
      await run(server, {}, '200');
      expect(server.asked.filter((line) => /^(PUT|DELETE|POST) \/pets\/\d/.test(line))).toEqual([]);
      expect([...server.there.keys()]).toEqual([1, 2]);
    },
  );

  test('changes where the user allows it', async () => {
    const server = pets();
    const { heldBack } = await run(server, { allow: ['putPet', 'DELETE'], phases: ['examples', 'coverage'] });
    expect([server.there.has(1), server.asked.includes('PUT /pets/1')]).toEqual([false, true]);
    expect(heldBack.map(({ operation }) => operation)).not.toContain('deletePets');
  });
});

test('--read-only sends safe methods alone, whatever else is allowed', async () => {
  const server = pets();
  const { heldBack } = await run(server, { readOnly: true, allow: ['all'] });
  expect([...new Set(server.asked.map((line) => line.split(' ')[0]))]).toEqual(['GET']);
  expect(heldBack.length).toBe(6);
});

describe('what the run created', () => {
  const left = ({ there }: ReturnType<typeof pets>) => [...there.keys()].filter((id) => id > 99);

  test('is deleted at the end by the DELETE of the contract, newest first', async () => {
    const server = pets();
    const { leftovers } = await run(server, { phases: ['examples', 'coverage'] });
    const asked = server.asked.filter((line) => line !== 'GET /pets');
    const last = asked.slice(asked.findLastIndex((line) => !line.startsWith('DELETE')) + 1);
    const ids = last.map((line) => Number(line.split('/')[2]));
    expect([leftovers, left(server)]).toEqual([[], []]);
    expect([ids.length > 2, ids]).toEqual([true, ids.toSorted((a, b) => b - a)]);
  });

  test('is deleted though only creating was chosen', async () => {
    const server = pets();
    const { leftovers } = await run(server, { phases: ['examples'], filters: { only: { method: ['POST'] } } });
    expect([leftovers, left(server), before(server)]).toEqual([[], [], ['old', 'older']]);
  });

  test('is listed where deleting is left out of the run', async () => {
    const server = pets();
    const { leftovers } = await run(server, { phases: ['examples'], filters: { exclude: { method: ['DELETE'] } } });
    expect(leftovers.map(({ operation, reason }) => `${operation}: ${reason}`)).toEqual([
      'createPet: /pets/101 was created, and no DELETE of the contract may be sent to take it away',
    ]);
  });

  test('is listed with a curl line where it cannot be deleted', async () => {
    const server = pets();
    const target = deletingNothing(server, 403);
    const { leftovers } = await run({ ...server, target }, { phases: ['examples'] });
    expect(leftovers.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^\/pets\/101 was not deleted \(answered with 403\): curl .*-X DELETE .*\/pets\/101'/),
    ]);
  });

  test('is deleted though the request that made it was refused, and nothing else is', async () => {
    const server = pets();
    const refusal = { response: { status: 422, headers: [], body: new Uint8Array() } };
    const target: Target = {
      ...server.target,
      send: async (request) => {
        const exchange = await server.target.send(request);
        if (request.method !== 'POST' || !('response' in exchange.outcome)) return exchange;
        // Somebody else makes one meanwhile.
        server.there.set(77, 'not yours');
        return exchange.outcome.response.status === 201 ? { ...exchange, startedAt: 1, outcome: refusal } : exchange;
      },
    };
    const { leftovers, findings } = await run({ ...server, target }, { phases: ['coverage'] });
    // The documented name has no mark: somebody else might have used it.
    expect(leftovers.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(
        /^\/pets\/101 is listed, was in no list before, and is what a refused request asked for: curl .*-X DELETE/,
      ),
      expect.stringMatching(
        /^\/pets\/77 is listed, and was not when the run began: an answer did not say that it was made: curl .*-X DELETE/,
      ),
    ]);
    expect(findings.filter(({ check: id }) => id === 'refusal-changes-nothing')).toEqual([
      expect.objectContaining({ operation: 'createPet', severity: 'violation', at: 'status' }),
    ]);
    expect(
      server.asked
        .slice(server.asked.findLastIndex((line) => line.startsWith('POST')))
        .filter((line) => line === 'GET /pets'),
    ).toHaveLength(1);
    expect([server.asked.filter((line) => line.startsWith('POST')).length > 3, [...server.there]]).toEqual([
      true,
      [
        [1, 'old'],
        [2, 'older'],
        [101, 'Rex'],
        [77, 'not yours'],
      ],
    ]);
  });

  test('is listed and not deleted where the answer says that it was there already', async () => {
    const server = pets();
    const conflict = { response: { status: 409, headers: [], body: new Uint8Array() } };
    const target: Target = {
      ...server.target,
      send: async (request) => {
        const exchange = await server.target.send(request);
        return request.method === 'POST' ? { ...exchange, startedAt: 1, outcome: conflict } : exchange;
      },
    };
    const { leftovers, findings } = await run({ ...server, target }, { phases: ['examples'] });
    expect(leftovers.map(({ operation, reason }) => `${operation}: ${reason.split(': ', 1)[0]}`)).toEqual([
      'listPets: /pets/101 is listed, and was not when the run began',
      'listPets: /pets/102 is listed, and was not when the run began',
    ]);
    expect([findings, server.asked.filter((line) => line.startsWith('DELETE'))]).toEqual([[], []]);
  });

  test('is listed where a DELETE says that it is gone and a list still shows it', async () => {
    const server = pets();
    const target = deletingNothing(server, 204);
    const { leftovers } = await run({ ...server, target }, { phases: ['examples'] });
    expect(leftovers.map(({ operation, reason }) => `${operation}: ${reason}`)).toEqual([
      expect.stringMatching(/^createPet: \/pets\/101 was deleted and is still listed: curl .*-X DELETE .*\/pets\/101'/),
    ]);
  });

  test.each([202, 204, 500])('is listed where an answer of %d says nothing of it, nor a list', async (code) => {
    const server = pets({ pages: true });
    const hidden = { response: { status: code, headers: [], body: new Uint8Array() } };
    const target: Target = {
      ...server.target,
      send: async (request) => {
        const exchange = await server.target.send(request);
        const isMade =
          request.method === 'POST' && 'response' in exchange.outcome && exchange.outcome.response.status === 201;
        return isMade ? { ...exchange, outcome: hidden } : exchange;
      },
    };
    const { leftovers } = await run({ ...server, target }, { phases: ['examples'] }, String(code));
    expect(left(server)).toHaveLength(1);
    expect(leftovers).toEqual([
      {
        operation: 'createPet',
        case: 'createPet > default',
        reason: expect.stringMatching(
          new RegExp(
            `^1 request answered with ${code} may have created something, and the contract does not say where: curl .*/pets'`,
          ),
        ),
      },
    ]);
  });

  test.each([
    ['an address that names what was there before', 'DELETE {response.body#/name}', '/pets/1'],
    ['a value that leads to another path', 'DELETE /toys/{response.body#/name}', '../pets/1'],
  ])('is not undone by %s', async (_, rule, name) => {
    const server = pets();
    const target: Target = {
      ...server.target,
      send: async (request) => {
        const exchange = await server.target.send(request);
        if (request.method !== 'POST' || !('response' in exchange.outcome)) return exchange;
        const body = new TextEncoder().encode(JSON.stringify({ id: 101, name }));
        return { ...exchange, outcome: { response: { ...exchange.outcome.response, body } } };
      },
    };
    const cleanup = new Map([['createPet', readCleanupRule(rule) as CleanupRule]]);
    const { leftovers } = await run({ ...server, target }, { phases: ['examples'], cleanup });
    expect(before(server)).toEqual(['old', 'older']);
    expect(leftovers.map(({ reason }) => reason)).toEqual([expect.stringMatching(/may name something that was there/)]);
  });
});

test('an address of an answer that no path of the contract has is sent nothing, but where the rule spells it', async () => {
  const deleted: string[] = [];
  const contract = await contractOf({
    paths: { '/toys': { post: { operationId: 'createToy', responses: { 201: { description: 'made' } } } } },
  });
  const target: Target = {
    name: 'a server',
    baseUrl: 'http://127.0.0.1',
    close: () => Promise.resolve(),
    send: (request) => {
      if (request.method === 'DELETE') deleted.push(request.path);
      const body = new TextEncoder().encode(JSON.stringify({ id: 7, self: '/owners/1' }));
      return Promise.resolve({
        request,
        duration: 0,
        retries: 0,
        outcome: { response: { status: 201, headers: [], body } },
      });
    },
  };
  const leftoversBy = async (rule: string) => {
    const cleanup = new Map([['createToy', readCleanupRule(rule) as CleanupRule]]);
    const { leftovers } = await check(contract, target, { phases: ['coverage'], cleanup });
    return leftovers.map(({ reason }) => reason);
  };
  expect(await leftoversBy('DELETE {response.body#/self}')).toContainEqual(
    'DELETE /owners/1 was not sent: no path of the contract says what it names. Spell it in the rule, as in DELETE /things/{response.body#/id}',
  );
  expect(deleted).toEqual([]);
  expect(await leftoversBy('DELETE /toys/{response.body#/id}')).toEqual([]);
  expect(new Set(deleted)).toEqual(new Set(['/toys/7']));
});

describe('credentials that stop working', () => {
  /** Answers 401 from the first change on, or once to each change. */
  const refusing = (server: ReturnType<typeof pets>, isForGood: boolean): Target => {
    let isOver = false;
    return {
      ...server.target,
      send: async (request) => {
        if (isForGood ? isOver : request.method === 'PUT')
          return {
            request,
            outcome: { response: { status: 401, headers: [], body: new Uint8Array() } },
            duration: 0,
            retries: 0,
          };
        const exchange = await server.target.send(request);
        isOver ||= request.method === 'PUT';
        return exchange;
      },
    };
  };

  test('end the run, undecided, with the last requests before', async () => {
    const server = pets();
    const { verdict, undecided } = await run({ ...server, target: refusing(server, true) });
    const [why] = undecided.filter(({ reason }) => reason.startsWith('the credentials worked'));
    expect(verdict).toBe('undecided');
    expect(why).toMatchObject({
      reason: 'the credentials worked and then stopped working: getPet accepted them before, and now answers 401',
      hint: expect.stringMatching(/: .*PUT \/pets\/1\d\d\.$/),
    });
  });

  test('are told from one operation that refuses them', async () => {
    const server = pets();
    const { undecided } = await run({ ...server, target: refusing(server, false) });
    expect(undecided.filter(({ reason }) => reason.startsWith('the credentials worked'))).toEqual([]);
  });
});
