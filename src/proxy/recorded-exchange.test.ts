import { expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { createCopy } from './copy.ts';
import { recordedOf } from './recorded-exchange.ts';

/** Copies keep four bytes. */
function copyOf(text: string) {
  const copy = createCopy(4);
  copy.add(Buffer.from(text));
  return copy;
}

const recorded = (sent: string, received: string) =>
  recordedOf(
    {
      ...{ began: 0, startedAt: 1, duration: 2, sent: copyOf(sent), received: copyOf(received) },
      request: { method: 'PUT', url: '/a', rawHeaders: ['A', 'b'] } as IncomingMessage,
      response: { statusCode: 200, rawHeaders: ['C', 'd'], headers: {} } as IncomingMessage,
    },
    7,
    'http://h',
    100,
  );

test('an exchange that passed is recorded with its number and its times', () =>
  expect(recorded('1234', '5678')).toStrictEqual({
    name: '#7',
    origin: 'http://h',
    exchange: {
      request: { method: 'PUT', path: '/a', headers: [['A', 'b']], body: Buffer.from('1234') },
      outcome: { response: { status: 200, headers: [['C', 'd']], body: Buffer.from('5678') } },
      ...{ startedAt: 1, duration: 2, retries: 0 },
    },
  }));

test.each([
  ['12345', '5678', { requestBody: true }],
  ['1234', '56789', { responseBody: true }],
  ['12345', '56789', { requestBody: true, responseBody: true }],
])('for the bodies %j and %j the recording lacks %j', (sent, received, lacks) =>
  expect(recorded(sent, received)).toMatchObject({ lacks }),
);
