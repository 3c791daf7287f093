import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import type { HeaderField } from '../../model/exchange.ts';
import { readFields } from '../../http/header-fields.ts';
import { rejectMalformed, rejectRequest, rejectTunnel, smugglingRisk } from './reject.ts';

describe('smugglingRisk', () => {
  const HOST: HeaderField = ['Host', 'api.example:8080'];
  const TABLE: [version: string, headers: HeaderField[], want: RegExp | undefined][] = [
    ['1.1', [HOST], undefined],
    ['1.1', [['Host', '[::1]:80']], undefined],
    ['1.1', [['Host', '']], undefined],
    ['1.1', [], /one Host field/],
    ['1.1', [HOST, HOST], /one Host field/],
    ['1.1', [['Host', 'a b']], /one Host field/],
    ['1.1', [['Host', 'a/b']], /one Host field/],
    ['1.1', [['Host', 'a@b']], /one Host field/],
    ['1.0', [], undefined],
    ['1.0', [['Host', 'a b']], /one Host field/],
    ['2.0', [HOST], /^HTTP\/2\.0 /],
    ['0.9', [HOST], /^HTTP\/0\.9 /],
    ['1.1', [HOST, ['Transfer-Encoding', 'Chunked']], undefined],
    ['1.1', [HOST, ['Transfer-Encoding', 'gzip, chunked']], /chunked/],
    ['1.1', [HOST, ['Transfer-Encoding', 'chunked'], ['Transfer-Encoding', 'chunked']], /chunked/],
    ['1.0', [HOST, ['Transfer-Encoding', 'chunked']], /HTTP\/1\.0/],
  ];
  test.each(TABLE)('HTTP/%s with %j: %s', (httpVersion, headers, want) => {
    const risk = smugglingRisk({ httpVersion } as IncomingMessage, readFields(headers));
    if (want) expect(risk).toMatch(want);
    else expect(risk).toBeUndefined();
  });
});

/** What goes out on a connection. */
async function sentBy(act: (socket: PassThrough) => void): Promise<string> {
  const socket = new PassThrough();
  act(socket);
  let sent = '';
  for await (const chunk of socket) sent += String(chunk);
  return sent;
}

describe('rejectMalformed', () => {
  test.each([
    ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
    ['HPE_INVALID_METHOD', '400 Bad Request'],
    [undefined, '400 Bad Request'],
  ])('answers %s with %s and closes the connection', async (code, status) => {
    const sent = await sentBy((socket) => rejectMalformed(Object.assign(new Error(), { code }), socket));
    expect(sent.split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
    expect(sent).toContain('\r\nConnection: close\r\n');
    const [, body = ''] = sent.split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ status: Number(status.slice(0, 3)) });
    expect(sent).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`);
  });

  test('closes a connection that the client has reset without a response', () => {
    const socket = new PassThrough();
    rejectMalformed(Object.assign(new Error(), { code: 'ECONNRESET' }), socket);
    expect([socket.destroyed, socket.readableLength]).toEqual([true, 0]);
  });

  test('answers a connection once', () => {
    const socket = new PassThrough();
    rejectMalformed(new Error(), socket);
    const length = socket.readableLength;
    rejectMalformed(new Error(), socket);
    expect([length > 0, socket.readableLength]).toEqual([true, length]);
    socket.destroy();
  });
});

test('rejectTunnel answers CONNECT with 405 and an empty Allow', async () => {
  const sent = await sentBy((socket) => rejectTunnel({} as IncomingMessage, socket));
  expect(sent).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n/);
  expect(sent).toContain('\r\nAllow: \r\n');
});

describe('rejectRequest', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  /** How many seconds after the answer its end was sent to a client that sends a byte each second, for so many seconds. */
  async function secondsUntilEnd(sending: number): Promise<number | undefined> {
    const message = new PassThrough();
    const end = jest.fn();
    const response = { writeHead: () => {}, flushHeaders: () => {}, write: () => true, end };
    const reply = { status: 413, headers: [], body: 'too large' };
    rejectRequest(message as unknown as IncomingMessage, response as unknown as ServerResponse, reply);
    for (let second = 1; second <= 60; second += 1) {
      if (second <= sending) message.write('a');
      await new Promise((resolve) => setImmediate(resolve));
      jest.advanceTimersByTime(1_000);
      if (end.mock.calls.length > 0) return second;
    }
    return undefined;
  }

  test.each([
    ['sends nothing', 0, 3],
    ['sends for ten seconds', 10, 12],
    ['never stops', 60, 30],
  ])('the connection of a client that %s is closed in time', async (_, sending, seconds) => {
    expect(await secondsUntilEnd(sending)).toBe(seconds);
  });
});
