import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { HeaderField, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createMock, type MockOptions } from '../mock.ts';
import type { MockMode } from '../modes.ts';

const text = ({ body }: Response) => new TextDecoder().decode(body);
const header = ({ headers }: Response, wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

let contract: Contract;
beforeAll(async () => {
  const shown = (values: Record<string, Json>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const pet = {
    type: 'object',
    required: ['name', 'age'],
    properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 1, maximum: 30 } },
  };
  const problem = { type: 'object', required: ['message'], properties: { message: { type: 'string', minLength: 1 } } };
  contract = await contractOf({
    paths: {
      '/pets': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: pet,
                examples: shown({ rex: { name: 'Rex', age: 7 }, tom: { name: 'Tom', age: 9 } }),
              },
            },
          },
          responses: {
            201: {
              description: '',
              headers: { 'X-Trace': { required: true, schema: { type: 'string', minLength: 3 } } },
              content: {
                'application/json': {
                  schema: pet,
                  examples: shown({ rex: { name: 'Rex', age: 7 }, tom: { name: 'Tom', age: 9 } }),
                },
                'text/plain': { schema: { type: 'string' }, examples: shown({ rex: 'Rex, 7', line: 'a line' }) },
              },
            },
            404: {
              description: '',
              content: { 'application/json': { schema: problem, examples: shown({ gone: { message: 'gone' } }) } },
            },
            422: { description: '', content: { 'application/json': { schema: problem } } },
            '5XX': { description: '' },
          },
        },
      },
    },
  });
});

async function ask(headers: HeaderField[], mode: MockMode = 'static', options: MockOptions = {}): Promise<Response> {
  const body = new TextEncoder().encode('{"name":"Sent","age":3}');
  return createMock([contract], { mode, ...options }).handle({
    method: 'POST',
    path: '/pets',
    headers: [['Content-Type', 'application/json'], ...headers],
    body,
  });
}

