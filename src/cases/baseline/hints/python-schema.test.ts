import { expect, test } from '@jest/globals';
import type { Json } from '../../../model/json.ts';
import { readHints } from './read-hints.ts';

/** What a refusal with this message comes to: where, or of which value, and what. */
const read = (message: string): Json[] =>
  readHints(400, JSON.stringify({ error: { code: 400, message, title: 'Bad Request' } })).map(
    ({ path, value, wants }) => [value === undefined ? path.join(' ') : { value }, wants],
  );

test.each<[string, Json[]]>([
  ["'name' is a required property", [['name', { kind: 'present' }]]],
  ["'type' is a dependency of 'name'", [['type', { kind: 'present' }]]],
  ['[] is too short', [[{ value: [] }, { kind: 'present' }]]],
  ['[] should be non-empty', [[{ value: [] }, { kind: 'present' }]]],
  ['{} does not have enough properties', [[{ value: {} }, { kind: 'present' }]]],
  ["'' is too short", [[{ value: '' }, { kind: 'bounds', of: 'length', least: 1 }]]],
  ["'ab' is too short", [[{ value: 'ab' }, { kind: 'bounds', of: 'length', least: 3 }]]],
  ["'' should be non-empty", [[{ value: '' }, { kind: 'bounds', of: 'length', least: 1 }]]],
  ["'abc' is too long", [[{ value: 'abc' }, { kind: 'bounds', of: 'length', most: 2 }]]],
  ['[1, 2] is too long', []],
  ["None is not of type 'string'", [[{ value: null }, { kind: 'type', type: 'string' }]]],
  ["5 is not of type 'null', 'array'", [[{ value: 5 }, { kind: 'type', type: 'array' }]]],
  ["True is not of type 'string'", [[{ value: true }, { kind: 'type', type: 'string' }]]],
  ["'a' does not match '^[0-9]+$'", [[{ value: 'a' }, { kind: 'pattern', pattern: '^[0-9]+$' }]]],
  ["'a' does not match '^\\\\d+$'", [[{ value: 'a' }, { kind: 'pattern', pattern: '^\\d+$' }]]],
  ["'a' is not one of ['b', 'c']", [[{ value: 'a' }, { kind: 'one of', values: ['b', 'c'] }]]],
  ["'x' was expected", []],
  ["'a' is not a 'uuid'", [[{ value: 'a' }, { kind: 'format', format: 'uuid' }]]],
  ['0 is less than the minimum of 1', [[{ value: 0 }, { kind: 'bounds', of: 'number', least: 1 }]]],
  ['-0.5 is greater than the maximum of -1.5', [[{ value: -0.5 }, { kind: 'bounds', of: 'number', most: -1.5 }]]],
  [
    "Additional properties are not allowed ('x', 'y' were unexpected)",
    [
      ['x', { kind: 'absent' }],
      ['y', { kind: 'absent' }],
    ],
  ],
  [
    "Invalid input for field/attribute name. Value: . '' is too short",
    [['name', { kind: 'bounds', of: 'length', least: 1 }]],
  ],
  ["Invalid input for field 'identity/methods': [] is too short", [['identity methods', { kind: 'present' }]]],
  ["Invalid input for field 'flavor': 'name' is a required property", [['flavor name', { kind: 'present' }]]],
  [
    "Provided object does not match schema 'image': 'x' is not one of ['a', 'b']",
    [[{ value: 'x' }, { kind: 'one of', values: ['a', 'b'] }]],
  ],
  [
    "JSON does not validate: [] is too short\n\nFailed validating 'minItems' in schema['properties']['a']:\n    {'minItems': 1}\n\nOn instance['a'][0]['b']:\n    []",
    [['a 0 b', { kind: 'present' }]],
  ],
])('reads what jsonschema says: %s', (message, hints) => {
  expect(read(message)).toEqual(hints);
});

test.each<[string, Json, Json[]]>([
  [
    'a field named message beside others',
    { error: { message: 'is required', name: 'is required' } },
    ['message', 'name'],
  ],
  ['one error with a code', { error: { code: 'E1', message: "'a' is required" } }, ['a']],
  ['one error with a status', { error: { status: 400, message: "'a' is required" } }, ['a']],
  ['one error with a title', { error: { title: 'No.', message: "'a' is required" } }, ['a']],
])('takes %s for what it is', (_, body, places) => {
  expect(readHints(400, JSON.stringify(body)).map(({ path }) => path.join(' '))).toEqual(places);
});
