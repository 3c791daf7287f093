import { expect, test } from '@jest/globals';
import type { Exchange, Request, Target } from '../model/exchange.ts';
import { paced } from './paced-target.ts';
import { withRetries } from './retries.ts';

const request: Request = { method: 'GET', path: '/', headers: [] };

test('each request waits for its turn, also one that is tried again', async () => {
  const said: string[] = [];
  const target: Target = {
    ...{ name: 'one', baseUrl: 'http://one', stateless: true, close: async () => {} },
    send: async (sent): Promise<Exchange> => {
      said.push('sent');
      const status = said.length < 4 ? 503 : 200;
      const response = { status, headers: [], body: new Uint8Array() };
      return { request: sent, outcome: { response }, duration: 1, retries: 0 };
    },
  };
  const slow = paced(target, async () => void said.push('turn'));
  expect(slow).toMatchObject({ name: 'one', baseUrl: 'http://one', stateless: true });
  await withRetries(slow, { sleep: async () => {} }).send(request);
  expect(said).toEqual(['turn', 'sent', 'turn', 'sent']);
});

test('the signal of a request ends its waiting', async () => {
  const { signal } = new AbortController();
  const given: unknown[] = [];
  const target = { send: async (...args: unknown[]) => given.push(args[1]) } as unknown as Target;
  await paced(target, async (one) => void given.push(one)).send(request, signal);
  expect(given).toEqual([signal, signal]);
});
