import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Operation } from '../model/contract.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { alternativesTo, illustrationsBeside, responseFor, statusOf } from './examples.ts';

const media = (examples: JsonObject, type = 'application/json') => ({
  [type]: { examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])) },
});
const response = (examples?: JsonObject) => ({ description: '', ...(examples && { content: media(examples) }) });
const parameter = (name: string, examples: JsonObject, more: JsonObject = {}) => ({
  ...{ name, in: 'query', schema: {} },
  ...(Object.keys(examples).length > 0 && {
    examples: Object.fromEntries(Object.entries(examples).map(([key, value]) => [key, { value }])),
  }),
  ...more,
});

async function operationOf(operation: JsonObject): Promise<Operation> {
  const { operations } = await contractOf({ paths: { '/things': { post: operation } } });
  return operations[0] as Operation;
}

/** Each example as a line: its name, what it sends, and the status and body of its answer. */
async function paired(operation: object): Promise<string[]> {
  const { examples } = await operationOf(operation as JsonObject);
  return examples.map(({ name, request: { query, body }, response: answer }) => {
    const sent = JSON.stringify({ ...query, ...(body !== undefined && { body }) });
    return `${name} ${sent}${answer ? ` ${answer.status}${answer.body === undefined ? '' : ` ${JSON.stringify(answer.body)}`}` : ''}`;
  });
}

const none = { responses: { 200: response() } };

describe('the documented requests of an operation', () => {
  test.each<[what: string, operation: object, want: string[]]>([
    [
      'one for each example of the body',
      { ...none, requestBody: { content: media({ a: 1, b: 2 }) } },
      ['a {"body":1} 200', 'b {"body":2} 200'],
    ],
    [
      'one for a name that two media types have',
      { ...none, requestBody: { content: { ...media({ a: 1 }), ...media({ a: 'x' }, 'text/plain') } } },
      ['a {"body":1} 200'],
    ],
    [
      'none where a body is required and has no example',
      {
        requestBody: { required: true, content: media({}) },
        parameters: [parameter('q', { a: 1 })],
        responses: { 200: response({ a: 1 }) },
      },
      [],
    ],
    [
      'one for each example of a parameter',
      { ...none, parameters: [parameter('q', { a: 1, b: 2 })] },
      ['a {"q":1} 200', 'b {"q":2} 200'],
    ],
    [
      'one for each name of several parameters',
      { ...none, parameters: [parameter('q', { a: 1 }), parameter('r', { b: 2, a: 3 })] },
      ['a {"q":1,"r":3} 200', 'b {"r":2} 200'],
    ],
    [
      'none where a required parameter has no example',
      { parameters: [parameter('q', {}, { required: true })], responses: { 200: response({ a: 1 }) } },
      [],
    ],
    [
      'one for each example of a success, where nothing is sent',
      { parameters: [parameter('q', {})], responses: { 201: response({ a: 1 }), 404: response({ b: 2 }) } },
      ['a {} 201 1'],
    ],
    [
      'one with the only example of a parameter, where that has no name',
      { ...none, requestBody: { content: media({ a: 1 }) }, parameters: [{ ...parameter('q', {}), example: 5 }] },
      ['a {"q":5,"body":1} 200'],
    ],
    [
      'one without a parameter whose examples have other names',
      {
        ...none,
        requestBody: { content: media({ a: 1 }) },
        parameters: [parameter('q', { b: 5 }), parameter('r', { default: 1, b: 2 })],
      },
      ['a {"body":1} 200'],
    ],
  ])('are %s', async (_, operation, want) => {
    expect(await paired(operation)).toEqual(want);
  });

  test.each<[what: string, responses: object, want: string]>([
    [
      'the success with an example of the name',
      { 200: response({ b: 1 }), 201: response({ a: 2 }) },
      'a {"body":0} 201 2',
    ],
    [
      'an error with an example of the name, where no success has one',
      { 200: response({ b: 1 }), 409: response({ a: 2 }) },
      'a {"body":0} 409 2',
    ],
    ['a success before an error', { 409: response({ a: 2 }), 201: response({ a: 1 }) }, 'a {"body":0} 201 1'],
    ['the only success, where that has no body', { 204: response(), 409: response({ b: 2 }) }, 'a {"body":0} 204'],
    ['none of two successes without a body', { 204: response(), 202: response() }, 'a {"body":0}'],
    ['no success whose body has no such example', { 200: response({ b: 1 }) }, 'a {"body":0}'],
    ['one of a range', { '2XX': response({ a: 1 }) }, 'a {"body":0} 200 1'],
  ])('have as answer %s', async (_, responses, want) => {
    expect(await paired({ requestBody: { content: media({ a: 0 }) }, responses })).toEqual([want]);
  });

  test.each(['Example 1', 'example', 'sample-2', 'Response_3'])(
    'have no error as answer where an editor called both %s',
    async (name) => {
      const named = (value: number) => ({ content: { 'application/json': { examples: { [name]: { value } } } } });
      const responses = { 200: { description: '' }, 400: { description: '', ...named(2) } };
      expect(await paired({ requestBody: named(0), responses })).toEqual([`${name} {"body":0} 200`]);
      const { 200: _, ...errors } = responses;
      expect(await paired({ requestBody: named(0), responses: errors })).toEqual([`${name} {"body":0} 400 2`]);
    },
  );

  test.each<[what: string, responses: object, want: string]>([
    [
      'no error beside a success',
      {
        200: { description: '', content: { 'application/json': {} } },
        409: { description: '', content: { 'application/json': { example: 2 } } },
      },
      'default {"body":0}',
    ],
    [
      'an error where there is no success',
      { 409: { description: '', content: { 'application/json': { example: 2 } } } },
      'default {"body":0} 409 2',
    ],
  ])('without a name have as answer %s', async (_, responses, want) => {
    expect(await paired({ requestBody: { content: { 'application/json': { example: 0 } } }, responses })).toEqual([
      want,
    ]);
  });

  test('have the header fields of their answer, and the place and summary of what is sent', async () => {
    const { examples } = await operationOf({
      requestBody: { content: { 'application/json': { examples: { a: { summary: 'One', value: 0 } } } } },
      responses: {
        200: {
          ...response({ a: 1 }),
          headers: {
            'X-Named': { schema: {}, examples: { a: { value: 'mine' }, b: { value: 'other' } } },
            'X-Only': { schema: {}, example: 7 },
            'X-Other': { schema: {}, examples: { b: { value: 'other' } } },
          },
        },
      },
    });
    const [one] = examples;
    expect([...(one?.response?.headers.values() ?? [])]).toEqual(['mine', '7']);
    expect(one).toMatchObject({
      pointer: '#/paths/~1things/post/requestBody/content/application~1json/examples/a/value',
      summary: 'One',
      request: { mediaType: 'application/json' },
      response: { pointer: '#/paths/~1things/post/responses/200/content/application~1json/examples/a/value' },
    });
  });

  test.each<[what: string, operation: JsonObject, pointer: string]>([
    ['a parameter', { ...none, parameters: [parameter('q', { a: 1 })] }, '/parameters/0/examples/a/value'],
    [
      'the answer',
      { responses: { 200: response({ a: 1 }) } },
      '/responses/200/content/application~1json/examples/a/value',
    ],
  ])('have the place of %s where there is no body', async (_, operation, pointer) => {
    const { examples } = await operationOf(operation);
    expect(examples[0]?.pointer).toBe(`#/paths/~1things/post${pointer}`);
  });
});

