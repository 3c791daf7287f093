/** Delay and chaos, on request and for the whole mock, and their repeatability. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Contract } from '../../model/contract.ts';
import { drawDelay, readDelay } from './delay.ts';
import { createFaultInjection, readShare } from './fault-injection.ts';
import { createRandom } from '../random.ts';
import { startMock, type StartedMock, type StartMockOptions } from '../server/server.ts';
import { createStarter } from '../../../test/support/started-mocks.ts';

let contract: Contract;
const startOne = createStarter();

beforeAll(async () => {
  const problem = {
    'application/problem+json': {
      schema: { type: 'object', required: ['code'], properties: { code: { const: 'E1' } } },
    },
  };
  contract = await contractOf(
    {
      paths: {
        '/a': {
          get: {
            operationId: 'a',
            responses: {
              200: { description: '', content: { 'text/plain': { example: 'fine' } } },
              404: {
                description: '',
                headers: { 'X-Why': { required: true, schema: { type: 'string', enum: ['gone'] } } },
                content: problem,
              },
              '5XX': { description: '', content: { 'text/plain': { example: 'broken' } } },
            },
          },
        },
        '/b': {
          get: {
            operationId: 'b',
            responses: { 200: { description: '', content: { 'text/plain': { example: 'fine' } } } },
          },
        },
      },
    },
    'test',
  );
});

const start = (options: Partial<StartMockOptions> = {}): Promise<StartedMock> =>
  startOne({ contracts: [contract], ...options });

/** The outcome of a request, as a word or a status. */
async function outcome(url: string, headers: Record<string, string> = {}): Promise<string> {
  try {
    const response = await fetch(url, { headers });
    await response.text();
    return `${response.status} ${response.headers.get('x-assay-chaos') ?? 'calm'}`;
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException).code ?? String(error);
  }
}

