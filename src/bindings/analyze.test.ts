import { describe, expect, test } from '@jest/globals';
import type { Leaf } from '../model/binding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { analyze } from './analyze.ts';
import { formatTemplate } from './format-template.ts';

interface Documented {
  path?: string;
  method?: string;
  /** Examples of parameters, by `in.name`. */
  parameters?: Record<string, Json>;
  request?: Json;
  response?: Json;
  /** The schemas of the response's members. */
  properties?: JsonObject;
  headers?: JsonObject;
  status?: string;
  /** What the document says of its examples; they are exact unless given. */
  examples?: 'illustrative';
  /** Further examples of the same operation: what is sent, and what is answered. */
  others?: { request: Json; response: Json }[];
}

async function leavesOf(documented: Documented): Promise<Leaf[]> {
  const { path = '/things', method = 'post', parameters = {}, request, response, properties = {} } = documented;
  const others = (of: 'request' | 'response') =>
    Object.fromEntries((documented.others ?? []).map((other, index) => [`other${index}`, { value: other[of] }]));
  const contract = await contractOf({
    'x-examples': documented.examples ?? 'exact',
    paths: {
      [path]: {
        [method]: {
          parameters: Object.entries(parameters).map(([key, value]) => {
            const [where = '', name = ''] = key.split('.');
            return { in: where, name, required: where === 'path', schema: {}, examples: { one: { value } } };
          }),
          ...(request !== undefined && {
            requestBody: {
              content: {
                'application/json': { schema: {}, examples: { one: { value: request }, ...others('request') } },
              },
            },
          }),
          responses: {
            [documented.status ?? '201']: {
              description: 'made',
              ...(documented.headers && { headers: documented.headers }),
              ...(response !== undefined && {
                content: {
                  'application/json': {
                    schema: { type: 'object', properties },
                    examples: { one: { value: response }, ...others('response') },
                  },
                },
              }),
            },
          },
        },
      },
    },
  });
  const [operation] = contract.operations;
  const example = operation?.examples.find(({ name }) => name === 'one') ?? operation?.examples[0];
  if (!operation || !example) throw new Error('the document has no example');
  return analyze(contract, operation, example);
}

const described = ({ kind, template }: Leaf) => (template ? `${kind} ${formatTemplate(template)}` : kind);

/** The leaf of a response with one member, described. */
async function leafOf(value: Json, more: Documented = {}, name = 'value'): Promise<string> {
  const leaves = await leavesOf({ ...more, response: { [name]: value } });
  return leaves.map(described).join('; ');
}

const GUID = '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11';

describe('volatile and literal values', () => {
  test.each<[string, Json, 'volatile' | 'literal', string?, JsonObject?]>([
    ['a uuid', GUID, 'volatile'],
    ['a uuid in capitals inside a text', `urn:${GUID.toUpperCase()}`, 'volatile'],
    ['a text that is too short for a uuid', GUID.slice(0, -1), 'literal'],
    ['a date', '2015-11-03', 'volatile'],
    ['a timestamp in UTC', '2015-11-03T00:53:50Z', 'volatile'],
    ['a timestamp in lower case', '2015-11-03t00:53:50z', 'volatile'],
    ['a timestamp with fraction and offset', '2015-11-03T00:53:50.123+01:00', 'volatile'],
    ['a timestamp with a blank and without seconds', '2015-11-03 00:53', 'volatile'],
    ['a date within a sentence', 'since 2015-11-03', 'literal'],
    ['a date with more behind it', '2015-11-03 or so', 'literal'],
    ['sixteen hexadecimal digits', '0123456789abcdef', 'volatile'],
    ['fifteen hexadecimal digits', '0123456789abcde', 'literal'],
    ['sixteen letters without a digit', 'abcdefabcdefabcd', 'literal'],
    ['an ordinary text', 'docker', 'literal'],
    ['a number', 42, 'literal'],
    ['a truth value', true, 'literal'],
    ['a text called id', 'x1', 'volatile', 'id'],
    ['a text called GUID', 'x1', 'volatile', 'GUID'],
    ['a text called _id', 'x1', 'volatile', '_id'],
    ['a text called identity', 'x1', 'literal', 'identity'],
    ['a number called id', 7, 'volatile', 'id'],
    ['a number called uid', 7, 'volatile', 'uid'],
    ['a number called created', 7, 'volatile', 'created'],
    ['a number called updated_at', 7, 'volatile', 'updated_at'],
    ['a number called at', 7, 'volatile', 'at'],
    ['a number called last_modified', 7, 'volatile', 'last_modified'],
    ['a number called format', 7, 'literal', 'format'],
    ['a number called timeout', 7, 'literal', 'timeout'],
    ['a truth value called id', true, 'literal', 'id'],
    ['null without a schema', null, 'volatile'],
    ['null of type null', null, 'literal', 'value', { type: 'null' }],
    ['null of two types', null, 'volatile', 'value', { type: ['null', 'string'] }],
    ['a text of format uuid', 'x', 'volatile', 'value', { format: 'uuid' }],
    ['a text of format date-time', 'x', 'volatile', 'value', { format: 'date-time' }],
    ['a text of format date', 'x', 'volatile', 'value', { format: 'date' }],
    ['a text of format time', 'x', 'volatile', 'value', { format: 'time' }],
    ['a text of format email', 'x', 'literal', 'value', { format: 'email' }],
    ['a text with x-match volatile', 'x', 'volatile', 'value', { 'x-match': 'volatile' }],
    ['a uuid with x-match literal', GUID, 'literal', 'value', { 'x-match': 'literal' }],
    ['a text with x-match bound that follows from nothing', 'x', 'volatile', 'value', { 'x-match': 'bound' }],
  ])('takes %s (%j) for %s', async (_, value, want, name = 'value', schema = {}) => {
    expect(await leafOf(value, { properties: { [name]: schema } }, name)).toBe(want);
  });
});

