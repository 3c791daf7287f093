import { describe, expect, test } from '@jest/globals';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Parameter } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf, shippedContract } from '../../test/support/contracts.ts';
import { readSent as read } from '../../test/support/sent-request.ts';
import type { RequestError } from './decode-request.ts';

const RED = { R: 100, G: 200 };
const ints = { type: 'array', items: { type: 'integer' } };
const color = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };
const query = (name: string, schema: object, more: object = {}) => ({ name, in: 'query', schema, ...more });

/** A contract with one operation, GET or POST at `/x` or a path of its own. */
const one = (operation: object, path = '/x', method = 'get', more: object = {}) =>
  contractOf({ paths: { [path]: { [method]: operation } }, ...more });

const short = (errors: RequestError[]) => errors.map(({ kind, at, message }) => `${kind}: ${at} ${message}`);

describe('parameters', () => {
  const TABLE: [
    name: string,
    { given: { parameter: object; path?: string; sent: string; headers?: HeaderField[] }; want: Json },
  ][] = [
    ['a number', { given: { parameter: query('q', { type: 'number' }), sent: '/x?q=-1.5e2' }, want: -150 }],
    ['an integer', { given: { parameter: query('q', { type: 'integer' }), sent: '/x?q=7' }, want: 7 }],
    ['a boolean', { given: { parameter: query('q', { type: 'boolean' }), sent: '/x?q=false' }, want: false }],
    ['text of digits', { given: { parameter: query('q', { type: 'string' }), sent: '/x?q=007' }, want: '007' }],
    ['text without a schema', { given: { parameter: query('q', {}), sent: '/x?q=true' }, want: 'true' }],
    [
      'one of several types',
      {
        given: { parameter: query('q', { anyOf: [{ type: 'integer' }, { type: 'string' }] }), sent: '/x?q=a' },
        want: 'a',
      },
    ],
    ['a number by its enum', { given: { parameter: query('q', { enum: [1, 2] }), sent: '/x?q=2' }, want: 2 }],
    [
      'a type behind a reference',
      { given: { parameter: query('q', { $ref: '#/components/schemas/N' }), sent: '/x?q=2' }, want: 2 },
    ],
    [
      'a plus sign for a space',
      { given: { parameter: query('q', { type: 'string' }), sent: '/x?q=a+b%2Bc%20d' }, want: 'a b+c d' },
    ],
    [
      'a name that is encoded',
      { given: { parameter: query('a b', { type: 'string' }), sent: '/x?a%20b=1' }, want: '1' },
    ],
    ['form, exploded', { given: { parameter: query('q', ints), sent: '/x?q=1&z=9&q=2' }, want: [1, 2] }],
    [
      'form, not exploded',
      { given: { parameter: query('q', ints, { explode: false }), sent: '/x?q=1,2' }, want: [1, 2] },
    ],
    [
      'an encoded comma',
      {
        given: {
          parameter: query('q', { type: 'array', items: { type: 'string' } }, { explode: false }),
          sent: '/x?q=a%2Cb,c',
        },
        want: ['a,b', 'c'],
      },
    ],
    [
      'spaceDelimited',
      {
        given: { parameter: query('q', ints, { style: 'spaceDelimited', explode: false }), sent: '/x?q=1%202%203' },
        want: [1, 2, 3],
      },
    ],
    [
      'pipeDelimited',
      {
        given: { parameter: query('q', ints, { style: 'pipeDelimited', explode: false }), sent: '/x?q=1|2%7C3' },
        want: [1, 2, 3],
      },
    ],
    ['an object, form, exploded', { given: { parameter: query('q', color), sent: '/x?R=100&z=1&G=200' }, want: RED }],
    [
      'an object, form, not exploded',
      { given: { parameter: query('q', color, { explode: false }), sent: '/x?q=R,100,G,200' }, want: RED },
    ],
    [
      'deepObject',
      {
        given: {
          parameter: query('q', color, { style: 'deepObject', explode: true }),
          sent: '/x?q[R]=100&q%5BG%5D=200',
        },
        want: RED,
      },
    ],
    [
      'JSON in a query',
      {
        given: {
          parameter: { name: 'q', in: 'query', content: { 'application/json': { schema: color } } },
          sent: '/x?q=%7B%22R%22:100,%22G%22:200%7D',
        },
        want: RED,
      },
    ],
    [
      'path, simple',
      {
        given: { parameter: { name: 'q', in: 'path', required: true, schema: ints }, path: '/p/{q}', sent: '/p/1,2' },
        want: [1, 2],
      },
    ],
    [
      'path, an encoded comma',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, schema: { type: 'array', items: {} } },
          path: '/p/{q}',
          sent: '/p/a%2Cb,c',
        },
        want: ['a,b', 'c'],
      },
    ],
    [
      'path, simple, exploded object',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, explode: true, schema: color },
          path: '/p/{q}',
          sent: '/p/R=100,G=200',
        },
        want: RED,
      },
    ],
    [
      'path, label',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, style: 'label', explode: true, schema: ints },
          path: '/p/{q}',
          sent: '/p/.1.2',
        },
        want: [1, 2],
      },
    ],
    [
      'path, matrix',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, style: 'matrix', schema: { type: 'integer' } },
          path: '/p/{q}',
          sent: '/p/;q=5',
        },
        want: 5,
      },
    ],
    [
      'path, matrix, exploded',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, style: 'matrix', explode: true, schema: ints },
          path: '/p/{q}',
          sent: '/p/;q=1;q=2',
        },
        want: [1, 2],
      },
    ],
    [
      'a header, its name in another case',
      {
        given: {
          parameter: { name: 'X-N', in: 'header', schema: { type: 'integer' } },
          sent: '/x',
          headers: [['x-n', ' 5 ']],
        },
        want: 5,
      },
    ],
    [
      'a header that stands twice',
      {
        given: {
          parameter: { name: 'X-N', in: 'header', schema: ints },
          sent: '/x',
          headers: [
            ['x-n', '1'],
            ['X-N', '2, 3'],
          ],
        },
        want: [1, 2, 3],
      },
    ],
    [
      'path, matrix, exploded, a number',
      {
        given: {
          parameter: {
            name: 'q',
            in: 'path',
            required: true,
            style: 'matrix',
            explode: true,
            schema: { type: 'integer' },
          },
          path: '/p/{q}',
          sent: '/p/;q=5',
        },
        want: 5,
      },
    ],
    [
      'spaceDelimited, exploded',
      {
        given: { parameter: query('q', ints, { style: 'spaceDelimited', explode: true }), sent: '/x?q=1&q=2' },
        want: [1, 2],
      },
    ],
    [
      'an object whose members no schema names',
      {
        given: {
          parameter: query('q', { type: 'object', additionalProperties: { type: 'integer' } }),
          sent: '/x?a=1&b=2',
        },
        want: { a: 1, b: 2 },
      },
    ],
    [
      'a list in an object whose members are parameters',
      {
        given: { parameter: query('q', { type: 'object', properties: { tags: ints } }), sent: '/x?tags=1&tags=2' },
        want: { tags: [1, 2] },
      },
    ],
    [
      'cookies of one name',
      {
        given: {
          parameter: { name: 'c', in: 'cookie', style: 'cookie', explode: true, schema: ints },
          sent: '/x',
          headers: [['Cookie', 'c=1; d=5; c=2']],
        },
        want: [1, 2],
      },
    ],
    [
      'a cookie with an encoded comma in an item',
      {
        given: {
          parameter: { name: 'c', in: 'cookie', explode: false, schema: { type: 'array', items: { type: 'string' } } },
          sent: '/x',
          headers: [['Cookie', 'c=a%2Cb,c']],
        },
        want: ['a,b', 'c'],
      },
    ],
    [
      'an empty text in the style matrix',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, style: 'matrix', schema: { type: 'string' } },
          path: '/p/{q}',
          sent: '/p/;q',
        },
        want: '',
      },
    ],
    [
      'a list in a cookie',
      {
        given: { parameter: { name: 'c', in: 'cookie', schema: ints }, sent: '/x', headers: [['Cookie', 'c=1%2C2']] },
        want: [1, 2],
      },
    ],
    [
      'a cookie',
      {
        given: {
          parameter: { name: 'c', in: 'cookie', schema: { type: 'string' } },
          sent: '/x',
          headers: [['Cookie', 'b=1; c="a%20b"; c=2']],
        },
        want: 'a b',
      },
    ],
  ];

  test.each(TABLE)('%s', async (_, { given, want }) => {
    const { parameter, path = '/x', sent, headers = [] } = given;
    const contract = await one({ parameters: [parameter] }, path, 'get', {
      components: { schemas: { N: { allOf: [{ type: 'number' }] } } },
    });
    const { inputs, errors } = read(contract, sent, headers);
    expect(errors).toEqual([]);
    const declared = contract.operations[0]?.parameters[0] as Parameter;
    expect(inputs[declared.in][declared.name]).toEqual(want);
  });

  const WRONG: [
    name: string,
    { given: { parameter: object; path?: string; sent?: string; headers?: HeaderField[] }; want: string[] },
  ][] = [
    [
      'a required one that is missing',
      { given: { parameter: query('q', {}, { required: true }) }, want: ['parameter: query q is required'] },
    ],
    [
      'one of the wrong type',
      {
        given: { parameter: query('q', { type: 'integer' }), sent: '/x?q=1.5' },
        want: ['parameter: query q must be integer'],
      },
    ],
    [
      'one that is out of range',
      {
        given: { parameter: query('q', { type: 'integer', maximum: 5 }), sent: '/x?q=6' },
        want: ['parameter: query q must be <= 5'],
      },
    ],
    [
      'an infinite number',
      {
        given: { parameter: query('q', { type: 'number' }), sent: '/x?q=1e999' },
        want: ['parameter: query q must be number'],
      },
    ],
    [
      'an item',
      { given: { parameter: query('q', ints), sent: '/x?q=1&q=a' }, want: ['parameter: query q#/1 must be integer'] },
    ],
    [
      'bad percent-encoding',
      {
        given: { parameter: query('q', {}), sent: '/x?q=%zz' },
        want: ['parameter: query q is not well percent-encoded'],
      },
    ],
    [
      'JSON that is none',
      {
        given: { parameter: { name: 'q', in: 'query', content: { 'application/json': {} } }, sent: '/x?q={' },
        want: ['parameter: query q is not JSON (at character 1)'],
      },
    ],
    [
      'a header',
      {
        given: { parameter: { name: 'X-N', in: 'header', schema: { type: 'integer' } }, headers: [['x-n', '']] },
        want: ['parameter: header X-N must be integer'],
      },
    ],
    [
      'a path that lacks its style',
      {
        given: {
          parameter: { name: 'q', in: 'path', required: true, style: 'matrix', schema: ints },
          path: '/p/{q}',
          sent: '/p/1,2',
        },
        want: ['parameter: path q is not written in the style matrix, as in ;q=…'],
      },
    ],
    [
      'a deep object deeper than any',
      {
        given: { parameter: query('q', {}, { style: 'deepObject' }), sent: `/x?q${'[a]'.repeat(100_000)}=1` },
        want: ['parameter: query q is nested deeper than 1000 levels'],
      },
    ],
  ];

  test.each(WRONG)('reports %s', async (_, { given, want }) => {
    const contract = await one({ parameters: [given.parameter] }, given.path);
    expect(short(read(contract, given.sent ?? '/x', given.headers).errors)).toEqual(want);
  });
});