describe('examples that a server may follow too', () => {
  const SEARCHES = {
    parameters: [parameter('q', { all: 1, same: 1, more: 1, other: 2, unanswered: 1 }), parameter('r', { more: 3 })],
    responses: {
      200: response({ all: 'A', same: 'S', more: 'M', other: 'O' }),
      404: response({ lost: 'L' }),
    },
  };
  const names = (examples: { name: string }[]) => examples.map(({ name }) => name);

  test.each<[of: string, sent: Record<string, Json>, want: string[]]>([
    ['all', { q: 1 }, ['all', 'same']],
    ['same', { q: 1 }, ['same', 'all']],
    ['all', { q: 1, r: 3 }, ['all', 'same', 'more']],
    ['more', { q: 1, r: 3 }, ['more']],
    ['other', { q: 2 }, ['other']],
  ])('are those of the same request: of %s, sent as %j', async (name, query, want) => {
    const operation = await operationOf(SEARCHES);
    const example = operation.examples.find((one) => one.name === name);
    if (!example) throw new Error(`no example ${name}`);
    const sent = { path: {}, query, header: {}, cookie: {} };
    expect(names(alternativesTo(operation, example, sent))).toEqual(want);
  });

  test.each(['query', 'header', 'cookie'])('have the same parameters in the %s', async (where) => {
    const operation = await operationOf({
      parameters: [{ ...parameter('q', { a: 1, b: 1, c: 2 }), in: where }, parameter('r', { a: 5, b: 5, c: 5 })],
      responses: { 200: response({ a: 1, b: 2, c: 3 }) },
    });
    const [first] = operation.examples;
    if (!first) throw new Error('no example');
    expect(names(alternativesTo(operation, first, first.request))).toEqual(['a', 'b']);
    expect(names(alternativesTo(operation, first, { path: {}, query: {}, header: {}, cookie: {} }))).toEqual(['a']);
  });

  test('have to have the same body', async () => {
    const operation = await operationOf({
      requestBody: { content: media({ a: { n: 1 }, b: { n: 1 }, c: { n: 2 } }) },
      responses: { 200: response({ a: 1, b: 2, c: 3 }) },
    });
    const [first] = operation.examples;
    if (!first) throw new Error('no example');
    expect(names(alternativesTo(operation, first, first.request))).toEqual(['a', 'b']);
  });

  test('are, for illustrations, all that show a success', async () => {
    const operation = await operationOf({
      requestBody: { content: media({ a: 1, b: 2, c: 3, d: 4 }) },
      responses: { 200: response({ a: 1, b: 2 }), 409: response({ c: 3 }) },
    });
    const beside = operation.examples.map((example) => names(illustrationsBeside(operation, example)));
    expect(beside).toEqual([['a', 'b'], ['b', 'a'], ['c'], ['d']]);
  });
});

test.each([
  ['201', 201],
  ['2XX', 200],
  ['4xx', 400],
  ['default', 200],
])('the key %s of responses stands for the status %d', (key, status) => expect(statusOf(key)).toBe(status));

test.each<[keys: string[], status: number, found: string | undefined]>([
  [['200', '2XX', 'default'], 200, '200'],
  [['200', '2XX', 'default'], 201, '2XX'],
  [['200', '2xx', 'default'], 299, '2XX'],
  [['200', '2XX', 'default'], 300, 'default'],
  [['200', '4XX'], 500, undefined],
])('among the responses %j a status of %d has %s', async (keys, status, found) => {
  const operation = await operationOf({ responses: Object.fromEntries(keys.map((key) => [key, response()])) });
  expect(responseFor(operation, status)?.status).toBe(found);
});