describe('X-Assay-Chaos', () => {
  const TABLE: [name: string, { given: [path: string, chaos: string]; want: RegExp }][] = [
    ['a documented error', { given: ['/a', 'documented'], want: /^(404|500) documented$/ }],
    ['an error that is not documented', { given: ['/a', 'undocumented'], want: /^(500|502|503|429) undocumented$/ }],
    ['a connection that breaks off', { given: ['/a', 'reset'], want: /^(ECONNRESET|UND_ERR_SOCKET)$/ }],
    ['a status that is not documented', { given: ['/a', '429'], want: /^429 undocumented$/ }],
    ['a status that is', { given: ['/a', '404'], want: /^404 documented$/ }],
    ['a status whose class is', { given: ['/a', '503'], want: /^503 documented$/ }],
    ['always something', { given: ['/b', '100%'], want: /^(\d+ undocumented|ECONNRESET|UND_ERR_SOCKET)$/ }],
    ['never anything', { given: ['/a', '0%'], want: /^200 calm$/ }],
    ['nothing', { given: ['/a', ' None '], want: /^200 calm$/ }],
    ['a documented error where there is none', { given: ['/b', 'documented'], want: /^400 calm$/ }],
    ['a documented error where nothing is documented', { given: ['/c', 'documented'], want: /^404 calm$/ }],
    ['an unknown fault', { given: ['/a', 'mayhem'], want: /^400 calm$/ }],
    ['a status that is no error', { given: ['/a', '200'], want: /^400 calm$/ }],
    ['more than all', { given: ['/a', '101%'], want: /^400 calm$/ }],
  ];
  test.each(TABLE)('%s', async (_, { given: [path, chaos], want }) => {
    const { url } = await start({ seed: 1 });
    expect(await outcome(url + path, { 'X-Assay-Chaos': chaos })).toMatch(want);
  });

  test('gives a documented error its documented shape and its required headers', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/a`, { headers: { 'X-Assay-Chaos': '404', Origin: 'http://page.example' } });
    expect([response.headers.get('content-type'), response.headers.get('x-why'), await response.json()]).toEqual([
      'application/problem+json',
      'gone',
      { code: 'E1' },
    ]);
    expect(response.headers.get('access-control-expose-headers')).toContain('X-Assay-Chaos');
  });

  test.each(['429', '503'])('gives %s a Retry-After', async (status) => {
    const { url } = await start();
    expect((await fetch(`${url}/a`, { headers: { 'X-Assay-Chaos': status } })).headers.get('retry-after')).toBe('1');
  });

  test('refuses a malformed value and lists the possible ones', async () => {
    const { url } = await start();
    const { detail } = (await (await fetch(`${url}/a`, { headers: { 'X-Assay-Chaos': 'mayhem' } })).json()) as {
      detail: string;
    };
    for (const word of ['documented', 'undocumented', 'reset', 'none', '5%', '400 to 599'])
      expect(detail).toContain(word);
  });

  test('answers HEAD without a body', async () => {
    const { url, requests } = await start();
    const response = await fetch(`${url}/a`, { method: 'HEAD', headers: { 'X-Assay-Chaos': '404' } });
    expect([response.status, await response.text(), requests()[0]?.response?.bodySize]).toEqual([404, '', 0]);
  });

  test('resets a connection on which other requests wait too', async () => {
    const { port, requests } = await start();
    const socket = connect(port, '127.0.0.1');
    const ask = (headers: string) => `GET /a HTTP/1.1\r\nHost: h\r\n${headers}\r\n\r\n`;
    socket.write(ask('X-Assay-Delay: 60s') + ask('X-Assay-Chaos: reset'));
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    while (requests().length < 2) await setTimeout(5);
    expect(requests().map(({ chaos, left }) => chaos ?? left)).toEqual(['reset', true]);
  });

  test('is noted in the journal', async () => {
    const { url, requests } = await start();
    for (const chaos of ['404', 'undocumented', 'reset', 'none']) await outcome(`${url}/a`, { 'X-Assay-Chaos': chaos });
    expect(requests().map(({ chaos, status, operation }) => [chaos, status !== undefined, operation])).toEqual([
      ['documented', true, 'a'],
      ['undocumented', true, 'a'],
      ['reset', false, 'a'],
      [undefined, true, 'a'],
    ]);
    expect(requests()[0]).not.toHaveProperty('errors');
  });
});

describe('what is decided for a request', () => {
  const view = () => ({ match: () => undefined });
  const request = { method: 'GET', path: '/', headers: [] };
  const asking = (delay: string | undefined, chaos?: string) => {
    const given = new Map(Object.entries({ 'x-assay-delay': delay, 'x-assay-chaos': chaos }));
    return { get: (name: string) => given.get(name) } as Parameters<ReturnType<typeof createFaultInjection>>[1];
  };

  test.each([
    [undefined, undefined, undefined],
    ['0', undefined, undefined],
    ['1ms', undefined, { delay: 1 }],
    ['60s', undefined, { delay: 60_000 }],
    ['61s', undefined, { delay: 60_000 }],
    [undefined, 'reset', { delay: 0, chaos: 'reset' }],
    [undefined, ' Reset ', { delay: 0, chaos: 'reset' }],
    ['5ms', 'reset', { delay: 5, chaos: 'reset' }],
    ['5ms', '0%', { delay: 5 }],
    [undefined, '0%', undefined],
  ])('with a delay of %s and the fault %s is %j', (delay, chaos, want) =>
    expect(createFaultInjection({ view })(request, asking(delay, chaos))).toEqual(want),
  );

  test('follows the draws of the seed, one for each request', () => {
    const decide = createFaultInjection({ view, chaos: 0.5, seed: 3 });
    const decided = Array.from({ length: 40 }, () => decide(request, asking(undefined)) !== undefined);
    const drawn = Array.from({ length: 40 }, (_, index) => {
      const random = createRandom(3, index + 1);
      return [random(), random()].at(1) as number;
    });
    expect(decided).toEqual(drawn.map((share) => share < 0.5));
    expect(new Set(decided).size).toBe(2);
  });

  test('follows the seed 0 where no other is given', () => {
    const kinds = (seed?: number) => {
      const decide = createFaultInjection({ view, chaos: 0.5, seed });
      return Array.from({ length: 40 }, () => decide(request, asking(undefined))?.chaos);
    };
    expect(kinds()).toEqual(kinds(0));
    expect(kinds()).not.toEqual(kinds(1));
  });
});

describe('chaos of the whole mock', () => {
  const outcomes = async (options: Partial<StartMockOptions>): Promise<string[]> => {
    const { url, requests } = await start(options);
    for (let index = 0; index < 60; index += 1) await outcome(`${url}/a`);
    return requests().map(({ chaos, status }) => `${chaos} ${status}`);
  };

  test('repeats its faults with the same seed, and not with another', async () => {
    const first = await outcomes({ chaos: '50%', seed: 7 });
    expect(await outcomes({ chaos: 0.5, seed: 7 })).toEqual(first);
    expect(await outcomes({ chaos: 0.5, seed: 8 })).not.toEqual(first);
  });

  test('gives each kind of fault its share', async () => {
    const all = await outcomes({ chaos: 1, seed: 3 });
    const count = (kind: string) => all.filter((text) => text.startsWith(`${kind} `)).length;
    for (const kind of ['documented', 'undocumented', 'reset']) expect(count(kind)).toBeGreaterThan(10);
    expect(count('undefined')).toBe(0);
  });

  test('spares requests that ask for none, requests to the mock itself, and preflights', async () => {
    const { url } = await start({ chaos: 1, delay: 5 });
    expect(await outcome(`${url}/a`, { 'X-Assay-Chaos': 'none' })).toBe('200 calm');
    expect(await outcome(`${url}/__assay/health`, { 'X-Assay-Chaos': 'reset' })).toBe('200 calm');
    const preflight = await fetch(`${url}/a`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://page.example', 'Access-Control-Request-Method': 'GET' },
    });
    expect(preflight.status).toBe(204);
  });

  test.each<[options: Partial<StartMockOptions>, says: RegExp]>([
    [{ chaos: 5 }, /^chaos 5 is not a share/],
    [{ chaos: 'some' }, /^chaos some is not a share/],
    [{ delay: 'soon' }, /^delay soon is not a time/],
    [{ delay: '11d' }, /^delay 11d is not a time/],
    [{ delay: '11m' }, /^delay 11m is longer than ten minutes/],
    [{ delay: 700_000 }, /longer than ten minutes/],
    [{ journal: -1 }, /^journal -1 is not a number/],
  ])('refuses the options %j', async (options, says) => {
    await expect(start(options)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(says),
      hint: expect.stringContaining('or'),
    });
  });
});

describe('delay', () => {
  test('delays each response by the given time', async () => {
    const { url, requests } = await start({ delay: '20ms..30ms' });
    await outcome(`${url}/a`);
    await outcome(`${url}/a`, { 'X-Assay-Delay': '0' });
    await outcome(`${url}/a`, { 'X-Assay-Delay': '15ms', 'X-Assay-Chaos': '404' });
    expect(requests()).toMatchObject([
      { status: 200 },
      { status: 200 },
      { status: 404, delay: 15, chaos: 'documented' },
    ]);
    const [first, second] = requests();
    expect(first?.delay).toBeGreaterThanOrEqual(20);
    expect(second).not.toHaveProperty('delay');
  });

  test('waits as an override says, also beside a delay of its own and a fault', async () => {
    const overridden = { ...contract, overrides: { a: [{ answer: { delay: '5ms' } }] } };
    const mock = await start({ contracts: [overridden] });
    await outcome(`${mock.url}/a`);
    await outcome(`${mock.url}/a`, { 'X-Assay-Delay': '10ms' });
    await outcome(`${mock.url}/a`, { 'X-Assay-Overrides': 'none' });
    const delays = mock.requests().map(({ delay }) => delay);
    expect(delays).toEqual([5, 15, undefined]);
  });

  test('an override can hold a request back while others go first', async () => {
    const overridden = { ...contract, overrides: { a: [{ answer: { delay: '60s' } }] } };
    const mock = await startMock({ contracts: [overridden], port: 0 });
    const heldBack = outcome(`${mock.url}/a`);
    expect(await outcome(`${mock.url}/b`)).toBe('200 calm');
    expect(mock.requests().map(({ path }) => path)).toEqual(['/b']);
    await mock.close();
    await heldBack;
  });

  test('lets a request without a delay go first', async () => {
    const mock = await startMock({ contracts: [contract], port: 0, delay: '60s' });
    const heldBack = outcome(`${mock.url}/a`);
    expect(await outcome(`${mock.url}/b`, { 'X-Assay-Delay': '0' })).toBe('200 calm');
    expect(mock.requests().map(({ path }) => path)).toEqual(['/b']);
    await mock.close();
    await heldBack;
  });

  test('refuses a malformed value and lists the possible ones', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/a`, { headers: { 'X-Assay-Delay': 'soon' } });
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('200ms..1s'),
    ]);
  });

  test.each<[how: string, leave: (socket: Socket) => void]>([
    ['breaks off', (socket) => void socket.resetAndDestroy()],
    ['hangs up', (socket) => void socket.destroy()],
  ])('waits a minute at most, and not for a client that %s', async (_, leave) => {
    const { port, requests } = await start();
    // With `100 Continue` the client knows that its request has arrived.
    const asked = send({
      port,
      host: '127.0.0.1',
      path: '/a',
      headers: { 'X-Assay-Delay': '1000s', Expect: '100-continue' },
    });
    asked.on('error', () => {});
    asked.flushHeaders();
    await once(asked, 'continue');
    // A client that closes at once may still want the response.
    await setTimeout(100);
    leave(asked.socket as Socket);
    while (requests().length === 0) await setTimeout(5);
    expect(requests()).toMatchObject([{ delay: 60_000, left: true }]);
    expect(requests()[0]).not.toHaveProperty('status');
  });

  test('answers a client that has sent everything and closed its side', async () => {
    const { port } = await start();
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.end('GET /a HTTP/1.1\r\nHost: h\r\nX-Assay-Delay: 60ms\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('ends when the server is closed', async () => {
    const mock = await startMock({ contracts: [contract], port: 0, delay: '60s' });
    const asked = outcome(`${mock.url}/a`);
    await outcome(`${mock.url}/a`, { 'X-Assay-Delay': '0' });
    await mock.close();
    expect(await asked).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/);
  });
});