describe('bound values', () => {
  test.each<[string, Json, string, Documented?, string?]>([
    ['the same place of the request', 'a', 'bound request body#/value', { request: { value: 'a' } }],
    ['a small number at the same place', 1, 'bound request body#/value', { request: { value: 1 } }],
    [
      'a value of the same name elsewhere',
      'a',
      'bound request body#/data/value',
      { request: { data: { value: 'a' } } },
    ],
    [
      'a name in other letter case',
      'a',
      'bound query parameter VALUE',
      { request: { x: 1 }, parameters: { 'query.VALUE': 'a' } },
    ],
    ['nothing, where short texts are equal by chance', 'abcde', 'literal', { request: { other: 'abcde' } }],
    ['a text of 6 characters with a digit', 'abcde1', 'bound request body#/other', { request: { other: 'abcde1' } }],
    ['nothing, where a text of 5 characters has a digit', 'abcd1', 'literal', { request: { other: 'abcd1' } }],
    ['nothing, where 11 letters are equal', 'abcdefghijk', 'literal', { request: { other: 'abcdefghijk' } }],
    ['a text of 12 letters', 'abcdefghijkl', 'bound request body#/other', { request: { other: 'abcdefghijkl' } }],
    [
      'each item of a list that is a parameter',
      ['a', 'b'],
      'bound query parameter value#/0; bound query parameter value#/1',
      { parameters: { 'query.value': ['a', 'b'] } },
    ],
    [
      'the members of an object that is a parameter',
      { state: 'open', ids: ['x'] },
      'bound query parameter VALUE#/state; bound query parameter VALUE#/ids/0',
      { parameters: { 'query.VALUE': { state: 'open', ids: ['x'] } } },
    ],
    [
      'nothing, where a long value stands in a list of another name',
      'abcdefghijkl',
      'literal',
      { parameters: { 'query.others': ['abcdefghijkl'] } },
    ],
    ['a number of 10000', 10_000, 'bound request body#/other', { request: { other: 10_000 } }],
    ['a number of -10000', -10_000, 'bound request body#/other', { request: { other: -10_000 } }],
    ['nothing, where a number below 10000 is equal', 9999, 'literal', { request: { other: 9999 } }],
    ['nothing, where both are empty', '', 'literal', { request: { value: '' } }],
    ['nothing, where both are null', null, 'volatile', { request: { value: null } }],
    [
      'nothing, where the value is one of an enumeration',
      'abcdefghijkl',
      'literal',
      { request: { other: 'abcdefghijkl' }, properties: { value: { enum: ['abcdefghijkl', 'b'] } } },
    ],
    [
      'nothing, where the contract says volatile',
      'a',
      'volatile',
      { request: { value: 'a' }, properties: { value: { 'x-match': 'volatile' } } },
    ],
    [
      'a path parameter as a segment',
      '/things/7/parts',
      'bound "/things/" + path parameter id + "/parts"',
      { path: '/things/{id}', parameters: { 'path.id': 7 } },
    ],
    [
      'the text before and after it',
      'https://h/7',
      'bound "https://h/" + path parameter id',
      { path: '/things/{id}', parameters: { 'path.id': '7' } },
    ],
    [
      'each segment that is the same',
      '7/7',
      'bound path parameter id + "/" + path parameter id',
      { path: '/things/{id}', parameters: { 'path.id': '7' } },
    ],
    [
      'nothing, where it is only a part of a segment',
      '/things/17',
      'literal',
      { path: '/things/{id}', parameters: { 'path.id': '7' } },
    ],
    [
      'nothing, where a hyphen follows',
      '/things/7-a',
      'literal',
      { path: '/things/{id}', parameters: { 'path.id': '7' } },
    ],
    [
      'nothing, where a short value stands in a sentence',
      'thing 7 is new',
      'literal',
      { path: '/things/{id}', parameters: { 'path.id': '7' } },
    ],
    [
      'a long value in a sentence',
      'the disk-image-1 is new',
      'bound "the " + request body#/name + " is new"',
      { request: { name: 'disk-image-1' } },
    ],
    ['nothing, where a short value of the body is a segment', '/things/disk', 'literal', { request: { name: 'disk' } }],
    [
      'nothing, where only the server is the same',
      'https://example.com/a',
      'literal',
      { request: { home: 'https://example.com' } },
    ],
    [
      'the longer of two values',
      '/x/disk-image-1/y',
      'bound "/x/" + request body#/name + "/y"',
      { request: { part: 'image-1', name: 'disk-image-1' } },
    ],
  ])('follow from %s', async (_, value, want, documented = {}, name = 'value') => {
    expect(await leafOf(value, documented, name)).toBe(want);
  });

  test.each<[string, Json, string[]]>([
    ['its identifier', { id: 'p-77x', link: '/p/p-77x' }, ['volatile', 'bound "/p/" + response body#/id']],
    [
      'the identifier of what it wraps',
      { image: { id: 'p-77x', link: '/p/p-77x' } },
      ['volatile', 'bound "/p/" + response body#/image/id'],
    ],
    [
      'no identifier further down, where there is more than a wrapper',
      { image: { id: 'p-77x', link: '/p/p-77x' }, ok: true },
      ['volatile', 'literal', 'literal'],
    ],
    ['no small number of the same name', { id: 1, owner: { id: 1 } }, ['volatile', 'volatile']],
    ['a large number of the same name', { id: 10_000, owner: { id: 10_000 } }, ['volatile', 'bound response body#/id']],
    ['no member with another name', { code: 'p-77x', link: '/p/p-77x' }, ['literal', 'literal']],
  ])('follow within one response from %s', async (_, response, want) => {
    expect((await leavesOf({ response })).map(described)).toStrictEqual(want);
  });
});

