import { describe, expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import { readFields } from '../../http/header-fields.ts';
import { isPreflight, preflight, withCors } from './cors.ts';

const ORIGIN = 'http://page.example';

describe('isPreflight', () => {
  const TABLE: [method: string, headers: HeaderField[], want: boolean][] = [
    [
      'OPTIONS',
      [
        ['Origin', ORIGIN],
        ['Access-Control-Request-Method', 'PUT'],
      ],
      true,
    ],
    [
      'GET',
      [
        ['Origin', ORIGIN],
        ['Access-Control-Request-Method', 'PUT'],
      ],
      false,
    ],
    ['OPTIONS', [['Access-Control-Request-Method', 'PUT']], false],
    ['OPTIONS', [['Origin', ORIGIN]], false],
  ];
  test.each(TABLE)('tells whether %s with %j is a preflight: %s', (method, headers, want) =>
    expect(isPreflight({ method, path: '/', headers }, readFields(headers))).toBe(want),
  );
});

describe('preflight', () => {
  const answered = (...headers: HeaderField[]) => {
    const reply = preflight(readFields(headers));
    return { status: reply.status, ...Object.fromEntries(reply.headers) };
  };

  test('allows the requested method, headers and private network', () =>
    expect(
      answered(
        ['Origin', ORIGIN],
        ['Access-Control-Request-Method', 'PATCH'],
        ['Access-Control-Request-Headers', 'a,b'],
        ['Access-Control-Request-Private-Network', 'true'],
      ),
    ).toEqual({
      status: 204,
      'Access-Control-Allow-Origin': ORIGIN,
      'Access-Control-Allow-Credentials': 'true',
      Vary: 'Origin',
      'Access-Control-Allow-Methods': 'PATCH',
      'Access-Control-Allow-Headers': 'a,b',
      'Access-Control-Allow-Private-Network': 'true',
      'Access-Control-Max-Age': '600',
    }));

  test('allows nothing that is not requested', () =>
    expect(answered(['Access-Control-Request-Private-Network', 'false'])).toEqual({
      status: 204,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': '*',
      'Access-Control-Max-Age': '600',
    }));
});

describe('withCors', () => {
  const headersOf = (origin: string | undefined, headers: HeaderField[]) =>
    withCors(origin, { status: 200, headers, body: '' }).headers;
  const NAMED: HeaderField[] = [
    ['Access-Control-Allow-Origin', ORIGIN],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Vary', 'Origin'],
  ];
  const SAFE = [
    'Cache-Control',
    'content-language',
    'Content-Length',
    'Content-Type',
    'Expires',
    'Last-Modified',
    'Pragma',
    'Vary',
  ];

  const TABLE: [name: string, origin: string | undefined, headers: HeaderField[], want: HeaderField[]][] = [
    [
      'any origin where the request names none',
      undefined,
      [['X', '1']],
      [
        ['X', '1'],
        ['Access-Control-Allow-Origin', '*'],
      ],
    ],
    ['the origin of the request', ORIGIN, [], NAMED],
    [
      'each header once that a page may not read by itself',
      ORIGIN,
      [
        ['X-A', '1'],
        ['X-A', '2'],
        ['Link', '3'],
      ],
      [['X-A', '1'], ['X-A', '2'], ['Link', '3'], ...NAMED, ['Access-Control-Expose-Headers', 'X-A, Link']],
    ],
    [
      'no header that a page may read by itself',
      ORIGIN,
      SAFE.map((name) => [name, '1']),
      [...SAFE.map((name): HeaderField => [name, '1']), ...NAMED],
    ],
    [
      'headers of CORS once, in any letter case',
      ORIGIN,
      [
        ['access-control-allow-origin', 'x'],
        ['Access-Control-Max-Age', '1'],
        ['Accept-Ranges', 'none'],
      ],
      [['Accept-Ranges', 'none'], ...NAMED, ['Access-Control-Expose-Headers', 'Accept-Ranges']],
    ],
    [
      'headers of CORS once without an origin too',
      undefined,
      [['Access-Control-Allow-Origin', 'x']],
      [['Access-Control-Allow-Origin', '*']],
    ],
  ];
  test.each(TABLE)('names %s', (_, origin, headers, want) => expect(headersOf(origin, headers)).toEqual(want));
});
