/** What schemas with several keywords say of many values, in requests and in answers, and what is told of each that does not conform. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { loadContract } from '../../src/contract/load.ts';
import { joinPointer } from '../../src/json/pointer.ts';
import { readJson } from '../../src/json/parse-json.ts';
import { findContradiction } from '../../src/schema/contradiction.ts';
import { listConstraints } from '../../src/schema/constraints.ts';
import { requestErrors, responseErrors } from '../../src/schema/read-write-only.ts';
import { sample } from '../../src/schema/sample.ts';
import { expectGolden, lines, shown } from './golden.ts';

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const integer = { type: 'integer' };
const text = { type: 'string' };

/** As texts, so that the digits of large integers are read. */
const SCHEMAS: Record<string, string | JsonObject> = {
  'a large minimum': '{"minimum": 9007199254740993}',
  'a large maximum': '{"type": "integer", "maximum": -9007199254740993}',
  'large exclusive limits': '{"exclusiveMinimum": 9007199254740993, "exclusiveMaximum": 9007199254740995}',
  'a large constant': '{"const": 9007199254740993}',
  'large constants in a list': '{"const": [9007199254740993, {"a": 1}]}',
  'large enumerated integers': '{"enum": [9007199254740993, "a", [9007199254740995]]}',
  'a multiple of a large integer': '{"multipleOf": 9007199254740993}',
  int64: { ...integer, format: 'int64' },
  uint64: { format: 'uint64', minimum: 1 },
  'multiples of a tenth': { multipleOf: 0.1 },
  'multiples of a small fraction': { multipleOf: 1e-8 },
  'multiples of one and a half': { multipleOf: 1.5, maximum: 9 },
  'different items': { uniqueItems: true },
  'different items of a kind': { type: 'array', uniqueItems: true, items: { type: ['integer', 'string', 'array'] } },
  'some that are contained': { contains: { type: 'integer', minimum: 2 }, minContains: 2, maxContains: 3 },
  'none that is contained': { contains: integer, minContains: 0, maxContains: 0 },
  'first items and others': { prefixItems: [integer, text], items: { type: 'null' }, minItems: 1, maxItems: 3 },
  'what is left of items': { prefixItems: [integer], contains: text, unevaluatedItems: { type: 'boolean' } },
  'what is left of items of a choice': {
    anyOf: [{ prefixItems: [integer, true] }, { items: text }],
    unevaluatedItems: false,
  },
  'what is left of members': {
    properties: { a: integer },
    patternProperties: { '^x-': text },
    allOf: [
      { properties: { b: text } },
      { anyOf: [{ required: ['c'], properties: { c: integer } }, { properties: { d: true } }] },
    ],
    if: { required: ['e'] },
    then: { properties: { e: integer } },
    else: { properties: { f: integer } },
    dependentSchemas: { a: { properties: { g: text } } },
    unevaluatedProperties: false,
  },
  'what is left beyond a reference': { $ref: '#/components/schemas/Named', unevaluatedProperties: { type: 'null' } },
  'members that need others': {
    dependentRequired: { a: ['b', 'c'], d: [] },
    dependentSchemas: { b: { maxProperties: 3 }, e: false },
  },
  'names of members': { propertyNames: { maxLength: 2, pattern: '^[a-z]' }, minProperties: 1, maxProperties: 2 },
  'a number of members': { minProperties: 2, maxProperties: 2, additionalProperties: { type: ['integer', 'null'] } },
  'patterns of members': {
    patternProperties: { '^a': integer, b$: { minimum: 5 } },
    additionalProperties: { type: 'boolean' },
  },
  'not both': { not: { required: ['a', 'b'] } },
  neither: { not: { anyOf: [text, integer] } },
  'if without then': { if: integer, else: text },
  'one of three': {
    oneOf: [
      { ...integer, maximum: 5 },
      { type: 'number', minimum: 3 },
      { ...text, minLength: 2 },
    ],
  },
  'one of objects by a member': {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind', mapping: { meow: 'Cat' } },
  },
  'any of objects by a member': {
    anyOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind' },
    required: ['kind'],
  },
  'a tree of both kinds': ref('Tree'),
  'a list of what has to be there': {
    type: 'array',
    items: { allOf: [ref('Named'), { required: ['id'] }] },
    minItems: 1,
  },
  'only for one direction': {
    properties: {
      id: { ...integer, readOnly: true },
      secret: { ...text, writeOnly: true },
      both: { ...text, minLength: 2 },
    },
    required: ['id', 'secret', 'both'],
    additionalProperties: false,
  },
  'only for one direction, further in': {
    properties: { a: { type: 'array', items: { allOf: [ref('Named')], required: ['id', 'name'] } } },
  },
  nothing: { allOf: [false] },
  'a text and a format': { ...text, format: 'date', pattern: '^2', maxLength: 10 },
  'letters beyond the first plane': { ...text, minLength: 2, maxLength: 2, pattern: '^\\p{L}|😀' },
};
const SHARED: JsonObject = {
  Named: { type: 'object', properties: { id: { ...integer, readOnly: true }, name: { ...text, writeOnly: true } } },
  Cat: {
    type: 'object',
    properties: { kind: { const: 'meow' }, lives: { ...integer, maximum: 9 } },
    required: ['kind'],
  },
  Dog: { type: 'object', properties: { kind: text, barks: { type: 'boolean' } }, required: ['kind', 'barks'] },
  Tree: {
    type: 'object',
    properties: { value: {}, children: { type: 'array', items: ref('Tree') } },
    required: ['value'],
    additionalProperties: false,
  },
};

