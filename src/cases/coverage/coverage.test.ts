import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Case } from '../../model/case.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf, shippedContract } from '../../../test/support/contracts.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { makeCases, unspecified } from '../plan.ts';
import { coverageCases } from './coverage.ts';

const bodyOf = ({ request }: Case) => new TextDecoder().decode(request.body);

/** The cases for a body of one schema: `refused without a`, and the body that is sent. */
async function casesOf(schema: JsonObject, example: Json, more: JsonObject = {}): Promise<Record<string, string>> {
  const contract = await contractOf({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/things': {
        post: {
          ...more,
          requestBody: {
            required: true,
            content: { 'application/json': { schema, examples: { one: { value: example } } } },
          },
          responses: { '201': { description: 'made' } },
        },
      },
    },
  });
  return Object.fromEntries(
    makeCases(contract, [coverageCases]).map((testCase) => [
      `${testCase.expect.kind} ${testCase.title.replace('a request ', '')}`,
      bodyOf(testCase),
    ]),
  );
}

const ANY_TYPE_AT_ROOT = /as its body|breaks off|is not JSON|without a body/;
const own = (cases: Record<string, string>) =>
  Object.fromEntries(Object.entries(cases).filter(([title]) => !ANY_TYPE_AT_ROOT.test(title)));
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

test.each<[string, JsonObject, Json, Record<string, string>]>([
  ['a required member', object({ a: {} }, { required: ['a'] }), { a: 1 }, { 'refused without a': '{}' }],
  ['an optional member', object({ a: {} }), { a: 1 }, { 'accepted without a': '{}' }],
  [
    'a member that the example leaves out',
    object({ a: { const: 5 } }),
    {},
    { 'accepted with a as 5': '{"a":5}', 'refused with 6 for a': '{"a":6}' },
  ],
  [
    'an enumeration',
    object({ a: { enum: ['x', 'y'] } }, { required: ['a'] }),
    { a: 'x' },
    {
      'accepted with a as "y"': '{"a":"y"}',
      'refused with "x-assay" for a': '{"a":"x-assay"}',
      'refused with "X" for a': '{"a":"X"}',
      'refused with "" for a': '{"a":""}',
      'refused without a': '{}',
    },
  ],
  [
    'a type of an optional member, for which null is left open',
    object({ a: { type: 'boolean' } }),
    { a: true },
    {
      'accepted without a': '{}',
      'accepted with a as false': '{"a":false}',
      'refused with a string for a': '{"a":"text"}',
      'refused with a number for a': '{"a":42}',
      'refused with an array for a': '{"a":[]}',
      'refused with an object for a': '{"a":{}}',
    },
  ],
  [
    'an integer, also by a fraction',
    object({ a: { type: ['integer', 'string', 'boolean', 'array', 'object', 'null'] } }, { required: ['a'] }),
    { a: 1 },
    { 'refused with a fraction for a': '{"a":1.5}', 'refused without a': '{}' },
  ],
  [
    'bounds of a number',
    object({ a: { minimum: 1, exclusiveMaximum: 10, multipleOf: 0.5 } }, { required: ['a'] }),
    { a: 3 },
    {
      'accepted with a as 1': '{"a":1}',
      'refused with a as 0': '{"a":0}',
      'refused with a as 10': '{"a":10}',
      'refused with a as 3.25': '{"a":3.25}',
      'refused without a': '{}',
    },
  ],
  [
    'lengths of a text',
    object({ a: { minLength: 2, maxLength: 4 } }, { required: ['a'] }),
    { a: 'abc' },
    {
      'accepted with a of 2 characters': '{"a":"ab"}',
      'accepted with a of 4 characters': '{"a":"abca"}',
      'refused with a of 1 character': '{"a":"a"}',
      'refused with a of 5 characters': '{"a":"abcaa"}',
      'refused without a': '{}',
    },
  ],
  [
    'a format',
    object({ a: { format: 'uuid' } }, { required: ['a'] }),
    { a: '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11' },
    { 'refused with a text that is no uuid for a': '{"a":"not a uuid {"}', 'refused without a': '{}' },
  ],
  [
    'a pattern',
    object({ a: { pattern: '^[a-z]+$' } }, { required: ['a'] }),
    { a: 'abc' },
    {
      'refused with "" for a': '{"a":""}',
      'refused with " " for a': '{"a":" "}',
      'refused with "a b" for a': '{"a":"a b"}',
      'refused with "§" for a': '{"a":"§"}',
      'refused with "abc§" for a': '{"a":"abc§"}',
      'refused without a': '{}',
    },
  ],
  [
    'bounds of an array',
    object({ a: { minItems: 1, maxItems: 2, uniqueItems: true, items: { enum: [1, 2, 3] } } }, { required: ['a'] }),
    { a: [1] },
    {
      'accepted with 2 of a': '{"a":[1,2]}',
      'accepted with a.0 as 2': '{"a":[2]}',
      'accepted with a.0 as 3': '{"a":[3]}',
      'refused with 0 of a': '{"a":[]}',
      'refused with 3 of a': '{"a":[1,2,3]}',
      'refused with one of a twice': '{"a":[1,1]}',
      'refused with 4 for a.0': '{"a":[4]}',
      'refused without a': '{}',
    },
  ],
  [
    'an object that allows no more members',
    object({ a: {} }, { required: ['a'], additionalProperties: false }),
    { a: 1 },
    { 'refused with an unknown member in its body': '{"a":1,"x-assay-unknown":true}', 'refused without a': '{}' },
  ],
  [
    'a member that another one needs',
    object({ a: {}, b: {} }, { required: ['a'], dependentRequired: { a: ['b'] } }),
    { a: 1, b: 2 },
    { 'refused without a': '{"b":2}', 'refused without b': '{"a":1}' },
  ],
  [
    'each branch of a condition, with what it takes',
    object(
      { kind: { enum: ['x', 'y'] }, a: {} },
      { required: ['kind'], if: { properties: { kind: { const: 'x' } } }, then: { required: ['a'] } },
    ),
    { kind: 'x', a: 1 },
    {
      'accepted with kind as "y"': '{"kind":"y","a":1}',
      'refused with "x-assay" for kind': '{"kind":"x-assay","a":1}',
      'refused with "X" for kind': '{"kind":"X","a":1}',
      'refused with "" for kind': '{"kind":"","a":1}',
      'refused without a': '{"kind":"x"}',
      'refused without kind': '{"a":1}',
    },
  ],
  [
    'nothing where the contract leaves unknown members open',
    object({ a: {} }, { required: ['a'] }),
    { a: 1 },
    { 'refused without a': '{}' },
  ],
])('varies %s', async (_, schema, example, want) => {
  expect(own(await casesOf(schema, example))).toEqual(want);
});

