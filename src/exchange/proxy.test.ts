import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UsageError } from '../errors.ts';
import { isLoopback, proxyAgent } from './proxy.ts';

const before = { ...process.env };
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name];
});
afterEach(() => {
  process.env = before;
});

test.each<[string, string, string]>([
  ['HTTP_PROXY', 'garbage::', 'http://api.example.org'],
  ['HTTPS_PROXY', 'http://', 'https://api.example.org'],
  ['all_proxy', 'socks5://127.0.0.1:1080', 'http://api.example.org'],
  ['ALL_PROXY', 'socks5://127.0.0.1:1080', 'https://api.example.org'],
  ['http_proxy', 'ftp://127.0.0.1', 'http://api.example.org'],
  ['HTTPS_PROXY', 'xhttp://127.0.0.1', 'https://api.example.org'],
  ['HTTPS_PROXY', 'httpx://127.0.0.1', 'https://api.example.org'],
])('%s=%s is a usage error', async (name, value, url) => {
  process.env[name] = value;
  const asked = proxyAgent(url, { rejectUnauthorized: true });
  await expect(asked).rejects.toThrow(UsageError);
  await expect(asked).rejects.toThrow(`${name} names no proxy that can be asked`);
});

test('the password of a proxy is not shown', async () => {
  process.env['HTTP_PROXY'] = 'socks5://me:s3cr3t@proxy.example.org';
  const told = await proxyAgent('http://api.example.org', { rejectUnauthorized: true }).catch(String);
  expect(told).not.toContain('s3cr3t');
});

test('a target on the loopback is reached without a proxy', async () => {
  process.env['HTTP_PROXY'] = 'garbage::';
  expect(await proxyAgent('http://127.0.0.1:8080', { rejectUnauthorized: true })).toBeUndefined();
});

test.each<[proxy: string, url: string, agent: string | undefined]>([
  ['http://proxy.example.org:3128', 'http://api.example.org', 'HttpProxyAgent'],
  ['http://proxy.example.org:3128', 'https://api.example.org', 'HttpsProxyAgent'],
  ['https://proxy.example.org:3128', 'https://api.example.org', 'HttpsProxyAgent'],
])('the proxy %s for %s has an agent that keeps its connections', async (proxy, url, agent) => {
  process.env['ALL_PROXY'] = proxy;
  const made = await proxyAgent(url, { rejectUnauthorized: true });
  expect(made?.constructor.name).toBe(agent);
  expect(made).toMatchObject({ keepAlive: true });
});

test('a target beside those of the proxy is asked directly', async () => {
  process.env['HTTPS_PROXY'] = 'http://proxy.example.org:3128';
  expect(await proxyAgent('http://api.example.org', { rejectUnauthorized: true })).toBeUndefined();
});

test('the variable of the protocol goes before the one for all', async () => {
  process.env['ALL_PROXY'] = 'http://proxy.example.org:3128';
  process.env['HTTP_PROXY'] = 'garbage::';
  await expect(proxyAgent('http://api.example.org', { rejectUnauthorized: true })).rejects.toThrow('HTTP_PROXY names');
});

test.each([
  ['http://localhost', true],
  ['http://api.localhost:8080/x', true],
  ['http://127.0.0.1', true],
  ['https://127.9.9.9:1', true],
  ['http://[::1]:80', true],
  ['http://notlocalhost', false],
  ['http://localhost.example.org', false],
  ['http://10.127.0.1', false],
  ['http://1270.example.org', false],
  ['http://[::2]', false],
])('%s is on the loopback: %s', (url, want) => expect(isLoopback(url)).toBe(want));
