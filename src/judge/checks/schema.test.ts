import { expect, test } from '@jest/globals';
import type { SchemaError } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { checkTable } from '../../../test/support/check-table.ts';
import type { Judgement } from '../judgement.ts';
import { formatExpected, schema } from './schema.ts';

checkTable(schema, [
  { name: 'the documented body', want: [] },
  {
    name: 'fractions of a second and an offset',
    response: (a) => void (a.body.created_at = '2015-11-03T01:53:54.123456+01:00'),
    want: [],
  },
  {
    name: 'a null that the schema allows',
    response: (a) => void (a.body.updated_at = '2015-11-03T00:53:54Z'),
    want: [],
  },
  {
    name: 'another order of members',
    response: (a) => void (a.body = Object.fromEntries(Object.entries(a.body as object).reverse())),
    want: [],
  },
  { name: 'a missing member', response: (a) => void delete a.body.created_at, want: ['body#/created_at'] },
  {
    name: 'a missing object does not tell of what it held',
    response: (a) => void delete a.body.links,
    want: ['body#/links'],
  },
  { name: 'another type', response: (a) => void (a.body.data.hash = 'sha1'), want: ['body#/data/hash'] },
  { name: 'another format', response: (a) => void (a.body.created_at = 'yesterday'), want: ['body#/created_at'] },
  {
    name: 'null where it is not allowed',
    response: (a) => void (a.body.data.store_image = null),
    want: ['body#/data/store_image'],
  },
  {
    name: 'a docker package without its image',
    response: (a) => void delete a.body.data.image,
    want: ['body#/data/image'],
  },
  {
    name: 'a bits package without an image',
    response: (a) => void (delete a.body.data.image, (a.body.type = 'bits')),
    want: [],
  },
  { name: 'an array', response: (a) => void (a.body = []), want: ['body#'] },
  {
    name: 'an image without a location',
    example: 'qcow2-bare',
    response: (a) => void (a.body = {}),
    want: ['body#/location'],
  },
  {
    name: 'a location that is no URI',
    example: 'qcow2-bare',
    response: (a) => void (a.body.location = 'not a URI'),
    want: ['body#/location'],
  },
  {
    name: 'a location on another host',
    example: 'qcow2-bare',
    response: (a) => void (a.body.location = 'https://glance.example.org/v1/images/1'),
    want: [],
  },
]);

const error = (keyword: string, at = '#', more: Partial<SchemaError> = {}): SchemaError => ({
  ...{ pointer: `#/S/${keyword}`, keyword, at, message: 'must be right', expected: null },
  ...more,
});

const told = (errors: SchemaError[], json: Json = null, query: JsonObject = {}) =>
  schema.each?.({ errors, response: { json }, inputs: { query } } as unknown as Judgement) ?? [];

test.each<[what: string, keyword: string, query: JsonObject, severity: 'note' | undefined]>([
  ['a member that the query leaves out', 'required', { fields: 'id' }, 'note'],
  ['a member that a query leaves out which chooses none', 'required', { limit: 1 }, undefined],
  ['another type where the query chooses members', 'type', { fields: 'id' }, undefined],
])('%s is told with its severity', (_, keyword, query, severity) => {
  expect(told([error(keyword, '#/a')], {}, query).map((one) => one.severity)).toStrictEqual([severity]);
});

test.each<[keyword: string, expected: Json, at: string, want: string]>([
  ['type', 'string', '#', 'string'],
  ['type', ['string', 'null'], '#', 'string or null'],
  ['required', ['a', 'b'], '#/x/b', 'the member b'],
  ['enum', ['a', 1], '#', 'one of "a", 1'],
  ['enum', 'a', '#', 'one of "a"'],
  ['const', 'a', '#', '"a"'],
  ['format', 'date', '#', 'the format date'],
  ['pattern', '^a$', '#', 'a match of ^a$'],
  ['minLength', 2, '#', 'at least 2 characters'],
  ['maxLength', 2, '#', 'at most 2 characters'],
  ['minimum', 2, '#', 'at least 2'],
  ['maximum', 2, '#', 'at most 2'],
  ['exclusiveMinimum', 2, '#', 'more than 2'],
  ['exclusiveMaximum', 2, '#', 'less than 2'],
  ['minItems', 2, '#', 'at least 2 items'],
  ['maxItems', 2, '#', 'at most 2 items'],
  ['oneOf', [], '#', 'exactly one of the alternatives'],
  ['anyOf', [], '#', 'one of the alternatives'],
  ['additionalProperties', false, '#/x/b', 'no member b'],
  ['unevaluatedProperties', false, '#/x/b', 'no member b'],
  ['multipleOf', 3, '#', 'multipleOf 3'],
  ['uniqueItems', true, '#', 'uniqueItems true'],
  ['dependentRequired', { a: ['b'] }, '#', 'dependentRequired {"a":["b"]}'],
])('the keyword %s of %j at %s expects %s', (keyword, expected, at, want) => {
  expect(formatExpected(error(keyword, at, { expected }))).toBe(want);
});

