import type { Json } from '../../src/model/json.ts';

const json = (schema: object, examples?: Record<string, Json>) => ({
  'application/json': {
    schema,
    ...(examples && {
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
    }),
  },
});
const parameter = (where: string, name: string, schema: object, more: object = {}) => ({
  name,
  in: where,
  schema,
  ...(where === 'path' && { required: true }),
  ...more,
});
const says = (content?: object, headers?: object) => ({
  description: '',
  ...(content && { content }),
  ...(headers && { headers }),
});

const ITEM = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 20 },
    size: { type: 'string', enum: ['s', 'm', 'l'] },
    tags: { type: 'array', maxItems: 3, items: { type: 'string' } },
    count: { type: ['integer', 'null'], minimum: 0 },
    made: { type: 'string', format: 'date-time' },
    inner: { type: 'object', additionalProperties: false, properties: { deep: { type: 'boolean' } } },
  },
};
const PROBLEMS = { nope: { message: 'a' }, none: { message: 'b' }, rex: { message: 'c' } };
const PROBLEM = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string' }, code: { type: 'integer' } },
};

/** A contract with some of everything that a request or a response can have. */
export const EVERYTHING = {
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  paths: {
    '/search': {
      get: {
        parameters: [
          parameter('query', 'q', { type: 'string', minLength: 2 }, { required: true, example: 'cats' }),
          parameter('query', 'limit', { type: 'integer', minimum: 1, maximum: 10 }),
          parameter('query', 'tags', { type: 'array', items: { type: 'string' } }),
          parameter('query', 'ids', { type: 'array', items: { type: 'integer' } }, { explode: false }),
          parameter(
            'query',
            'pipes',
            { type: 'array', items: { type: 'string' } },
            { style: 'pipeDelimited', explode: false },
          ),
          parameter(
            'query',
            'filter',
            { type: 'object', properties: { a: { type: 'string' }, n: { type: 'integer' } } },
            { style: 'deepObject', explode: true },
          ),
          parameter('query', 'flag', { type: 'boolean' }),
          parameter('header', 'X-Count', { type: 'integer' }),
          parameter('cookie', 'session', { type: 'string', minLength: 3 }),
        ],
        responses: {
          200: says({
            ...json({ type: 'array', items: ITEM }, { some: [{ name: 'a' }], none: [] }),
            'text/csv': { schema: { type: 'string' }, example: 'name\na' },
          }),
          404: says(json(PROBLEM, { none: { message: 'none' } })),
          default: says(json(PROBLEM)),
        },
      },
    },
    '/items/{id}': {
      parameters: [parameter('path', 'id', { type: 'integer', minimum: 1 }, { example: 1 })],
      get: {
        responses: { 200: says(json(ITEM, { one: { name: 'one' }, two: { name: 'two', size: 's' } })), 404: says() },
      },
      put: {
        requestBody: { required: true, content: json(ITEM, { one: { name: 'one', size: 'm' } }) },
        responses: {
          200: says(json(ITEM, { one: { name: 'one', size: 'm' } })),
          400: says(json(PROBLEM)),
          422: says(json(PROBLEM, { bad: { message: 'bad', code: 7 } })),
        },
      },
      delete: { responses: { 204: says() } },
    },
    '/forms': {
      post: {
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['a'],
                properties: {
                  a: { type: 'string' },
                  n: { type: 'integer' },
                  list: { type: 'array', items: { type: 'string' } },
                },
              },
            },
          },
        },
        responses: {
          201: says(
            json({ type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } }, { done: { ok: true } }),
          ),
        },
      },
    },
    '/uploads': {
      post: {
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['title'],
                properties: { title: { type: 'string' }, file: { type: 'string' } },
              },
            },
          },
        },
        responses: { 202: says() },
      },
    },
    '/notes': {
      post: {
        requestBody: {
          content: {
            ...json({ type: 'object' }),
            'text/plain': { schema: { type: 'string', maxLength: 10 } },
            'application/vnd.note+json': { schema: { type: 'array' } },
          },
        },
        responses: { 200: says({ 'text/plain': { schema: { type: 'string' }, example: 'noted' } }) },
      },
    },
    '/matrix/{m}/labels/{l}': {
      parameters: [
        parameter('path', 'm', { type: 'integer' }, { style: 'matrix', example: 3 }),
        parameter('path', 'l', { type: 'array', items: { type: 'string' } }, { style: 'label', example: ['a', 'b'] }),
      ],
      get: { responses: { 200: says(json({ type: 'boolean' }, { yes: true })), 409: says(json(PROBLEM, PROBLEMS)) } },
    },
    '/reports': {
      get: {
        responses: {
          200: says({
            'text/csv': { schema: { type: 'string' }, example: 'a,b' },
            ...json({ type: 'array' }, { some: [['a', 'b']] }),
          }),
        },
      },
    },
    '/names/{name}': {
      parameters: [parameter('path', 'name', { type: 'string' }, { example: 'somebody' })],
      get: {
        responses: {
          200: says(json({ type: 'string' }, { somebody: 'somebody' })),
          409: says(json(PROBLEM, PROBLEMS)),
        },
      },
    },
    '/secured': {
      get: {
        security: [{ bearer: [] }, { key: [] }],
        responses: { 200: says(json({ type: 'integer' }, { one: 1 })), 401: says() },
      },
      post: { security: [{ basic: [] }], responses: { 200: says(json({ type: 'integer' }, { one: 1 })) } },
      put: { security: [{ token: [], crumb: [] }], responses: { 200: says(json({ type: 'integer' }, { one: 1 })) } },
    },
    '/made': {
      get: {
        responses: {
          200: says(
            json({
              type: 'object',
              required: ['id', 'at'],
              properties: {
                id: { type: 'integer', minimum: 1 },
                at: { type: 'string', format: 'date-time' },
                item: ITEM,
              },
            }),
          ),
        },
      },
    },
    '/secret': {
      get: {
        responses: {
          200: says(
            json({
              type: 'object',
              required: ['id'],
              properties: { id: { type: 'integer' }, pin: { type: 'string', writeOnly: true } },
            }),
          ),
        },
      },
    },
  },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      basic: { type: 'http', scheme: 'basic' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      token: { type: 'apiKey', in: 'query', name: 'token' },
      crumb: { type: 'apiKey', in: 'cookie', name: 'crumb' },
    },
  },
};
