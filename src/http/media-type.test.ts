import { expect, test } from '@jest/globals';
import { isJsonType, isTextType, parseMediaType } from './media-type.ts';

test.each<[field: string, type: string, parameters: Record<string, string>]>([
  ['Application/JSON', 'application/json', {}],
  ['text/plain; Charset=UTF-8', 'text/plain', { charset: 'UTF-8' }],
  ['text/plain;a="b c"; d = e', 'text/plain', { a: 'b c', d: 'e' }],
  ['text/plain; nothing; a=1', 'text/plain', { a: '1' }],
  [' text/plain ; a=b ; c=d ', 'text/plain', { a: 'b', c: 'd' }],
  ['multipart/mixed; boundary="a;b=c"; d=e', 'multipart/mixed', { boundary: 'a;b=c', d: 'e' }],
  ['text/plain; a="b \\"c\\\\"; d=e', 'text/plain', { a: 'b "c\\', d: 'e' }],
  ['text/plain; a="b; c=d', 'text/plain', { a: '"b', c: 'd' }],
  [
    `text/plain${'; a=1'.repeat(10)}${Array.from({ length: 40 }, (_, index) => `;x${index}=1`).join('')}`,
    'text/plain',
    Object.fromEntries([['a', '1'], ...Array.from({ length: 31 }, (_, index) => [`x${index}`, '1'])]),
  ],
  ['application/vnd.api+json;', 'application/vnd.api+json', {}],
  [`text/plain; a=${'x'.repeat(300)}`, 'text/plain', { a: 'x'.repeat(300) }],
])('%s is read', (field, type, parameters) => {
  // The second time, it comes from the cache.
  for (const label of [parseMediaType(field), parseMediaType(field)])
    expect({ type: label?.type, parameters: Object.fromEntries(label?.parameters ?? []) }).toEqual({
      type,
      parameters,
    });
});

test.each(['', 'json', 'text/', '/plain', 'text/pl ain', 'a/b/c', 'text/plain, text/html'])(
  '%j is no media type',
  (field) => {
    expect(parseMediaType(field)).toBeUndefined();
    expect(parseMediaType(field)).toBeUndefined();
  },
);

test('a media type is still read after many others', () => {
  for (let index = 0; index < 500; index += 1) expect(parseMediaType(`text/x${index}`)?.type).toBe(`text/x${index}`);
  expect(parseMediaType('text/x0')?.type).toBe('text/x0');
});

test.each([
  ['application/json', true],
  ['text/json', true],
  ['application/problem+json', true],
  ['application/jsonp', false],
  ['text/plain', false],
])('whether %s is JSON: %s', (type, want) => expect(isJsonType(type)).toBe(want));

test.each([
  ['text/plain', true],
  ['application/xml', true],
  ['image/svg+xml', true],
  ['application/octet-stream', false],
  ['application/xml-dtd', false],
  ['application/text/plain', false],
])('whether %s is text: %s', (type, want) => expect(isTextType(type)).toBe(want));