const VALUES = [
  ...[
    'null',
    'true',
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '9',
    '-1',
    '0.1',
    '0.3',
    '1.5',
    '1.15',
    '4.5',
    '10',
    '1e-8',
    '2.5e-8',
    '1e300',
  ],
  ...[
    '9007199254740992',
    '9007199254740993',
    '9007199254740994',
    '9007199254740995',
    '-9007199254740992',
    '-9007199254740993',
  ],
  ...['-9007199254740994', '18014398509481986', '9223372036854775807', '9223372036854775808', '-9223372036854775808'],
  ...[
    '-9223372036854775809',
    '18446744073709551615',
    '18446744073709551616',
    '""',
    '"a"',
    '"ab"',
    '"😀"',
    '"😀é"',
    '"😀ab"',
  ],
  ...[
    '"2024-02-30"',
    '"2024-02-29"',
    '"1999-01-01"',
    '[]',
    '[1]',
    '["a"]',
    '[2,3]',
    '[2,3,4]',
    '[2,3,4,5]',
    '[1,"a"]',
    '[1,"a",null]',
  ],
  ...[
    '[1,"a",null,null]',
    '[1,"a",true]',
    '["a","b"]',
    '[1,1]',
    '["1",1]',
    '[1,1.0]',
    '[[1],[1]]',
    '[{"a":1,"b":2},{"b":2,"a":1}]',
  ],
  ...[
    '[9007199254740993,9007199254740992]',
    '[9007199254740993,9007199254740993]',
    '[9007199254740993,{"a":1}]',
    '[9007199254740995]',
  ],
  ...[
    '[{}]',
    '[{"id":1}]',
    '[{"id":1,"name":"x"},{"name":2}]',
    '{}',
    '{"a":1}',
    '{"a":"x"}',
    '{"a":1,"b":"x"}',
    '{"a":1,"b":2,"c":3}',
  ],
  ...[
    '{"a":1,"g":"x"}',
    '{"c":1}',
    '{"c":"x"}',
    '{"d":1}',
    '{"e":1}',
    '{"e":1,"f":1}',
    '{"f":1}',
    '{"f":"x"}',
    '{"x-y":"z"}',
    '{"x-y":1,"z":1}',
  ],
  ...[
    '{"abc":1}',
    '{"A":null}',
    '{"ab":5}',
    '{"ab":4}',
    '{"b":true,"c":false}',
    '{"aa":1,"ab":7,"c":1}',
    '{"id":1}',
    '{"name":"x"}',
    '{"id":1,"name":"x"}',
  ],
  ...[
    '{"id":1,"secret":"x","both":"ab"}',
    '{"id":1,"both":"ab"}',
    '{"secret":"x","both":"ab"}',
    '{"id":"1","secret":2,"both":"a","more":1}',
  ],
  ...[
    '{"kind":"meow"}',
    '{"kind":"meow","lives":10}',
    '{"kind":"Dog","barks":true}',
    '{"kind":"Dog"}',
    '{"kind":"Cat"}',
    '{"kind":"bird"}',
    '{"kind":1}',
  ],
  ...[
    '{"value":1}',
    '{"value":1,"children":[{"value":2},{"children":[]}]}',
    '{"value":1,"children":[{"value":2,"more":1}]}',
    '{"children":{}}',
  ],
  ...['{"a":[{"id":1}]}', '{"a":[{"name":"x"}]}', '{"a":[{"id":1,"name":"x"},{}]}', '{"a":{}}'],
];

