import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../model/json.ts';
import type { Want } from './hint.ts';
import { readHints } from './read-hints.ts';

const present: Want = { kind: 'present' };
const absent: Want = { kind: 'absent' };
const fresh: Want = { kind: 'new' };
const oneOf = (...values: Json[]): Want => ({ kind: 'one of', values });

/** A place and what is wanted there, as a table shows them. */
const read = (status: number, body: Json) =>
  readHints(status, typeof body === 'string' ? body : JSON.stringify(body)).map(({ in: where, path, wants }) => [
    [where, ...path].filter(Boolean).join(' '),
    wants,
  ]);

describe('readHints reads the errors of', () => {
  test.each<[string, number, Json, [string, Want][]]>([
    [
      'what a request requires',
      400,
      { message: "Import request requires a 'method' field.<br /><br />" },
      [['method', present]],
    ],
    [
      'a printed schema, and not the sentence before it',
      400,
      {
        message:
          "JSON does not validate: 'x' is a required property\n\nFailed validating 'required' in schema:\n    {'required': ['x', 'y'], 'type': 'object'}\n\nOn instance:\n    {}",
      },
      [
        ['x', present],
        ['y', present],
      ],
    ],
    [
      'problem details',
      400,
      { type: 'about:blank', title: 'Bad Request', errors: [{ pointer: '#/name', detail: 'is required' }] },
      [['name', present]],
    ],
    [
      'problem details with invalid-params',
      400,
      { title: 'No.', 'invalid-params': [{ name: 'age', reason: 'must be a number' }] },
      [['age', { kind: 'type', type: 'number' }]],
    ],
    [
      'JSON:API',
      422,
      { errors: [{ source: { pointer: '/data/attributes/title' }, detail: "can't be blank" }] },
      [['data attributes title', present]],
    ],
    [
      'a JSON:API parameter',
      400,
      { errors: [{ source: { parameter: 'q' }, detail: 'is missing' }] },
      [['query q', present]],
    ],
    [
      'Rails',
      422,
      { errors: { name: ["can't be blank"], email: ['has already been taken'] } },
      [
        ['name', present],
        ['email', fresh],
      ],
    ],
    [
      'Laravel',
      422,
      { message: 'The given data was invalid.', errors: { 'a.b': ['The a.b field is required.'] } },
      [['a b', present]],
    ],
    [
      'ASP.NET',
      400,
      { title: 'One or more validation errors occurred.', errors: { '$.Name': ['The Name field is required.'] } },
      [['Name', present]],
    ],
    ['Django', 400, { name: ['This field is required.'], kind: ['"x" is not a valid choice.'] }, [['name', present]]],
    [
      'Spring',
      400,
      { status: 400, errors: [{ field: 'name', defaultMessage: 'must not be null', code: 'NotNull' }] },
      [['name', present]],
    ],
    [
      'Quarkus',
      400,
      { violations: [{ field: 'create.dto.name', message: 'must not be blank' }] },
      [['create dto name', present]],
    ],
    [
      'FastAPI',
      422,
      {
        detail: [
          { loc: ['body', 'name'], msg: 'Field required', type: 'missing' },
          { loc: ['query', 'page'], msg: 'Field required', type: 'missing' },
        ],
      },
      [
        ['body name', present],
        ['query page', present],
      ],
    ],
    [
      'pydantic with what is expected',
      422,
      {
        detail: [
          { loc: ['body', 'kind'], msg: "Input should be 'a' or 'b'", type: 'enum', ctx: { expected: "'a' or 'b'" } },
        ],
      },
      [['body kind', oneOf('a', 'b')]],
    ],
    [
      'express-validator',
      400,
      { errors: [{ type: 'field', path: 'email', msg: 'must be a valid email', location: 'body' }] },
      [['body email', { kind: 'format', format: 'email' }]],
    ],
    [
      'ajv',
      400,
      {
        errors: [
          { instancePath: '/body', message: "must have required property 'name'", params: { missingProperty: 'name' } },
          { instancePath: '', message: 'must NOT have additional properties', params: { additionalProperty: 'x' } },
          {
            instancePath: '/kind',
            message: 'must be equal to one of the allowed values',
            params: { allowedValues: ['a', 'b'] },
          },
          { instancePath: '/code', message: 'must match pattern "^[A-Z]$"', params: { pattern: '^[A-Z]$' } },
        ],
      },
      [
        ['body name', present],
        ['x', absent],
        ['kind', oneOf('a', 'b')],
        ['code', { kind: 'pattern', pattern: '^[A-Z]$' }],
      ],
    ],
    [
      'joi',
      400,
      {
        details: [
          { message: '"name" is required', path: ['name'], type: 'any.required' },
          {
            message: '"kind" must be one of [a, b]',
            path: ['kind'],
            type: 'any.only',
            context: { valids: ['a', 'b'] },
          },
          { message: '"x" is not allowed', path: ['x'], type: 'object.unknown' },
        ],
      },
      [
        ['name', present],
        ['kind', oneOf('a', 'b')],
        ['x', absent],
      ],
    ],
    [
      'celebrate',
      400,
      { validation: { body: { keys: ['name'], message: '"name" is required' } } },
      [['body name', present]],
    ],
    [
      'zod',
      400,
      {
        issues: [
          { code: 'invalid_type', path: ['name'], message: 'Required' },
          { code: 'unrecognized_keys', path: ['a'], keys: ['b'], message: 'Unrecognized key(s)' },
          { code: 'invalid_enum_value', path: ['kind'], options: ['x', 'y'], message: 'Invalid enum value.' },
        ],
      },
      [
        ['name', present],
        ['a b', absent],
        ['kind', oneOf('x', 'y')],
      ],
    ],
    ['zod, flattened', 400, { fieldErrors: { name: ['Required'] } }, [['name', present]]],
    [
      'go-playground/validator',
      400,
      { error: "Key: 'User.Name' Error:Field validation for 'Name' failed on the 'required' tag" },
      [['body Name', present]],
    ],
    [
      'NestJS',
      400,
      { statusCode: 400, message: ['name should not be empty', 'property x should not exist'], error: 'Bad Request' },
      [
        ['name', present],
        ['x', absent],
      ],
    ],
    [
      'Directus',
      400,
      {
        errors: [
          {
            message: 'Validation failed for field "name". Value is required.',
            extensions: { field: 'name', type: 'required', code: 'FAILED_VALIDATION' },
          },
        ],
      },
      [['name', present]],
    ],
    [
      'Directus without a field',
      400,
      { errors: [{ message: 'Invalid payload. "collection" is required.', extensions: { code: 'INVALID_PAYLOAD' } }] },
      [['collection', present]],
    ],
    [
      'a quoted name that is also a word',
      400,
      { errors: [{ message: 'Invalid payload. "data" is required.' }] },
      [['data', present]],
    ],
    [
      'what cannot be changed',
      400,
      { errors: [{ message: 'Invalid payload. You can\'t change the "tfa_secret" value manually.' }] },
      [['tfa_secret', absent]],
    ],
    [
      'GitHub',
      422,
      { message: 'Validation Failed', errors: [{ resource: 'Issue', field: 'title', code: 'missing_field' }] },
      [['title', present]],
    ],
    [
      'Fastify',
      400,
      { code: 'FST_ERR_VALIDATION', message: "body must have required property 'name'" },
      [['name', present]],
    ],
    ['Jackson', 400, { message: 'Unrecognized field "nam" (class Pet), not marked as ignorable' }, [['nam', absent]]],
    ['serde', 422, 'Failed to deserialize: missing field `name` at line 1', [['name', present]]],
    [
      'serde with an enumeration',
      422,
      'unknown variant `assay`, expected one of `a`, `b`',
      [['', { ...oneOf('a', 'b'), insteadOf: 'assay' } as Want]],
    ],
    ['encoding/json', 400, 'json: unknown field "nam"', [['nam', absent]]],
    ['a header that is missing', 400, { message: 'Missing header X-Tenant' }, [['header X-Tenant', present]]],
    [
      'a query parameter that is missing',
      400,
      { error: "query parameter 'since' is required" },
      [['query since', present]],
    ],
    [
      'a sentence with a length',
      400,
      { message: '"name" must be at least 5 characters' },
      [['name', { kind: 'bounds', of: 'length', least: 5 }]],
    ],
    ['a key that is not present', 422, { error: "Key 'name' not present or not a String" }, [['name', present]]],
    ['a list of which nothing is given', 422, { error: 'No rrsets given in update request' }, [['rrsets', present]]],
    ...[
      'Could not find Context field with name x',
      'No active feature x exists',
      'Invalid foreign key.',
      'Shop 7 does not exist',
      'Owner not found',
      'There is no shop 7',
      'No such pet',
      "x isn't there, and didn't exist",
    ].map((message): [string, number, Json, [string, Want][]] => [
      `something that is not there: ${message}`,
      404,
      { message },
      [['', { kind: 'there', sentence: message }]],
    ]),
    ['a list that must be given', 422, { error: 'Nameservers list must be given' }, [['Nameservers', present]]],
    [
      'a value in quotation marks',
      422,
      { error: "DNS Name 'rex' is not canonical" },
      [['', { kind: 'other', quoted: ['rex'] }]],
    ],
    [
      'a value behind a colon',
      400,
      { error: 'Invalid TSIG algorithm: rex.' },
      [['', { kind: 'other', quoted: ['rex'] }]],
    ],
    ['a quotation that refuses nothing', 400, { error: 'See "docs" for more' }, []],
    ['a conflict', 409, { message: 'There is one.' }, [['', fresh]]],
    ['a conflict under another status', 403, { message: "user 'assay': user already exist" }, [['', fresh]]],
    ['a duplicate', 422, { msg: "Duplicate table name 'assay' at base 'b'" }, [['', fresh]]],
    ['a duplicate key', 500, { message: 'E11000 duplicate key error collection: pets' }, [['', fresh]]],
    ['no conflict', 403, { message: 'You are already here.' }, []],
    ['a choice of members', 400, { message: 'You must specify username or email' }, [['username', present]]],
    ['a number of things', 400, { message: 'Must specify at least one user to create' }, [['user', present]]],
    ['an error of the program itself', 500, { message: "'str' object has no attribute 'cells'" }, []],
    ['a page of HTML', 400, '<html><body>name is required</body></html>', []],
    ['an answer that says nothing', 400, { error: 'Bad Request' }, []],
    ['an answer without a body', 400, '', []],
  ])('%s', (_, status, body, want) => {
    expect(read(status, body)).toStrictEqual(want);
  });
});

