import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { HeaderField, Request } from '../../model/exchange.ts';
import { CERTIFICATE, KEY } from '../../../test/support/tls-certificate.ts';
import { connect, tokenHeaders, type Connection } from './connect.ts';

const GET: Request = { method: 'GET', path: '/', headers: [['X-Own', 'yes']] };
const servers: Server[] = [];
let folder = '';
let url = '';

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-tls-'));
  writeFileSync(join(folder, 'ca.pem'), CERTIFICATE);
  writeFileSync(join(folder, 'empty.pem'), 'nothing');
  url = `https://localhost:${await listen(createServer({ cert: CERTIFICATE, key: KEY }, (_, response) => response.end('{}')))}`;
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  delete process.env['HTTP_PROXY'];
  delete process.env['NO_PROXY'];
});

async function ask(connection: Partial<Connection>): Promise<string> {
  const target = await connect({ url, timeout: 2000, workers: 1, ...connection });
  const { outcome } = await target.send(GET);
  await target.close();
  return 'response' in outcome ? String(outcome.response.status) : outcome.failure.message;
}

test('a certificate of an unknown authority is refused', async () => {
  expect(await ask({})).toMatch(/^TLS: /);
});

test('--ca trusts the authority of a file', async () => {
  expect(await ask({ ca: join(folder, 'ca.pem') })).toBe('200');
});

test('--insecure accepts any certificate', async () => {
  expect(await ask({ insecure: true })).toBe('200');
});

test.each([
  ['nowhere.pem', /cannot be read \(ENOENT\)/],
  ['empty.pem', /holds no certificate/],
])('--ca refuses %s', async (file, message) => {
  await expect(ask({ ca: join(folder, file) })).rejects.toThrow(message);
});

test('HTTP_PROXY is used, except for the loopback and for hosts in NO_PROXY', async () => {
  const asked: string[] = [];
  const proxy = createHttpServer((request, response) => {
    asked.push(`${request.url} ${String(request.headers['x-own'])}`);
    response.end('{}');
  });
  process.env['HTTP_PROXY'] = `http://127.0.0.1:${await listen(proxy)}`;
  expect(await ask({ url: 'http://vendor.invalid' })).toBe('200');
  expect(asked).toEqual(['http://vendor.invalid/ yes']);
  process.env['NO_PROXY'] = 'vendor.invalid';
  expect(await ask({ url: 'http://vendor.invalid' })).toMatch(/no host of that name|looked up/);
  const own = await listen(createHttpServer((_, response) => response.end('{}')));
  delete process.env['NO_PROXY'];
  expect(await ask({ url: `http://127.0.0.1:${own}` })).toBe('200');
  expect(asked).toHaveLength(1);
});

test('a token is fetched, and put into each request that has a place for it', async () => {
  const asked: string[] = [];
  const own = await listen(
    createHttpServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'nothing'}`);
      response.setHeader('Content-Type', 'application/json');
      response.end('{"access_token":"t0k3n","token_type":"bearer"}');
    }),
  );
  const auth: NonNullable<Connection['auth']> = { command: 'printf t0k3n' };
  const target = await connect({ url: `http://127.0.0.1:${own}`, timeout: 2000, workers: 1, auth });
  await target.send({ method: 'GET', path: '/', headers: tokenHeaders(auth) });
  await target.send(GET);
  await target.close();
  expect(asked).toEqual(['GET / bearer t0k3n', 'GET / nothing']);
});

test.each<[auth: Connection['auth'], headers: HeaderField[]]>([
  [undefined, []],
  [{ command: 'x' }, [['Authorization', 'bearer pending']]],
  [{ command: 'x', header: 'X-Key' }, [['X-Key', 'bearer pending']]],
])('the token of %j goes into %j', (auth, headers) => expect(tokenHeaders(auth)).toEqual(headers));
