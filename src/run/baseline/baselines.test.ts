import { describe, expect, test } from '@jest/globals';
import type { Request, Response, Target } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check, type CheckOptions } from '../check.ts';

const TEXT = { content: { 'text/plain': {} } };
const done = { description: 'Done.' };
const json = (schema: JsonObject, example?: Json) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});
const PET: JsonObject = {
  type: 'object',
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' }, shopId: { type: 'integer' } },
};
const SHOP: JsonObject = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
};
const at = (name: string) => [{ name, in: 'path', required: true, schema: { type: 'integer' } }];
const shown = (schema: JsonObject) => ({ description: 'One.', content: json(schema) });

/** Pets live in shops; a body is documented as optional, and nothing says what has to be in it. */
const PETS = {
  '/pets': {
    get: { operationId: 'listPets', responses: { 200: { description: 'All.' } } },
    post: {
      operationId: 'createPet',
      requestBody: { content: json(PET) },
      responses: { 201: shown(PET), 400: done, 409: done },
    },
  },
  '/pets/{petId}': {
    parameters: at('petId'),
    get: { operationId: 'getPet', responses: { 200: shown(PET), 404: done } },
    delete: { operationId: 'deletePet', responses: { 204: done, 404: done } },
  },
  '/shops': {
    post: {
      operationId: 'createShop',
      requestBody: { required: true, content: json(SHOP) },
      responses: { 201: shown(SHOP) },
    },
  },
  '/shops/{shopId}': {
    parameters: at('shopId'),
    get: { operationId: 'getShop', responses: { 200: shown(SHOP), 404: done } },
  },
};

interface Served {
  target: Target;
  respond: (request: Request) => Response;
  asked: string[];
  pets: Map<number, JsonObject>;
}

/** A server with rules that its document does not tell. */
function serve(rule: (pet: JsonObject, shops: Map<number, Json>) => Response | undefined): Served {
  const pets = new Map<number, JsonObject>();
  const shops = new Map<number, Json>();
  const asked: string[] = [];
  let next = 10;
  const respond = ({ method, path, body }: Request): Response => {
    const text = body ? Buffer.from(body).toString() : '';
    asked.push(`${method} ${path} ${text}`.trim());
    let sent: Json | undefined;
    try {
      sent = text === '' ? undefined : (JSON.parse(text) as Json);
    } catch {
      return answer(400, { message: 'that is no JSON' });
    }
    const [, kind, id] = path.split('/');
    const things: Map<number, Json> = kind === 'pets' ? pets : shops;
    if (id !== undefined) {
      const thing = things.get(Number(id));
      if (thing === undefined) return answer(404, { message: 'there is none' });
      return method === 'DELETE' ? (things.delete(Number(id)), answer(204)) : answer(200, thing);
    }
    if (method === 'GET') return answer(200, [...things.values()]);
    if (sent !== undefined && (typeof sent !== 'object' || sent === null || Array.isArray(sent)))
      return answer(400, { message: 'that is no object' });
    const refused = kind === 'pets' ? rule(sent ?? {}, shops) : undefined;
    if (refused) return refused;
    if (kind === 'shops' && typeof sent?.['name'] !== 'string')
      return answer(400, { errors: { name: ['is required'] } });
    const thing = { ...sent, id: (next += 1) };
    things.set(next, thing);
    return answer(201, thing);
  };
  return { target: inProcessTarget('pets', respond), respond, asked, pets };
}

