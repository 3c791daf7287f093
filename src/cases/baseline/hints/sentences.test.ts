import { describe, expect, test } from '@jest/globals';
import { readAbsence, readMediaTypes, readQuotes, readSentence } from './sentences.ts';

const present = { kind: 'present' };
const absent = { kind: 'absent' };

describe('readSentence takes from', () => {
  test.each<[sentence: string, path: string[], wants: object, where?: string]>([
    ['Missing field name.', ['name'], present],
    ['Missing field a.b', ['a', 'b'], present],
    ['Missing Header X-Tenant', ['X-Tenant'], present, 'header'],
    ['The Query parameter page is required', ['page'], present, 'query'],
    ["The field 'name' of a pet is required", ['name'], present],
    ['A name is mandatory', ['name'], present],
    ['The digit is required', ['digit'], present],
    ['An item is required', ['item'], present],
    ['No names were given', ['names'], present],
    ['The names must be given', ['names'], present],
    ['You must provide the name', ['name'], present],
    ['A name cannot be blank', ['name'], present],
    ["name can't be null", ['name'], present],
    ["Unable to find 'net' in request body", ['net'], present],
    ['Invalid input for operation: net_type required.', ['net_type'], present],
    ['Invalid input: net_kind required for flat nets', ['net_kind'], present],
    ["Attribute 'id' not allowed in POST", ['id'], absent],
    [
      "Invalid input for prefixes. Reason: 'x' is not a valid IP subnet.",
      ['prefixes'],
      { kind: 'format', format: 'cidr' },
    ],
    ["Invalid value for ip: 'x' is not a valid IP address", ['ip'], { kind: 'format', format: 'ipv4' }],
    ['unknown property nam', ['nam'], absent],
    ["You may not set the value of 'age'", ['age'], absent],
    ['nam is not permitted', ['nam'], absent],
    ['nam is unknown', ['nam'], absent],
    ["nam isn't known: nam should not exist", ['nam'], absent],
    ['Email is invalid', ['Email'], { kind: 'format', format: 'email' }],
    ['Domain is not valid.', ['Domain'], { kind: 'format', format: 'hostname' }],
    ['The url was not valid', ['url'], { kind: 'format', format: 'uri' }],
    ['age must be at least 3', ['age'], { kind: 'bounds', of: 'number', least: 3 }],
    ["invalid value for field 'age': expected an integer", ['age'], { kind: 'type', type: 'integer' }],
    ['unknown variant `x`, expected `a` or `b`', [], { kind: 'one of', values: ['a', 'b'], insteadOf: 'x' }],
    ...[`"data"`, `'data'`, '`data`', '“data”'].map((quoted): [string, string[], object] => [
      `${quoted} is required`,
      ['data'],
      present,
    ]),
  ])('"%s" the place %j and %j', (...[sentence, path, wants, where]) => {
    expect(readSentence(sentence)).toStrictEqual([
      { path, ...(where !== undefined && { in: where }), wants, says: sentence },
    ]);
  });

  test.each([
    ...['it', 'this', 'This', 'that', 'which', 'value', 'field', 'property', 'parameter', 'body', 'request', 'payload'],
    ...['the', 'a', 'an', 'is', 'be', 'and', 'or', 'data', 'input', 'there', 'allowed', 'valid', 'pattern'],
    ...['min', 'max', 'minimum', 'maximum'],
  ])('"%s is required" nothing, as that is no name', (word) => {
    expect(readSentence(`${word} is required`)).toEqual([]);
  });

  test.each([
    ["Unrecognized attribute(s) 'tags, dns:name'", ['tags', 'dns:name']],
    ['Unknown fields: ["tags", "name"]', ['tags', 'name']],
    ["Unknown field 'tags'", ['tags']],
  ])('"%s" each member that is not known: %j', (sentence, names) => {
    expect(readSentence(sentence).map(({ path, wants }) => [path, wants])).toEqual(names.map((one) => [[one], absent]));
  });

  test('a name that is none may end the sentence', () => {
    expect(readSentence('Missing field data.')).toEqual([]);
  });

  test('a sentence with a control character what is harmless to print', () => {
    expect(readSentence('name is required\n \u0007')).toEqual([
      { path: ['name'], wants: present, says: 'name is required \\u0007' },
    ]);
  });
});

