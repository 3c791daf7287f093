import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { Request } from '../model/exchange.ts';
import type { Operation } from '../model/contract.ts';
import { asSent, formatCurl } from './curl.ts';

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
])('the body %j is one word that runs nothing', (body, expected) => {
  expect(formatCurl('http://127.0.0.1:4010', post(body))).toBe(
    `curl -sS -i 'http://127.0.0.1:4010/v1/things?a=1' -H 'Content-Type: application/json' ${expected}`,
  );
});

test.each(["it's", '$(id) `id` "$HOME" \\ !x', '\u001b[2J\u202e', "'; echo owned; '", "it's\\ \u001b'; echo owned; '"])(
  'a shell reads %j back',
  (body) => {
    const words = formatCurl('http://127.0.0.1:4010', post(body)).slice('curl '.length);
    const read = execFileSync('bash', ['-c', `printf '%s\\0' ${words}`], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    }).toString();
    expect(read.split('\0').at(-2)).toBe(body);
  },
);

test.each([
  ['a body of bytes', [0x89, 0x50, 0x4e, 0x47, 0, 13, 10, 0x25, 0x27, 0x5c, 0x31, 0xff]],
  ['a body that begins with a hyphen', [...Buffer.from('-v -x'), 0]],
  ['a body with one zero at its end', [...Buffer.from(' a-b'), 0]],
  ['a form with a file in it', [...Buffer.from('--b\r\nx: 1%s\r\n\r\n'), 0xff, 0, 0x37, 0x39]],
])('%s that is no text is piped into curl by printf', (_, body) => {
  const line = formatCurl('http://127.0.0.1:4010', {
    method: 'POST',
    path: '/x',
    headers: [['Content-Type', 'image/png']],
    body: Uint8Array.from(body),
  });
  expect(line).toMatch(
    /^printf '.*' \| curl -sS -i 'http:\/\/127\.0\.0\.1:4010\/x' -H 'Content-Type: image\/png' --data-binary @-$/,
  );
  for (const shell of ['bash', 'sh'])
    expect([...execFileSync(shell, ['-c', line.split(' | curl')[0] ?? ''])]).toEqual(body);
});

test('what printf writes stays readable, and is no option', () => {
  const line = formatCurl('http://h', { method: 'POST', path: '/x', headers: [], body: Buffer.from('-a -b%\0\x01') });
  expect(line.split(' | ')[0]).toBe("printf '\\055a -b%%\\000\\001'");
});

test.each([
  [[0x2d, 0xff], "printf '\\055\\377'"],
  [[0xff, 0x2d, 0x2d], "printf '\\377--'"],
])('a hyphen of the bytes %j is escaped where it begins them alone', (body, want) => {
  const request = { method: 'POST', path: '/x', headers: [], body: Uint8Array.from(body) };
  expect(formatCurl('http://h', request).split(' | ')[0]).toBe(want);
});

test.each<[string, Request, string]>([
  ['GET', { method: 'GET', path: '/x', headers: [] }, "'http://h/x'"],
  ['HEAD', { method: 'HEAD', path: '/x', headers: [] }, "--head 'http://h/x'"],
  ['PUT', { method: 'PUT', path: '/x', headers: [] }, "-X PUT 'http://h/x'"],
  ['POST without a body', { method: 'POST', path: '/x', headers: [] }, "-X POST 'http://h/x'"],
  [
    'GET with a body that has no type',
    { method: 'GET', path: '/x', headers: [], body: Buffer.from('a') },
    "-X GET 'http://h/x' -H 'Content-Type:' --data-raw 'a'",
  ],
  [
    'without what curl sets itself',
    {
      ...{ method: 'DELETE', path: '/x' },
      headers: [
        ['Content-Length', '0'],
        ['Host', 'h'],
        ['Connection', 'close'],
        ['Transfer-Encoding', 'chunked'],
        ['X-A', 'b'],
      ],
    },
    "-X DELETE 'http://h/x' -H 'X-A: b'",
  ],
])('a request as a line for curl: %s', (_, request, want) =>
  expect(formatCurl('http://h', request)).toBe(`curl -sS -i ${want}`),
);

test('brackets and dots in a path reach the server unchanged', () => {
  const line = (path: string) => formatCurl('http://127.0.0.1:4010', { method: 'GET', path, headers: [] });
  expect(line('/x?a[b]=1')).toBe("curl -sS -i -g 'http://127.0.0.1:4010/x?a[b]=1'");
  expect(line('/x/..')).toBe("curl -sS -i --path-as-is 'http://127.0.0.1:4010/x/..'");
  expect(line('/x?a=%5B..%5D')).toBe("curl -sS -i 'http://127.0.0.1:4010/x?a=%5B..%5D'");
});

test('credentials are left to the environment', () => {
  const headers: Request['headers'] = [
    ['Authorization', 'Bearer s3cr3t'],
    ['X-Auth-Token', 's3cr3t'],
    ['Cookie', 'a=s3cr3t'],
  ];
  const line = formatCurl('http://127.0.0.1:4010', { method: 'GET', path: '/', headers });
  expect(line).toBe(
    `curl -sS -i 'http://127.0.0.1:4010/' -H "Authorization: Bearer $TOKEN" -H "X-Auth-Token: $X_AUTH_TOKEN" -H "Cookie: $COOKIE"`,
  );
});

test('a request is as it was sent where credentials were left out, and has all its other headers', () => {
  const operation = { security: [], parameters: [] } as unknown as Operation;
  const of = (...headers: Request['headers']): Request => ({ method: 'GET', path: '/', headers });
  const whole = of(['authorization', 'bearer assay'], ['Accept', '*/*']);
  expect(asSent(whole, of(['Accept', '*/*']), operation)).toEqual(of(['Accept', '*/*']));
  expect(asSent(whole, of(), operation)).toEqual(of(['Accept', '*/*']));
  expect(asSent(whole, of(['Authorization', 'bearer other']), operation)).toBe(whole);
  expect(asSent(whole, whole, operation)).toBe(whole);
});
