import { describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { receive, type Received } from './receive.ts';

const LIMIT = 5;

/** The result for a message with these headers, when these chunks arrive and the stream ends in this way. */
function receivedOf(
  headers: Record<string, string>,
  chunks: string[],
  end: (stream: PassThrough) => void = (stream) => stream.end(),
): Promise<Received[]> {
  const stream = Object.assign(new PassThrough(), { headers, method: 'PUT', url: '/', rawHeaders: [] });
  const received: Received[] = [];
  return new Promise((resolve) => {
    stream.on('error', () => undefined);
    receive(stream as unknown as IncomingMessage, LIMIT, (one) => received.push(one));
    for (const chunk of chunks) stream.write(chunk);
    end(stream);
    // Two turns later, all events of the stream have happened.
    setImmediate(() => setImmediate(() => resolve(received)));
  });
}

/** Bytes are compared whatever class they are of. */
const plain = (one: Received): unknown => (typeof one === 'object' ? { ...one, body: String(one.body) } : one);

const body = (text: string): Received => ({ head: 'PUT / HTTP/1.1', body: Buffer.from(text) });

describe('receive', () => {
  const CHUNKED = { 'transfer-encoding': 'chunked' };
  const TABLE: [name: string, headers: Record<string, string>, chunks: string[], want: Received][] = [
    ['a request without a body', {}, ['ignored'], { head: 'PUT / HTTP/1.1' }],
    ['a body in one chunk', { 'content-length': '3' }, ['abc'], body('abc')],
    ['a body in several chunks', CHUNKED, ['a', 'b', 'c'], body('abc')],
    ['an empty body', { 'content-length': '0' }, [], body('')],
    ['a body of the limit', { 'content-length': '5' }, ['abc', 'de'], body('abcde')],
    ['a body above the limit, by its length', { 'content-length': '6' }, [], 'too large'],
    ['a body above the limit, by its bytes', CHUNKED, ['abc', 'def', 'ghi'], 'too large'],
  ];
  test.each(TABLE)('gives %s once', async (_, headers, chunks, want) =>
    expect(await receivedOf(headers, chunks)).toEqual([want]),
  );

  test.each<[name: string, text: string, want: Received]>([
    ['a body', 'abcde', body('abcde')],
    ['an empty body', '', body('')],
    ['a body above the limit', 'abcdef', 'too large'],
  ])('gives %s that came with the head, without a listener', async (_, text, want) => {
    const message = Object.assign(new PassThrough(), {
      complete: true,
      headers: CHUNKED,
      method: 'PUT',
      url: '/',
      rawHeaders: [],
    });
    const received: Received[] = [];
    receive(message as unknown as IncomingMessage, LIMIT, (one) => received.push(one));
    message.end(text);
    await new Promise((resolve) => setImmediate(resolve));
    expect(received.map(plain)).toEqual([want].map(plain));
    expect(message.listenerCount('data')).toBe(0);
  });

  test('gives undefined where the client left before the body was read', async () => {
    expect(await receivedOf(CHUNKED, [], (stream) => Object.assign(stream, { complete: true }).destroy())).toEqual([
      undefined,
    ]);
  });

  test.each<[name: string, end: (stream: PassThrough) => void]>([
    ['leaves', (stream) => stream.destroy()],
    ['breaks off', (stream) => stream.destroy(new Error('reset'))],
  ])('gives undefined once where the client %s', async (_, end) =>
    expect(await receivedOf(CHUNKED, ['abc'], end)).toEqual([undefined]),
  );
});
