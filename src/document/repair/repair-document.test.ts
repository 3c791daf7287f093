/** Plain mistakes in a document are repaired, with a note; ambiguous ones are refused. */
import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { valueAt } from '../../json/pointer.ts';
import { repairDocument } from './repair-document.ts';

const notesOf = ({ warnings }: Contract) => warnings.map(({ pointer, message }) => `${pointer} ${message}`);
const get = (operation: JsonObject, path = '/a') => ({
  paths: { [path]: { get: { responses: { 200: { description: 'x' } }, ...operation } } },
});
const schema = (value: Json) => ({ paths: {}, components: { schemas: { S: value } } }) as object;

type Row = [what: string, document: object, note: RegExp, at: string, becomes: Json | undefined];

const OPERATION = '#/paths/~1a/get';

test.each<Row>([
  ['no version', { info: { title: 'x' }, ...get({}) }, /#\/info has no version/, '#/info/version', undefined],
  [
    'an unquoted version of OpenAPI',
    { openapi: 3.1, ...get({}) },
    /#\/openapi is 3.1, read as "3.1.0"/,
    '#/openapi',
    '3.1.0',
  ],
  ['a path without its slash', get({}, 'a'), /#\/paths\/~1a does not start with a slash/, '#/paths/a', undefined],
  [
    'a path with a query',
    get({}, '/a?b=1'),
    /#\/paths\/~1a\?b=1 has a query, which a path may not have, and is asked with it$/,
    '#/openapi',
    '3.1.0',
  ],
  [
    'a path whose query names a parameter',
    get({ parameters: [{ name: 'text', in: 'path', required: true, schema: { type: 'string' } }] }, '/a?q={text}'),
    /#\/paths\/~1a names parameters of the query, and was read as \/a with those$/,
    `${OPERATION}/parameters/0`,
    { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
  ],
  ['a path that holds nothing', { paths: { '/a': null } }, /#\/paths\/~1a holds nothing/, '#/paths/~1a', {}],
  [
    'an operation that holds nothing',
    { paths: { '/a': { get: null } } },
    /\/get documents nothing/,
    OPERATION,
    { responses: {} },
  ],
  [
    'an API key whose name is a line of HTTP',
    { ...get({}), components: { securitySchemes: { s: { type: 'apiKey', in: 'header', name: 'X-Key: ' } } } },
    /securitySchemes\/s has the name "X-Key: ", which no header has; it was read as the header X-Key$/,
    '#/components/securitySchemes/s',
    { type: 'apiKey', in: 'header', name: 'X-Key' },
  ],
  ...['Authorization: Bearer', 'authorization:bearer <token>', 'Authorization Bearer'].map((name): Row => [
    `a bearer token that is described as the API key ${name}`,
    { ...get({}), components: { securitySchemes: { s: { type: 'apiKey', in: 'header', name } } } },
    /it was read as the header authorization of the scheme bearer$/i,
    '#/components/securitySchemes/s',
    { type: 'http', scheme: 'bearer' },
  ]),
  [
    'a path parameter that nothing describes',
    get({}, '/{b}'),
    /#\/paths\/~1{b}\/get no parameter describes {b}/,
    '#/paths/~1{b}/get/parameters',
    [{ name: 'b', in: 'path', required: true, schema: { type: 'string' } }],
  ],
  [
    'a path parameter that nothing describes, under query',
    { paths: { '/{b}': { query: {} } } },
    /query no parameter describes {b}/,
    '#/paths/~1{b}/query/parameters',
    [{ name: 'b', in: 'path', required: true, schema: { type: 'string' } }],
  ],
  [
    'a path parameter that nothing describes, under trace',
    { paths: { '/{b}': { trace: {} } } },
    /trace no parameter describes {b}/,
    '#/paths/~1{b}/trace/parameters',
    [{ name: 'b', in: 'path', required: true, schema: { type: 'string' } }],
  ],
  [
    'a path parameter that nothing describes, under additionalOperations',
    { paths: { '/{b}': { additionalOperations: { COPY: {} } } } },
    /additionalOperations\/COPY no parameter describes {b}/,
    '#/paths/~1{b}/additionalOperations/COPY/parameters',
    [{ name: 'b', in: 'path', required: true, schema: { type: 'string' } }],
  ],
  [
    'an empty operation under additionalOperations',
    { paths: { '/a': { additionalOperations: { COPY: null } } } },
    /COPY documents nothing/,
    '#/paths/~1a/additionalOperations/COPY',
    { responses: {} },
  ],
  [
    'a parameter of no path',
    get({ parameters: [{ name: 'b', in: 'path', schema: {} }] }),
    /which the path does not name/,
    `${OPERATION}/parameters`,
    [],
  ],
  [
    'a parameter without a schema',
    get({ parameters: [{ name: 'b', in: 'query' }] }),
    /does not say what its values are$/,
    `${OPERATION}/security`,
    undefined,
  ],
  [
    'a parameter with its type beside it',
    get({ parameters: [{ name: 'b', in: 'query', type: 'string' }] }),
    /does not say what its values are; a `type` belongs into `schema`$/,
    `${OPERATION}/parameters/0/name`,
    'b',
  ],
  ['no response', get({ responses: {} }), /responses documents no response/, `${OPERATION}/responses`, {}],
  [
    'an empty response',
    get({ responses: { 200: null, '2xx': { description: '' } } }),
    /2xx was read as 2XX/,
    `${OPERATION}/responses/200`,
    { description: '' },
  ],
  [
    'a status that is none',
    get({ responses: { 200: { description: '' }, ok: {} } }),
    /ok is no status code/,
    `${OPERATION}/responses/ok`,
    undefined,
  ],
  [
    'an unknown security scheme',
    get({ security: [{ key: [] }] }),
    /names the security scheme key/,
    `${OPERATION}/security`,
    [],
  ],
  [
    'examples in a list',
    get({ parameters: [{ name: 'b', in: 'query', schema: {}, examples: [1] }] }),
    /examples is a list/,
    `${OPERATION}/parameters/0/examples`,
    { 'example-1': { value: 1 } },
  ],
  [
    'an example that is its value',
    get({ parameters: [{ name: 'b', in: 'query', schema: {}, examples: { one: 1 } }] }),
    /one is a value and no Example Object/,
    `${OPERATION}/parameters/0/examples`,
    { one: { value: 1 } },
  ],
  [
    'a schema of type any',
    schema({ type: 'any' }),
    /S\/type "any" is no type, and was read as anything/,
    '#/components/schemas/S',
    {},
  ],
  [
    'a type that is none',
    schema({ type: 'strin' }),
    /"strin" is no type \(did you mean string\?\)/,
    '#/components/schemas/S',
    { type: 'strin' },
  ],
  [
    'a type like no other',
    schema({ type: 'zzzzzzzz' }),
    /"zzzzzzzz" is no type \(there are string, /,
    '#/components/schemas/S',
    { type: 'zzzzzzzz' },
  ],
  [
    'a pattern that u does not allow',
    schema({ pattern: '^[\\w-.]+$' }),
    /S\/pattern is no pattern with the flag u/,
    '#/components/schemas/S',
    { pattern: '^[\\w-.]+$' },
  ],
  ['a type in capitals', schema({ type: 'String' }), /read as string/, '#/components/schemas/S', { type: 'string' }],
  [
    'a type of other languages',
    schema({ type: 'datetime' }),
    /read as string/,
    '#/components/schemas/S',
    { type: 'string', format: 'date-time' },
  ],
  ['an empty schema', schema({ properties: { a: null } }), /a is empty/, '#/components/schemas/S/properties/a', {}],
  ['required that is no list', schema({ required: true }), /required cannot be true/, '#/components/schemas/S', {}],
  [
    'a limit as a text',
    schema({ items: { minimum: '5' } }),
    /read as a number/,
    '#/components/schemas/S/items',
    { minimum: 5 },
  ],
  [
    'items in a list',
    schema({ items: [{ type: 'null' }] }),
    /prefixItems/,
    '#/components/schemas/S',
    { prefixItems: [{ type: 'null' }] },
  ],
  [
    'nullable in 3.1',
    schema({ type: 'string', nullable: true }),
    /nullable is of OpenAPI 3.0/,
    '#/components/schemas/S',
    { type: ['string', 'null'] },
  ],
  [
    'a boolean limit in 3.1',
    schema({ minimum: 1, exclusiveMinimum: true }),
    /is of OpenAPI 3.0/,
    '#/components/schemas/S',
    { exclusiveMinimum: 1 },
  ],
])('%s', async (_, document, note, at, becomes) => {
  const contract = await contractOf(document);
  const notes = notesOf(contract);
  expect(notes.filter((text) => note.test(text))).toHaveLength(1);
  expect(valueAt(contract.document, at)).toEqual(becomes);
});

test('a repeated operationId stays only with the first operation', async () => {
  const operation = { operationId: 'twice', responses: { 200: { description: 'x' } } };
  const contract = await contractOf({ paths: { '/a': { get: operation, put: { ...operation } } } });
  expect(contract.operations.map(({ id }) => id)).toEqual(['twice', 'PUT /a']);
  expect(notesOf(contract)).toEqual([
    '#/paths/~1a/put has the operationId twice of another operation, and goes by its method and path',
  ]);
});

test('a note has its position in the document, also after parts moved', async () => {
  const parameters = [
    { name: 'gone', in: 'path', schema: {} },
    { name: 'b', in: 'query' },
  ];
  const paths = { a: { get: { parameters, responses: { ok: {}, 200: { description: 'x' } } } } };
  const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths });
  const contract = await contractOf({ paths });
  expect(contract.warnings.map(({ place }) => text.slice(place.column - 1, place.column + 14))).toEqual([
    '"a":{"get":{"pa',
    '{"name":"gone",',
    '{"name":"b","in',
    '"ok":{}}}}}}',
  ]);
  // It is now the first.
  expect(text.slice(contract.locate('#/paths/~1a/get/parameters/0/name').column - 1)).toMatch(/^"name":"b"/);
  expect(text.slice(contract.locate('#/paths/~1a/get/responses/200').column - 1)).toMatch(/^"200":/);
});

test('a property that is called type, and an example of a type, are left alone', async () => {
  const S = {
    type: 'object',
    properties: { type: { type: 'string' } },
    example: { type: 'any', nullable: true },
    default: { minimum: '1' },
  };
  const contract = await contractOf(schema(S));
  expect(contract.warnings).toEqual([]);
  expect(valueAt(contract.document, '#/components/schemas/S')).toEqual(S);
});

test('a schema that contains itself needs no repair', async () => {
  const contract = await contractOf(
    schema({ properties: { again: { $ref: '#/components/schemas/S' } }, items: { $ref: '#/components/schemas/S' } }),
  );
  expect(contract.warnings).toEqual([]);
});

test.each([
  [
    'a parameter in no known place',
    get({ parameters: [{ name: 'a', in: 'body' }] }),
    'is in no known place',
    'path, query, header or cookie',
  ],
  [
    'a list of additional operations',
    { paths: { '/a': { additionalOperations: [] } } },
    'must be a map from methods to operations',
    'Write an object there',
  ],
  ['paths in a list', { paths: [] }, '#/paths must be an object', 'object'],
  ['nothing at all', {}, '#/paths is missing', '`paths`'],
])('%s is refused', async (_, document, says, hint) => {
  await expect(contractOf(document)).rejects.toMatchObject({
    message: expect.stringContaining(says),
    hint: expect.stringContaining(hint),
  });
});

describe('parameters in the query of a path', () => {
  const text = { name: 'text', in: 'path', required: true, schema: { type: 'string' } };
  const query = { name: 'q', in: 'query', required: true, schema: { type: 'string' } };
  const paths = (document: JsonObject): JsonObject => {
    repairDocument(document);
    return document['paths'] as JsonObject;
  };

  test('are those of the query for the whole path too, and a component stays as it is', () => {
    const document: JsonObject = {
      components: { parameters: { Text: { ...text } } },
      paths: { '/a?q={text}': { parameters: [{ $ref: '#/components/parameters/Text' }], get: { responses: {} } } },
    };
    expect(paths(document)['/a']).toMatchObject({ parameters: [query] });
    expect(document['components']).toEqual({ parameters: { Text: text } });
  });

  test('are taken for texts where nothing describes them', () => {
    const document = { paths: { '/a?q={text}': { get: { parameters: [{ ...text, name: 'other' }], responses: {} } } } };
    expect(paths(document)['/a']).toMatchObject({
      parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }],
    });
  });

  test.each<[what: string, written: string[], read: string[]]>([
    ['the path is there without them', ['/a', '/a?q={text}'], ['/a', '/a?q={text}']],
    ['another one is read as the same', ['/a?q={text}', '/a?p={text}'], ['/a', '/a?p={text}']],
    ['nothing else is called so', ['/b', '/a?q={text}', '/c'], ['/b', '/a', '/c']],
  ])('keep the order of the paths where %s', (_, written, read) => {
    expect(Object.keys(paths({ paths: Object.fromEntries(written.map((path) => [path, {}])) }))).toEqual(read);
  });
});