test('every alternative of a choice is tried', async () => {
  const schema = {
    oneOf: [object({ a: { const: 1 } }, { required: ['a'] }), object({ b: { const: 2 } }, { required: ['b'] })],
  };
  expect(Object.values(await casesOf(schema, { a: 1 }))).toContain('{"b":2}');
});

test('sends no body, a body of another type, and a body that is not JSON', async () => {
  const cases = await casesOf(object({ a: {} }), { a: 1 });
  expect(Object.entries(cases).filter(([title]) => ANY_TYPE_AT_ROOT.test(title))).toEqual([
    ['refused with a string as its body', '"text"'],
    ['refused with a number as its body', '42'],
    ['refused with a boolean as its body', 'true'],
    ['refused with an array as its body', '[]'],
    ['refused with null as its body', 'null'],
    ['refused with a body that breaks off', '{"a"'],
    ['refused with a body that is not JSON', 'this is not JSON'],
    ['refused without a body', ''],
  ]);
});

test('leaves out parameters, and sends them with another type and at their bounds', async () => {
  const contract = await contractOf({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/things/{id}': {
        get: {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 },
            { name: 'size', in: 'query', required: true, schema: { enum: ['s', 'm'] }, example: 's' },
            { name: 'X-Depth', in: 'header', schema: { type: 'integer', minimum: 1 } },
          ],
          responses: { '200': { description: 'there' } },
        },
      },
    },
  });
  const sent = makeCases(contract, [coverageCases]).map(({ expect: { kind }, request }) =>
    `${kind} ${request.path} ${request.headers.filter(([name]) => name === 'X-Depth').join()}`.trim(),
  );
  expect(sent).toEqual(
    expect.arrayContaining([
      'refused /things/7',
      'refused /things/text?size=s',
      'refused /things/1.5?size=s',
      'accepted /things/7?size=m',
      'refused /things/7?size=s-assay',
      'accepted /things/7?size=s X-Depth,1',
      'refused /things/7?size=s X-Depth,text',
      'refused /things/7?size=s X-Depth,0',
    ]),
  );
});

