/** The conversion of Swagger 2.0 to OpenAPI 3, seen in the resulting contract. */
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { valueAt } from '../../json/pointer.ts';
import { convertSwagger } from './swagger-2.ts';

const BASE = { swagger: '2.0', info: { title: 'x', version: '1' } };
const ok = { 200: { description: 'ok' } };
const post = (operation: JsonObject, rest: JsonObject = {}): JsonObject => ({
  ...BASE,
  ...rest,
  paths: { '/a': { post: { responses: ok, ...operation } } },
});
const field = (name: string, more: JsonObject = {}) => ({ name, in: 'formData', type: 'string', ...more });

type Row = [what: string, swagger: JsonObject, at: string, becomes: Json | undefined];

const POST = '#/paths/~1a/post';
const BODY = `${POST}/requestBody`;
const PET = { $ref: '#/definitions/Pet' };
const NEW_PET = { $ref: '#/components/schemas/Pet' };
const body = { name: 'pet', in: 'body', required: true, schema: PET };

test.each<Row>([
  [
    'host, base path and schemes',
    post({}, { host: 'h.example', basePath: '/v1/', schemes: ['https', 'wss'] }),
    '#/servers',
    [{ url: 'https://h.example/v1' }],
  ],
  ['a base path alone', post({}, { basePath: 'v1' }), '#/servers', [{ url: '/v1' }]],
  [
    'a body',
    post({ parameters: [body] }),
    BODY,
    { required: true, content: { 'application/json': { schema: NEW_PET } } },
  ],
  ['a body without parameters beside it', post({ parameters: [body] }), `${POST}/parameters`, []],
  [
    'a body in what the operation consumes',
    post({ parameters: [body], consumes: ['text/xml'] }, { consumes: ['a/b'] }),
    `${BODY}/content`,
    { 'text/xml': { schema: NEW_PET } },
  ],
  [
    'a body in what all consume',
    post({ parameters: [body] }, { consumes: ['a/b'] }),
    `${BODY}/content`,
    { 'a/b': { schema: NEW_PET } },
  ],
  [
    'a body that is shared',
    post({ parameters: [{ $ref: '#/parameters/pet' }] }, { parameters: { pet: body } }),
    BODY,
    { required: true, content: { 'application/json': { schema: NEW_PET } } },
  ],
  [
    'a form',
    post({
      parameters: [
        field('a', { required: true, enum: ['x'], description: 'an a' }),
        field('n', { type: 'integer', minimum: 1 }),
      ],
    }),
    BODY,
    {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: {
            type: 'object',
            properties: { a: { type: 'string', enum: ['x'], description: 'an a' }, n: { type: 'integer', minimum: 1 } },
            required: ['a'],
          },
        },
      },
    },
  ],
  [
    'a file',
    post({ parameters: [field('f', { type: 'file' })] }),
    `${BODY}/content/multipart~1form-data/schema/properties`,
    { f: { type: 'string', format: 'binary' } },
  ],
  [
    'a list in a form, joined by commas',
    post({ parameters: [field('l', { type: 'array', items: { type: 'string' } })] }),
    `${BODY}/content/application~1x-www-form-urlencoded/encoding`,
    { l: { explode: false } },
  ],
  [
    'a list in a query, joined by pipes',
    post({
      parameters: [{ name: 'l', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' }],
    }),
    `${POST}/parameters/0`,
    {
      name: 'l',
      in: 'query',
      style: 'pipeDelimited',
      explode: false,
      schema: { type: 'array', items: { type: 'string' } },
    },
  ],
  [
    'a parameter that is shared',
    post(
      { parameters: [{ $ref: '#/parameters/q' }] },
      { parameters: { q: { name: 'q', in: 'query', type: 'string', default: 'x' } } },
    ),
    '#/components/parameters/q',
    { name: 'q', in: 'query', schema: { type: 'string', default: 'x' } },
  ],
  [
    'a response with examples and headers',
    post({
      produces: ['application/json'],
      responses: {
        200: {
          description: 'ok',
          schema: PET,
          examples: { 'application/json': { a: 1 } },
          headers: { 'X-Rate': { type: 'integer', description: 'r' } },
        },
      },
    }),
    `${POST}/responses/200`,
    {
      description: 'ok',
      headers: { 'X-Rate': { description: 'r', schema: { type: 'integer' } } },
      content: { 'application/json': { schema: NEW_PET, example: { a: 1 } } },
    },
  ],
  [
    'what the operation produces goes before what all do, also for a shared response',
    post(
      { produces: ['a/b'], responses: { 200: { $ref: '#/responses/Ok' } } },
      { produces: ['c/d'], responses: { Ok: { description: 'ok', schema: PET } } },
    ),
    `${POST}/responses/200/content`,
    { 'a/b': { schema: NEW_PET } },
  ],
  [
    'a file as a response',
    post({ responses: { 200: { description: 'ok', schema: { type: 'file' } } } }),
    `${POST}/responses/200/content`,
    { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  ],
  [
    'an example of JSON that is written as its text',
    post({
      responses: {
        200: { description: 'ok', examples: { 'application/json': '{"a": [1]}', 'text/plain': '{"a": [1]}' } },
      },
    }),
    `${POST}/responses/200/content`,
    { 'application/json': { example: { a: [1] } }, 'text/plain': { example: '{"a": [1]}' } },
  ],
  [
    'basic authentication',
    post({}, { securityDefinitions: { b: { type: 'basic' } } }),
    '#/components/securitySchemes/b',
    { type: 'http', scheme: 'basic' },
  ],
  [
    'OAuth',
    post(
      {},
      {
        securityDefinitions: {
          o: {
            type: 'oauth2',
            flow: 'accessCode',
            authorizationUrl: 'https://a',
            tokenUrl: 'https://t',
            scopes: { s: 'x' },
          },
        },
      },
    ),
    '#/components/securitySchemes/o',
    {
      type: 'oauth2',
      flows: { authorizationCode: { authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: { s: 'x' } } },
    },
  ],
  [
    'a discriminator, and what may be null',
    post(
      {},
      { definitions: { Pet: { discriminator: 'kind', properties: { kind: { type: 'string', 'x-nullable': true } } } } },
    ),
    '#/components/schemas/Pet',
    { discriminator: { propertyName: 'kind' }, properties: { kind: { type: 'string', nullable: true } } },
  ],
  [
    'an example that looks like a reference',
    post({}, { definitions: { Pet: { example: { $ref: '#/definitions/Pet', type: 'file' } } } }),
    '#/components/schemas/Pet/example',
    { $ref: '#/definitions/Pet', type: 'file' },
  ],
])('%s', (_, swagger, at, becomes) => {
  const before = structuredClone(swagger);
  expect(valueAt(convertSwagger(swagger).document, at)).toEqual(becomes);
  expect(swagger).toEqual(before);
});

const list = (more: JsonObject = {}) => ({ name: 'l', in: 'query', type: 'array', items: {}, ...more });
const LIST = { name: 'l', in: 'query', schema: { type: 'array', items: {} } };
const FORM = `${BODY}/content/application~1x-www-form-urlencoded`;
const MULTIPART = `${BODY}/content/multipart~1form-data`;
const answer = (response: JsonObject, rest: JsonObject = {}) => post({ responses: { 200: response } }, rest);
const oauth = (flow: string) => post({}, { securityDefinitions: { o: { type: 'oauth2', flow } } });

test.each<Row>([
  ['a host alone, which has https', post({}, { host: 'h' }), '#/servers', [{ url: 'https://h' }]],
  ['no host', post({}), '#/servers', [{ url: '/' }]],
  [
    'a host with several schemes',
    post({}, { host: 'h', basePath: '/', schemes: ['http', 'https', 'xhttp', 'https2'] }),
    '#/servers',
    [{ url: 'http://h' }, { url: 'https://h' }],
  ],
  ['a document without paths', { ...BASE }, '#/paths', {}],
  [
    'an extension among paths',
    { ...BASE, paths: { 'x-a': { parameters: [list()] } } },
    '#/paths/x-a/parameters/0',
    list(),
  ],
  [
    'an extension of a path',
    { ...BASE, paths: { '/a': { 'x-a': { schemes: [] } } } },
    '#/paths/~1a/x-a',
    { schemes: [] },
  ],
  ['an operation that is none', { ...BASE, paths: { '/a': { get: 7 } } }, '#/paths/~1a/get', 7],
  ['an operation without parameters', post({}), POST, { responses: { 200: { description: 'ok' } } }],
  ['an operation without responses', { ...BASE, paths: { '/a': { post: { schemes: ['http'] } } } }, POST, {}],
  [
    'parameters of a path',
    { ...BASE, paths: { '/a': { parameters: [7, list(), body] } } },
    '#/paths/~1a/parameters',
    [{ ...LIST, explode: false }],
  ],
  ['a list without a format', post({ parameters: [list()] }), `${POST}/parameters/0`, { ...LIST, explode: false }],
  [
    'a list that repeats its name',
    post({ parameters: [list({ collectionFormat: 'multi' })] }),
    `${POST}/parameters/0`,
    { ...LIST, style: 'form', explode: true },
  ],
  [
    'a list with spaces',
    post({ parameters: [list({ collectionFormat: 'ssv' })] }),
    `${POST}/parameters/0`,
    { ...LIST, style: 'spaceDelimited', explode: false },
  ],
  ['a list with tabs', post({ parameters: [list({ collectionFormat: 'tsv' })] }), `${POST}/parameters/0`, LIST],
  [
    'a text with the format of lists',
    post({ parameters: [list({ type: 'string', collectionFormat: 'ssv' })] }),
    `${POST}/parameters/0`,
    { name: 'l', in: 'query', schema: { type: 'string', items: {} } },
  ],
  [
    'what is said of a parameter, and of its values',
    post({
      parameters: [
        list({
          description: 'd',
          required: true,
          allowEmptyValue: true,
          'x-a': 1,
          'x-nullable': true,
          'x-examples': {},
        }),
      ],
    }),
    `${POST}/parameters/0`,
    {
      ...LIST,
      explode: false,
      description: 'd',
      required: true,
      allowEmptyValue: true,
      'x-a': 1,
      schema: { type: 'array', items: {}, nullable: true },
    },
  ],
  [
    'the x-example of a parameter',
    post({ parameters: [list({ 'x-example': [1], example: [2] })] }),
    `${POST}/parameters/0`,
    { ...LIST, explode: false, example: [1] },
  ],
  [
    'the example of a parameter',
    post({ parameters: [list({ example: [2] })] }),
    `${POST}/parameters/0`,
    { ...LIST, explode: false, example: [2] },
  ],
  ['a body among shared parameters', post({}, { parameters: { pet: body } }), '#/components/parameters', undefined],
  [
    'a reference to a shared parameter',
    post({ parameters: [{ $ref: '#/parameters/q' }] }, { parameters: { q: list() } }),
    `${POST}/parameters`,
    [{ $ref: '#/components/parameters/q' }],
  ],
  [
    'a shared parameter that refers to another file',
    post({}, { parameters: { q: { $ref: 'q.json' } } }),
    '#/components/parameters/q',
    { $ref: 'q.json' },
  ],
  [
    'a body of which more is said',
    post({ parameters: [{ ...body, required: false, description: 'A pet.', 'x-example': { a: 1 } }] }),
    BODY,
    { description: 'A pet.', content: { 'application/json': { schema: NEW_PET, example: { a: 1 } } } },
  ],
  [
    'a body without a schema',
    post({ parameters: [{ name: 'b', in: 'body' }] }),
    BODY,
    { content: { 'application/json': {} } },
  ],
  [
    'examples of a body by media type',
    post({ consumes: ['a/b', 'c/d'], parameters: [{ name: 'b', in: 'body', 'x-examples': { 'c/d': 7 } }] }),
    `${BODY}/content`,
    { 'a/b': {}, 'c/d': { example: 7 } },
  ],
  ['a body that no operation describes', post({ parameters: [list()] }), BODY, undefined],
  [
    'a form without a required field',
    post({ parameters: [field('a')] }),
    BODY,
    {
      content: {
        'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: { type: 'string' } } } },
      },
    },
  ],
  [
    'a form of several types',
    post({
      consumes: ['multipart/form-data', 'text/plain', 'application/x-www-form-urlencoded'],
      parameters: [field('a')],
    }),
    BODY,
    {
      content: {
        'multipart/form-data': { schema: { type: 'object', properties: { a: { type: 'string' } } } },
        'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: { type: 'string' } } } },
      },
    },
  ],
  ['a form of parts alone', post({ consumes: ['multipart/form-data'], parameters: [field('a')] }), FORM, undefined],
  [
    'a list in a form of parts',
    post({ consumes: ['multipart/form-data'], parameters: [field('l', { type: 'array' })] }),
    MULTIPART,
    { schema: { type: 'object', properties: { l: { type: 'array' } } } },
  ],
  [
    'lists in a form, of which one repeats its name',
    post({
      parameters: [
        field('l', { type: 'array', collectionFormat: 'ssv' }),
        field('m', { type: 'array', collectionFormat: 'multi' }),
        field('t', { collectionFormat: 'ssv' }),
      ],
    }),
    `${FORM}/encoding`,
    { l: { style: 'spaceDelimited', explode: false } },
  ],
  [
    'a list in a form that repeats its name',
    post({ parameters: [field('m', { type: 'array', collectionFormat: 'multi' })] }),
    `${FORM}/encoding`,
    undefined,
  ],
  ['a field without a name', post({ parameters: [field('a', { name: 7 })] }), BODY, undefined],
  ['a response without a body', answer({ description: 'ok' }), `${POST}/responses/200`, { description: 'ok' }],
  [
    'a response in what all produce',
    answer({ schema: PET }, { produces: ['a/b', 7, 'c/d'] }),
    `${POST}/responses/200/content`,
    { 'a/b': { schema: NEW_PET }, 'c/d': { schema: NEW_PET } },
  ],
  [
    'headers that are none',
    answer({ description: 'ok', headers: { A: 7 } }),
    `${POST}/responses/200`,
    { description: 'ok' },
  ],
  [
    'a response that is shared',
    answer({ $ref: '#/responses/Ok' }, { responses: { Ok: { description: 'ok', schema: PET } } }),
    `${POST}/responses/200`,
    { $ref: '#/components/responses/Ok' },
  ],
  [
    'a shared response',
    answer({ $ref: '#/responses/Ok' }, { responses: { Ok: { description: 'ok', schema: PET } } }),
    '#/components/responses/Ok',
    { description: 'ok', content: { 'application/json': { schema: NEW_PET } } },
  ],
  ['a response of another file', answer({ $ref: 'ok.json' }), `${POST}/responses/200`, { $ref: 'ok.json' }],
  [
    'an extension among responses',
    post({ responses: { 'x-a': { schema: PET } } }),
    `${POST}/responses/x-a`,
    { schema: PET },
  ],
  ['a list of responses', post({ responses: [] }), `${POST}/responses`, []],
  [
    'a file of a media type',
    answer({ schema: { type: 'file' } }, { produces: ['image/png', 'application/json'] }),
    `${POST}/responses/200/content/image~1png/schema`,
    { type: 'string', format: 'binary' },
  ],
  [
    'an example of a media type that is not produced',
    answer({ schema: PET, examples: { 'a/b': 1, name: 2 } }),
    `${POST}/responses/200/content`,
    { 'application/json': { schema: NEW_PET }, 'a/b': { schema: NEW_PET, example: 1 } },
  ],
  [
    'an example that only begins as JSON',
    answer({ examples: { 'application/json': ' {no' } }),
    `${POST}/responses/200/content/application~1json/example`,
    ' {no',
  ],
  [
    'an example that is a text',
    answer({ examples: { 'application/json': 'a {}' } }),
    `${POST}/responses/200/content/application~1json/example`,
    'a {}',
  ],
  ...Object.entries({
    application: 'clientCredentials',
    accessCode: 'authorizationCode',
    implicit: 'implicit',
    password: 'password',
    other: 'implicit',
  }).map(([flow, becomes]): Row => [
    `the flow ${flow} of OAuth`,
    oauth(flow),
    '#/components/securitySchemes/o',
    { type: 'oauth2', flows: { [becomes]: { scopes: {} } } },
  ]),
  [
    'an API key',
    post({}, { securityDefinitions: { k: { type: 'apiKey', in: 'query', name: 'k' } } }),
    '#/components/securitySchemes/k',
    { type: 'apiKey', in: 'query', name: 'k' },
  ],
  [
    'schemas in every place of a schema',
    post(
      {},
      {
        definitions: {
          Pet: {
            allOf: [PET],
            items: [PET, PET],
            additionalProperties: PET,
            not: PET,
            patternProperties: { a: PET },
            anyOf: [PET],
            oneOf: [PET],
            additionalItems: PET,
          },
        },
      },
    ),
    '#/components/schemas/Pet',
    {
      allOf: [NEW_PET],
      items: [NEW_PET, NEW_PET],
      additionalProperties: NEW_PET,
      not: NEW_PET,
      patternProperties: { a: NEW_PET },
      anyOf: [NEW_PET],
      oneOf: [NEW_PET],
      additionalItems: NEW_PET,
    },
  ],
  [
    'a schema that may not be null',
    post({}, { definitions: { Pet: { 'x-nullable': false, collectionFormat: 'csv', $ref: 'x#/definitions/Pet' } } }),
    '#/components/schemas/Pet',
    { 'x-nullable': false, $ref: 'x#/definitions/Pet' },
  ],
])('Swagger: %s', (_, swagger, at, becomes) => {
  expect(valueAt(convertSwagger(swagger).document, at)).toEqual(becomes);
});

test.each<[to: string, from: string | undefined, swagger: JsonObject]>([
  [`${POST}/parameters/0`, `${POST}/parameters/1`, post({ parameters: [body, list()] })],
  [`${POST}/parameters/0/schema`, `${POST}/parameters/1`, post({ parameters: [body, list()] })],
  [BODY, `${POST}/parameters/1`, post({ parameters: [list(), body] })],
  [`${BODY}/content/application~1json`, `${POST}/parameters/0`, post({ parameters: [body] })],
  [`${BODY}/content/application~1json/schema`, `${POST}/parameters/0/schema`, post({ parameters: [body] })],
  [BODY, `${POST}/parameters/1`, post({ parameters: [list(), field('a')] })],
  [`${FORM}/schema/properties/b`, `${POST}/parameters/1`, post({ parameters: [field('a'), field('b')] })],
  [BODY, '#/parameters/pet', post({ parameters: [{ $ref: '#/parameters/pet' }] }, { parameters: { pet: body } })],
  ['#/components/parameters/q', '#/parameters/q', post({}, { parameters: { q: list() } })],
  ['#/components/parameters/q/schema', '#/parameters/q', post({}, { parameters: { q: list() } })],
  ['#/components/parameters/pet', undefined, post({}, { parameters: { pet: body } })],
  ['#/components/schemas/Pet', '#/definitions/Pet', post({}, { definitions: { Pet: {}, No: 7 } })],
  ['#/components/schemas/No', undefined, post({}, { definitions: { Pet: {}, No: 7 } })],
  [
    '#/components/responses/Ok/content/a~1b/schema',
    '#/responses/Ok/schema',
    post({}, { produces: ['a/b'], responses: { Ok: { schema: PET } } }),
  ],
  [`${POST}/responses/200/content/a~1b`, `${POST}/responses/200`, answer({ examples: { 'a/b': 1 } })],
  [
    `${POST}/responses/200/content/a~1b/example`,
    `${POST}/responses/200/examples/a~1b`,
    answer({ examples: { 'a/b': 1 } }),
  ],
  [`${POST}/responses/200/headers/A/schema`, `${POST}/responses/200/headers/A`, answer({ headers: { A: {} } })],
  [
    `${POST}/responses/200`,
    '#/responses/Ok',
    post({ produces: ['a/b'], responses: { 200: { $ref: '#/responses/Ok' } } }, { responses: { Ok: {} } }),
  ],
])('%s stood at %s of the Swagger', (to, from, swagger) => {
  expect(convertSwagger(swagger).moves.get(to)).toBe(from);
});

test('a form of the path gives way to a field of the same name, or to a body', () => {
  const item = {
    parameters: [field('a'), field('b')],
    post: { parameters: [field('a', { type: 'integer' }), { name: 'b', in: 'query' }] },
    put: { parameters: [body] },
  };
  const { document } = convertSwagger({ ...BASE, paths: { '/a': item } });
  expect(valueAt(document, `${FORM}/schema/properties`)).toEqual({ b: { type: 'string' }, a: { type: 'integer' } });
  expect(valueAt(document, '#/paths/~1a/put/requestBody/content')).toEqual({ 'application/json': { schema: NEW_PET } });
});

test('a body of the path applies to each operation without one', () => {
  const item = {
    parameters: [body],
    post: { responses: ok },
    put: { parameters: [{ ...body, required: false }], responses: ok },
  };
  const { document } = convertSwagger({ ...BASE, paths: { '/a': item } });
  expect(valueAt(document, '#/paths/~1a/post/requestBody/required')).toBe(true);
  expect(valueAt(document, '#/paths/~1a/put/requestBody/required')).toBeUndefined();
});

test('the contract says that it was converted, and where each clause stands', async () => {
  const parameters = [{ name: 'h', in: 'header', type: 'string', maxLength: 3 }, body];
  const responses = { 201: { description: 'made', schema: PET, examples: { 'application/json': { name: 'Rex' } } } };
  const swagger = {
    ...post({ parameters, responses }),
    definitions: { Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
  };
  const contract = await contractOf({ openapi: undefined, ...swagger });
  const text = JSON.stringify({ info: BASE.info, ...swagger });
  const at = (pointer: string) => text.slice(contract.locate(pointer).column - 1);
  expect(contract.warnings.map(({ message }) => message)).toEqual(['is Swagger 2.0, and was converted to OpenAPI 3.0']);
  expect(contract.operations[0]).toMatchObject({ body: { required: true, media: [{ type: 'application/json' }] } });
  expect(at(`${POST}/parameters/0/schema/maxLength`)).toMatch(/^"maxLength":3/);
  expect(at(`${BODY}/content/application~1json/schema`)).toMatch(/^"schema":{"\$ref":"#\/definitions\/Pet"}}\]/);
  expect(at(`${POST}/responses/201/content/application~1json/examples/default/value/name`)).toMatch(/^"name":"Rex"/);
  expect(at('#/components/schemas/Pet/required')).toMatch(/^"required":\["name"\]/);
});

test('a list that no style of OpenAPI 3 writes has a warning', async () => {
  const parameters = [
    list({ name: 'tabs', collectionFormat: 'tsv' }),
    list({ name: 'pipes', collectionFormat: 'pipes' }),
    list({ name: 'plain' }),
    list({ name: 'text', type: 'string', collectionFormat: 'tsv' }),
  ];
  const { warnings } = await contractOf({ openapi: undefined, ...post({ parameters }) });
  const [, warning, ...more] = warnings;
  expect(more).toEqual([]);
  expect(warning).toMatchObject({ pointer: `${POST}/parameters/0`, guess: `${POST}/parameters/0` });
  expect(warning?.message).toBe(
    'has the collectionFormat "tsv", which no style of OpenAPI 3 writes; each item is sent by itself',
  );
});
