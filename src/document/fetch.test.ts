import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { Agent, createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { UsageError } from '../errors.ts';
import { CERTIFICATE, KEY } from '../../test/support/tls-certificate.ts';
import { fetchText, type FetchOptions } from './fetch.ts';

let answer: RequestListener;
let asked: IncomingMessage[];
const listener: RequestListener = (request, response) => {
  asked.push(request);
  answer(request, response);
};
const servers: Server[] = [];
let [base, other, secure] = ['', '', ''];

const listen = async (server: Server, scheme: string) => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  base = await listen(createServer(listener), 'http');
  other = await listen(createServer(listener), 'http');
  secure = await listen(createTlsServer({ cert: CERTIFICATE, key: KEY }, listener), 'https');
});
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.end('text');
});

/** Responds with the text for the path; a text that starts with a slash or a scheme is the target of a redirect. */
const serve = (moved: Record<string, string>, status = 302) => {
  answer = (request, response) => {
    const location = moved[request.url ?? ''];
    if (location === undefined) response.end('the end');
    else response.writeHead(status, { Location: location }).end();
  };
};

async function refused(url: string, options?: FetchOptions): Promise<UsageError> {
  const error: unknown = await fetchText(url, options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
}

describe('what a URL answers', () => {
  test('is read as text, and asked for as a description of an API', async () => {
    expect(await fetchText(`${base}/a?b=c`)).toEqual({ url: `${base}/a?b=c`, text: 'text' });
    expect(asked[0]).toMatchObject({
      url: '/a?b=c',
      headers: { accept: expect.stringContaining('application/vnd.oai.openapi'), 'user-agent': 'assay' },
    });
  });

  test.each<[coding: string, body: Buffer]>([
    ['gzip', gzipSync('tëxt')],
    ['X-GZIP ', gzipSync('tëxt')],
    ['deflate', deflateSync('tëxt')],
    ['br', brotliCompressSync('tëxt')],
    ['identity', Buffer.from('tëxt')],
    ['', Buffer.from('tëxt')],
  ])('is decoded from %j', async (coding, body) => {
    answer = (_, response) => response.setHeader('Content-Encoding', coding).end(body);
    expect((await fetchText(base)).text).toBe('tëxt');
  });

  test.each<[name: string, reply: RequestListener, message: string]>([
    ['another status', (_, response) => response.writeHead(404).end(), 'answers 404'],
    ['a success without a document', (_, response) => response.writeHead(204).end(), 'answers 204'],
    ['a redirect to nowhere', (_, response) => response.writeHead(302).end(), 'answers 302'],
    [
      'a coding that is not known',
      (_, response) => response.setHeader('Content-Encoding', 'constructor').end('x'),
      'answers in the content coding constructor, which is not known',
    ],
    [
      'a coding that it is not in',
      (_, response) => response.setHeader('Content-Encoding', 'gzip').end('x'),
      'answers with what is not gzip',
    ],
    ['a connection that breaks off', (request) => request.socket.destroy(), 'cannot be fetched (ECONNRESET)'],
    [
      'a body that breaks off',
      (request, response) =>
        response.writeHead(200, { 'Content-Length': 9 }).write('x', () => request.socket.destroy()),
      'cannot be fetched (ECONNRESET)',
    ],
  ])('is refused where it is %s', async (_, reply, message) => {
    answer = reply;
    expect(await refused(`${base}/a?token=s3cret`)).toMatchObject({
      message: `${base}/a?… ${message}`,
      hint: 'Save the document, and give its path.',
    });
  });

  test.each([401, 403])('is refused with a hint for a token where it is %d', async (status) => {
    answer = (_, response) => response.writeHead(status).end();
    expect((await refused(base)).hint).toBe("Give a token with --header 'Authorization: …'.");
  });

  test.each<[coding: string, body: (text: string) => Buffer]>([
    ['identity', Buffer.from],
    ['gzip', gzipSync],
  ])('is bounded in size, also in the coding %s', async (coding, body) => {
    const maxBytes = 2 ** 20;
    const of = (bytes: number) =>
      (answer = (_, response) => response.setHeader('Content-Encoding', coding).end(body('x'.repeat(bytes))));
    of(maxBytes);
    expect((await fetchText(base, { maxBytes })).text).toHaveLength(maxBytes);
    of(maxBytes + 1);
    expect((await refused(base, { maxBytes })).message).toBe(`${base}/ answers with more than 1 MB`);
  });

  test('is bounded in time', async () => {
    answer = () => {};
    expect((await refused(base, { timeout: 50 })).message).toBe(`${base}/ does not answer in 0.05 s`);
    answer = (_, response) => response.write('x');
    expect((await refused(base, { timeout: 500 })).message).toBe(`${base}/ does not answer in 0.5 s`);
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('with status %d is followed', async (status) => {
    serve({ '/a': '/b?c' }, status);
    expect(await fetchText(`${base}/a`)).toEqual({ url: `${base}/b?c`, text: 'the end' });
  });

  test.each([
    [300, true],
    [399, true],
    [400, false],
    [200, false],
  ])('is an answer of status %i and a place: %s', async (status, follows) => {
    answer = (request, response) =>
      request.url === '/b' ? response.end('there') : response.writeHead(status, { Location: '/b' }).end('here');
    const answered = await fetchText(`${base}/a`).then(
      ({ text }) => text,
      (error: unknown) => (error as UsageError).message,
    );
    expect(answered).toBe(follows ? 'there' : status === 200 ? 'here' : `${base}/a answers 400`);
  });

  test('is followed five times', async () => {
    const moved = { '/0': '/1', '/1': '/2', '/2': '/3', '/3': '/4', '/4': '/5' };
    serve(moved);
    expect((await fetchText(`${base}/0`)).url).toBe(`${base}/5`);
    serve({ ...moved, '/5': '/6' });
    expect(await refused(`${base}/0`)).toMatchObject({
      message: `${base}/0 redirects more than 5 times`,
      hint: 'Give the URL that it ends at.',
    });
  });

  test('sends the headers only to the same origin', async () => {
    serve({ '/a': '/b', '/b': `${other}/c` });
    await fetchText(`${base}/a`, { headers: [['Authorization', 's3cret']] });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['s3cret', 's3cret', undefined]);
  });

  test.each(['ftp://127.0.0.1/a', 'file:///etc/passwd', 'http://['])('refuses a redirect to %s', async (location) => {
    serve({ '/a': location });
    expect((await refused(`${base}/a`)).message).toBe(`${base}/a redirects to what is no http or https URL`);
  });

  test('from https to http is refused, and to https is not', async () => {
    const agent = new Agent({ ca: CERTIFICATE });
    const agentFor = async (url: string) => (url.startsWith('https:') ? agent : undefined);
    serve({ '/a': `${base}/b`, '/c': '/d', '/e': `${secure}/f` });
    expect((await refused(`${secure}/a`, { agentFor })).message).toBe(`${secure}/a redirects from https to http`);
    expect((await fetchText(`${secure}/c`, { agentFor })).url).toBe(`${secure}/d`);
    expect((await fetchText(`${base}/e`, { agentFor })).url).toBe(`${secure}/f`);
    agent.destroy();
  });
});

describe('a URL', () => {
  test.each(['ftp://example.org/a', 'openapi.yaml', 'http://', 'xhttp://a'])('like %s is refused', async (url) => {
    expect((await refused(url)).message).toBe(`${url} is not an http or https URL`);
  });

  test.each(['http://me:s3cret@127.0.0.1/a', 'http://s3cret@127.0.0.1/a', 'http://:s3cret@127.0.0.1/a'])(
    'with credentials is refused, and they are not repeated: %s',
    async (url) => {
      const error = await refused(url);
      expect(error.message).toBe('the URL holds credentials');
      expect(error.hint).not.toContain('s3cret');
    },
  );

  test('refuses a URL that nobody listens at', async () => {
    const url = await listen(createServer(), 'http');
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect((await refused(url)).message).toBe(`${url}/ cannot be fetched (ECONNREFUSED)`);
  });
});
