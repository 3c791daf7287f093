import { expect, test } from '@jest/globals';
import type { Case } from '../model/case.ts';
import type { Exchange, Target } from '../model/exchange.ts';
import { sendCases, type SendOptions } from './send-cases.ts';
import { createSender, type SenderOptions } from './sender.ts';

/** The ids of the cases that were sent. */
async function sentOf(all: Case[], target: Target, options: Partial<SendOptions> & SenderOptions): Promise<string[]> {
  const sent: string[] = [];
  await sendCases(all, createSender(target, options), {
    ...options,
    onExchange: (testCase, exchange) => {
      sent.push(testCase.id);
      options.onExchange?.(testCase, exchange);
    },
  });
  return sent;
}

/** Cases that only their request tells apart. */
const cases = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({ id: String(index), request: { method: 'GET', path: `/${index}`, headers: [] } }) as unknown as Case,
  );

function targetOf(
  outcome: (nth: number) => 'ok' | 'fails',
  delay = 0,
): Target & { most: () => number; times: number[] } {
  let nth = 0;
  let under = 0;
  let most = 0;
  const times: number[] = [];
  return {
    name: '',
    baseUrl: '',
    most: () => most,
    times,
    close: async () => {},
    send: async (request): Promise<Exchange> => {
      times.push(performance.now());
      under += 1;
      most = Math.max(most, under);
      const own = (nth += 1);
      await new Promise((resolve) => setTimeout(resolve, delay));
      under -= 1;
      const result =
        outcome(own) === 'ok'
          ? { response: { status: 200, headers: [], body: new Uint8Array() } }
          : { failure: { kind: 'timeout' as const, message: '' } };
      return { request, outcome: result, duration: 0, retries: 0 };
    },
  };
}

test('every case is sent, as many at once as there are workers', async () => {
  const target = targetOf(() => 'ok', 5);
  expect((await sentOf(cases(20), target, { workers: 3 })).length).toBe(20);
  expect(target.most()).toBe(3);
});

test('three failures in a row end it', async () => {
  expect(
    (
      await sentOf(
        cases(20),
        targetOf(() => 'fails'),
        { workers: 1 },
      )
    ).length,
  ).toBe(3);
});

test('failures with answers between them do not', async () => {
  expect(
    (
      await sentOf(
        cases(20),
        targetOf((nth) => (nth % 3 === 0 ? 'ok' : 'fails')),
        { workers: 1 },
      )
    ).length,
  ).toBe(20);
});

test('a signal ends it', async () => {
  const stop = new AbortController();
  const sent = await sentOf(
    cases(20),
    targetOf(() => 'ok'),
    { workers: 1, signal: stop.signal, onExchange: (testCase) => void (testCase.id === '4' && stop.abort()) },
  );
  expect(sent.length).toBe(5);
});

test('a rate spaces the requests out', async () => {
  const target = targetOf(() => 'ok');
  await sentOf(cases(6), target, { workers: 4, rate: 50 });
  const [first = 0] = target.times;
  // Timers may fire a little early; a run without the rate takes no time at all.
  expect((target.times.at(-1) ?? 0) - first).toBeGreaterThan(80);
});
