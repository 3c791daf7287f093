import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { compileErrors } from '../../test/support/compile-types.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { loadContract } from '../contract/load.ts';
import { hoistReferences } from './hoist-references.ts';
import { generateTypes } from './typescript-types.ts';

const folder = temporaryFolder('types');

test('types follow no references in data', async () => {
  const secret = join(folder, 'secret.json');
  writeFileSync(secret, '{ "type": "string", "description": "a secret of this machine" }');
  const file = join(folder, 'openapi.yaml');
  const media = `{ application/json: { schema: { type: object }, example: { $ref: '${secret}' } } }`;
  writeFileSync(
    file,
    `openapi: 3.1.0
info: { title: x, version: '1' }
paths:
  /a:
    get: { responses: { '200': { description: x, x-more: { $ref: '${secret}' }, content: ${media} } } }
`,
  );
  const types = await generateTypes(await loadContract(file));
  expect(types).toContain('"/a"');
  expect(types).not.toContain('a secret of this machine');
});

test.each<[string, JsonObject, RegExp]>([
  [
    'a reference to a definition inside of a schema',
    {
      A: { type: 'object', definitions: { B: { type: 'object', properties: { y: { type: 'integer' } } } } },
      C: { $ref: '#/components/schemas/A/definitions/B' },
    },
    /C: components\["schemas"\]\["A_definitions_B"\];/,
  ],
  [
    'a reference to a branch of a choice',
    { A: { oneOf: [{ type: 'string' }, { type: 'integer' }] }, C: { $ref: '#/components/schemas/A/oneOf/1' } },
    /A_oneOf_1: number;/,
  ],
  [
    'a member that is called __proto__',
    {
      A: {
        type: 'object',
        properties: { ['__proto__']: { type: 'integer' }, a: { type: 'string' } },
        patternProperties: { '^x-': { type: 'boolean' } },
      },
    },
    /A: \{\s+a\?: string;\s+__proto__\?: number;\s+\} & \{\s+\[key: string\]: boolean;\s+\}/,
  ],
  ['a list of texts for an object', { E: { type: 'object', enum: ['foo', 'bar'] } }, /E: Record<string, never>;/],
])('types are made of %s', async (_, schemas, want) => {
  const contract = await contractOf({ paths: {}, components: { schemas } });
  expect(await generateTypes(contract)).toMatch(want);
});

const COMPONENTS: JsonObject = {
  schemas: {
    A: { type: 'object', properties: { list: { type: 'array', items: { type: 'string' } } } },
    A_properties_list_items: { type: 'null' },
    B: { allOf: [{ type: 'integer' }] },
  },
  headers: { schema: { schema: { type: 'boolean' } } },
  parameters: { limit: { name: 'limit', in: 'query', schema: { type: 'number' } } },
};

test.each<[ref: string, to: string, value: Json | undefined]>([
  ['#/components/schemas/A', '#/components/schemas/A', undefined],
  ['#/components/schemas/A/properties/list', '#/components/schemas/A/properties/list', undefined],
  [
    '#/components/schemas/A/properties/list/items',
    '#/components/schemas/A_properties_list_items_2',
    { type: 'string' },
  ],
  ['#/components/schemas/B/allOf/0', '#/components/schemas/B_allOf_0', { type: 'integer' }],
  [
    '#/components/schemas/A/properties',
    '#/components/schemas/A_properties',
    { list: { type: 'array', items: { type: 'string' } } },
  ],
  ['#/components/schemas/B/allOf/9', '#/components/schemas/B/allOf/9', undefined],
  ['#/components/headers/schema', '#/components/headers/schema', undefined],
  ['#/components/headers/schema/schema', '#/components/schemas/headers_schema_schema', { type: 'boolean' }],
  ['#/components/parameters/limit/schema', '#/components/schemas/parameters_limit_schema', { type: 'number' }],
  ['other.yaml#/components/schemas/B/allOf/0', 'other.yaml#/components/schemas/B/allOf/0', undefined],
])('a reference to %s leads to %s', (ref, to, value) => {
  const document: JsonObject = { components: COMPONENTS, uses: [{ $ref: ref }, { $ref: ref }] };
  const hoisted = hoistReferences(document);
  const schemas = (hoisted['components'] as JsonObject)['schemas'] as JsonObject;
  expect(hoisted['uses']).toEqual([{ $ref: to }, { $ref: to }]);
  expect(Object.keys(schemas).slice(3)).toEqual(value === undefined ? [] : [to.split('/').at(-1)]);
  if (value !== undefined) expect(Object.values(schemas)[3]).toEqual(value);
});

test('types compile for references into parameters and optional bodies, and for bases that may be null or absent', async () => {
  const contract = await contractOf({
    paths: {
      '/a': {
        post: {
          parameters: [{ $ref: '#/components/parameters/company' }],
          requestBody: {
            content: { 'application/json': { schema: { type: 'object', properties: { at: { type: 'string' } } } } },
          },
          responses: { 200: { description: '' } },
        },
      },
    },
    components: {
      parameters: { company: { name: 'company', in: 'query', schema: { type: 'string', format: 'uuid' } } },
      schemas: {
        OfParameter: { type: 'object', properties: { company: { $ref: '#/components/parameters/company/schema' } } },
        OfBody: {
          type: 'object',
          properties: {
            at: { $ref: '#/paths/~1a/post/requestBody/content/application~1json/schema/properties/at' },
          },
        },
        Base: { type: ['object', 'null'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
        Device: {
          type: 'object',
          properties: { entity: { type: 'object', properties: { id: { type: 'integer' } } } },
        },
        OfMember: {
          type: 'object',
          allOf: [{ $ref: '#/components/schemas/Device/properties/entity' }],
          required: ['id'],
        },
        Whole: {
          type: 'object',
          allOf: [{ $ref: '#/components/schemas/Base' }],
          required: ['a', 'c'],
          properties: { c: {} },
        },
      },
    },
  });
  const types = await generateTypes(contract);
  expect(compileErrors({ types })).toEqual([]);
  expect(types).toContain('company?: components["schemas"]["parameters_company_schema"];');
});
