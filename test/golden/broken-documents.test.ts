import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from '@jest/globals';
import type { Operation } from '../../src/model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../src/model/json.ts';
import { ContractError, UsageError } from '../../src/errors.ts';
import { loadContract } from '../../src/contract/load.ts';
import { pointerTokens } from '../../src/json/pointer.ts';
import { expectGolden, lines } from './golden.ts';
import { places } from './grids.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-broken-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pet = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, kind: { enum: ['cat', 'dog'] } },
};
const json = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({ 'application/json': { schema, ...more } });

/** Small documents with a little of everything. */
const DOCUMENTS: Record<string, JsonObject> = {
  '3.1': {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1', 'x-discrepancies': [{ says: 'a', but: 'b' }] },
    servers: [{ url: 'https://{host}/v1', variables: { host: { default: 'a.example', enum: ['a.example'] } } }],
    security: [{ key: [] }],
    paths: {
      '/pets/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 }],
        put: {
          operationId: 'putPet',
          tags: ['pets'],
          parameters: [
            { name: 'dry', in: 'query', schema: { type: 'boolean', default: false } },
            { $ref: '#/components/parameters/Trace' },
          ],
          requestBody: {
            required: true,
            content: json(
              { $ref: '#/components/schemas/Pet' },
              { examples: { cat: { value: { id: 7, kind: 'cat' } } } },
            ),
          },
          responses: {
            '200': {
              description: 'The pet.',
              headers: { ETag: { required: true, schema: { type: 'string' } } },
              content: json(
                { $ref: '#/components/schemas/Pet' },
                { examples: { cat: { value: { id: 7, kind: 'cat' } } } },
              ),
              links: { self: { operationId: 'putPet', parameters: { id: '$response.body#/id' } } },
            },
            default: { $ref: '#/components/responses/Problem' },
          },
          callbacks: {
            done: { '{$request.query.url}': { post: { responses: { '204': { description: 'Taken.' } } } } },
          },
        },
      },
    },
    components: {
      schemas: { Pet: pet, Any: { oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'null' }] } },
      parameters: { Trace: { name: 'X-Trace', in: 'header', schema: { type: 'string', format: 'uuid' } } },
      responses: { Problem: { description: 'Why not.', content: json({ type: 'object' }) } },
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    },
  },
  '3.0': {
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        get: {
          parameters: [
            {
              name: 'sort',
              in: 'query',
              style: 'form',
              explode: false,
              schema: { type: 'array', items: { type: 'string' } },
            },
          ],
          responses: {
            '200': {
              description: 'Pets.',
              content: json({
                type: 'array',
                items: {
                  type: 'object',
                  nullable: true,
                  discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
                  oneOf: [{ $ref: '#/components/schemas/Cat' }],
                },
              }),
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Cat: {
          type: 'object',
          properties: {
            kind: { type: 'string' },
            age: { type: 'integer', minimum: 0, exclusiveMinimum: true },
            name: { type: 'string', nullable: true, example: 'Tom' },
          },
        },
      },
    },
  },
  '2.0': {
    swagger: '2.0',
    info: { title: 'Pets', version: '1' },
    host: 'a.example',
    basePath: '/v1',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: {
      key: { type: 'apiKey', in: 'query', name: 'key' },
      login: { type: 'oauth2', flow: 'implicit', authorizationUrl: 'https://a.example', scopes: { read: 'Reads.' } },
    },
    paths: {
      '/pets': {
        post: {
          security: [{ key: [] }],
          parameters: [
            { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } },
            { name: 'tags', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
          ],
          responses: {
            '201': {
              description: 'Added.',
              schema: { $ref: '#/definitions/Pet' },
              headers: { 'X-Rate': { type: 'integer' } },
              examples: { 'application/json': { id: 1 } },
            },
          },
        },
        get: {
          parameters: [{ name: 'file', in: 'formData', type: 'file' }],
          responses: { '200': { description: 'Pets.' } },
        },
      },
    },
    definitions: {
      Pet: { type: 'object', required: ['id'], properties: { id: { type: 'integer', format: 'int64' } } },
    },
  },
};

/** What stands at a place instead; `gone` takes the place away. */
const INSTEAD: [what: string, value: Json | undefined][] = [
  ['5', 5],
  ['a text', 'a text'],
  ['7.5', 7.5],
  ['[]', []],
  ['{}', {}],
  ['null', null],
  ['gone', undefined],
  ['a reference to nothing', { $ref: '#/components/nowhere' }],
  ['true', true],
  ['[{}]', [{}]],
];

function changed(document: JsonObject, at: Pointer, value: Json | undefined): JsonObject {
  const copy = structuredClone(document);
  const tokens = [...pointerTokens(at)];
  const last = tokens.pop() ?? '';
  const holder = tokens.reduce<Json>((inner, token) => (inner as JsonObject)[token] as Json, copy) as JsonObject;
  if (value === undefined && Array.isArray(holder)) (holder as Json[]).splice(Number(last), 1);
  else if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

const describeOperation = ({ id, method, path, parameters, body, responses, ...rest }: Operation) =>
  JSON.stringify([
    `${method} ${path} ${id}`,
    parameters.map(({ name, in: where, required, schema }) => [where, name, required, schema]),
    body?.media.map(({ type, schema, examples }) => [type, schema, [...examples.keys()]]),
    responses.map(({ status, media, headers }) => [
      status,
      media.map(({ type, schema, examples }) => [type, schema, [...examples.keys()]]),
      headers.map(({ name, required }) => [name, required]),
    ]),
    rest.examples.map(({ name }) => name),
    rest.security,
  ]);

async function read(document: JsonObject): Promise<string[]> {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  try {
    const contract = await loadContract(file, 'pets');
    return [
      ...contract.operations.map((operation) => `reads ${describeOperation(operation)}`),
      ...contract.warnings.map(({ pointer, message }) => `warns ${pointer} ${message}`),
      ...contract.statements().map(({ kind, pointer, says }) => `states ${kind} ${pointer} ${says}`),
    ];
  } catch (error) {
    if (error instanceof ContractError || error instanceof UsageError)
      return [`refuses ${error.message.replaceAll(folder, '')}; ${error.hint ?? ''}`];
    throw error;
  }
}

test.each(Object.keys(DOCUMENTS))(
  'a document of OpenAPI %s with a wrong part is read in the same way',
  async (name) => {
    const document = DOCUMENTS[name] as JsonObject;
    const right = await read(document);
    const told = [...right];
    for (const [index, at] of places(document).slice(1).entries())
      for (const nth of [index, index + 3, index + 5, index + 7]) {
        const [what, value] = INSTEAD[nth % INSTEAD.length] as (typeof INSTEAD)[number];
        const now = await read(changed(document, at, value));
        told.push(
          '',
          `${at}: ${what}`,
          ...now.filter((line) => !right.includes(line)).map((line) => `  ${line}`),
          ...(now[0]?.startsWith('refuses') ? [] : right.filter((line) => !now.includes(line))).map(
            (line) => `  no longer ${line.slice(0, 60)}`,
          ),
        );
      }
    expectGolden(`broken-${name}.txt`, lines(told).replaceAll(folder, ''));
  },
);