test.each([
  ['const', '9007199254740993'],
  ['maximum', 'at most 9007199254740993'],
])('the keyword %s expects an integer that no number holds as it is written: %s', (keyword, want) => {
  const digits = '9007199254740993';
  expect(formatExpected(error(keyword, '#', { expected: 9007199254740992, digits }))).toBe(want);
});

test.each<[keyword: string, at: string, json: Json, message: string, actual: string]>([
  ['required', '#/a', {}, 'leaves out a', 'nothing'],
  ['dependentRequired', '#/a', {}, 'leaves out a', 'nothing'],
  ['type', '#', 5, 'answers with a body that must be right', 'a number: 5'],
  ['type', '#/a', { a: 'x' }, 'answers with an a that must be right', 'a string: "x"'],
  ['type', '#/list/3', { list: [0, 1, 2, [7]] }, 'answers with an item 3 that must be right', 'an array'],
  ['type', '#/size', { size: null }, 'answers with a size that must be right', 'null'],
  ['type', '#/size', { size: {} }, 'answers with a size that must be right', 'an object'],
  ['minimum', '#/3d', { '3d': 1 }, 'answers with a 3d that must be right', '1'],
  ['minimum', '#/d3', { d3: 1 }, 'answers with a d3 that must be right', '1'],
])('an error of %s at %s in %j is told', (keyword, at, json, message, actual) => {
  expect(told([error(keyword, at)], json)).toMatchObject([{ at: `body${at}`, message, actual }]);
});

/** Errors by their keywords, places, and the schemas that they stand in. */
const several = (...all: [keyword: string, at: string, within?: string][]) =>
  told(all.map(([keyword, at, within = '#/S']) => error(keyword, at, { pointer: `${within}/${keyword}` }))).map(
    ({ clause, at }) => `${clause} ${at}`,
  );

test.each<[what: string, errors: Parameters<typeof several>, want: string[]]>([
  [
    'a failed choice, without its branches',
    [
      ['type', '#/a', '#/S/oneOf/0'],
      ['oneOf', '#'],
    ],
    ['#/S/oneOf body#'],
  ],
  [
    'a failed choice of any number, without its branches',
    [
      ['type', '#/a', '#/S/anyOf/0'],
      ['anyOf', '#'],
    ],
    ['#/S/anyOf body#'],
  ],
  [
    'what stands beside a choice',
    [
      ['required', '#/a'],
      ['oneOf', '#'],
    ],
    ['#/S/required body#/a', '#/S/oneOf body#'],
  ],
  [
    'what lies beside the place of a choice',
    [
      ['type', '#/b', '#/T'],
      ['oneOf', '#/a'],
    ],
    ['#/T/type body#/b', '#/S/oneOf body#/a'],
  ],
  [
    'the outer one of two choices',
    [
      ['oneOf', '#/a', '#/T'],
      ['anyOf', '#'],
    ],
    ['#/S/anyOf body#'],
  ],
  [
    'two choices at one place',
    [
      ['oneOf', '#'],
      ['anyOf', '#'],
    ],
    ['#/S/oneOf body#', '#/S/anyOf body#'],
  ],
  [
    'two choices beside each other',
    [
      ['oneOf', '#/a'],
      ['oneOf', '#/b'],
    ],
    ['#/S/oneOf body#/a', '#/S/oneOf body#/b'],
  ],
  ...['if', 'allOf', '$ref', '$dynamicRef', 'unevaluatedProperties', 'unevaluatedItems'].map(
    (keyword): [string, Parameters<typeof several>, string[]] => [
      `what ${keyword} fails by`,
      [
        [keyword, '#'],
        ['type', '#/a'],
      ],
      ['#/S/type body#/a'],
    ],
  ),
  [
    'what only wraps, where nothing else is told',
    [['unevaluatedProperties', '#/a']],
    ['#/S/unevaluatedProperties body#/a'],
  ],
])('among several errors is told %s', (_, errors, want) => {
  expect(several(...errors)).toStrictEqual(want);
});
