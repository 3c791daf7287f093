import { expect, test } from '@jest/globals';
import { failureOf, isReset, timedOut, unsendable } from './failures.ts';

const error = (code: string | undefined, message = 'm') =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  ['ECONNRESET', true],
  ['EPIPE', true],
  ['ECONNREFUSED', false],
  [undefined, false],
])('an error with the code %s is a reset: %s', (code, isOne) => expect(isReset(error(code))).toBe(isOne));

test.each<[code: string | undefined, isConnected: boolean, kind: string, message: string]>([
  ['ECONNREFUSED', false, 'unreachable', 'nothing listens there'],
  ['ECONNREFUSED', true, 'reset', 'nothing listens there'],
  ['ENOTFOUND', false, 'unreachable', 'there is no host of that name'],
  ['EAI_AGAIN', false, 'unreachable', 'the name of the host could not be looked up'],
  ['EHOSTUNREACH', false, 'unreachable', 'there is no way to that host'],
  ['ENETUNREACH', false, 'unreachable', 'there is no way to that network'],
  ['ETIMEDOUT', false, 'unreachable', 'the connection timed out'],
  ['HPE_HEADER_OVERFLOW', true, 'malformed', 'the header fields are longer than 65536 bytes'],
  ['ECONNRESET', false, 'reset', 'the target closed the connection without an answer'],
  ['EPIPE', true, 'reset', 'the target closed the connection without an answer'],
  ['HPE_INVALID_CONSTANT', true, 'malformed', 'the answer is not HTTP/1.1 (m)'],
  ...[
    'CERT_HAS_EXPIRED',
    'ERR_SSL_X',
    'ERR_TLS_X',
    'DEPTH_ZERO_SELF_SIGNED_X',
    'ERR_X_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF',
  ].map((code): [string, boolean, string, string] => [code, true, 'unreachable', 'TLS: m']),
  ['EOTHER', false, 'unreachable', 'm'],
  ['EOTHER', true, 'reset', 'm'],
  [undefined, true, 'reset', 'm'],
])('the error %s, once connected: %s, is %s: %s', (code, isConnected, kind, message) =>
  expect(failureOf(error(code), isConnected)).toMatchObject({
    kind,
    message: expect.stringContaining(message),
  }),
);

test('an error without words is told by its code', () =>
  expect(failureOf(error('EOTHER', ''), true)).toEqual({ kind: 'reset', message: 'EOTHER' }));

test('the time is told in seconds', () =>
  expect(timedOut(2500)).toEqual({ kind: 'timeout', message: 'no answer within 2.5 s' }));

test.each([
  ['ERR_UNESCAPED_CHARACTERS', 'x', { in: 'path' }, 'a path with blanks or control characters'],
  ['X', 'Method must be a valid HTTP token ["G T"]', { in: 'method' }, 'a method of that name'],
  [
    'X',
    'Invalid character in header content ["X-A"]',
    { in: 'header', name: 'X-A' },
    'the header field "X-A" as it is given',
  ],
  ['X', 'odd', { in: 'path' }, 'the request (odd)'],
])('what HTTP cannot carry (%s, %s) is told by its part', (code, message, part, what) =>
  expect(unsendable(error(code, message))).toEqual({
    kind: 'unsendable',
    message: `HTTP cannot carry ${what}, so that it was not sent`,
    unsent: true,
    part,
  }),
);
