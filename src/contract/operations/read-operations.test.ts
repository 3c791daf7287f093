import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { readOperations, readOperationsAt } from './read-operations.ts';

const fail = (pointer: string, message: string, hint: string): never => {
  throw new Error(`${pointer}: ${message}. ${hint}`);
};
const sourceOf = (document: JsonObject) => ({ document, accepts: () => true });
const read = (document: JsonObject) => readOperations(sourceOf(document), fail);
const GET = '#/paths/~1a/get';
/** A document whose one operation is `GET /a`. */
const withGet = (get: Json, rest: JsonObject = {}, item: JsonObject = {}): JsonObject => ({
  ...{ openapi: '3.1.0', ...rest },
  paths: { '/a': { ...item, get } },
});
/** The operation `GET /a`. */
const readGet = (get: JsonObject, rest: JsonObject = {}, item: JsonObject = {}) => read(withGet(get, rest, item))[0]!;
const parametersOf = (parameters: JsonObject[], shared: JsonObject[] = []) =>
  readGet({ parameters }, {}, { parameters: shared }).parameters;
const answer = (response: JsonObject): JsonObject => ({ responses: { 200: { description: 'ok', ...response } } });

describe('the operations of a document', () => {
  test('have defaults where nothing but their place is said', () => {
    expect(read(withGet({}))).toEqual([
      {
        ...{ pointer: GET, id: 'GET /a', method: 'GET', path: '/a', summary: '', tags: [] },
        ...{ parameters: [], responses: [], security: [], examples: [] },
      },
    ]);
  });

  test('have their own names, without tags that are no text', () => {
    expect(readGet({ operationId: 'list', summary: 'Lists.', tags: ['a', 7, 'b'] })).toMatchObject({
      ...{ id: 'list', summary: 'Lists.', tags: ['a', 'b'] },
    });
    expect(readGet({ operationId: 7, summary: 7, tags: 'a' })).toMatchObject({ id: 'GET /a', summary: '', tags: [] });
  });

  test.each<[what: string, document: JsonObject, found: string[]]>([
    ['a document without paths', {}, []],
    ['an extension among the paths', { paths: { 'x-more': { get: {} }, '/b': { put: {} } } }, ['PUT /b']],
    ['additional operations', { paths: { '/b': { additionalOperations: { COPY: {} } } } }, ['COPY /b']],
    [
      'a path that refers to another',
      { paths: { '/b': { $ref: '#/components/pathItems/B' } }, components: { pathItems: { B: { get: {} } } } },
      ['GET /b'],
    ],
  ])('are found in %s', (_, document, found) => {
    expect(read(document).map(({ method, path }) => `${method} ${path}`)).toEqual(found);
  });

  test('are read at a callback too, with the path /', () => {
    const document = { components: { callbacks: { Done: { '{$url}': { post: { operationId: 'told' }, put: {} } } } } };
    const at = '#/components/callbacks/Done/{$url}';
    expect(readOperationsAt(sourceOf(document), fail, at)).toMatchObject([
      { id: 'PUT /', path: '/', pointer: `${at}/put` },
      { id: 'told', path: '/', pointer: `${at}/post` },
    ]);
  });

  test.each<[own: Json | undefined, whole: Json | undefined, declared: string | undefined]>([
    [undefined, undefined, undefined],
    ['exact', undefined, 'exact'],
    ['illustrative', 'exact', 'illustrative'],
    [undefined, 'exact', 'exact'],
    [{ one: {} }, undefined, undefined],
  ])('with x-examples %j in a document with %j have examples that are declared %s', (own, whole, declared) => {
    const operation = readGet(own === undefined ? {} : { 'x-examples': own }, {
      ...(whole !== undefined && { 'x-examples': whole }),
    });
    expect(operation.declaredExamples).toBe(declared);
  });
});