describe('Prefer and Accept', () => {
  type Want = { status: number; body?: unknown; type?: string; applied?: string };
  const TABLE: [name: string, { given: { prefer?: string; accept?: string; mode?: MockMode }; want: Want }][] = [
    [
      'an example',
      {
        given: { prefer: 'example=tom' },
        want: { status: 201, body: { name: 'Tom', age: 9 }, applied: 'example=tom' },
      },
    ],
    [
      'an example, bound',
      {
        given: { prefer: 'example=tom', mode: 'echo' },
        want: { status: 201, body: { name: 'Sent', age: 3 }, applied: 'example=tom' },
      },
    ],
    [
      'an example, quoted',
      {
        given: { prefer: 'return=minimal, Example = "tom"' },
        want: { status: 201, body: { name: 'Tom', age: 9 }, applied: 'example=tom' },
      },
    ],
    [
      'an example before made-up values',
      { given: { prefer: 'example=tom', mode: 'dynamic' }, want: { status: 201, body: { name: 'Sent', age: 3 } } },
    ],
    [
      'an example of another media type',
      { given: { prefer: 'example=line' }, want: { status: 201, body: 'a line', type: 'text/plain' } },
    ],
    [
      'an example of a refusal',
      { given: { prefer: 'example=gone' }, want: { status: 404, body: { message: 'gone' } } },
    ],
    [
      'a code with an example',
      { given: { prefer: 'code=404' }, want: { status: 404, body: { message: 'gone' }, applied: 'code=404' } },
    ],
    [
      'a code without an example',
      { given: { prefer: 'code=422' }, want: { status: 422, body: { message: 'string' } } },
    ],
    ['a code of a range', { given: { prefer: 'code=503' }, want: { status: 503, body: '' } }],
    [
      'a code and an example',
      {
        given: { prefer: 'code=404, example=gone' },
        want: { status: 404, body: { message: 'gone' }, applied: 'code=404, example=gone' },
      },
    ],
    [
      'a code and made-up values',
      { given: { prefer: 'code=422; dynamic=true' }, want: { status: 422, body: { message: expect.any(String) } } },
    ],
    [
      'no made-up values',
      {
        given: { prefer: 'dynamic=false', mode: 'dynamic' },
        want: { status: 201, body: { name: 'Sent', age: 3 }, applied: 'dynamic=false' },
      },
    ],
    [
      'what is no boolean',
      { given: { prefer: 'dynamic=maybe' }, want: { status: 201, body: { name: 'Rex', age: 7 } } },
    ],
    [
      'what is no code',
      { given: { prefer: 'code=abc, code=101' }, want: { status: 201, body: { name: 'Rex', age: 7 } } },
    ],
    [
      'an unknown example',
      {
        given: { prefer: 'example=nope' },
        want: { status: 404, body: { response: 201, examples: ['rex', 'tom', 'line'] } },
      },
    ],
    [
      'an unknown example of a code',
      {
        given: { prefer: 'code=404, example=rex' },
        want: { status: 404, body: { response: 404, examples: ['gone'] } },
      },
    ],
    [
      'an unknown code',
      { given: { prefer: 'code=418' }, want: { status: 404, body: { codes: ['201', '404', '422', '5XX'] } } },
    ],
    [
      'an acceptable media type',
      { given: { accept: 'text/plain' }, want: { status: 201, body: 'Rex, 7', type: 'text/plain' } },
    ],
    [
      'the one that weighs more',
      {
        given: { accept: 'application/json;q=0.2, text/*;q=0.9' },
        want: { status: 201, body: 'Rex, 7', type: 'text/plain' },
      },
    ],
    [
      'none is acceptable',
      {
        given: { accept: 'text/html' },
        want: { status: 406, body: { available: ['application/json', 'text/plain'] } },
      },
    ],
    ['nothing is', { given: { accept: '*/*;q=0' }, want: { status: 406 } }],
    ['one is not', { given: { accept: 'application/json;q=0' }, want: { status: 406 } }],
    [
      'one is not, the rest is',
      { given: { accept: 'application/json;q=0, */*' }, want: { status: 201, type: 'text/plain' } },
    ],
    [
      'no media range at all',
      { given: { accept: ';;,q=1,/,*' }, want: { status: 201, body: { name: 'Rex', age: 7 } } },
    ],
    [
      'a refusal is told all the same',
      { given: { accept: 'text/html', prefer: 'code=404' }, want: { status: 404, body: { message: 'gone' } } },
    ],
    ['not even for the wish', { given: { accept: 'text/html', prefer: 'example=rex' }, want: { status: 406 } }],
  ];
  test.each(TABLE)('%s', async (_, { given: { prefer, accept, mode }, want }) => {
    const response = await ask(
      [...(prefer ? [['Prefer', prefer] as const] : []), ...(accept ? [['Accept', accept] as const] : [])],
      mode,
    );
    expect(response.status).toBe(want.status);
    if (want.type) expect(header(response, 'content-type')).toBe(want.type);
    if (typeof want.body === 'string') expect(text(response)).toBe(want.body);
    else if (want.body) expect(JSON.parse(text(response))).toMatchObject(want.body as JsonObject);
    if (want.applied) expect(header(response, 'preference-applied')).toBe(want.applied);
    if (want.status === 406 || !prefer) expect(header(response, 'preference-applied')).toBeUndefined();
    if (want.status === 201) expect(header(response, 'x-trace')?.length).toBeGreaterThan(2);
  });

  test('the query parameters of Prism work in place of Prefer', async () => {
    const mock = createMock([contract]);
    const asked = async (query: string) =>
      (await mock.handle({ method: 'POST', path: `/pets?${query}`, headers: [] })).status;
    expect([
      await asked('__code=404'),
      await asked('__example=gone'),
      await asked('__code=x'),
      await asked('a__code=404'),
    ]).toEqual([404, 404, 201, 201]);
  });
});

