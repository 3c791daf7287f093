import { expect, test } from '@jest/globals';
import type { MediaType, Operation } from '../model/contract.ts';
import { jsonFirst, mediaOf } from './json-first.ts';

test.each<[types: (string | undefined)[], first: number | undefined]>([
  [[], undefined],
  [['text/plain'], 0],
  [[undefined, 'text/plain'], 0],
  [['text/plain', 'application/json', 'application/problem+json'], 1],
  [['application/json', 'text/plain'], 0],
])('the first of requests with the media types %j is number %j', (types, first) => {
  const requests = types.map((type) => ({ inputs: type === undefined ? {} : { mediaType: type } }));
  expect(jsonFirst(requests)).toBe(first === undefined ? undefined : requests[first]);
});

test.each<[types: string[], type: string | undefined]>([
  [[], undefined],
  [['text/plain', 'image/png'], 'text/plain'],
  [['text/plain', 'application/json'], 'application/json'],
])('bodies of the media types %j are made for %s', (types, type) => {
  const media = types.map((one) => ({ type: one, encodedAs: one }) as MediaType);
  expect(mediaOf({ body: { media } as NonNullable<Operation['body']> })?.type).toBe(type);
});

test('bodies are made for nothing where none is documented', () => expect(mediaOf({})).toBeUndefined());
