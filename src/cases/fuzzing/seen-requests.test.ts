import { expect, test } from '@jest/globals';
import type { Request } from '../../model/exchange.ts';
import { createSeenRequests } from './seen-requests.ts';

const request = (more: Partial<Request> = {}): Request => ({ method: 'GET', path: '/pets', headers: [], ...more });
const bytes = (...all: number[]) => ({ body: Uint8Array.from(all) });

test.each<[what: string, one: Request, other: Request]>([
  ['method', request(), request({ method: 'PUT' })],
  ['path', request(), request({ path: '/pet' })],
  ['header field', request(), request({ headers: [['a', 'b']] })],
  ['split of a header field', request({ headers: [['a', 'bc']] }), request({ headers: [['ab', 'c']] })],
  ['first letter of the method', request({ method: 'PUT' }), request({ method: 'CUT' })],
  ['first letter of the path', request({ path: 'a' }), request({ path: 'b' })],
  ['name of a header field', request({ headers: [['a', 'b']] }), request({ headers: [['c', 'b']] })],
  ['value of a header field', request({ headers: [['a', 'b']] }), request({ headers: [['a', 'c']] })],
  ['empty body', request(), request(bytes())],
  ['byte of the body', request(bytes(0)), request(bytes(1))],
  ['number of zeros in the body', request(bytes(0)), request(bytes(0, 0))],
])('requests with another %s are told apart', (_, one, other) => {
  const seen = createSeenRequests();
  expect([one, other, one, other].map(seen.add)).toEqual([true, true, false, false]);
});

test('each of many requests is new once', () => {
  const seen = createSeenRequests();
  const all = Array.from({ length: 20_000 }, (_, nth) => request({ path: `/pets/${nth}` }));
  expect(all.filter(seen.has)).toEqual([]);
  expect(all.filter(seen.add)).toHaveLength(all.length);
  expect(all.filter(seen.has)).toHaveLength(all.length);
  expect(all.filter(seen.add)).toEqual([]);
});