describe('bodies', () => {
  const json: HeaderField[] = [['content-type', 'application/json']];
  const media = (type: string, schema: object, more: object = {}) => ({
    requestBody: { required: true, content: { [type]: { schema, ...more } } },
  });
  const anything = media('application/json', {});
  const form = media('application/x-www-form-urlencoded', {
    type: 'object',
    properties: { n: { type: 'integer' }, list: ints, nested: color, text: { type: 'string' } },
  });
  const multipart = media('multipart/form-data', {
    type: 'object',
    properties: { n: { type: 'integer' }, nested: color, file: { type: 'string' }, list: ints },
  });
  const part = (name: string, content: string, more = '') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;

  const TABLE: [
    name: string,
    { given: { operation: object; headers?: HeaderField[]; body: string | Uint8Array }; want: Json },
  ][] = [
    ['JSON', { given: { operation: anything, body: '{"a":[1]}' }, want: { a: [1] } }],
    [
      'JSON in a coding',
      {
        given: {
          operation: anything,
          headers: [...json, ['Content-Encoding', 'GZIP']],
          body: gzipSync('{"a":[1]}'),
        },
        want: { a: [1] },
      },
    ],
    ['null is a body', { given: { operation: anything, body: 'null' }, want: null }],
    ['false is a body', { given: { operation: anything, body: 'false' }, want: false }],
    ['a byte order mark', { given: { operation: anything, body: '\ufeff1' }, want: 1 }],
    [
      'a label in capitals with a charset',
      {
        given: { operation: anything, headers: [['CONTENT-TYPE', 'Application/JSON; charset="UTF-8"']], body: '1' },
        want: 1,
      },
    ],
    [
      '+json under a range',
      {
        given: { operation: media('application/*', {}), headers: [['content-type', 'application/x+json']], body: '1' },
        want: 1,
      },
    ],
    [
      'JSON under the label of a form',
      {
        given: {
          operation: media('application/x-www-form-urlencoded', {}, { 'x-encoded-as': 'application/json' }),
          headers: [['content-type', 'application/x-www-form-urlencoded']],
          body: '{"a":1}',
        },
        want: { a: 1 },
      },
    ],
    [
      'a form',
      {
        given: {
          operation: form,
          headers: [['content-type', 'application/x-www-form-urlencoded']],
          body: 'n=1&list=1&list=2&text=1&nested=%7B%22R%22:1%7D&other=x+y',
        },
        want: { n: 1, list: [1, 2], text: '1', nested: { R: 1 }, other: 'x y' },
      },
    ],
    [
      'a multipart form',
      {
        given: {
          operation: multipart,
          headers: [['content-type', 'multipart/form-data; boundary=b']],
          body: `${part('n', '1')}${part('nested', '{"R":1}', '\r\nContent-Type: application/json')}${part('file', 'x\r\ny', '; filename="f"')}${part('list', '1')}${part('list', '2')}--b--\r\n`,
        },
        want: { n: 1, nested: { R: 1 }, file: 'x\r\ny', list: [1, 2] },
      },
    ],
    [
      'text',
      {
        given: {
          operation: media('text/plain', { type: 'string' }),
          headers: [['content-type', 'text/plain']],
          body: 'é',
        },
        want: 'é',
      },
    ],
    [
      'text in another charset',
      {
        given: {
          operation: media('text/plain', { type: 'string' }),
          headers: [['content-type', 'text/plain; charset=iso-8859-1']],
          body: new Uint8Array([0xe9]),
        },
        want: 'é',
      },
    ],
    [
      'bytes',
      {
        given: {
          operation: media('image/png', { type: 'string', format: 'binary' }),
          headers: [['content-type', 'image/png']],
          body: new Uint8Array([0xff]),
        },
        want: '\u00ff',
      },
    ],
    [
      'what is opaque is not held against an object',
      {
        given: {
          operation: media('application/cbor', { type: 'object' }),
          headers: [['content-type', 'application/cbor']],
          body: 'a',
        },
        want: 'a',
      },
    ],
  ];

  test.each(TABLE)('%s', async (_, { given, want }) => {
    const contract = await one(given.operation, '/x', 'post');
    const { inputs, errors } = read(contract, '/x', given.headers ?? json, given.body);
    expect(errors).toEqual([]);
    expect(inputs.body).toEqual(want);
  });

  const object = media('application/json', { type: 'object', required: ['a'] });
  const WRONG: [
    name: string,
    { given: { operation: object; headers?: HeaderField[]; body?: string | Uint8Array }; want: string[] },
  ][] = [
    ['a body that is missing', { given: { operation: anything }, want: ['body: request body is required'] }],
    ['an empty body', { given: { operation: anything, body: '' }, want: ['body: request body is required'] }],
    [
      'a body that is no JSON',
      {
        given: { operation: anything, body: '{"a":' },
        want: [expect.stringMatching(/^body: request body is not JSON/) as unknown as string],
      },
    ],
    [
      'a body that is not UTF-8',
      {
        given: { operation: anything, body: new Uint8Array([0x22, 0xff, 0x22]) },
        want: ['body: request body is not text in utf-8'],
      },
    ],
    [
      'an unknown charset',
      {
        given: { operation: anything, headers: [['content-type', 'application/json; charset=klingon']], body: '1' },
        want: ['body: request body is not text in klingon'],
      },
    ],
    [
      'a media type that is not declared',
      {
        given: { operation: anything, headers: [['content-type', 'text/plain']], body: '1' },
        want: ['media type: header Content-Type is none of the documented media types: application/json'],
      },
    ],
    [
      'a media type that is none',
      {
        given: { operation: anything, headers: [['content-type', 'json']], body: '1' },
        want: ['media type: header Content-Type is none of the documented media types: application/json'],
      },
    ],
    [
      'no media type',
      {
        given: { operation: anything, headers: [], body: '1' },
        want: [
          'media type: header Content-Type is missing, and the body is none of the documented media types without it',
        ],
      },
    ],
    [
      'a coding that is not known',
      {
        given: { operation: anything, headers: [...json, ['content-encoding', 'snappy']], body: '1' },
        want: ['media type: header Content-Encoding names the coding snappy, which cannot be undone here'],
      },
    ],
    [
      'a body that is not in its coding',
      {
        given: { operation: anything, headers: [...json, ['content-encoding', 'gzip']], body: '1' },
        want: ['body: header Content-Encoding names the coding gzip, and the body is not in it'],
      },
    ],
    [
      'a body that is too long without its coding',
      {
        given: {
          operation: anything,
          headers: [...json, ['content-encoding', 'br, gzip']],
          body: gzipSync(brotliCompressSync(Buffer.alloc(10_000_001, ' '))),
        },
        want: ['size: request body is longer than 10000000 bytes without its coding'],
      },
    ],
    [
      'a wrong body in a coding',
      {
        given: { operation: object, headers: [...json, ['content-encoding', 'deflate']], body: deflateSync('{}') },
        want: ["body: request body#/a must have required property 'a'"],
      },
    ],
    [
      'a member that is missing',
      { given: { operation: object, body: '{}' }, want: ["body: request body#/a must have required property 'a'"] },
    ],
    [
      'null where an object is wanted',
      { given: { operation: object, body: 'null' }, want: ['body: request body must be object'] },
    ],
    [
      'false where an object is wanted',
      { given: { operation: object, body: 'false' }, want: ['body: request body must be object'] },
    ],
    [
      'no prototype for a member',
      {
        given: { operation: object, body: '{"__proto__":{"a":1}}' },
        want: ["body: request body#/a must have required property 'a'"],
      },
    ],
    [
      'a body nested 100,000 deep',
      {
        given: { operation: anything, body: '['.repeat(100_000) + ']'.repeat(100_000) },
        want: ['body: request body is nested deeper than 1000 levels'],
      },
    ],
    [
      'a form with bad encoding',
      {
        given: { operation: form, headers: [['content-type', 'application/x-www-form-urlencoded']], body: 'n=%zz' },
        want: ['body: request body has a member "n" that is not well percent-encoded'],
      },
    ],
    [
      'a multipart form without boundary',
      {
        given: { operation: multipart, headers: [['content-type', 'multipart/form-data']], body: 'x' },
        want: ['body: request body is a multipart form whose boundary Content-Type does not tell'],
      },
    ],
    [
      'a multipart form that breaks off',
      {
        given: {
          operation: multipart,
          headers: [['content-type', 'multipart/form-data; boundary=b']],
          body: part('n', '1'),
        },
        want: ['body: request body is not a well-formed multipart form'],
      },
    ],
  ];

  test.each(WRONG)('reports %s', async (_, { given, want }) => {
    const contract = await one(given.operation, '/x', 'post');
    expect(short(read(contract, '/x', given.headers ?? json, given.body).errors)).toEqual(want);
  });

  test('brackets in a string do not count as depth, and 1,000 levels are not too deep', async () => {
    const contract = await one(anything, '/x', 'post');
    expect(read(contract, '/x', json, JSON.stringify(`\\"${'['.repeat(5_000)}`)).errors).toEqual([]);
    expect(read(contract, '/x', json, '['.repeat(1_000) + ']'.repeat(1_000)).errors).toEqual([]);
  });

  test('the member __proto__ of a form is like any other', async () => {
    const contract = await one(form, '/x', 'post');
    const { inputs } = read(contract, '/x', [['content-type', 'application/x-www-form-urlencoded']], '__proto__=1&n=2');
    expect(Object.entries(inputs.body as object)).toEqual([
      ['__proto__', '1'],
      ['n', 2],
    ]);
    expect(({} as { n?: number }).n).toBeUndefined();
  });
});

