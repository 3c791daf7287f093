import { describe, expect, test } from '@jest/globals';
import type { Case } from '../model/case.ts';
import type { Exchange, Target } from '../model/exchange.ts';
import { inProcessTarget } from './in-process-target.ts';
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

/** Cases that differ only in their request. */
const cases = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({ id: String(index), request: { method: 'GET', path: `/${index}`, headers: [] } }) as unknown as Case,
  );

function targetOf(outcome: (nth: number) => 'ok' | 'fails'): Target & { most: () => number } {
  let nth = 0;
  let under = 0;
  let most = 0;
  return {
    name: '',
    baseUrl: '',
    most: () => most,
    close: async () => {},
    send: async (request): Promise<Exchange> => {
      under += 1;
      most = Math.max(most, under);
      const own = (nth += 1);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      const result =
        outcome(own) === 'ok'
          ? { response: { status: 200, headers: [], body: new Uint8Array() } }
          : { failure: { kind: 'timeout' as const, message: '' } };
      return { request, outcome: result, duration: 0, retries: 0 };
    },
  };
}

test('each worker sends one case at a time until all are sent', async () => {
  const target = targetOf(() => 'ok');
  expect((await sentOf(cases(20), target, { workers: 3 })).length).toBe(20);
  expect(target.most()).toBe(3);
});

test.each([
  [undefined, 4],
  [0, 1],
  [1, 1],
  [21, 20],
])('with %p workers, at most %i requests are under way', async (workers, most) => {
  const target = targetOf(() => 'ok');
  expect((await sentOf(cases(20), target, workers === undefined ? {} : { workers })).length).toBe(20);
  expect(target.most()).toBe(most);
});

test('requests of one turn go one after the other, others meanwhile', async () => {
  const target = targetOf(() => 'ok');
  const turnOf = ({ id }: Case) => (Number(id) % 2 === 0 ? 'even' : undefined);
  const sent = await sentOf(cases(12), target, { workers: 4, turnOf });
  expect([sent.length, sent.filter((id) => Number(id) % 2 === 0)]).toEqual([12, ['0', '2', '4', '6', '8', '10']]);
  const alone = targetOf(() => 'ok');
  await sentOf(cases(8), alone, { workers: 4, turnOf: () => 'all' });
  const two = targetOf(() => 'ok');
  await sentOf(cases(8), two, { workers: 4, turnOf: ({ id }) => String(Number(id) % 2) });
  expect([alone.most(), two.most(), target.most() > 1]).toEqual([1, 2, true]);
});

