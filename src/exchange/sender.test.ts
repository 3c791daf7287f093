import { describe, expect, test } from '@jest/globals';
import type { Case } from '../model/case.ts';
import type { Exchange, Request } from '../model/exchange.ts';
import { createSender, type Clock, type SenderOptions } from './sender.ts';

const UNREACHABLE = { failure: { kind: 'unreachable' as const, message: 'refused' } };
type Answer = number | Exchange['outcome'] | Partial<Exchange>;

const answered = (status: number, more: object = {}): Exchange['outcome'] => ({
  response: { status, headers: [], body: new Uint8Array(), ...more },
});

/** What a sender sends, one request after another, to a target that answers so; `asked` names each that arrived. */
async function sent(
  requests: string[],
  answers: (path: string, nth: number) => Answer,
  { clock, ...options }: SenderOptions & { clock?: Clock } = {},
) {
  const asked: string[] = [];
  const target = {
    name: 'test',
    baseUrl: 'http://h',
    close: () => Promise.resolve(),
    send: (request: Request): Promise<Exchange> => {
      asked.push(`${request.method} ${request.path}`);
      const answer = answers(request.path, asked.length);
      const outcome =
        typeof answer === 'number' ? answered(answer) : 'outcome' in answer || 'retries' in answer ? undefined : answer;
      const exchange = { request, outcome: outcome as Exchange['outcome'], duration: 1, retries: 0 };
      return Promise.resolve(outcome ? exchange : { ...exchange, ...(answer as Partial<Exchange>) });
    },
  };
  const sender = createSender(target, options, ...(clock ? [clock] : []));
  const results: boolean[] = [];
  for (const line of requests) {
    const [method = '', path = ''] = line.split(' ');
    const testCase = { request: { method, path, headers: [] } } as unknown as Case;
    results.push((await sender.send(testCase)) !== undefined);
  }
  return { asked, results, sender };
}

const times = (count: number, line = 'GET /a') => Array.from({ length: count }, () => line);

describe('a sender gives up', () => {
  test.each<[string, Answer, number]>([
    ['after three failures of the transport', UNREACHABLE, 3],
    ['after three answers that break off', answered(200, { incomplete: 'closed' }), 3],
    ['after three refusals in spite of retries', { retries: 1, outcome: answered(503) }, 3],
    ['never, where the target refuses without a wait', { retries: 0, outcome: answered(503) }, 5],
    ['never, where it asks for a wait that was not waited for', answered(503, { headers: [['Retry-After', '99']] }), 5],
    ['never, where the target answers after a retry', { retries: 1, outcome: answered(200) }, 5],
    ['never, where HTTP cannot carry the request', { failure: { kind: 'unsendable', message: 'no' } }, 5],
    ['never, where the target answers with errors', 500, 5],
  ])('%s', async (_, answer, count) => {
    const { asked, sender } = await sent(times(5), () => answer);
    expect(asked).toHaveLength(count);
    expect([sender.isOver, sender.ending]).toEqual(count === 5 ? [false, undefined] : [true, 'failures']);
  });

  test('where three fail one after another, and not where one between them does not', async () => {
    const { sender, asked } = await sent(times(9), (_, nth) => (nth % 3 === 0 ? 500 : UNREACHABLE));
    expect(asked).toHaveLength(9);
    expect(sender.ending).toBeUndefined();
  });

  test('where three fail and a feature that is unavailable stands between them', async () => {
    const unavailable = answered(503);
    const { sender } = await sent(times(4), (_, nth) => (nth === 2 ? unavailable : UNREACHABLE));
    expect(sender.ending).toBe('failures');
  });

  test.each<[string, string, number, string | undefined]>([
    ['a GET that was accepted', 'GET /b', 200, 'GET /b'],
    ['a request that was refused, where nothing that only reads was accepted', 'POST /b', 422, 'POST /b'],
    ['nothing that changes something', 'POST /b', 201, undefined],
    ['nothing that failed at the target', 'GET /b', 500, undefined],
  ])('unless it is answered again: %s', async (_, first, status, again) => {
    const { asked, sender } = await sent([first, ...times(7)], (path) => (path === '/b' ? status : UNREACHABLE));
    const tries = times(3);
    const more = again === undefined ? [] : [again, ...tries, again, 'GET /a'];
    expect(asked).toEqual([first, ...tries, ...more]);
    expect(sender.ending).toBe(again === undefined ? 'failures' : undefined);
  });

  test('where what was accepted before is answered no longer', async () => {
    const { asked, sender } = await sent(['GET /b', ...times(4)], (_, nth) => (nth === 1 ? 200 : UNREACHABLE));
    expect(asked).toEqual(['GET /b', ...times(3), 'GET /b']);
    expect(sender.ending).toBe('failures');
  });

  test('after it asked for what was accepted last, rather than for what was refused', async () => {
    const { asked } = await sent(['GET /b', 'POST /c', ...times(3)], (path) =>
      path === '/b' ? 200 : path === '/c' ? 422 : UNREACHABLE,
    );
    expect(asked.at(-1)).toBe('GET /b');
  });
});

describe('a sender whose run is stopped', () => {
  test('sends nothing more', async () => {
    const controller = new AbortController();
    controller.abort();
    const { asked, results, sender } = await sent(times(2), () => 200, { signal: controller.signal });
    expect([asked, results, sender.ending, sender.isOver]).toEqual([[], [false, false], 'stopped', true]);
  });

  test('says whether it was stopped or its time was up', async () => {
    const ended = AbortSignal.abort(new DOMException('The time is over', 'TimeoutError'));
    const { sender } = await sent([], () => 200, { signal: ended });
    expect(sender.ending).toBe('time');
  });
});

describe('a rate', () => {
  test('is kept by waiting for what is left of each gap, and of a pause no gap is made up for', async () => {
    const waits: number[] = [];
    let now = 0;
    const clock: Clock = {
      now: () => now,
      wait: (milliseconds) => {
        waits.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      },
    };
    const { asked } = await sent(
      times(5),
      (_, nth) => {
        now += nth === 3 ? 250 : 40;
        return 200;
      },
      { rate: 10, clock },
    );
    expect(asked).toHaveLength(5);
    expect(waits).toEqual([60, 60, 60]);
  });

  test('without one nothing is waited for', async () => {
    const clock: Clock = { now: () => 0, wait: () => Promise.reject(new Error('waited')) };
    expect((await sent(times(3), () => 200, { clock })).asked).toHaveLength(3);
  });

  test('sends nothing after a wait in which the run was stopped', async () => {
    const controller = new AbortController();
    const clock: Clock = { now: () => 0, wait: () => Promise.resolve(controller.abort()) };
    const { asked, results } = await sent(times(2), () => 200, { rate: 1, clock, signal: controller.signal });
    expect([asked, results]).toEqual([['GET /a'], [true, false]]);
  });
});

test('each exchange is told, also one without an answer', async () => {
  const told: string[] = [];
  await sent(['GET /a', 'GET /b'], (path) => (path === '/a' ? UNREACHABLE : 200), {
    onSent: (testCase, { outcome }) => void told.push(`${testCase.request.path} ${'response' in outcome}`),
  });
  expect(told).toEqual(['/a false', '/b true']);
});
