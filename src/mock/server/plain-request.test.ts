import { describe, expect, test } from '@jest/globals';
import { KB } from '../../text/sizes.ts';
import { readPlainRequest } from './plain-request.ts';

const read = (packet: string, maxBody = 10) => readPlainRequest(Buffer.from(packet, 'latin1'), maxBody);
const get = (...fields: string[]) => `${['GET /a HTTP/1.1', 'Host: a', ...fields].join('\r\n')}\r\n\r\n`;
const post = (body: string, length: number | string = body.length) =>
  `POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${body}`;

test('a request without a body is its head, its fields and nothing more', () => {
  expect(read('GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-Name:\tv w \r\n\r\n')).toBeUndefined();
  expect(read('GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-Name:v w\r\nX-Empty: \r\n\r\n')).toStrictEqual({
    raw: { head: 'GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-Name:v w\r\nX-Empty: ' },
    request: {
      method: 'GET',
      path: '/a?b=c',
      headers: [
        ['Host', 'a'],
        ['X-Name', 'v w'],
        ['X-Empty', ''],
      ],
    },
    fields: new Map([
      ['host', 'a'],
      ['x-name', 'v w'],
      ['x-empty', ''],
    ]),
  });
});

test('a value is read as that of any other request is, without any blanks around it', () => {
  expect(read(get('X-A: \u00a0a\u00a0'))?.fields.get('x-a')).toBe('a');
});

test('a request with a body has the bytes of it', () => {
  const plain = read(post('a\u00e9c'));
  expect(plain?.request.body).toEqual(Buffer.from('a\u00e9c', 'latin1'));
  expect(plain?.raw.body).toEqual(Buffer.from('a\u00e9c', 'latin1'));
  expect(plain?.raw.head).toBe('POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3');
  expect(plain?.request.method).toBe('POST');
});

describe('a packet is plain with', () => {
  test.each<[string, string]>([
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method): [string, string] => [
      `the method ${method}`,
      get().replace('GET', method),
    ]),
    ['each character of a path and a query', get().replace('/a', "/aZ09_.~!$&'()*+,;=:@%/?-")],
    ['a connection that stays open', get('Connection: Keep-Alive')],
    ['a length of 0', post('')],
    ['a body of the most bytes', post('0123456789')],
    ['each character of a name', get("X!#$%&'*+.^_`|~-09: a")],
    ['a value of Latin 1', get('X-A: \u00e9 \u00ff\t!~')],
    ['a head of the most bytes', get(`X-A: ${'a'.repeat(8 * KB - get('X-A: ').length + 4)}`)],
  ])('%s', (_, packet) => {
    expect(read(packet)).toBeDefined();
  });
});

describe('a packet is left to Node with', () => {
  test.each<[string, string]>([
    ['a head that is not all there', get().slice(0, -1)],
    ['no head', '\r\n\r\n'],
    ['no field', 'GET /a HTTP/1.1\r\n\r\n'],
    ['no field and more behind the version', 'GET /a:b HTTP/1.1:\r\n\r\n'],
    ['no end of its head', 'GET /a HTTP/1.1\r\nHost: a'],
    ['a request before it', `${get()}${get()}`],
    ...['HEAD', 'OPTIONS', 'CONNECT', 'get', 'XGET'].map((method): [string, string] => [
      `the method ${method}`,
      get().replace('GET', method),
    ]),
    ['another version', get().replace('1.1', '1.0')],
    ['more behind the version', get().replace('1.1', '1.1 ')],
    ['a URL in place of a path', get().replace('/a', 'http://a/a')],
    ['a character that a path does not have', get().replace('/a', '/a"')],
    ['a path of assay itself', get().replace('/a', '/__assay/requests')],
    ['no host', get().replace('Host', 'X-Host')],
    ['a host that is none', get().replace('Host: a', 'Host: a b')],
    ['a field twice', get('X-A: a', 'x-a: b')],
    ['a line without a colon', get('X-A')],
    ['a line without a colon before others', get('X-A', 'X-B: c')],
    ['a blank in a name', get('X A: a')],
    ['a blank before a colon', get('X-A : a')],
    ['no name', get(': a')],
    ['a folded line', get('X-A: a', ' b: c')],
    ['more blanks before a value', get('X-A:  a')],
    ['a blank behind a value', get('X-A: a ')],
    ['a control character in a value', get('X-A: a\u0001b')],
    ['DEL in a value', get('X-A: a\u007fb')],
    ...['Transfer-Encoding', 'Expect', 'Upgrade', 'Trailer', 'TE', 'X-Assay-Delay', 'X-Assay-Chaos'].map(
      (name): [string, string] => [`the field ${name}`, get(`${name}: 1`)],
    ),
    ['a connection that ends', get('Connection: close')],
    ['a body of more bytes', post('0123456789a')],
    ['a body that is not all there', post('a', 2)],
    ['a body that is followed by more', post('ab', 1)],
    ['a length in another form', post('a', '01')],
    ['a body without a length', `${get()}a`],
    ['a head of more bytes', get(`X-A: ${'a'.repeat(8 * KB - get('X-A: ').length + 5)}`)],
  ])('%s', (_, packet) => {
    expect(read(packet)).toBeUndefined();
  });
});
