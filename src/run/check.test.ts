import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { httpTarget } from '../exchange/http-target.ts';
import type { Request, Target } from '../model/exchange.ts';
import { contractOf, shippedContract } from '../../test/support/contracts.ts';
import { embeddedTarget } from './mock-target.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { readCleanupRule, type CleanupRule } from '../exchange/cleanup.ts';
import { PHASE_NAMES } from './phases/index.ts';
import { plan } from './phases/plan.ts';
import { concludeRuns } from './conclude-run.ts';
import { check, observeEach, type CheckOptions, type RunEvent } from './check.ts';

const PACKAGES = await shippedContract('cloud-foundry-v3-packages');

/** A server that gives what is created a number, and takes credentials under some spellings of their scheme alone. */
function numbering(scheme = /./): { target: Target; deleted: string[] } {
  const mock = embeddedTarget(PACKAGES);
  const deleted: string[] = [];
  const target = inProcessTarget('numbering', async (request: Request) => {
    if (request.method === 'DELETE') {
      deleted.push(request.path);
      return { status: 204, headers: [], body: new Uint8Array() };
    }
    if (!scheme.test(request.headers.find(([name]) => name === 'Authorization')?.[1] ?? ''))
      return { status: 401, headers: [], body: new Uint8Array() };
    const { outcome } = await mock.send(request);
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    return outcome.response;
  });
  return { target, deleted };
}

describe('clean-up', () => {
  const cleanup = new Map([
    ['createPackage', readCleanupRule('DELETE /v3/packages/{response.body#/guid}') as CleanupRule],
  ]);
  const overrides = { headers: [['Authorization', 'bearer x'] as const], set: {} };

  test('undoes what each example created', async () => {
    const { target, deleted } = numbering();
    const run = await check(PACKAGES, target, { phases: ['examples'], cleanup, overrides });
    expect([run.leftovers, deleted.length]).toEqual([[], run.results.length]);
  });

  test('happens also where the run breaks off with an error', async () => {
    const { target, deleted } = numbering();
    const events: RunEvent['kind'][] = [];
    const onEvent = ({ kind }: RunEvent) => {
      events.push(kind);
      if (kind === 'answered') throw new Error('no room');
    };
    const running = check(PACKAGES, target, { phases: ['examples'], workers: 1, cleanup, overrides, onEvent });
    await expect(running).rejects.toThrow('no room');
    expect([events, deleted.length]).toEqual([['planned', 'answered', 'ended'], 1]);
  });

  test('undoes what was created with the scheme of the credentials in other letters', async () => {
    const { target, deleted } = numbering(/^Bearer/);
    const run = await check(PACKAGES, target, { phases: ['examples'], cleanup, overrides });
    expect([run.findings.map(({ check: id }) => id), deleted.length]).toEqual([['scheme-spelling'], 1]);
  });
});

/** Asks a server of pets with as many workers, and says how many changes were under way at once, and how many reads. */
async function atOnce(workers?: number): Promise<number[]> {
  const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50 } };
  const done = { 200: { description: 'Done.' } };
  const contract = await contractOf({
    paths: { '/pets': { post: { requestBody, responses: done }, get: { parameters: [limit], responses: done } } },
  });
  const under = { changes: 0, reads: 0 };
  const most = { changes: 0, reads: 0 };
  const plain = inProcessTarget('pets', ({ body }) => ({
    status: /"name":"/.test(Buffer.from(body ?? []).toString()) || !body ? 200 : 400,
    ...{ headers: [], body: new Uint8Array() },
  }));
  const target = {
    ...plain,
    send: async (...[request, signal]: Parameters<typeof plain.send>) => {
      const kind = request.method === 'GET' ? 'reads' : 'changes';
      most[kind] = Math.max(most[kind], (under[kind] += 1));
      await new Promise((resolve) => setImmediate(resolve));
      under[kind] -= 1;
      return plain.send(request, signal);
    },
  };
  await check(contract, target, { phases: ['coverage', 'odd-values'], ...(workers !== undefined && { workers }) });
  return [most.changes, Number(most.reads > 1)];
}

test('changes below a collection go one after the other, unless the user says how many at once', async () => {
  expect(await atOnce()).toEqual([1, 1]);
  expect(await atOnce(3)).toEqual([3, 1]);
});