test.each([
  ...['Pet 7 not found', 'It can not be found', 'It does not exist', "They don't exist", 'It didn’t exist'],
  ...['I could not find it', 'I cannot locate it', "I couldn't be found", 'It did not resolve', 'I can’t resolve it'],
  ...['No such pet', 'No active feature', 'No existing feature', 'No known feature', 'No matching feature'],
  ...['No pet with the id 7', 'No pet called rex', 'No pet named rex', 'No pet of that id exists', 'No pet exist'],
  ...['No pet found', 'Unknown such', 'Nonexistent such', 'non-existent such', 'missing such'],
  ...[
    'There is no pet',
    "There's no pet",
    'It breaks a foreign key',
    'It is not an existing pet',
    '7 is not a existing id',
  ],
])('"%s" says that something is not there', (sentence) => {
  expect(readAbsence(sentence)).toEqual([{ path: [], wants: { kind: 'there', sentence }, says: sentence }]);
});

test.each([
  'A pet is missing',
  'I found it',
  'It exists',
  'The existing pet',
  'There is a pet',
  'No pets',
  'I do not know',
])('"%s" does not say that something is not there', (sentence) => {
  expect(readAbsence(sentence)).toEqual([]);
});

test.each([
  [499, 'x'],
  [500, '…'],
])('the sentence about what is not there is kept to 500 characters, not with %d before its end', (count, end) => {
  const [hint] = readAbsence(`not found ${'x'.repeat(count - 9)}`);
  const sentence = hint?.wants.kind === 'there' ? hint.wants.sentence : '';
  expect(sentence).toHaveLength(500);
  expect(sentence.at(-1)).toBe(end);
  expect(hint?.says).toMatch(/^not found x+…$/);
  expect(hint?.says).toHaveLength(200);
});

test.each<[sentence: string, types: string[]]>([
  ['Expected text/csv', ['text/csv']],
  ['Expected IMAGE/PNG.', ['image/png']],
  ['Expected application/pdf or text/csv', ['application/pdf', 'text/csv']],
])('"%s" asks for a file of %j', (sentence, types) => {
  expect(readMediaTypes(sentence)).toEqual([{ path: [], wants: { kind: 'file', types }, says: sentence }]);
});

test.each(['Expected video/none', 'Expected application/json', 'Expected a file'])(
  '"%s" asks for no file',
  (sentence) => {
    expect(readMediaTypes(sentence)).toEqual([]);
  },
);

test.each([
  ...['invalid', 'illegal', 'malformed', 'unknown', 'unsupported', 'unrecognised', 'unrecognized', 'unexpected', 'bad'],
  ...['wrong', 'not', 'cannot', 'unable', 'fail', 'fails', 'failed', 'failure', 'no such', 'Could not'],
])('the word "%s" refuses the value that stands beside it in quotation marks', (word) => {
  const sentence = `${word} "rex"`;
  expect(readQuotes(sentence)).toEqual([{ path: [], wants: { kind: 'other', quoted: ['rex'] }, says: sentence }]);
});

test.each<[sentence: string, quoted: string[]]>([
  ["It can't be: rex", ['rex']],
  ['Invalid: a: b', ['b']],
  ['Invalid: rex. ', ['rex']],
  ['Invalid ‘a’ and “b”: c', ['a', 'b', 'c']],
  [`Invalid "${'a'.repeat(200)}"`, ['a'.repeat(200)]],
  [`Invalid: ${'a'.repeat(200)}`, ['a'.repeat(200)]],
])('"%s" refuses %j', (sentence, quoted) => {
  expect(readQuotes(sentence).map(({ wants }) => wants)).toEqual([{ kind: 'other', quoted }]);
});

test.each([
  ...[
    'See "docs"',
    'Invalid',
    'Invalid:',
    'Nothing: rex',
    `Invalid "${'a'.repeat(201)}"`,
    `Invalid: ${'a'.repeat(201)}`,
  ],
  ...['infallible "rex"', 'notice "rex"', 'Invalid ""'],
])('"%s" refuses no value', (sentence) => {
  expect(readQuotes(sentence)).toEqual([]);
});

test.each([readQuotes, readMediaTypes, readAbsence])('what %p tells is harmless to print', (read) => {
  const [hint] = read('Invalid \u0007 "image/png" not found');
  expect(hint?.says).toBe('Invalid \\u0007 "image/png" not found');
});