test.each<[schema: JsonObject, isVaried: boolean]>([
  [{ type: 'integer' }, true],
  [{ type: 'number' }, true],
  [{ type: 'boolean' }, true],
  [{ type: 'array', items: { type: 'string' }, minItems: 1 }, true],
  [{ type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] }, true],
  [{ enum: ['a', 'b'] }, true],
  [{ const: 'a' }, true],
  [{ pattern: '^a' }, true],
  [{ type: 'string', format: 'date' }, true],
  [{ type: 'string', minLength: 2 }, true],
  [{ type: 'string', maxLength: 9 }, true],
  [{ type: 'string', minLength: 1 }, false],
  [{ type: 'string' }, false],
  [{}, false],
])('a parameter with the schema %j is sent where a text of it can be wrong: %s', async (schema, isVaried) => {
  const contract = await contractOf({
    paths: {
      '/things': {
        get: { parameters: [{ name: 'q', in: 'query', schema }], responses: { 200: { description: '' } } },
      },
    },
  });
  const titles = makeCases(contract, [coverageCases]).map(({ title }) => title);
  expect(titles.includes('a request with the query parameter q')).toBe(isVaried);
});

test.each<[JsonObject, refused: string[]]>([
  [{ type: 'string', format: 'uuid' }, ['a request with a text that is no uuid for the query parameter q']],
  [
    { type: 'string', enum: ['on'] },
    ['on-assay', 'ON', ''].map((text) => `a request with "${text}" for the query parameter q`),
  ],
  [{ type: 'boolean' }, ['string', 'number'].map((type) => `a request with a ${type} as the query parameter q`)],
])('a parameter with the schema %j is not sent a number in place of a text', async (schema, refused) => {
  const parameters = [{ name: 'q', in: 'query', schema }];
  const contract = await contractOf({
    paths: { '/a': { get: { parameters, responses: { 200: { description: '' } } } } },
  });
  const cases = makeCases(contract, [coverageCases]).filter(({ expect: { kind } }) => kind === 'refused');
  expect(cases.map(({ title }) => title)).toEqual(refused);
});

test('a whole number that a path has as a text is sent as a fraction too', async () => {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const contract = await contractOf({
    paths: { '/a/{id}': { get: { parameters: [id], responses: { 200: { description: '' } } } } },
  });
  const [operation] = contract.operations;
  const inputs = { path: { id: '7' }, query: {}, header: {}, cookie: {} };
  const cases = operation ? coverageCases(contract, operation, NO_OVERRIDES, [{ inputs }]) : [];
  expect(cases.map(({ request: { path } }) => path)).toEqual(expect.arrayContaining(['/a/text', '/a/1.5']));
});

test('a body is sent in each other media type that has an example, is not guessed, and can be written', async () => {
  const media = (example: Json, more: JsonObject = {}) => ({ schema: {}, example, ...more });
  const contract = await contractOf({
    paths: {
      '/things': {
        post: {
          requestBody: {
            content: {
              'application/json': media({ a: 1 }),
              'application/vnd.thing+json': media({ a: 2 }),
              'application/merge-patch+json': { schema: {} },
              'application/x-www-form-urlencoded': media({ a: 3 }, { 'x-inferred': 'It is said nowhere.' }),
              'application/*': media({ a: 4 }),
              'application/x-own': media({ a: 5 }),
            },
          },
          responses: { 201: { description: '' } },
        },
      },
    },
  });
  const titles = makeCases(contract, [coverageCases]).map(({ title }) => title);
  expect(titles.filter((title) => title.includes('media type'))).toEqual([
    'a request of the media type application/vnd.thing+json',
  ]);
});

describe.each(['cloud-foundry-v3-packages', 'openstack-image-v1'])('%s', (name) => {
  test('AJV confirms that each case is valid or invalid as it claims, and no case varies what the documents leave open', async () => {
    const contract = await shippedContract(name);
    const ajv = new Ajv2020({ strict: false, logger: false }).addSchema(contract.document, 'c');
    const pointer = (at: string) =>
      ajv.compile({ $ref: `c#${at.slice(1).split('/').map(encodeURIComponent).join('/')}` });
    const schema = pointer(contract.operations[0]?.body?.media[0]?.schema ?? '');
    const open = unspecified(contract).map((entry) => pointer(entry.schema));
    const cases = makeCases(contract, [coverageCases]);
    expect(cases.length).toBeGreaterThan(40);
    for (const testCase of cases) {
      let body: unknown;
      try {
        body = JSON.parse(bodyOf(testCase));
      } catch {
        expect([testCase.id, testCase.expect.kind]).toEqual([testCase.id, 'refused']);
        continue;
      }
      const refusedOtherwise = testCase.expect.kind === 'refused' && testCase.expect.at === 'credentials';
      expect([testCase.id, schema(body)]).toEqual([
        testCase.id,
        testCase.expect.kind !== 'refused' || refusedOtherwise,
      ]);
      expect([testCase.id, open.some((left) => left(body))]).toEqual([testCase.id, false]);
    }
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });
});