describe('dynamic', () => {
  test('generates every value, and each conforms', async () => {
    const bodies = await Promise.all(
      Array.from({ length: 20 }, async (_, seed) => text(await ask([], 'dynamic', { seed }))),
    );
    expect(new Set(bodies).size).toBe(20);
    for (const body of bodies)
      expect(
        contract.validate(
          '#/paths/~1pets/post/responses/201/content/application~1json/schema',
          JSON.parse(body) as Json,
        ),
      ).toEqual([]);
  });

  test.each<MockMode>(['dynamic', 'echo'])('%s: the same seed gives the same requests the same bytes', async (mode) => {
    const three = async (seed: number) => {
      const mock = createMock([contract], { mode, seed });
      const answers: Response[] = [];
      for (const path of ['/pets', '/pets?__dynamic=true', '/pets'])
        answers.push(await mock.handle({ method: 'POST', path, headers: [] }));
      return answers;
    };
    const first = await three(7);
    expect(await three(7)).toEqual(first);
    expect(await three(8)).not.toEqual(first);
    expect(first[0]).not.toEqual(first[1]);
  });
});

describe('a generated value conforms to its schema', () => {
  const node = (next: object) => ({
    components: {
      schemas: { Node: { type: 'object', required: ['n'], properties: { n: { type: 'integer' }, ...next } } },
    },
  });
  const ref = { $ref: '#/components/schemas/Node' };
  const animal = (name: string) => ({
    type: 'object',
    required: ['kind', name],
    properties: { kind: { type: 'string' }, [name]: { type: 'string' } },
  });
  const TABLE: [name: string, { given: { schema: object; more?: object }; want?: unknown }][] = [
    [
      'a list of itself',
      { given: { schema: ref, more: node({ children: { type: 'array', items: ref }, parent: ref }) } },
    ],
    ['itself or null', { given: { schema: ref, more: node({ next: { anyOf: [ref, { type: 'null' }] } }) } }],
    ['a map of itself', { given: { schema: ref, more: node({ by: { type: 'object', additionalProperties: ref } }) } }],
    [
      'an expression of expressions',
      {
        given: {
          schema: { $ref: '#/components/schemas/E' },
          more: {
            components: {
              schemas: {
                E: { oneOf: ['Add', 'Not', 'List', 'Value'].map((name) => ({ $ref: `#/components/schemas/${name}` })) },
                Add: {
                  type: 'object',
                  required: ['left', 'right'],
                  properties: { left: { $ref: '#/components/schemas/E' }, right: { $ref: '#/components/schemas/E' } },
                },
                Not: { type: 'object', required: ['not'], properties: { not: { $ref: '#/components/schemas/E' } } },
                List: { type: 'array', minItems: 2, items: { $ref: '#/components/schemas/E' } },
                Value: { type: 'integer' },
              },
            },
          },
        },
      },
    ],
    [
      'null or an object',
      {
        given: {
          schema: {
            type: ['object', 'null'],
            required: ['a'],
            properties: { a: { type: ['array', 'null'], items: {} } },
          },
        },
      },
    ],
    [
      'a tuple',
      {
        given: {
          schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
        },
      },
    ],
    [
      'members by a pattern',
      {
        given: {
          schema: {
            type: 'object',
            patternProperties: { '^x-': { type: 'integer' } },
            additionalProperties: false,
            minProperties: 1,
          },
        },
      },
    ],
    ['more members than are named', { given: { schema: { type: 'object', minProperties: 3 } } }],
    [
      'few distinct items',
      { given: { schema: { type: 'array', uniqueItems: true, minItems: 2, items: { enum: [1, 2] } } } },
    ],
    [
      'steps and bounds',
      {
        given: {
          schema: {
            type: 'object',
            required: ['a', 'b'],
            properties: {
              a: { multipleOf: 0.01, type: 'number', exclusiveMinimum: 0, maximum: 1 },
              b: { type: 'integer', exclusiveMinimum: 5, maximum: 6 },
            },
          },
        },
      },
    ],
    [
      'both of two',
      {
        given: {
          schema: {
            allOf: [
              { type: 'object', required: ['a', 'b'] },
              { properties: { a: { type: 'string' }, b: { const: 4 } } },
            ],
            unevaluatedProperties: false,
          },
        },
      },
    ],
    [
      'if and then',
      {
        given: {
          schema: {
            type: 'object',
            required: ['a'],
            properties: { a: { enum: [1, 2] } },
            if: { properties: { a: { const: 1 } } },
            then: { required: ['b'] },
          },
        },
      },
    ],
    ['a base64 text', { given: { schema: { type: 'string', format: 'byte' } } }],
    [
      'members that are kept secret',
      {
        given: {
          schema: {
            type: 'object',
            required: ['id', 'pin'],
            properties: { id: { type: 'integer' }, pin: { type: 'string', writeOnly: true } },
          },
        },
        want: { id: expect.any(Number) },
      },
    ],
    [
      'the discriminator of a choice',
      {
        given: {
          schema: {
            oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
            discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Dog' } },
          },
          more: { components: { schemas: { Cat: animal('purr'), Dog: animal('bark') } } },
        },
        want: [
          { kind: 'Cat', purr: expect.any(String) },
          { kind: 'dog', bark: expect.any(String) },
        ],
      },
    ],
  ];
  for (const [name, { given, want }] of TABLE) {
    test.each([true, false])(`${name}; generated: %s`, async (dynamic) => {
      const own = await contractOf({
        paths: {
          '/x': {
            get: { responses: { 200: { description: '', content: { 'application/json': { schema: given.schema } } } } },
          },
        },
        ...given.more,
      });
      const mock = createMock([own], { seed: 1, mode: dynamic ? 'dynamic' : 'static' });
      for (let count = 0; count < (dynamic ? 12 : 1); count += 1) {
        const response = await mock.handle({ method: 'GET', path: '/x', headers: [] });
        const value = JSON.parse(text(response)) as JsonObject;
        expect(response.status).toBe(200);
        const errors = own
          .validate('#/paths/~1x/get/responses/200/content/application~1json/schema', value)
          .filter(({ at }) => at !== '#/pin');
        expect(errors).toEqual([]);
        if (want) expect([want].flat()).toContainEqual(value);
      }
    });
  }

  test('a schema without any value gets a 500 that says so', async () => {
    const own = await contractOf({
      paths: {
        '/x': { get: { responses: { 200: { description: '', content: { 'application/json': { schema: ref } } } } } },
      },
      ...node({ next: ref }),
    });
    const endless = own.document['components'] as { schemas: { Node: { required: string[] } } };
    endless.schemas.Node.required = ['next'];
    const response = await createMock([own], { mode: 'dynamic' }).handle({ method: 'GET', path: '/x', headers: [] });
    expect(response.status).toBe(500);
    expect(text(response)).toContain('document an example of response 200');
  });
});

