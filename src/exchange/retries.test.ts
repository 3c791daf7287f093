import { expect, test } from '@jest/globals';
import type { Exchange, Failure, HeaderField, Request } from '../model/exchange.ts';
import { withRetries } from './retries.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');
type Outcome = Exchange['outcome'];
const answered = (status: number, headers: HeaderField[] = []): Outcome => ({
  response: { status, headers, body: new Uint8Array() },
});
const failed = (kind: Failure['kind']): Outcome => ({ failure: { kind, message: kind } });

test.each<[string, { method?: string; outcomes: Outcome[]; waits: number[]; retries: number }]>([
  ['a success is not tried again', { outcomes: [answered(201)], waits: [], retries: 0 }],
  ['a refusal is not tried again', { outcomes: [answered(400)], waits: [], retries: 0 }],
  ['a failure of the server is not tried again', { outcomes: [answered(500)], waits: [], retries: 0 }],
  [
    '503 with Retry-After in seconds',
    { outcomes: [answered(503, [['retry-after', '2']]), answered(201)], waits: [2000], retries: 1 },
  ],
  [
    '429 with Retry-After as a date',
    {
      outcomes: [answered(429, [['Retry-After', 'Sat, 31 Jan 2026 12:00:05 GMT']]), answered(201)],
      waits: [5000],
      retries: 1,
    },
  ],
  [
    '429 without Retry-After waits longer each time',
    { outcomes: [answered(429), answered(429), answered(201)], waits: [250, 500], retries: 2 },
  ],
  [
    'Retry-After between blanks',
    { outcomes: [answered(503, [['RETRY-AFTER', ' 1 ']]), answered(201)], waits: [1000], retries: 1 },
  ],
  [
    'Retry-After that is neither a number nor a date',
    { outcomes: [answered(503, [['Retry-After', 'soon']]), answered(201)], waits: [250], retries: 1 },
  ],
  [
    'Retry-After as a date that is over',
    {
      outcomes: [answered(503, [['Retry-After', 'Sat, 31 Jan 2026 11:59:00 GMT']]), answered(201)],
      waits: [0],
      retries: 1,
    },
  ],
  [
    'Retry-After as a date that begins with a number',
    {
      outcomes: [answered(503, [['Retry-After', '31 Jan 2026 12:00:03 GMT']]), answered(201)],
      waits: [3000],
      retries: 1,
    },
  ],
  [
    'Retry-After as a date that ends with a number',
    {
      outcomes: [answered(503, [['Retry-After', '2026-01-31T12:00:04.000+00:00']]), answered(201)],
      waits: [4000],
      retries: 1,
    },
  ],
  [
    'Retry-After of half a minute is waited for',
    { outcomes: [answered(503, [['Retry-After', '30']]), answered(201)], waits: [30_000], retries: 1 },
  ],
  [
    'Retry-After of a second more is too long',
    { outcomes: [answered(503, [['Retry-After', '31']])], waits: [], retries: 0 },
  ],
  [
    'Retry-After of a day is too long',
    { outcomes: [answered(503, [['Retry-After', '86400']])], waits: [], retries: 0 },
  ],
  [
    'three tries more and no further',
    { outcomes: [answered(503), answered(503), answered(503), answered(503)], waits: [250, 500, 1000], retries: 3 },
  ],
  ['a POST that reached nobody', { outcomes: [failed('unreachable'), answered(201)], waits: [250], retries: 1 }],
  ['a POST whose connection broke may have had its effect', { outcomes: [failed('reset')], waits: [], retries: 0 }],
  [
    'a GET whose connection broke',
    { method: 'GET', outcomes: [failed('reset'), answered(200)], waits: [250], retries: 1 },
  ],
  ['a time-out', { method: 'GET', outcomes: [failed('timeout')], waits: [], retries: 0 }],
])('%s', async (_, { method = 'POST', outcomes, waits, retries }) => {
  const waited: number[] = [];
  const left = [...outcomes];
  const send = async (request: Request): Promise<Exchange> => ({
    request,
    outcome: left.shift() as Outcome,
    duration: 0,
    retries: 0,
  });
  const target = withRetries(
    { name: '', baseUrl: '', send, close: async () => {} },
    { sleep: async (wait) => void waited.push(wait), now: () => NOW },
  );
  const exchange = await target.send({ method, path: '/', headers: [] });
  expect({ waited, retries: exchange.retries, left: left.length }).toEqual({ waited: waits, retries, left: 0 });
});

test('a path that answered 503 to all tries is tried once from then on, until it answers otherwise', async () => {
  const sent: string[] = [];
  let status = 503;
  const send = async (request: Request): Promise<Exchange> => {
    sent.push(request.path);
    const headers: HeaderField[] = request.path.startsWith('/later') ? [['Retry-After', '1']] : [];
    return { request, outcome: answered(status, headers), duration: 0, retries: 0 };
  };
  const target = withRetries({ name: '', baseUrl: '', send, close: async () => {} }, { sleep: async () => {} });
  const triesOf = async (path: string, method = 'GET') => {
    sent.length = 0;
    await target.send({ method, path, headers: [] });
    return sent.length;
  };
  expect([await triesOf('/off'), await triesOf('/off?a=1'), await triesOf('/other')]).toEqual([4, 1, 4]);
  expect([await triesOf('/off', 'PUT'), await triesOf('/later'), await triesOf('/later')]).toEqual([4, 4, 4]);
  status = 200;
  expect(await triesOf('/off')).toBe(1);
  status = 503;
  expect(await triesOf('/off')).toBe(4);
});