function answer(status: number, body?: Json): Response {
  return {
    status,
    headers: body === undefined ? [] : [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  };
}

const TRIED = /^POST \/pets \{"name":"assay[^"]*"\} → 400: not today$/;

const missing = (name: string) => answer(400, { errors: { [name]: ['is required'] } });

async function run({ target }: Served, options: CheckOptions = {}, paths: object = PETS) {
  return check(await contractOf({ paths }), target, { workers: 1, ...options });
}

describe('the first accepted request of an operation', () => {
  test('is about what a list shows only after something else was done', async () => {
    const names = new Set<string>();
    const respond = ({ method, path }: Request): Response => {
      if (method === 'POST') return (names.add('tom'), answer(202));
      const name = path.split('/')[2];
      return name === undefined
        ? answer(
            200,
            [...names].map((one) => ({ name: one })),
          )
        : answer(names.has(name) ? 200 : 404);
    };
    const name = { name: 'name', in: 'path', required: true, schema: { type: 'string' } };
    const paths = {
      '/apps': { get: { operationId: 'listApps', responses: { 200: done } } },
      '/apps/{name}': { parameters: [name], get: { operationId: 'getApp', responses: { 200: done, 404: done } } },
      '/register': { post: { operationId: 'register', requestBody: TEXT, responses: { 202: done } } },
    };
    const { reach } = await check(await contractOf({ paths }), inProcessTarget('apps', respond), { workers: 1 });
    expect(reach?.answered).toBe(3);
  });

  test('keeps the names that the document shows where it only asks', async () => {
    const bodies: string[] = [];
    const respond = ({ body }: Request): Response => {
      bodies.push(Buffer.from(body ?? new Uint8Array()).toString());
      return answer(200, {});
    };
    const schema = {
      type: 'object',
      required: ['petName'],
      properties: { petName: { type: 'string', example: 'Rex' } },
    };
    const paths = {
      '/pets/validate': {
        post: { operationId: 'validatePet', requestBody: { content: json(schema) }, responses: { 200: done } },
      },
    };
    await check(await contractOf({ paths }), inProcessTarget('pets', respond), { workers: 1, phases: ['examples'] });
    expect(bodies.every((body) => body === '' || body.includes('"Rex"'))).toBe(true);
  });

  test('is found by what refusals ask for, and what they ask for is told', async () => {
    const served = serve(({ name, shopId }, shops) =>
      name === undefined
        ? missing('name')
        : shopId === undefined
          ? missing('shopId')
          : shops.has(Number(shopId))
            ? undefined
            : answer(422, { message: 'there is no such shop' }),
    );
    const { findings, undecided, unjudged, reach } = await run(served);
    expect(reach).toMatchObject({ operations: 6, answered: 6 });
    expect([undecided, findings.filter(({ check: id }) => id === 'acceptance' && findings.length > 99)]).toEqual([
      [],
      [],
    ]);
    expect(unjudged.map(({ reason }) => reason)).toEqual([
      'the document does not say that the member name is required; the target said so: is required',
      'the document does not say that the member shopId is required; the target said so: is required',
    ]);
  });

  test('is the planned one where that is accepted, and nothing is sent besides', async () => {
    const served = serve(() => undefined);
    const result = await run(served, { filters: { only: { operation: ['createPet'] } } });
    const posts = served.asked.filter((line) => line.startsWith('POST /pets'));
    expect(posts).toHaveLength(result.results.length);
    expect(result.results[0]?.case.id).toBe('createPet > a request with what is required');
  });

  test('is sent once more under another name where names have to differ', async () => {
    const names = new Set<Json>();
    const served = serve(({ name }) => {
      if (name === undefined) return missing('name');
      if (typeof name !== 'string') return answer(400, { message: 'that is no name' });
      if (names.has(name)) return answer(409, { message: 'there is one of that name' });
      names.add(name);
      return undefined;
    });
    const { findings } = await run(served);
    expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
    expect(names.size).toBeGreaterThan(3);
  });

  test('has at most eight tries where it creates something', async () => {
    const served = serve(() => answer(400, { message: 'not today' }));
    const { undecided, results } = await run(served);
    const posts = served.asked.filter((line) => line.startsWith('POST /pets') && /assay|^POST \/pets$/.test(line));
    expect(posts.length).toBeLessThanOrEqual(8 + results.length);
    expect(undecided.filter(({ operation }) => operation === 'createPet')).toEqual([
      {
        operation: 'createPet',
        tried: ['POST /pets → 400: not today', 'POST /pets {} → 400: not today', expect.stringMatching(TRIED)],
        reason: expect.stringMatching(/^none of [1-8] requests that the contract allows was accepted \(400\)$/),
        said: 'not today',
        hint: expect.stringMatching(/^Give one that it accepts in assay.yaml: requests: \{"createPet":\{"body":/),
      },
    ]);
  });

  test('is tried as it was given', async () => {
    const served = serve(({ name }) => (name === 'Rex' ? undefined : answer(400, { message: 'another one' })));
    const { accepted } = await run(served, { requests: { createPet: { body: { name: 'Rex' } } } });
    expect(accepted?.find(({ operation }) => operation === 'createPet')?.inputs.body).toEqual({ name: 'Rex' });
  });

  test('is refused where the contract has no such operation', async () => {
    await expect(
      run(
        serve(() => undefined),
        { requests: { createPt: { body: {} } } },
      ),
    ).rejects.toThrow('requests: there is no operation createPt');
  });

  test('is not looked for where documented requests are exact', async () => {
    const served = serve(() => answer(400));
    const contract = await contractOf({ 'x-examples': 'exact', paths: PETS });
    const { findings, accepted } = await check(contract, served.target, { workers: 1 });
    expect(accepted).toBeUndefined();
    expect(findings.some(({ check: id, operation }) => id === 'acceptance' && operation === 'createPet')).toBe(true);
  });
});

describe('an operation that accepts nothing', () => {
  test('gets no variation that has to be accepted, and those that have to be refused', async () => {
    const served = serve(() => answer(400, { message: 'not today' }));
    const { findings, results } = await run(
      served,
      {},
      {
        '/pets': {
          post: {
            ...PETS['/pets'].post,
            requestBody: { required: true, content: json({ ...PET, required: ['name'] }, { name: 'Rex' }) },
          },
        },
      },
    );
    expect(findings).toEqual([]);
    expect(new Set(results.map(({ case: { expect: wanted } }) => wanted.kind))).toEqual(new Set(['refused']));
  });

  test('is a finding where it fails', async () => {
    const served = serve(() => answer(500, { message: 'broken' }));
    const { findings } = await run(served, { filters: { only: { operation: ['createPet'] } } });
    expect(findings.map(({ check: id }) => id)).toContain('server-error');
  });

  test('is told once where it fails on what a variation would send again', async () => {
    const served = serve(() => undefined);
    const target = inProcessTarget('shops', (request: Request) =>
      request.method === 'POST' && !request.body?.length ? answer(500, { message: 'broken' }) : served.respond(request),
    );
    const post = { ...PETS['/shops'].post, requestBody: { content: json(SHOP) } };
    const { findings } = await run({ ...served, target }, { phases: ['coverage'] }, { '/shops': { post } });
    expect(findings.map(({ check: id, count, curl }) => [id, count, curl.includes('--data')])).toEqual([
      ['server-error', 1, false],
    ]);
  });

  test('is not reached where nothing names what it asks for', async () => {
    const served = serve(() => undefined);
    const { undecided } = await run(
      served,
      {},
      { '/pets/{petId}': { parameters: at('petId'), get: PETS['/pets/{petId}'].get } },
    );
    expect(undecided).toEqual([
      {
        operation: 'getPet',
        reason: 'no id for {petId}: nothing lists or creates one (a made-up one is answered with 404)',
        hint: 'Name something that is there: --set petId=VALUE',
      },
    ]);
  });
});

test('a deletion takes away what was created for it, and everything that was created is gone at the end', async () => {
  const served = serve(() => undefined);
  const { leftovers } = await run(served);
  expect(served.asked.some((line) => /^DELETE \/pets\/\d+/.test(line))).toBe(true);
  expect([served.pets.size, leftovers.filter(({ operation }) => operation === 'createPet')]).toEqual([0, []]);
});

test('a change of what was created that is refused is told as refused, and not as held back', async () => {
  const served = serve(() => undefined);
  const target = inProcessTarget('pets', (request: Request) =>
    request.method === 'PATCH' ? answer(400, { message: 'not today' }) : served.respond(request),
  );
  const change = {
    operationId: 'changePet',
    requestBody: { content: json(PET) },
    responses: { 200: done, 400: done },
  };
  const paths = { ...PETS, '/pets/{petId}': { ...PETS['/pets/{petId}'], patch: change } };
  const { heldBack, reach } = await run({ ...served, target }, {}, paths);
  expect(heldBack).toEqual([]);
  expect(reach.refused.map(({ operation }) => operation)).toEqual(['changePet']);
});

test('what others create is looked for once more, by what was asked for before', async () => {
  const served = serve(({ flow }, shops) =>
    flow === undefined
      ? missing('flow')
      : shops.has(Number(flow))
        ? undefined
        : answer(422, { message: 'there is no such thing' }),
  );
  const step: JsonObject = {
    type: 'object',
    properties: { id: { type: 'integer', readOnly: true }, flow: { type: 'integer' } },
  };
  const paths = {
    '/pets': {
      post: { operationId: 'createStep', requestBody: { content: json(step) }, responses: { 201: shown(step) } },
    },
    '/flows': PETS['/shops'],
    '/flows/{flowId}': { parameters: at('flowId'), get: PETS['/shops/{shopId}'].get },
  };
  const { reach } = await run(served, {}, paths);
  expect(reach.answered).toBe(3);
});

test('a refusal accuses only as long as the operation still accepts what it accepted before', async () => {
  let count = 0;
  const served = serve(({ name }) => {
    count += 1;
    return count > 3 ? answer(400, { message: 'the store is full' }) : name === undefined ? missing('name') : undefined;
  });
  const { findings } = await run(served, { filters: { only: { operation: ['createPet'] } } });
  expect(findings.filter(({ check: id }) => id === 'acceptance')).toEqual([]);
});

test('a change of several things names those alone that the run created, in each request', async () => {
  const served = serve(() => undefined);
  served.pets.set(1, { id: 1, name: 'Not the run’s' });
  const changes: { body: string; named: Json[] }[] = [];
  const target = inProcessTarget('pets', (request: Request) => {
    if (request.method !== 'PATCH') return served.respond(request);
    const body = Buffer.from(request.body ?? []).toString();
    changes.push({ body, named: (JSON.parse(body) as { keys: Json[] }).keys });
    return answer(200, {});
  });
  const keys: JsonObject = { type: 'array', items: { type: 'integer' } };
  const several = {
    operationId: 'changePets',
    requestBody: { content: json({ type: 'object', properties: { data: PET, keys } }) },
    responses: { 200: done, 400: done },
  };
  const paths = { ...PETS, '/pets': { ...PETS['/pets'], patch: several } };
  const { reach, undecided } = await run({ ...served, target }, {}, paths);
  expect(reach).toMatchObject({ operations: 7, answered: 7 });
  expect(undecided).toEqual([]);
  expect(changes.length).toBeGreaterThan(3);
  for (const { named } of changes) expect([named.length > 0, named.includes(1)]).toEqual([true, false]);
});