describe('the parameters of an operation', () => {
  test.each<[what: string, parameter: JsonObject, read: JsonObject]>([
    ['a path', { name: 'id', in: 'path' }, { required: true, style: 'simple', explode: false, allowReserved: false }],
    ['a query', { name: 'q', in: 'query' }, { required: false, style: 'form', explode: true }],
    ['a query that is required', { name: 'q', in: 'query', required: true }, { required: true }],
    ['a query that is not exploded', { name: 'q', in: 'query', explode: false }, { style: 'form', explode: false }],
    [
      'a query of another style',
      { name: 'q', in: 'query', style: 'pipeDelimited' },
      { style: 'pipeDelimited', explode: false },
    ],
    ['a query with reserved characters', { name: 'q', in: 'query', allowReserved: true }, { allowReserved: true }],
    ['a header', { name: 'X-A', in: 'header', explode: true }, { style: 'simple', explode: true }],
    ['a cookie', { name: 'c', in: 'cookie' }, { style: 'form' }],
    ['a schema', { name: 'q', in: 'query', schema: { type: 'string' } }, { schema: `${GET}/parameters/0/schema` }],
    ['a schema that is true', { name: 'q', in: 'query', schema: true }, { schema: `${GET}/parameters/0/schema` }],
    [
      'content',
      { name: 'q', in: 'query', content: { 'application/json': { schema: {} } } },
      { schema: `${GET}/parameters/0/content/application~1json/schema`, mediaType: 'application/json' },
    ],
    [
      'a whole query',
      { name: 'q', in: 'querystring', content: { 'application/x-www-form-urlencoded': {} } },
      { in: 'query', style: 'querystring', explode: false, mediaType: 'application/x-www-form-urlencoded' },
    ],
  ])('with %s are read', (_, parameter, found) => {
    expect(parametersOf([parameter])).toMatchObject([{ pointer: `${GET}/parameters/0`, ...found }]);
  });

  test('replace those of their path with the same name and place alone', () => {
    const shared: JsonObject[] = [
      { name: 'a', in: 'query', schema: {} },
      { name: 'a', in: 'header' },
      { name: 'b', in: 'query' },
    ];
    const found = parametersOf([{ name: 'a', in: 'query', required: true }], shared);
    expect(found.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['a', 'query', true],
      ['a', 'header', false],
      ['b', 'query', false],
    ]);
  });

  test.each<[name: string, where: string, kept: number]>([
    ['Accept', 'header', 0],
    ['content-type', 'header', 0],
    ['AUTHORIZATION', 'header', 0],
    ['Accept-Language', 'header', 1],
    ['X-Accept', 'header', 1],
    ['accept', 'query', 1],
  ])('with the name %s in the %s are kept: %d', (name, where, kept) => {
    expect(parametersOf([{ name, in: where }])).toHaveLength(kept);
  });
});

