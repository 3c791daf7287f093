import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { isAccepted, readBody, withBody } from './documented-answer.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[type: string | undefined, body: string | Uint8Array, value: Json | undefined]>([
  ['application/json', '{"a":1}', { a: 1 }],
  ['application/json; charset=utf-8', bytes('"ü"'), 'ü'],
  ['application/problem+json', 'null', null],
  ['application/json', '', undefined],
  ['application/json', bytes(''), undefined],
  ['text/plain', '1', undefined],
  ['json', '1', undefined],
  [undefined, '1', undefined],
])('an answer of the type %s with the body %j holds %j', (type, body, value) => {
  const headers: HeaderField[] = [
    ['X-Type', 'application/json'],
    ...(type ? [['Content-Type', type] as HeaderField] : []),
  ];
  expect(readBody({ status: 200, headers, body })).toEqual(value);
});

test.each<[status: number, noValue: string | undefined, isOne: boolean]>([
  [199, undefined, false],
  [200, undefined, true],
  [299, undefined, true],
  [300, undefined, false],
  [200, 'why', false],
])('whether the status %i without a value because of %j is a success: %j', (status, noValue, isOne) =>
  expect(isAccepted({ status, headers: [], body: '', ...(noValue !== undefined && { noValue }) })).toBe(isOne),
);

test.each<[body: Json | undefined, text: string, length: string]>([
  [undefined, 'old', '3'],
  [null, 'null', '4'],
  [{ a: 'ü' }, '{"a":"ü"}', '10'],
])('an answer with the body %j and other fields has the text %j', (body, text, length) => {
  const headers: HeaderField[] = [
    ['content-length', '99'],
    ['Etag', '"1"'],
    ['X-A', '1'],
  ];
  expect(withBody({ status: 201, headers, body: 'old', noValue: 'why' }, body, [['eTag', 'ü\n2']])).toEqual({
    status: 201,
    headers: [
      ['X-A', '1'],
      ['eTag', 'ü%0A2'],
      ['Content-Length', length],
    ],
    body: text,
  });
});