test('nothing is created that could not be deleted', async () => {
  const schema = {
    ...{ type: 'object', required: ['name', 'immutable'] },
    properties: { name: { type: 'string' }, immutable: { type: 'boolean' } },
  };
  const content = { 'application/json': { schema } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const contract = await contractOf({
    paths: {
      '/pets': { post: { requestBody: { required: true, content }, responses: { 201: { description: 'Made.' } } } },
      '/pets/{id}': { parameters: [id], delete: { responses: { 204: { description: 'Gone.' } } } },
    },
  });
  const pets = new Map<string, unknown>();
  const target = inProcessTarget('pets', ({ method, path, body }) => {
    const answer = (status: number, location?: string) => ({
      status,
      headers: location === undefined ? [] : [['Location', location] as [string, string]],
      body: new Uint8Array(),
    });
    if (method === 'DELETE') return answer(pets.get(path) === true ? 403 : pets.delete(path) ? 204 : 404);
    try {
      const { name, immutable } = JSON.parse(Buffer.from(body ?? []).toString()) as {
        name?: unknown;
        immutable?: unknown;
      };
      if (typeof name !== 'string' || typeof immutable !== 'boolean') return answer(400);
      pets.set(`/pets/${pets.size + 1}`, immutable);
      return answer(201, `/pets/${pets.size}`);
    } catch {
      return answer(400);
    }
  });
  const { leftovers, reach } = await check(contract, target, {
    phases: ['examples', 'coverage', 'fuzzing'],
    maxExamples: 40,
    workers: 1,
  });
  expect([leftovers, [...pets], reach?.answered]).toEqual([[], [], 2]);
});

test('a run sends the cases that were planned for it before, and plans no others', async () => {
  const { target } = numbering();
  const [first] = plan(PACKAGES, { phases: ['examples'] });
  const planned = new Map([[PACKAGES, first ? [first] : []]]);
  const run = await check(PACKAGES, { ...target, stateless: true }, { phases: ['examples'], planned });
  expect(run.results.map(({ case: { request } }) => request)).toEqual([first?.request]);
});

describe('filters and limits', () => {
  const failing = () => inProcessTarget('failing', () => ({ status: 500, headers: [], body: new Uint8Array() }));

  test('nothing is sent to an operation that is left out', async () => {
    const asked: string[] = [];
    const target = inProcessTarget('quiet', ({ method }) => {
      asked.push(method);
      return { status: 200, headers: [], body: new Uint8Array() };
    });
    const operation = { responses: { 200: { description: 'Done.' } } };
    const contract = await contractOf({ paths: { '/a': { get: operation, post: operation } } });
    const run = await check(contract, target, {
      phases: [...PHASE_NAMES],
      seed: 1,
      filters: { only: { method: ['GET'] } },
    });
    expect([[...new Set(asked)], run.contract.operations.length]).toEqual([['GET'], 1]);
  });

  test('the run ends once it has so many violations', async () => {
    const run = await check(PACKAGES, failing(), { workers: 1, maxFailures: 3 });
    const sent = run.results.filter(({ exchange }) => exchange);
    expect([run.findings.length, sent.length < run.results.length]).toEqual([3, true]);
    expect(run.undecided.map(({ reason }) => reason)).toEqual([
      'was not sent: 3 violations had been found, as --max-failures asks',
    ]);
  });

  test('a violation that is waived is not counted', async () => {
    const { findings } = await check(PACKAGES, failing(), { workers: 1 });
    const waivers = findings.map(({ fingerprint }) => ({ fingerprint, reason: 'known' }));
    const run = await check(PACKAGES, failing(), { workers: 1, maxFailures: 1, waivers });
    expect([run.results.every(({ exchange }) => exchange), run.verdict]).toEqual([true, 'conforms']);
  });
});

test('a phase that does not exist is refused before anything is sent', async () => {
  const phases = ['fuzing'] as unknown as ['fuzzing'];
  await expect(check(PACKAGES, embeddedTarget(PACKAGES), { phases })).rejects.toThrow('there is no phase "fuzing"');
});

test('the events say how many requests there are, and whether that is a limit', async () => {
  const of = async (phases: ('examples' | 'fuzzing')[]) => {
    const seen: (string | boolean)[] = [];
    const onEvent = (event: RunEvent) =>
      void (event.kind === 'answered' && seen.push(`${event.done} of ${event.of}`, event.isLimit ?? false));
    await check(PACKAGES, embeddedTarget(PACKAGES), { phases, maxExamples: 3, seed: 1, workers: 1, onEvent });
    return seen.slice(0, 2);
  };
  const examples = PACKAGES.operations.flatMap((operation) => operation.examples).length;
  expect(await of(['examples'])).toEqual([`1 of ${examples}`, false]);
  expect(await of(['examples', 'fuzzing'])).toEqual([`1 of ${examples + 3 * PACKAGES.operations.length}`, true]);
});

test('the target of each contract is closed, also where its run fails', async () => {
  const closed: string[] = [];
  const open = async () => ({ ...embeddedTarget(PACKAGES), close: async () => void closed.push('closed') });
  const empty = await contractOf({ paths: {} });
  const runs = concludeRuns(await observeEach([PACKAGES, empty], open, { phases: ['examples'] }), {});
  expect([runs.map(({ verdict }) => verdict), closed.length]).toEqual([['conforms', 'undecided'], 2]);
  const onEvent = () => {
    throw new Error('no room');
  };
  await expect(observeEach([PACKAGES], open, { onEvent })).rejects.toThrow('no room');
  expect(closed.length).toBe(3);
});

test('what HTTP cannot carry is undecided, and keeps nothing else from being sent, judged and undone', async () => {
  const took: string[] = [];
  const server = createServer((request, response) => {
    took.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.writeHead(request.method === 'DELETE' ? 204 : 201).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = httpTarget(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const post = (operationId: string, header?: string) => ({
    post: {
      operationId,
      parameters: [{ name: 'X-A', in: 'header', schema: { type: 'string' }, example: header ?? 'a' }],
      responses: { '201': { description: 'made' } },
    },
  });
  const contract = await contractOf({
    paths: {
      '/before': post('before'),
      '/with blank': post('blank'),
      '/a': post('a', 'b\r\nX-Injected: c'),
      '/b': post('b', 'b\r\nX-Injected: c'),
      '/c': post('c', 'b\r\nX-Injected: c'),
      '/after': post('after'),
    },
  });
  const rule = readCleanupRule('DELETE /all') as CleanupRule;
  const cleanup = new Map(contract.operations.map(({ id }) => [id, rule]));
  try {
    const run = await check(contract, target, { phases: ['examples'], workers: 1, cleanup });
    expect(run.undecided.map(({ operation }) => operation)).toEqual(['a', 'b', 'c']);
    expect([run.verdict, run.findings, run.leftovers]).toEqual(['undecided', [], []]);
    expect(took).toEqual([
      'POST /before',
      'POST /with%20blank',
      'POST /after',
      'DELETE /all',
      'DELETE /all',
      'DELETE /all',
    ]);
  } finally {
    await target.close();
    server.close();
  }
});

test('the parameters that are too many to vary each are listed', async () => {
  const parameters = Array.from({ length: 1_100 }, (_, n) => ({
    name: `p${n}`,
    in: 'query',
    schema: { type: 'boolean' },
  }));
  const contract = await contractOf({
    paths: { '/a': { get: { operationId: 'getA', parameters, responses: { 200: { description: 'Fine' } } } } },
  });
  const run = async (phases: CheckOptions['phases']) =>
    (await check(contract, embeddedTarget(contract), { ...(phases && { phases }) })).unjudged;
  expect(await run(['coverage'])).toEqual([
    {
      operation: 'getA',
      reason: '918 of its 1100 parameters, from query p182 on, were not varied: there are too many',
    },
  ]);
  expect(await run(['examples'])).toEqual([]);
});

test('events say how many violations were found so far, each once', async () => {
  const mock = embeddedTarget(PACKAGES);
  const target: Target = {
    ...mock,
    send: async (request) => {
      const exchange = await mock.send(request);
      if (!('response' in exchange.outcome)) return exchange;
      return { ...exchange, outcome: { response: { ...exchange.outcome.response, status: 500 } } };
    },
  };
  const counts: number[] = [];
  const onEvent = (event: RunEvent) => void (event.kind === 'answered' && counts.push(event.violations));
  const { findings } = await check(PACKAGES, target, { phases: ['examples'], workers: 1, onEvent });
  const violations = new Set(findings.filter(({ severity }) => severity === 'violation').map((one) => one.fingerprint));
  expect(violations.size).toBeGreaterThan(0);
  expect(counts.at(-1)).toBe(violations.size);
  expect(counts).toEqual([...counts].sort((one, other) => one - other));
});

test('the header fields of a request that the user gave are masked wherever the target repeats them', async () => {
  const contract = await contractOf({
    paths: {
      '/keys': {
        post: {
          operationId: 'createKey',
          responses: {
            201: {
              description: 'Made.',
              content: { 'application/json': { schema: { properties: { note: { type: 'integer' } } } } },
            },
          },
        },
      },
    },
  });
  const secret = 'k3y-of-this-operation-alone';
  const target = inProcessTarget('telling', async ({ headers }) => ({
    status: 201,
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(JSON.stringify({ note: headers.find(([name]) => name === 'X-Api-Key')?.[1] ?? '' })),
  }));
  const run = await check(contract, target, {
    phases: ['coverage'],
    requests: { createKey: { headers: { 'X-Api-Key': secret } } },
  });
  expect(run.findings.map(({ at }) => at)).toContain('body#/note');
  expect(JSON.stringify(run.findings)).not.toContain(secret);
});
