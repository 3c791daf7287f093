import { expect, test } from '@jest/globals';
import type { MediaType } from '../model/contract.ts';
import { findMediaType, isJsonMedia, requestMedia } from './request-media.ts';

const declared = (...types: string[]) => types.map((type) => ({ type }) as MediaType);

test.each<[types: string[], asked: string, want: string | undefined]>([
  [['application/json'], 'application/json', 'application/json'],
  [['application/json'], 'application/xml', undefined],
  [['*/*', 'application/*', 'application/json'], 'application/json', 'application/json'],
  [['*/*', 'application/*'], 'application/json', 'application/*'],
  [['application/*', '*/*'], 'text/plain', '*/*'],
  [['application/*'], 'text/plain', undefined],
  [[], 'text/plain', undefined],
])('among %j, %s is described by %s', (types, asked, want) => {
  expect(findMediaType(declared(...types), asked)?.type).toBe(want);
});

test('a request has the media type that it names, if the operation takes a body', () => {
  const body = { media: declared('a/b', '*/*'), required: false, pointer: '#' };
  expect(requestMedia({ body }, { mediaType: 'a/b' })).toBe(body.media[0]);
  expect(requestMedia({ body }, {})).toBeUndefined();
  expect(requestMedia({}, { mediaType: 'a/b' })).toBeUndefined();
});

test.each([
  ['application/json', 'application/json', true],
  ['application/*', 'application/json', true],
  ['*/*', 'application/octet-stream', true],
  ['application/*', 'application/octet-stream', false],
  ['text/plain', 'text/plain', false],
])('a body of %s, which is written as %s, may be JSON: %s', (type, encodedAs, want) => {
  expect(isJsonMedia({ type, encodedAs } as MediaType)).toBe(want);
});
