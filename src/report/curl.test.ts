import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { Request } from '../model.ts';
import { curlOf } from './curl.ts';

const post = (body: string, headers: Request['headers'] = [['Content-Type', 'application/json']]): Request => ({
  method: 'POST',
  path: '/v1/things?a=1',
  headers,
  body: Buffer.from(body),
});

test.each([
  ['{"name":"it\'s"}', `--data-raw '{"name":"it'\\''s"}'`],
  ['$(touch /tmp/x) `id` "$HOME" \\', '--data-raw \'$(touch /tmp/x) `id` "$HOME" \\\''],
  ['\u001b[2J\u202e\n', "--data-raw $'\\u001b[2J\\u202e\\u000a'"],
])('a body of %j is one word that does nothing', (body, expected) => {
  expect(curlOf('http://127.0.0.1:4010', post(body))).toBe(`curl -sS -i 'http://127.0.0.1:4010/v1/things?a=1' -H 'Content-Type: application/json' ${expected}`);
});

test.each(["it's", '$(id) `id` "$HOME" \\ !x', '\u001b[2J\u202e', "'; echo owned; '"])('a shell reads %j back', (body) => {
  const words = curlOf('http://127.0.0.1:4010', post(body)).slice('curl '.length);
  const read = execFileSync('bash', ['-c', `printf '%s\\0' ${words}`], { env: { ...process.env, LC_ALL: 'C.UTF-8' } }).toString();
  expect(read.split('\0').at(-2)).toBe(body);
});

test('credentials are left to the environment', () => {
  const headers: Request['headers'] = [
    ['Authorization', 'Bearer s3cr3t'],
    ['X-Auth-Token', 's3cr3t'],
    ['Cookie', 'a=s3cr3t'],
  ];
  const line = curlOf('http://127.0.0.1:4010', { method: 'GET', path: '/', headers });
  expect(line).toBe(`curl -sS -i 'http://127.0.0.1:4010/' -H "Authorization: Bearer $TOKEN" -H "X-Auth-Token: $X_AUTH_TOKEN" -H "Cookie: $COOKIE"`);
});