describe('a response that the document does not describe completely', () => {
  const answerTo = async (operation: object) =>
    createMock([await contractOf({ paths: { '/x': { get: operation } } })]).handle({
      method: 'GET',
      path: '/x',
      headers: [],
    });
  const json = (schema: object) => ({ 200: { description: '', content: { 'application/json': { schema } } } });

  test.each<[string, object, number, string]>([
    ['only refusals', { responses: { 400: { description: '' } } }, 204, ''],
    ['no response at all', { responses: {} }, 204, ''],
    ['a redirect and refusals', { responses: { 400: { description: '' }, 302: { description: '' } } }, 302, ''],
    [
      'an example in the schema that breaks it',
      { responses: json({ type: 'object', required: ['a'], properties: { a: { const: 1 } }, example: [1] }) },
      200,
      '{"a":1}',
    ],
  ])('%s', async (_, operation, status, body) => {
    const response = await answerTo(operation);
    expect([response.status, text(response)]).toEqual([status, body]);
  });

  test('gets a text that matches its pattern', async () => {
    const pattern = '^rdme_[a-f\\d]{24}$';
    expect(
      JSON.parse(
        text(
          await answerTo({
            responses: json({ type: 'object', required: ['key'], properties: { key: { type: 'string', pattern } } }),
          }),
        ),
      ),
    ).toEqual({
      key: expect.stringMatching(pattern),
    });
  });
});

test('an example of a success goes before one of an error that is called the same', async () => {
  const shown = (value: string) => ({
    description: '',
    content: { 'application/json': { examples: { both: { value } } } },
  });
  const own = await contractOf({
    paths: { '/x': { get: { responses: { '4XX': shown('error'), '2XX': shown('success') } } } },
  });
  const answer = await createMock([own]).handle({ method: 'GET', path: '/x', headers: [['Prefer', 'example=both']] });
  expect([answer.status, text(answer)]).toEqual([200, '"success"']);
});
