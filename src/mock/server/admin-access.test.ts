import { hostname } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { readFields } from '../../http/header-fields.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createStarter } from '../../../test/support/started-mocks.ts';
import { converse } from '../../../test/hostile-requests/raw-connection.ts';
import { createAdminAccess } from './admin-access.ts';

interface Asked {
  host?: string;
  headers?: HeaderField[];
  method?: string;
  path?: string;
  local?: string;
}

const access = createAdminAccess('0.0.0.0', ['mock.internal', 'FD00::1']);

function statusOf({ host, headers = [], method = 'GET', path = '/__assay/requests', local = '127.0.0.1' }: Asked) {
  const all: HeaderField[] = [...(host === undefined ? [] : [['Host', host] as const]), ...headers];
  return access({ method, path, headers: all }, readFields(all), local)?.status;
}

const OWN: string[] = [
  'localhost',
  'LOCALHOST:4010',
  'localhost.:4010',
  'mock.localhost:4010',
  '127.0.0.1:4010',
  '127.9.9.9',
  '[::1]:4010',
  hostname(),
  '0.0.0.0:4010',
  'mock.internal:80',
  '[fd00::1]:4010',
];
test.each(OWN)('answers at the host %s', (host) => expect(statusOf({ host })).toBeUndefined());

const FOREIGN: string[] = [
  'attacker.example',
  'attacker.example:4010',
  'localhost.attacker.example',
  '127.0.0.1.attacker.example',
  'notlocalhost',
  '10.0.0.7:4010',
  '128.0.0.1',
  '[::2]',
  'a.mock.internal',
];
test.each(FOREIGN)('refuses the host %s', (host) => expect(statusOf({ host })).toBe(403));

test.each<[title: string, asked: Asked, want: number | undefined]>([
  ['at the address that the connection came in by', { host: '10.0.0.7:4010', local: '10.0.0.7' }, undefined],
  ['at that address in IPv6 notation', { host: '10.0.0.7', local: '::ffff:10.0.0.7' }, undefined],
  ['at that address where it has a longer form', { host: '[fd00::2]:4010', local: 'FD00:0::2' }, undefined],
  ['of HTTP/1.0 without a host', {}, undefined],
  ['for an absolute target of this machine', { host: 'localhost', path: 'http://localhost/__assay/' }, undefined],
  ['for an absolute target of another machine', { host: 'localhost', path: 'http://a.example/__assay/' }, 403],
  ['from its own origin', { host: 'localhost:4010', headers: [['Origin', 'http://localhost:4010']] }, undefined],
  ['from its own origin behind TLS', { host: 'localhost:443', headers: [['Origin', 'https://localhost']] }, undefined],
  [
    'from another port of this machine',
    { host: 'localhost:4010', headers: [['Origin', 'http://localhost:3000']] },
    403,
  ],
  ['from another host', { host: 'localhost:4010', headers: [['Origin', 'http://attacker.example']] }, 403],
  ['from the origin null', { host: 'localhost:4010', headers: [['Origin', 'null']] }, 403],
  [
    'from an origin of another scheme',
    { host: 'localhost', headers: [['Origin', 'chrome-extension://localhost']] },
    403,
  ],
  ['of an image of another site', { host: 'localhost', headers: [['Sec-Fetch-Site', 'cross-site']] }, 403],
  ['of an image of another port', { host: 'localhost', headers: [['Sec-Fetch-Site', 'same-site']] }, 403],
  ['from its own page', { host: 'localhost', headers: [['Sec-Fetch-Site', 'same-origin']] }, undefined],
  [
    'of a link on another site',
    {
      host: 'localhost',
      headers: [
        ['Sec-Fetch-Site', 'cross-site'],
        ['Sec-Fetch-Mode', 'navigate'],
      ],
    },
    undefined,
  ],
  [
    'of a form on another site',
    {
      method: 'POST',
      host: 'localhost',
      headers: [
        ['Sec-Fetch-Site', 'cross-site'],
        ['Sec-Fetch-Mode', 'navigate'],
      ],
    },
    403,
  ],
])('decides on a request %s: the refusal of %j is %s', (_, asked, want) => expect(statusOf(asked)).toBe(want));

test('a refusal names the host without its port, as it has to be allowed', () => {
  const host = 'attacker.example:4010';
  const headers: HeaderField[] = [['Host', host]];
  const reply = access({ method: 'GET', path: '/__assay/', headers }, readFields(headers), '127.0.0.1');
  expect(JSON.stringify(reply)).toContain(`${host} is not known as a name of this machine`);
  expect(JSON.stringify(reply)).toContain('--allow-host attacker.example to allow it');
});

test.each(['http://mock', 'mock:80', 'a b', '', '*', 'a/b', '999.1.1.1', ':::'])(
  'refuses %j as a name to allow',
  (name) => expect(() => createAdminAccess('localhost', [name])).toThrow(/is not the name of a host/),
);

describe('the started mock', () => {
  const start = createStarter();
  const contract = contractOf({ paths: { '/a': { get: { responses: { 200: { description: 'a' } } } } } });
  const ask = async (lines: string[], allowHosts: string[] = []) => {
    const mock = await start({ contracts: [await contract], allowHosts });
    await fetch(`${mock.url}/a`);
    const sent = `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`;
    const answer = (await converse(mock.port, [sent])).toString('latin1');
    return { answer, kept: mock.requests().length };
  };

  test.each([
    ['reads the journal', ['GET /__assay/requests HTTP/1.1', 'Host: localhost', 'Origin: http://attacker.example']],
    ['clears the journal', ['DELETE /__assay/requests HTTP/1.1', 'Host: localhost', 'Origin: http://attacker.example']],
    ['reads by a name that it made point here', ['GET /__assay/requests HTTP/1.1', 'Host: attacker.example']],
    ['reads the pages', ['GET /__assay/ HTTP/1.1', 'Host: localhost', 'Origin: http://attacker.example']],
    ['reads its health', ['GET /__assay/health HTTP/1.1', 'Host: localhost', 'Origin: http://attacker.example']],
    [
      'asks for the private network',
      [
        'OPTIONS /__assay/requests HTTP/1.1',
        'Host: localhost',
        'Origin: http://attacker.example',
        'Access-Control-Request-Method: DELETE',
        'Access-Control-Request-Private-Network: true',
      ],
    ],
  ])('refuses a foreign page that %s, and lets it read nothing', async (_, lines) => {
    const { answer, kept } = await ask(lines);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toMatch(/access-control-/i);
    expect(kept).toBe(1);
  });

  test.each([
    ['400', ['GET /__assay/requests HTTP/1.1', 'Host: localhost', 'Transfer-Encoding: gzip']],
    ['413', ['POST /__assay/requests HTTP/1.1', 'Host: localhost', 'Content-Length: 99999999999']],
  ])('lets no foreign page read a refusal with %s', async (status, lines) => {
    const { answer } = await ask([...lines, 'Origin: http://attacker.example']);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toMatch(/access-control-/i);
  });

  test('answers at an allowed name', async () => {
    const { answer } = await ask(['GET /__assay/requests HTTP/1.1', 'Host: mock.internal'], ['mock.internal']);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('leaves the mocked API open to every origin and every name', async () => {
    const { answer, kept } = await ask(['GET /a HTTP/1.1', 'Host: any.example', 'Origin: http://page.example']);
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*Access-Control-Allow-Origin: http:\/\/page\.example/);
    expect(kept).toBe(2);
  });
});