describe('the options of faults', () => {
  test.each<[text: string, want: unknown]>([
    ['200ms', { least: 200, most: 200 }],
    ['1s', { least: 1000, most: 1000 }],
    ['1.5 S', { least: 1500, most: 1500 }],
    ['200ms..1s', { least: 200, most: 1000 }],
    ['2', { least: 2000, most: 2000 }],
    ['0', { least: 0, most: 0 }],
    ['1s..200ms', undefined],
    ['..1s', undefined],
    ['1..2..3', undefined],
    ['-1', undefined],
    ['', undefined],
    ['1m', { least: 60_000, most: 60_000 }],
    ['1d', undefined],
    ['9'.repeat(400), undefined],
  ])('read the time %s', (text, want) => expect(readDelay(text)).toEqual(want));

  test.each<[text: string, want: number | undefined]>([
    ['5%', 0.05],
    ['0.05', 0.05],
    ['.5', 0.5],
    ['100%', 1],
    ['1', 1],
    ['0', 0],
    ['2', undefined],
    ['101%', undefined],
    ['-5%', undefined],
    ['%', undefined],
    ['', undefined],
  ])('read the share %s', (text, want) => expect(readShare(text)).toBe(want));
});

test('drawDelay draws evenly from the whole range', () => {
  const draws = Array.from({ length: 2_000 }, (_, index) =>
    drawDelay({ least: 100, most: 199 }, createRandom(5, index)),
  );
  expect([Math.min(...draws) >= 100, Math.max(...draws) <= 199]).toEqual([true, true]);
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  expect(Math.abs(mean - 149.5)).toBeLessThan(4);
});
