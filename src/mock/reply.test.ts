import { describe, expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { headerValue, respond, textOf, toResponse } from './reply.ts';

describe('respond', () => {
  test.each([
    [200, 'é', '2', 'é'],
    [200, '', '0', ''],
    [205, 'x', '1', 'x'],
    [199, 'x', undefined, ''],
    [204, 'x', undefined, ''],
    [304, 'x', undefined, ''],
    [303, 'x', '1', 'x'],
  ])('%i with the body %j has the Content-Length %s', (status, body, length, sent) => {
    const reply = respond(status, [['X', 'y']], body);
    expect(new Map(reply.headers).get('Content-Length')).toBe(length);
    expect(reply.headers[0]).toEqual(['X', 'y']);
    expect(new TextDecoder().decode(toResponse(reply).body)).toBe(sent);
  });

  test('counts the bytes of a body that is bytes', () =>
    expect(respond(200, [], new Uint8Array(3)).headers).toEqual([['Content-Length', '3']]));
});

describe('textOf', () => {
  const TABLE: [type: string, value: Json, want: string][] = [
    ['application/json', 'a', '"a"'],
    ['application/vnd.x+json; charset=utf-8', 'a', '"a"'],
    ['text/plain', 'a', 'a'],
    ['text/plain', { a: 1 }, '{"a":1}'],
    ['no media type', 'a', 'a'],
    ['application/json', null, 'null'],
  ];
  test.each(TABLE)('writes as %s the value %j: %s', (type, value, want) => expect(textOf(type, value)).toBe(want));
});

describe('headerValue', () => {
  const TABLE: [value: Json, want: string][] = [
    ['plain ~\t!', 'plain ~\t!'],
    ['é\u00ff', 'é\u00ff'],
    [5, '5'],
    ['a\r\nb: c', 'a%0D%0Ab: c'],
    ['a\u0000\u007fb', 'a%00%7Fb'],
    ['€\u{1f600}', '%E2%82%AC%F0%9F%98%80'],
    ['\ud800', '%EF%BF%BD'],
  ];
  test.each(TABLE)('writes %j as %j', (value, want) => expect(headerValue(value)).toBe(want));
});
