import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import { KB } from '../../text/sizes.ts';
import { createPlainResponses, sendHeld } from './plain-response.ts';

/** A connection that keeps what is done with it. */
function connection(writableLength = 0) {
  const done: string[] = [];
  const socket = {
    writableLength,
    cork: () => done.push('cork'),
    uncork: () => done.push('uncork'),
    write: (text: string | Uint8Array, encoding: string) =>
      done.push(`${encoding} ${String(text).replace(/Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/, 'Date: now')}`),
  };
  return { done, socket: socket as unknown as Socket };
}

const JSON_OF = (length: number): HeaderField[] => [
  ['Content-Type', 'application/json'],
  ['Content-Length', String(length)],
];
const HEAD = [
  'HTTP/1.1 200 OK',
  'Content-Type: application/json',
  'Content-Length: 2',
  'Date: now',
  'Connection: keep-alive',
  'Keep-Alive: timeout=5',
  '\r\n',
].join('\r\n');
const send = createPlainResponses(5_999);

test('a text of ASCII goes out with its head at once', () => {
  const { socket, done } = connection();
  expect(send(socket, { status: 200, headers: JSON_OF(2), body: '{}' })).toBe(true);
  expect(done).toEqual(['cork', `latin1 ${HEAD}{}`]);
  sendHeld();
  expect(done.slice(2)).toEqual(['uncork']);
});

test('a text with other characters goes out behind its head, in UTF-8', () => {
  const { socket, done } = connection();
  expect(send(socket, { status: 200, headers: JSON_OF(2), body: 'é' })).toBe(true);
  expect(done).toEqual(['cork', `latin1 ${HEAD}`, 'utf8 é']);
  sendHeld();
});

test('bytes go out behind their head, whatever they are', () => {
  const { socket, done } = connection();
  expect(send(socket, { status: 200, headers: JSON_OF(2), body: new Uint8Array([1, 2]) })).toBe(true);
  expect(done).toEqual(['cork', `latin1 ${HEAD}`, 'utf8 1,2']);
  sendHeld();
});

test('a single response goes out by itself', async () => {
  await setImmediate();
  const { socket, done } = connection();
  createPlainResponses(5_000)(socket, { status: 200, headers: JSON_OF(2), body: '{}' });
  await setImmediate();
  expect(done).toEqual(['cork', `latin1 ${HEAD}{}`, 'uncork']);
});

test('responses are held until all packets are read, each connection then sends its own', async () => {
  const [one, other] = [connection(), connection()];
  for (const { socket } of [one, other, one]) send(socket, { status: 200, headers: JSON_OF(2), body: '{}' });
  expect([...one.done, ...other.done]).not.toContain('uncork');
  await setImmediate();
  expect(one.done.filter((what) => what === 'uncork')).toHaveLength(2);
  expect(other.done.filter((what) => what === 'uncork')).toHaveLength(1);
  await setImmediate();
  expect(one.done.filter((what) => what === 'uncork')).toHaveLength(2);
});

test.each<[string, number, HeaderField[], string, number]>([
  ['a status without a phrase', 299, JSON_OF(2), '{}', 0],
  ['no length', 200, [['Content-Type', 'application/json']], '{}', 0],
  ['two lengths', 200, [...JSON_OF(2), ['Content-Length', '2']], '{}', 0],
  ['a length in other letters', 200, [...JSON_OF(2), ['content-length', '2']], '{}', 0],
  ['a value that cannot be sent', 200, [...JSON_OF(2), ['X-A', 'a\nb']], '{}', 0],
  ['a value beyond Latin 1', 200, [...JSON_OF(2), ['X-A', '\u0100']], '{}', 0],
  ['a name that cannot be sent', 200, [...JSON_OF(2), ['X A', 'a']], '{}', 0],
  ['no name', 200, [...JSON_OF(2), ['', 'a']], '{}', 0],
  ...['Connection', 'Date', 'Keep-Alive', 'Trailer', 'Transfer-Encoding', 'Upgrade'].map(
    (name): [string, number, HeaderField[], string, number] => [
      `the field ${name}`,
      200,
      [...JSON_OF(2), [name, 'a']],
      '{}',
      0,
    ],
  ),
  ['a body that is too long', 200, JSON_OF(32 * KB + 1), 'a'.repeat(32 * KB + 1), 0],
  ['a client that does not read', 200, JSON_OF(2), '{}', 1],
])('a response with %s is left to Node', (_, status, headers, body, waiting) => {
  const { socket, done } = connection(waiting);
  expect(send(socket, { status, headers, body })).toBe(false);
  expect(done).toEqual([]);
});

test.each<[string, HeaderField[], string]>([
  ['a body of the most bytes', JSON_OF(32 * KB), 'a'.repeat(32 * KB)],
  ['a value of Latin 1 with a tab', [...JSON_OF(2), ['X-A', '\u00ff\t~ ']], '{}'],
  ['each character of a name', [...JSON_OF(2), ["a0!#$%&'*+.^_`|~-", 'a']], '{}'],
  ['many names', [...JSON_OF(2), ...Array.from({ length: 1_100 }, (_, at): HeaderField => [`X-${at}`, 'a'])], '{}'],
])('a response with %s is sent', (_, headers, body) => {
  const { socket } = connection();
  expect(send(socket, { status: 200, headers, body })).toBe(true);
  sendHeld();
});
