import { expect, test } from '@jest/globals';
import type { Request, Response } from '../model/exchange.ts';
import { inProcessTarget } from './in-process-target.ts';

const REQUEST: Request = { method: 'GET', path: '/a', headers: [] };
const RESPONSE: Response = { status: 200, headers: [], body: new Uint8Array() };

test('gives the response of the function', async () => {
  const seen: Request[] = [];
  const target = inProcessTarget('the mock', (request) => (seen.push(request), RESPONSE));
  expect(target).toMatchObject({ name: 'the mock', baseUrl: 'http://127.0.0.1:4010' });
  const exchange = await target.send(REQUEST);
  expect(exchange).toMatchObject({ request: REQUEST, outcome: { response: RESPONSE }, retries: 0 });
  expect(exchange.duration).toBeGreaterThanOrEqual(0);
  expect(seen).toEqual([REQUEST]);
  await target.close();
});

test('has the given URL', () => expect(inProcessTarget('a', () => RESPONSE, 'http://b').baseUrl).toBe('http://b'));

test.each<[thrown: unknown, message: string]>([
  [new Error('broken'), 'the handler threw: broken'],
  ['a text', 'the handler threw: a text'],
])('an answer that is thrown (%s) is a failure', async (thrown, message) => {
  const target = inProcessTarget('a', async () => {
    throw thrown;
  });
  expect(await target.send(REQUEST)).toMatchObject({
    outcome: { failure: { kind: 'malformed', message } },
    retries: 0,
  });
});