test.each<[string, Json, string]>([
  ['are those of the member', { errors: { name: ['The name is required.'] } }, 'The name is required.'],
  [
    'have control characters as escapes',
    { errors: { name: ['a \u001b[31mred\u0007 name is required'] } },
    'a \\u001b[31mred\\u0007 name is required',
  ],
  ['stand in one line', { errors: { name: ['is\n required'] } }, 'is required'],
  ['are cut', { errors: { name: [`is required ${'x'.repeat(500)}`] } }, `is required ${'x'.repeat(187)}…`],
])('the words of a hint %s', (_, answer, want) => {
  expect(readHints(400, JSON.stringify(answer)).map(({ says }) => says)).toStrictEqual([want]);
});

test.each<[says: string, types: string[]]>([
  ['Expected image/png.', ['image/png']],
  ['Only IMAGE/JPEG and application/pdf are taken', ['image/jpeg', 'application/pdf']],
  ['The type has to be application/json', []],
  ['The file has to be an image', []],
])('%s asks for a file of %j', (says, types) => {
  const files = readHints(415, JSON.stringify({ message: says })).filter(({ wants }) => wants.kind === 'file');
  expect(files.map(({ wants }) => wants)).toStrictEqual(types.length === 0 ? [] : [{ kind: 'file', types }]);
});

test('no more than twenty places are read of a refusal', () => {
  const errors = Object.fromEntries(Array.from({ length: 25 }, (_, nth) => [`m${nth}`, ['is required']]));
  expect(read(400, { errors })).toEqual(Array.from({ length: 20 }, (_, nth) => [`m${nth}`, present]));
});

test('no more than 64 KB are read of a refusal', () => {
  const text = JSON.stringify({ errors: { name: ['is required'] } });
  expect(read(400, text.padStart(65_536))).toEqual([['name', present]]);
  expect(read(400, text.padStart(65_537))).toEqual([]);
});
