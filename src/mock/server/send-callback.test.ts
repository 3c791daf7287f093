import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contractOf } from '../../../test/support/contracts.ts';
import { createStarter } from '../../../test/support/started-mocks.ts';

const startOne = createStarter();
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const document = {
  paths: {
    '/subscribe': {
      post: {
        parameters: [{ name: 'to', in: 'query', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'subscribed' } },
        callbacks: {
          onEvent: {
            '{$request.query.to}': {
              post: {
                requestBody: { content: { 'application/json': { schema: {}, example: { happened: true } } } },
                responses: { 200: { description: 'thanks' } },
              },
            },
          },
        },
      },
    },
  },
};

/** Subscribes at a mock that sends callbacks. @returns the first line that it tells of them */
async function subscribed(to: string): Promise<string> {
  const contract = await contractOf(document);
  let tell = (_: string): void => {};
  const told = new Promise<string>((resolve) => (tell = resolve));
  const { url } = await startOne({ contracts: [contract], callbacks: (line) => tell(line) });
  expect((await fetch(`${url}/subscribe?to=${encodeURIComponent(to)}`, { method: 'POST' })).status).toBe(204);
  return told;
}

test('a callback arrives at the URL of the request, and its answer is told without the query', async () => {
  const arrived: [IncomingMessage, string][] = [];
  const url = await listen((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      arrived.push([request, body]);
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
  });
  expect(await subscribed(`${url}/hook?token=1`)).toBe(`callback onEvent: POST ${url}/hook got 302`);
  expect(
    arrived.map(([{ method, url: path, headers }, body]) => [method, path, headers['content-type'], body]),
  ).toEqual([['POST', '/hook?token=1', 'application/json', '{"happened":true}']]);
});

test('a callback that nobody takes is told', async () => {
  const url = await listen(() => undefined);
  servers.splice(0).forEach((server) => server.close());
  expect(await subscribed(url)).toBe(`callback onEvent: POST ${url}/ could not be sent (ECONNREFUSED)`);
});

test('a callback to what is no web address is not sent', async () => {
  expect(await subscribed('file:///etc/passwd')).toBe(
    'callback onEvent is not sent: its URL is neither http nor https',
  );
});