describe('the body and responses of an operation', () => {
  test.each([true, false])('say whether a body is required: %s', (required) => {
    const { body } = readGet({ requestBody: { required, content: { 'text/plain': {} } } });
    expect(body).toMatchObject({ pointer: `${GET}/requestBody`, required, media: [{ type: 'text/plain' }] });
  });

  test('have media types in lower case, without their parameters', () => {
    const content = {
      'Application/JSON ; charset=utf-8': {
        schema: {},
        'x-encoded-as': 'Text/XML',
        encoding: { a: { style: 'form' } },
      },
      'text/plain': { encoding: 'no map' },
    };
    const [response] = readGet(answer({ content })).responses;
    const at = `${GET}/responses/200/content`;
    expect(response?.media).toEqual([
      {
        pointer: `${at}/Application~1JSON ; charset=utf-8`,
        ...{ type: 'application/json', encodedAs: 'text/xml', encoding: { a: { style: 'form' } } },
        ...{ schema: `${at}/Application~1JSON ; charset=utf-8/schema`, examples: new Map(), unspecified: [] },
      },
      {
        pointer: `${at}/text~1plain`,
        ...{ type: 'text/plain', encodedAs: 'text/plain', encoding: {}, examples: new Map(), unspecified: [] },
      },
    ]);
  });

  test.each<[type: string, parts: boolean]>([
    ['multipart/form-data', true],
    ['application/x-www-form-urlencoded', false],
  ])('know the parts of %s: %s', (type, has) => {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    const { body } = readGet({ requestBody: { content: { [type]: { schema } } } });
    expect(body?.media[0]?.parts !== undefined).toBe(has);
  });

  test('know the names of XML alone by its schema', () => {
    const schema = { xml: { name: 'pet' }, type: 'object' };
    const { body } = readGet({ requestBody: { content: { 'text/xml': { schema }, 'application/json': { schema } } } });
    expect(body?.media.map(({ xml }) => xml?.xml)).toEqual([{ name: 'pet' }, undefined]);
  });

  test('have what x-unspecified leaves open', () => {
    const schema: JsonObject = { 'x-unspecified': [{ says: 'any colour', schema: {} }, 7, {}] };
    const [response] = readGet(answer({ content: { 'text/plain': { schema } } })).responses;
    const at = `${GET}/responses/200/content/text~1plain/schema/x-unspecified`;
    expect(response?.media[0]?.unspecified).toEqual([
      { pointer: `${at}/0`, says: 'any colour', schema: `${at}/0/schema` },
      { pointer: `${at}/1`, says: '', schema: `${at}/1/schema` },
    ]);
  });

  test.each<[what: string, media: JsonObject, examples: object]>([
    ['a lone example', { example: 7 }, { default: { pointer: '/example', value: 7 } }],
    ['no example', {}, {}],
    [
      'named examples, which count more than a lone one',
      { example: 7, examples: { one: { value: 1, summary: 'First.' }, 'x-two': { dataValue: 2, summary: 5 }, no: {} } },
      {
        one: { pointer: '/examples/one/value', value: 1, summary: 'First.' },
        'x-two': { pointer: '/examples/x-two/dataValue', value: 2 },
      },
    ],
  ])('have %s', (_, media, examples) => {
    const [response] = readGet(answer({ content: { 'application/json': media } })).responses;
    const at = `${GET}/responses/200/content/application~1json`;
    const found = [...(response?.media[0]?.examples ?? [])].map(
      ([name, example]) => [name, { ...example, pointer: example.pointer.replace(at, '') }] as const,
    );
    expect(Object.fromEntries(found)).toEqual(examples);
  });

  test('have examples that are written as a text as what they say', () => {
    const content = { 'text/xml': { schema: { type: 'object', xml: { name: 'a' } }, example: '<a><b>c</b></a>' } };
    const { body } = readGet({ requestBody: { content } });
    expect(body?.media[0]?.examples.get('default')).toMatchObject({ value: { b: 'c' }, written: '<a><b>c</b></a>' });
  });

  test('have headers and links as they are written, without Content-Type', () => {
    const headers = {
      'Content-type': { schema: {} },
      'X-A': { required: true, explode: true, schema: {}, 'x-match': 'volatile', example: 'a' },
      'x-b': { content: { 'text/plain': { schema: {} } }, 'x-match': 'other' },
    };
    const links = {
      next: { operationId: 'list', parameters: { page: 2 }, requestBody: 'b', server: { url: '/' } },
      other: { operationRef: '#/paths/~1a/get', parameters: 7 },
    };
    const at = `${GET}/responses/200`;
    expect(readGet(answer({ headers, links })).responses).toEqual([
      {
        ...{ pointer: at, status: '200', media: [] },
        headers: [
          {
            ...{ pointer: `${at}/headers/X-A`, name: 'X-A', required: true, explode: true, match: 'volatile' },
            schema: `${at}/headers/X-A/schema`,
            examples: new Map([['default', { pointer: `${at}/headers/X-A/example`, value: 'a' }]]),
          },
          {
            ...{ pointer: `${at}/headers/x-b`, name: 'x-b', required: false, mediaType: 'text/plain' },
            ...{ schema: `${at}/headers/x-b/content/text~1plain/schema`, examples: new Map() },
          },
        ],
        links: [
          {
            ...{ pointer: `${at}/links/next`, name: 'next', operationId: 'list', parameters: { page: 2 } },
            ...{ requestBody: 'b', server: true },
          },
          { pointer: `${at}/links/other`, name: 'other', operationRef: '#/paths/~1a/get', parameters: {} },
        ],
      },
    ]);
  });
});

describe('the security of an operation', () => {
  const securitySchemes = {
    key: { type: 'apiKey', name: 'X-Key', in: 'header' },
    token: { type: 'http', scheme: 'Bearer' },
  };
  const components = { securitySchemes };
  const idsOf = (get: JsonObject, security?: Json) =>
    readGet(get, { components, ...(security !== undefined && { security }) }).security.map((all) =>
      all.map(({ id }) => id),
    );

  test('has schemes with their scheme in lower case', () => {
    const at = '#/components/securitySchemes';
    expect(readGet({ security: [{ key: [], token: [] }] }, { components }).security).toEqual([
      [
        { pointer: `${at}/key`, id: 'key', type: 'apiKey', name: 'X-Key', in: 'header' },
        { pointer: `${at}/token`, id: 'token', type: 'http', scheme: 'bearer' },
      ],
    ]);
  });

  test.each<[what: string, get: JsonObject, whole: Json | undefined, ids: string[][]]>([
    ['the document', {}, [{ key: [] }], [['key']]],
    ['the operation, where both have some', { security: [{ token: [] }] }, [{ key: [] }], [['token']]],
    ['nobody', {}, undefined, []],
    ['an operation that has none', { security: [] }, [{ key: [] }], []],
    ['alternatives', { security: [{ token: [] }, { key: [] }, 7] }, undefined, [['token'], ['key']]],
    ['an empty alternative, which makes the rest optional', { security: [{ token: [] }, {}] }, undefined, []],
    ['a pointer', { security: [{ '#/components/securitySchemes/key': [] }] }, undefined, [['key']]],
  ])('is that of %s', (_, get, whole, ids) => expect(idsOf(get, whole)).toEqual(ids));

  test('is that of a component before the same text as a pointer', () => {
    const named = { '#/components/securitySchemes/key': { type: 'http', scheme: 'basic' } };
    const security = [{ '#/components/securitySchemes/key': [] }];
    const found = readGet({ security }, { components: { securitySchemes: { ...securitySchemes, ...named } } }).security;
    expect(found[0]?.[0]).toMatchObject({ type: 'http', scheme: 'basic' });
  });
});

