import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UsageError } from '../errors.ts';
import { proxyAgent } from './proxy.ts';

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
])('%s=%s is a usage error', async (name, value, url) => {
  process.env[name] = value;
  const asked = proxyAgent(url, { rejectUnauthorized: true });
  await expect(asked).rejects.toThrow(UsageError);
  await expect(asked).rejects.toThrow(`${name} names no proxy that can be asked`);
});

test('the password of a proxy is not repeated', async () => {
  process.env['HTTP_PROXY'] = 'socks5://me:s3cr3t@proxy.example.org';
  const told = await proxyAgent('http://api.example.org', { rejectUnauthorized: true }).catch(String);
  expect(told).not.toContain('s3cr3t');
});

test('a target on the loopback is asked without a proxy', async () => {
  process.env['HTTP_PROXY'] = 'garbage::';
  expect(await proxyAgent('http://127.0.0.1:8080', { rejectUnauthorized: true })).toBeUndefined();
});