test('a turn goes on after a request that throws', async () => {
  const target = inProcessTarget('plain', () => ({ status: 200, headers: [], body: new Uint8Array() }));
  const sender = createSender(
    {
      ...target,
      send: (request, signal) =>
        request.path === '/0' ? Promise.reject(new Error('broken')) : target.send(request, signal),
    },
    { turnOf: () => 'all' },
  );
  const ended = await Promise.allSettled(cases(3).map((testCase) => sender.send(testCase)));
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

test('three failures in a row end the sending', async () => {
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

/** A target that answers 503 without a word of when to come back, but for what is fine. */
function partlyOff(
  isFine: (path: string, nth: number) => boolean,
  retries = 3,
  fine = 200,
): Target & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: '',
    baseUrl: '',
    asked,
    close: async () => {},
    send: async (request): Promise<Exchange> => {
      asked.push(request.path);
      const status = isFine(request.path, asked.length) ? fine : 503;
      return {
        request,
        outcome: { response: { status, headers: [], body: new Uint8Array() } },
        duration: 0,
        retries,
      };
    },
  };
}

test('what was unavailable before does not end the sending', async () => {
  const target = partlyOff(() => false, 0);
  expect((await sentOf(cases(8), target, { workers: 1 })).length).toBe(8);
});

test('what is switched off does not end the sending, where what was accepted before is accepted again', async () => {
  const target = partlyOff((path) => path === '/0');
  expect((await sentOf(cases(8), target, { workers: 1 })).length).toBe(8);
  expect(target.asked).toEqual(['/0', '/1', '/2', '/3', '/0', '/4', '/5', '/6', '/0', '/7']);
});

test('a target that does not accept again what it did ends the sending', async () => {
  const target = partlyOff((_, nth) => nth === 1);
  expect((await sentOf(cases(8), target, { workers: 1 })).length).toBe(4);
  expect(target.asked).toEqual(['/0', '/1', '/2', '/3', '/0']);
});

test('a change that was accepted is not sent again to see whether the target still answers', async () => {
  const target = partlyOff((path) => path === '/0');
  const all = cases(8);
  for (const one of all) one.request.method = 'POST';
  expect((await sentOf(all, target, { workers: 1 })).length).toBe(4);
  expect(target.asked).toEqual(['/0', '/1', '/2', '/3']);
});

test.each<[status: number, asked: string[]]>([
  [400, ['/0', '/1', '/2', '/3', '/0', '/4', '/5', '/6', '/0', '/7']],
  [404, ['/0', '/1', '/2', '/3']],
])(
  'a POST that was refused with %d, where nothing was read, shows whether the target still answers',
  async (status, asked) => {
    const target = partlyOff((path) => path === '/0', 3, status);
    const all = cases(8);
    for (const one of all) one.request.method = 'POST';
    await sentOf(all, target, { workers: 1 });
    expect(target.asked).toEqual(asked);
  },
);

test('an answer whose body does not end is no failure of the target', async () => {
  const target = targetOf(() => 'ok');
  const endless: Target = {
    ...target,
    send: async (request) => {
      const exchange = await target.send(request);
      const response = { status: 200, headers: [], body: new Uint8Array(), unended: true as const };
      return { ...exchange, outcome: { response } };
    },
  };
  expect((await sentOf(cases(8), endless, { workers: 1 })).length).toBe(8);
});

test('failures with responses between them do not end the sending', async () => {
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

test('a signal ends the sending', async () => {
  const stop = new AbortController();
  const sent = await sentOf(
    cases(20),
    targetOf(() => 'ok'),
    { workers: 1, signal: stop.signal, onExchange: (testCase) => void (testCase.id === '4' && stop.abort()) },
  );
  expect(sent.length).toBe(5);
});

test('an error of a listener is thrown once the requests under way have ended', async () => {
  let under = 0;
  const sender = createSender(
    targetOf(() => 'ok'),
    { onSent: () => void (under += 1) },
  );
  const onExchange = () => {
    throw new Error('no room');
  };
  await expect(sendCases(cases(20), sender, { workers: 3, onExchange })).rejects.toThrow('no room');
  expect(under).toBe(3);
});

test('a response is reported even if nobody awaits its result', async () => {
  const seen: string[] = [];
  const sender = createSender(
    targetOf(() => 'ok'),
    { onSent: ({ id }, { outcome }) => void seen.push(`${id} ${'response' in outcome}`) },
  );
  await sender.send(cases(1)[0] as Case);
  expect(seen).toEqual(['0 true']);
});

describe('a rate', () => {
  /** The wait before each request, with a clock that only the waits advance. */
  async function waits(rate: number, idle: number[]): Promise<number[]> {
    let now = 0;
    const waited: number[] = [];
    const clock = {
      now: () => now,
      wait: async (milliseconds: number) => {
        now += milliseconds;
        waited.push(milliseconds);
      },
    };
    const sender = createSender(
      targetOf(() => 'ok'),
      { rate },
      clock,
    );
    for (const [index, pause] of idle.entries()) {
      now += pause;
      await sender.send(cases(idle.length)[index] as Case);
    }
    return waited;
  }

  test.each<[string, number, number[], number[]]>([
    ['spaces the requests out', 50, [0, 0, 0, 0], [20, 20, 20]],
    ['takes off the time that has passed', 50, [0, 5, 15], [15, 5]],
    ['lets a late request go at once', 50, [0, 20, 100], []],
    ['does not make up for idle time with a burst', 50, [0, 500, 0, 0], [20, 20]],
    ['may be below one a second', 0.5, [0, 0], [2000]],
  ])('%s', async (_, rate, idle, want) => {
    expect(await waits(rate, idle)).toEqual(want);
  });
});

test('a run against a target inside this process hears that it is stopped, and keeps its order', async () => {
  const stop = new AbortController();
  const target = inProcessTarget('inside', () => ({ status: 200, headers: [], body: new Uint8Array() }));
  setImmediate(() => stop.abort());
  const sent = await sentOf(cases(100), target, { signal: stop.signal });
  expect(sent).toEqual(['0', '1', '2']);
  const all = await sentOf(cases(9), target, {});
  expect(all).toEqual(cases(9).map(({ id }) => id));
});
