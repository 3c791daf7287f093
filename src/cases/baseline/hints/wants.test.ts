import { expect, test } from '@jest/globals';
import type { Json } from '../../../model/json.ts';
import type { Want } from './hint.ts';
import { oneOf, readList, wantOf } from './wants.ts';

const WORDS: Record<string, string[]> = {
  new: [
    'Name already exists',
    'has already been taken',
    'already taken',
    'already in use',
    'already used',
    'is already registered',
    'must be unique',
    'not unique',
    'UNIQUE constraint',
    'duplicate key',
    'conflicts with another',
    'conflict with another',
  ],
  absent: [
    'unrecognised key',
    'Unrecognized_keys',
    'unknown field',
    'unexpected property',
    'additional properties',
    'extra input',
    'undefined parameter',
    'unsupported attribute',
    'unsupported member',
    'is not allowed',
    'is not permitted',
    'is not a valid field',
    'is not a valid property',
    'is not a valid attribute',
    'should not exist',
    'extra_forbidden',
    'extraforbidden',
    'additionalProperties',
    'object.unknown',
    'is not expected',
    'cannot be set',
    'is read-only',
    'is readonly',
  ],
  present: [
    'is required',
    'Missing',
    'is mandatory',
    'presence',
    'is blank',
    'is empty',
    'notnull',
    'not null',
    'is null',
    'is undefined',
    'not provided',
    'no value',
    'must be set',
    'must be provided',
    'must specified',
    'must be present',
    'missing_field',
    'field_required',
    'error_nonnull',
    "can't be blank",
    'cannot be null',
    'can not be empty',
    'any.required',
    'value_error.missing',
  ],
};

test.each(Object.entries(WORDS).flatMap(([kind, all]) => all.map((words) => [words, kind] as const)))(
  'the words "%s" want something %s',
  (words, kind) => {
    expect(wantOf(words)).toEqual({ kind });
  },
);

const least = (of: 'number' | 'length', value: number): Want => ({ kind: 'bounds', of, least: value });
const most = (of: 'number' | 'length', value: number): Want => ({ kind: 'bounds', of, most: value });
const format = (name: string): Want => ({ kind: 'format', format: name });
const type = (name: string): Want => ({ kind: 'type', type: name });
const among = (...values: Json[]): Want => ({ kind: 'one of', values });

test.each<[string, Want | undefined]>([
  ['must be one of: "a", "b"', among('a', 'b')],
  ["allowed values are 'a' or 'b'", among('a', 'b')],
  ['allowed value: "a"', among('a')],
  ['expected [1, 2]', among(1, 2)],
  ['valid options are (x, y)', among('x', 'y')],
  ['must be in {x, y}', among('x', 'y')],
  ['One of the following values: red, green or blue.', among('red', 'green', 'blue')],
  ['is one of a|b', among('a', 'b')],
  ['must match /^[a-z]+$/i', { kind: 'pattern', pattern: '^[a-z]+$' }],
  ['does not match pattern "^a$"', { kind: 'pattern', pattern: '^a$' }],
  ['regexp ^\\d+$', { kind: 'pattern', pattern: '^\\d+$' }],
  ['must be at least 3', least('number', 3)],
  ['must be at least 3 characters', least('length', 3)],
  ['minimum is -1.5', least('number', -1.5)],
  ['must be greater than or equal to 7', least('number', 7)],
  ['must be greater than 7', least('number', 7)],
  ['must not be less than 2', least('number', 2)],
  ['is not shorter than 4', least('length', 4)],
  ['not fewer than 2 items', least('length', 2)],
  ['should be >= 5', least('number', 5)],
  ['must be at most 9', most('number', 9)],
  ['max 64 letters', most('length', 64)],
  ['must be less than 10', most('number', 10)],
  ['must not be greater than 10', most('number', 10)],
  ['must not be longer than 8', most('length', 8)],
  ['up to 100 items', most('length', 100)],
  ['should be <= 5', most('number', 5)],
  ['Too LONG, max 3', most('length', 3)],
  ['is not a valid e-mail', format('email')],
  ['must be an email', format('email')],
  ['must be a UUID', format('uuid')],
  ['must be a guid', format('uuid')],
  ['must be a URL', format('uri')],
  ['is no uri', format('uri')],
  ['must be a date-time', format('date-time')],
  ['must be a date', format('date')],
  ['must be a valid Date', format('date')],
  ['must be an IPv4 address', format('ipv4')],
  ['must be an E-Mail address', format('email')],
  ['must be a datetime', format('date-time')],
  ['must be a hostname', format('hostname')],
  ['must be an ipv4 address', format('ipv4')],
  ['must be an ipv6 address', format('ipv6')],
  ['must be a string', type('string')],
  ['expected an int', type('integer')],
  ['is not a valid integer', type('integer')],
  ['should be of type "number"', type('number')],
  ['must be float', type('number')],
  ['must be a bool', type('boolean')],
  ['must be a boolean', type('boolean')],
  ['expects a list', type('array')],
  ['must be an array', type('array')],
  ['must be a dictionary', type('object')],
  ['must be an object', type('object')],
  ['is wrong', undefined],
  ['', undefined],
])('the words "%s" come to %j', (words, want) => {
  expect(wantOf(words)).toEqual(want);
});

test.each<[string, Json[]]>([
  ['["a", 1]', ['a', 1]],
  [`"a", 'b' or “c”`, ['a', 'b', 'c']],
  ['a, b or c.', ['a', 'b', 'c']],
  ['a and b;', ['a', 'b']],
  ['(1, -2, x-3) more', [1, -2, 'x-3']],
  ['1a, a1', ['1a', 'a1']],
  ['two words, one', ['one']],
  [`${'a'.repeat(100)}, ${'b'.repeat(101)}`, ['a'.repeat(100)]],
  [`"${'a'.repeat(200)}"`, ['a'.repeat(200)]],
  [`"${'a'.repeat(201)}"`, []],
])('the list %s has its values', (text, values) => {
  expect(readList(text)).toEqual(values);
});

test('a list without values is none', () => {
  expect(oneOf('')).toBeUndefined();
  expect(oneOf(undefined)).toBeUndefined();
});