const jsonOf = (written: string): { value: Json; holder: JsonObject } => {
  const read = readJson(`{"value":${written}}`);
  if ('problem' in read) throw new Error(`${written} ${read.problem}`);
  const holder = read.value as JsonObject;
  return { value: holder['value'] as Json, holder };
};

const folder = mkdtempSync(join(tmpdir(), 'assay-validity-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The contract of a document as it is written, with the digits of its integers. */
function contractOf(written: string): Promise<Contract> {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, written);
  return loadContract(file, 'values');
}

test('what each schema says of each value is the same', async () => {
  const names = Object.keys(SCHEMAS);
  const schemas: JsonObject = { ...SHARED };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Values', version: '1' },
    paths: { '/x': { post: { responses: { 200: { description: '' } } } } },
    components: { schemas },
  };
  for (const nth of names.keys()) schemas[`S${nth}`] = `schema ${nth}`;
  // As a text, which keeps the digits.
  const written = names.reduce((all, name, nth) => {
    const schema = SCHEMAS[name] ?? {};
    return all.replace(`"schema ${nth}"`, () => (typeof schema === 'string' ? schema : JSON.stringify(schema)));
  }, JSON.stringify(document));
  const contract = await contractOf(written);
  const told = (errors: { at: string; message: string }[]) =>
    shown(errors.map(({ at, message }) => `${at} ${message}`).join('; ') || 'conforms').slice(1, -1);
  expectGolden(
    'validity.txt',
    lines(
      names.flatMap((name, nth) => {
        const pointer = joinPointer('#', 'components', 'schemas', `S${nth}`);
        const groups = new Map<string, string[]>();
        const add = (key: string, value: string) => groups.set(key, [...(groups.get(key) ?? []), value]);
        for (const value of VALUES) {
          const one = jsonOf(value);
          const place = { holder: one.holder, key: 'value' };
          const answered = told(responseErrors(contract, pointer, one.value, place));
          const sent = told(requestErrors(contract, pointer, one.value, place));
          add(
            answered === sent ? answered : `sent ${sent}; answered ${answered}`,
            shown(value).slice(1, -1).replaceAll('\\"', '"'),
          );
        }
        return [
          name,
          ...[...groups].map(([key, values]) => `  ${key.replaceAll('\\"', '"')}: ${values.join(' ')}`),
          `  minimal ${JSON.stringify(sample(contract, pointer, 'minimal'))}, full ${JSON.stringify(sample(contract, pointer, 'full'))}`,
          `  contradiction ${JSON.stringify(findContradiction(contract, pointer)) ?? 'none'}`,
          `  constraints ${listConstraints(contract, pointer)
            .map((one) => [one.pointer.replace(pointer, '#'), one.keyword, one.member ?? ''].join(' ').trim())
            .join(', ')}`,
        ];
      }),
    ),
  );
});

test('the values of the grid differ', () => expect(new Set(VALUES).size).toBe(VALUES.length));