describe('security', () => {
  const schemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    basic: { type: 'http', scheme: 'Basic' },
    oauth: { type: 'oauth2', flows: {} },
    header: { type: 'apiKey', in: 'header', name: 'X-Key' },
    query: { type: 'apiKey', in: 'query', name: 'key' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  };
  const TABLE: [
    name: string,
    { given: { security: object[]; path?: string; headers?: HeaderField[] }; want: boolean },
  ][] = [
    ['bearer', { given: { security: [{ bearer: [] }], headers: [['authorization', 'Bearer x']] }, want: true }],
    [
      'bearer in lower case',
      { given: { security: [{ bearer: [] }], headers: [['Authorization', 'bearer x']] }, want: true },
    ],
    [
      'bearer without a token',
      { given: { security: [{ bearer: [] }], headers: [['Authorization', 'bearer ']] }, want: false },
    ],
    ['another scheme', { given: { security: [{ bearer: [] }], headers: [['Authorization', 'Basic x']] }, want: false }],
    ['nothing', { given: { security: [{ bearer: [] }] }, want: false }],
    ['basic', { given: { security: [{ basic: [] }], headers: [['Authorization', 'BASIC x']] }, want: true }],
    ['oauth2', { given: { security: [{ oauth: ['a'] }], headers: [['Authorization', 'Bearer x']] }, want: true }],
    ['a key in a header', { given: { security: [{ header: [] }], headers: [['x-key', '1']] }, want: true }],
    ['an empty key in a header', { given: { security: [{ header: [] }], headers: [['x-key', '']] }, want: false }],
    ['a key in the query', { given: { security: [{ query: [] }], path: '/x?key=1' }, want: true }],
    [
      'a key in a cookie',
      { given: { security: [{ cookie: [] }], headers: [['cookie', 'a=1; session=2']] }, want: true },
    ],
    ['one of two alternatives', { given: { security: [{ bearer: [] }, { query: [] }], path: '/x?key=1' }, want: true }],
    ['half of an alternative', { given: { security: [{ bearer: [], query: [] }], path: '/x?key=1' }, want: false }],
    ['none needed', { given: { security: [{ bearer: [] }, {}] }, want: true }],
  ];

  test.each(TABLE)('%s', async (_, { given, want }) => {
    const contract = await one({ security: given.security }, '/x', 'get', { components: { securitySchemes: schemes } });
    const { errors } = read(contract, given.path ?? '/x', given.headers);
    expect(errors.map(({ kind }) => kind)).toEqual(want ? [] : ['security']);
  });
});

test('a condition that fails reports only what it requires', async () => {
  const contract = await shippedContract('cloud-foundry-v3-packages');
  const { errors } = read(
    contract,
    '/v3/apps/a/packages',
    [
      ['Authorization', 'bearer x'],
      ['Content-Type', 'application/json'],
    ],
    '{"type":"docker"}',
  );
  expect(short(errors)).toEqual(["body: request body#/data must have required property 'data'"]);
});

test('an error names the clause that the contract states', async () => {
  const contract = await shippedContract('cloud-foundry-v3-packages');
  const headers: HeaderField[] = [
    ['Authorization', 'bearer x'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ];
  const { errors } = read(contract, '/v3/apps/a/packages', headers, '{"type":"docker","data":{"image":5}}');
  expect(errors).toEqual([
    {
      kind: 'body',
      clause: '#/components/schemas/PackageCreateData/properties/image/type',
      at: 'request body#/data/image',
      message: 'must be string',
      expected: 'string',
    },
  ]);
});