describe('leaves', () => {
  test('are the scalar values, at their places', async () => {
    const leaves = await leavesOf({ response: { a: [1, { b: 'x' }], empty: {}, none: [] } });
    expect(leaves.map(({ place, value }) => [place, value])).toStrictEqual([
      [{ in: 'body', pointer: '#/a/0' }, 1],
      [{ in: 'body', pointer: '#/a/1/b' }, 'x'],
    ]);
  });

  test('name their clause, or their place in the example', async () => {
    const leaves = await leavesOf({ response: { a: 1, b: 2 }, properties: { a: {} } });
    expect(leaves.map(({ clause }) => clause.split('/').slice(-3).join('/'))).toStrictEqual([
      'schema/properties/a',
      'one/value/b',
    ]);
  });

  test('do not exist without a documented response', async () => {
    expect(await leavesOf({ request: { a: 1 } })).toStrictEqual([]);
  });
});

describe('headers', () => {
  const header = (name: string, value: string, more: JsonObject = {}) => ({
    [name]: { schema: { type: 'string' }, examples: { one: { value } }, ...more },
  });
  test.each<[string, JsonObject, string]>([
    ['Date', header('Date', 'x'), 'volatile'],
    ['ETag', header('ETag', 'x'), 'volatile'],
    ['Set-Cookie', header('Set-Cookie', 'a=b'), 'volatile'],
    ['Retry-After', header('Retry-After', '3'), 'volatile'],
    ['X-RateLimit-Remaining', header('X-RateLimit-Remaining', '3'), 'volatile'],
    ['RateLimit', header('RateLimit', '3'), 'volatile'],
    ['X-Age', header('X-Age', 'x'), 'literal'],
    ['Dated', header('Dated', 'x'), 'literal'],
    ['a declared header', header('X-Kind', 'x', { 'x-match': 'volatile' }), 'volatile'],
  ])('%s: the value is of the kind expected', async (_, headers, want) => {
    expect((await leavesOf({ headers, response: {} })).map(described)).toStrictEqual([want]);
  });

  test('follow from the request as members do', async () => {
    const leaves = await leavesOf({
      headers: header('X-Name', 'disk-image-1'),
      request: { name: 'disk-image-1' },
      response: {},
    });
    expect(leaves.map(described)).toStrictEqual(['bound request body#/name']);
  });
});