describe('a document is refused, with where and why:', () => {
  const withParameter = (parameter: Json) => withGet({ parameters: [parameter] });
  const at = `${GET}/parameters/0`;
  test.each<[why: string, document: JsonObject]>([
    ['#/paths: must be an object. Write `paths:` as a map', { paths: [] }],
    ['#/paths/a: the path a does not start with a slash. Write it as /a.', { paths: { a: {} } }],
    ['#/paths/~1a: must be a Path Item Object. Write an object there', { paths: { '/a': 7 } }],
    [
      'additionalOperations: must be a map from methods to operations',
      { paths: { '/a': { additionalOperations: 7 } } },
    ],
    [`#/paths/~1a: the $ref leads nowhere. Point it at something`, { paths: { '/a': { $ref: '#/none' } } }],
    [
      '#/paths/~1a~1{id}/get: the path names {id}, which no path parameter describes',
      { paths: { '/a/{id}': { get: {} } } },
    ],
    [
      'the path names {id}, which no path parameter describes. Add a parameter with name: id and in: path.',
      { paths: { '/a/{id}': { get: { parameters: [{ name: 'id', in: 'query' }] } } } },
    ],
    [
      'the path names {other}, which no path parameter describes',
      { paths: { '/{id}/{other}': { get: { parameters: [{ name: 'id', in: 'path' }] } } } },
    ],
    [`${GET}/x-examples: is neither exact nor illustrative`, withGet({ 'x-examples': 'some' })],
    ['#/x-examples: is neither exact nor illustrative', withGet({}, { 'x-examples': 'some' })],
    [`${GET}/x-resource/role: `, withGet({ 'x-resource': { role: 'none' } })],
    ['#/paths/~1a/x-resource/role: ', withGet({}, {}, { 'x-resource': { role: 'none' } })],
    [`${GET}/parameters: must be an array. Write the parameters as a list.`, withGet({ parameters: {} })],
    [`${at}: must be a Parameter Object`, withParameter(7)],
    [`${at}: has no name. Give the parameter a`, withParameter({ in: 'query' })],
    [`${at}: is in no known place. Set`, withParameter({ name: 'a', in: 'body' })],
    [`${at}: has no content. Say with`, withParameter({ name: 'a', in: 'querystring' })],
    [
      `${at}/schema: must be a schema. Write an object or a boolean`,
      withParameter({ name: 'a', in: 'query', schema: 7 }),
    ],
    [`${GET}/requestBody: must be a Request Body Object`, withGet({ requestBody: [] })],
    [`${GET}/responses: must be a map`, withGet({ responses: [] })],
    [`${GET}/responses/200: must be a Response Object`, withGet({ responses: { 200: 7 } })],
    ...['99', '600', '6XX', '2xx', '2000', 'other'].map((status): [string, JsonObject] => [
      `${GET}/responses/${status}: ${status} is no status code. Use a code such as "201"`,
      withGet({ responses: { [status]: {} } }),
    ]),
    [
      '#/security/1: names the security scheme b, which is not there. Describe it at #/components/securitySchemes/b.',
      withGet({}, { security: [{ a: [] }, { b: [] }], components: { securitySchemes: { a: {} } } }),
    ],
    [`${GET}/security/0: names the security scheme b, which is not there`, withGet({ security: [{ b: [] }] })],
  ])('%s', (why, document) => {
    expect(() => read(document)).toThrow(why);
  });

  test.each(['100', '599', '1XX', '5XX', 'default'])('%s is a status of a response that is not refused', (status) => {
    expect(readGet({ responses: { [status]: {}, 'x-more': 7 } }).responses).toMatchObject([{ status }]);
  });
});
