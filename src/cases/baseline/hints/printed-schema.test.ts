import { expect, test } from '@jest/globals';
import type { Json } from '../../../model/json.ts';
import { readPrintedSchema } from './printed-schema.ts';

const error = (keyword: string, schema: string, instance: string, place = ''): string =>
  `It is wrong.\n\nFailed validating '${keyword}' in schema['properties']['a']:\n    ${schema}\n\nOn instance${place}:\n    ${instance}`;

const read = (text: string): Json[] | undefined =>
  readPrintedSchema(text)?.map(({ in: where, path, wants }) => [[where ?? [], path].flat().join(' '), wants] as Json);

const PET =
  "{'required': ['name', 'owner'], 'type': 'object', 'properties': {'name': {'type': 'string'}, 'owner': {'type': 'object', 'required': ['id'], 'properties': {'id': {'type': 'integer'}}}}}";

test.each<[string, string, Json[] | undefined]>([
  [
    'required members, and those that they require',
    error('required', PET, '{}'),
    [
      ['name', { kind: 'present', type: 'string' }],
      ['owner id', { kind: 'present', type: 'integer' }],
    ],
  ],
  [
    'only what is missing',
    error('required', PET, "{'owner': {'id': 1}}"),
    [['name', { kind: 'present', type: 'string' }]],
  ],
  ['a member of no known kind', error('required', "{'required': ['name', 1]}", '{}'), undefined],
  [
    'a member of no known kind in an object',
    error('required', "{'required': ['name', 1], 'type': 'object'}", '{}'),
    [['name', { kind: 'present' }]],
  ],
  [
    'members that it does not know',
    error(
      'additionalProperties',
      "{'properties': {'a': {}}, 'patternProperties': {'^x-': {}}}",
      "{'a': 1, 'b': 2, 'x-c': 3}",
    ),
    [['b', { kind: 'absent' }]],
  ],
  [
    'a place in the instance',
    error('enum', "{'enum': ['b', None]}", "'x'", "['items'][0][\"it's\"]"),
    [["items 0 it's", { kind: 'one of', values: ['b', null] }]],
  ],
  ['a constant', error('const', "{'const': 'b'}", "'x'", "['a']"), [['a', { kind: 'one of', values: ['b'] }]]],
  [
    'a pattern, with its digits',
    error('pattern', String.raw`{'pattern': '^\\d+$', 'type': 'string'}`, "'x'", "['a']"),
    [['a', { kind: 'pattern', pattern: '^\\d+$' }]],
  ],
  ['a format', error('format', "{'format': 'uuid'}", "'x'", "['a']"), [['a', { kind: 'format', format: 'uuid' }]]],
  [
    'the first of several forms',
    error('anyOf', "{'anyOf': [{'format': 'uuid', 'type': 'string'}, {'type': 'null'}]}", "'x'", "['a']"),
    [['a', { kind: 'format', format: 'uuid' }]],
  ],
  [
    'the length of a text',
    error('maxLength', "{'maxLength': 2, 'minLength': 1, 'type': 'string'}", "'abc'", "['a']"),
    [['a', { kind: 'bounds', of: 'length', least: 1, most: 2 }]],
  ],
  [
    'the type of a text',
    error('type', "{'maxLength': 2, 'type': 'string'}", '1', "['a']"),
    [['a', { kind: 'type', type: 'string' }]],
  ],
  ['the least number', error('minimum', "{'minimum': 1.5}", '0', "['a']"), [['a', { kind: 'one of', values: [2] }]]],
  ['the greatest number', error('maximum', "{'maximum': 3}", '4', "['a']"), [['a', { kind: 'one of', values: [3] }]]],
  [
    'a type, whatever else may be',
    error('type', "{'type': ['null', 'array']}", '1', "['a']"),
    [['a', { kind: 'type', type: 'array' }]],
  ],
  [
    'the items that a missing list needs',
    error(
      'required',
      "{'type': 'object', 'required': ['a'], 'properties': {'a': {'type': 'array', 'minItems': 1, 'items': {'enum': [1]}}}}",
      '{}',
    ),
    [['a 0', { kind: 'one of', values: [1] }]],
  ],
  [
    'an object where another value is',
    error('type', "{'type': 'object'}", '1', "['a']"),
    [['a', { kind: 'type', type: 'object' }]],
  ],
  ['nothing that can be followed', error('minItems', "{'minItems': 1}", '[]', "['a']"), undefined],
  ['a schema that is cut off', error('required', "{'required': ['a', ", '{}'), undefined],
  ['a text without a schema', "'name' is a required property", undefined],
])('a printed schema asks for %s', (_, text, wanted) => {
  expect(read(text)).toEqual(wanted);
});

test.each([
  ['query string', 'query'],
  ['headers', undefined],
  ['header', 'header'],
  ['body', 'body'],
])('a message about the %s names that part of the request', (word, where) => {
  const [hint] =
    readPrintedSchema(error('enum', "{'enum': [1]}", '2', "['a']").replace('It is', `The ${word} is`)) ?? [];
  expect(hint?.in).toBe(where);
  expect(hint?.says).toBe(`The ${word} is wrong.`);
});

test('reads a schema on one line, as an answer in JSON may have it', () => {
  const text = error('required', PET, '{}').replace(/\s+/g, ' ');
  expect(read(text)).toEqual(read(error('required', PET, '{}')));
});

test.each([
  ["Failed validating 'a' in schema: ".repeat(2000)],
  [`Failed validating 'a' in schema${'['.repeat(60_000)}`],
  [`${' '.repeat(60_000)}Failed validating 'a' in schema: ${'[],'.repeat(20_000)} On instance: `],
  [`${' \n'.repeat(30_000)}Failed`],
  [`Failed validating 'a' in schema: ${'('.repeat(60_000)} On instance: `],
])('an error that is made to be slow asks for nothing (%#)', (text) => {
  expect(readPrintedSchema(text)).toBeUndefined();
});