describe('what identifies a creation', () => {
  const identifying = async (documented: Documented) =>
    (await leavesOf(documented)).flatMap(({ identifies, place }) =>
      identifies ? [place.in === 'body' ? place.pointer : place.name] : [],
    );
  test.each<[string, Json, string[]]>([
    ['an id', { id: GUID }, ['#/id']],
    ['an id one level down', { image: { id: GUID } }, ['#/image/id']],
    ['no id two levels down', { a: { b: { id: GUID } } }, []],
    ['no id that is null', { id: null }, []],
    ['its own URI', { href: `/things/${GUID}` }, ['#/href']],
    ['its own URI two levels down', { links: { self: { href: `/things/${GUID}` } } }, ['#/links/self/href']],
    ['no URI three levels down', { a: { links: { self: { href: `/things/${GUID}` } } } }, []],
    ['no URI that ends in a word', { url: `/${GUID}/things` }, []],
    ['no other member', { name: GUID }, []],
  ])('is %s', async (_, response, want) => {
    expect(await identifying({ response })).toStrictEqual(want);
  });

  test('is the Location header', async () => {
    const headers = { Location: { schema: {}, examples: { one: { value: `/things/${GUID}` } } } };
    expect(await identifying({ headers, response: {} })).toStrictEqual(['Location']);
  });

  test.each<[string, Documented]>([
    ['a PUT', { method: 'put', response: { id: GUID } }],
    ['a refusal', { status: '409', request: { a: 1 }, response: { id: GUID } }],
  ])('is nothing in the response to %s', async (_, documented) => {
    expect(await identifying(documented)).toStrictEqual([]);
  });
});

describe('examples that are illustrations', () => {
  const LONG = 'abcdefghijkl';
  test.each<[string, Json, string, Documented, string?]>([
    ['the same member of the request', 'a', 'bound request body#/value', { request: { value: 'a' } }],
    ['nothing, where a long value is equal under another name', LONG, 'literal', { request: { other: LONG } }],
    ['nothing, where a part of a text is equal', `see ${LONG}`, 'literal', { request: { value: LONG } }],
    [
      'another name, where a second example shows it again',
      LONG,
      'bound request body#/other',
      { request: { other: LONG }, others: [{ request: { other: 'x' }, response: { value: 'x' } }] },
    ],
    [
      'nothing, where a second example shows the same pair once more',
      LONG,
      'literal',
      { request: { other: LONG }, others: [{ request: { other: LONG }, response: { value: LONG } }] },
    ],
    [
      'nothing, where a second example shows another value under the same name',
      'a',
      'literal',
      { request: { value: 'a' }, others: [{ request: { value: 'b' }, response: { value: 'c' } }] },
    ],
    [
      'the same name, where a second example does not have it',
      'a',
      'bound request body#/value',
      { request: { value: 'a' }, others: [{ request: { more: 'b' }, response: { more: 'c' } }] },
    ],
    [
      'the path, where it has the name of the thing before id',
      70_000,
      'bound path parameter thing_id',
      { path: '/things/{thing_id}', method: 'get', parameters: { 'path.thing_id': 70_000 } },
      'id',
    ],
    [
      'the path, as a segment of an address',
      `https://api.example.com/things/${GUID}`,
      'bound "https://api.example.com/things/" + path parameter thing',
      { path: '/things/{thing}', method: 'get', parameters: { 'path.thing': GUID } },
    ],
    [
      'no query, as a segment of an address',
      `https://api.example.com/things/${GUID}`,
      'volatile',
      { method: 'get', parameters: { 'query.thing': GUID } },
    ],
    [
      'another name, where the contract says that it is bound',
      LONG,
      'bound request body#/other',
      { request: { other: LONG }, properties: { value: { 'x-match': 'bound' } } },
    ],
  ])('follow from %s', async (_, value, want, more, name = 'value') => {
    const status = more.method === 'get' ? '200' : '201';
    expect(await leafOf(value, { ...more, status, examples: 'illustrative' }, name)).toBe(want);
  });
});
