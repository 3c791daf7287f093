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
  const list = { in: 'query', type: 'array', items: { type: 'string' } };
  const parameters = [
    { name: 'tabs', ...list, collectionFormat: 'tsv' },
    { name: 'pipes', ...list, collectionFormat: 'pipes' },
  ];
  const { warnings } = await contractOf({ openapi: undefined, ...post({ parameters }) });
  const [, warning, ...more] = warnings;
  expect(more).toEqual([]);
  expect(warning).toMatchObject({ pointer: `${POST}/parameters/0`, guess: `${POST}/parameters/0` });
  expect(warning?.message).toBe(
    'has the collectionFormat "tsv", which no style of OpenAPI 3 writes; each item is sent by itself',
  );
});
