import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { isData, isNameMap, listReferences, pointerOfRef, refOfPointer, resolvePointer } from './references.ts';

const REF = { $ref: '#/a' };

test.each<[name: string, document: Json, found: string[]]>([
  ['a reference', { schema: REF }, ['#/schema']],
  ['a reference in a list', { allOf: [{}, REF] }, ['#/allOf/1']],
  ['a member called $ref', { properties: { $ref: { type: 'string' } } }, []],
  ['a member called $ref that refers', { properties: { $ref: REF } }, ['#/properties/$ref']],
  [
    'members called as data is',
    { properties: { value: { ...REF }, example: { ...REF } } },
    ['#/properties/value', '#/properties/example'],
  ],
  ['data', { value: REF, example: REF, default: REF, const: REF, enum: [REF], mapping: REF }, []],
  ['the examples of a schema', { examples: [REF] }, []],
  ['the examples of a media type', { examples: { a: REF } }, ['#/examples/a']],
  ['an extension', { 'x-a': REF }, []],
  ['a $ref that is no text', { $ref: 1 }, []],
])('%s', (_, document, found) =>
  expect(
    listReferences(document)
      .map(({ pointer }) => pointer)
      .sort(),
  ).toEqual([...found].sort()),
);

const MAPS = [
  ...[
    'properties',
    'patternProperties',
    '$defs',
    'definitions',
    'dependentSchemas',
    'schemas',
    'responses',
    'parameters',
  ],
  ...['headers', 'requestBodies', 'securitySchemes', 'links', 'callbacks', 'pathItems', 'content', 'encoding', 'paths'],
  ...['webhooks', 'examples'],
];
test.each(MAPS)('%s is a map of names if it is an object', (name) => {
  expect(isNameMap(name, {})).toBe(true);
  expect(isNameMap(name, [])).toBe(false);
  expect(isData(name, {})).toBe(false);
});

test('a shared part is listed once', () => {
  const shared = { ...REF };
  expect(listReferences({ a: shared, b: shared })).toHaveLength(1);
});

test.each([
  ['#/a%20b', '#/a b'],
  ['#/a%zz', '#/a%zz'],
  ['#/paths/~1a', '#/paths/~1a'],
])('%s points to %s', (ref, pointer) => expect(pointerOfRef(ref)).toBe(pointer));

test.each([
  ['#', '#'],
  ['#/a b/ü', '#/a%20b/%C3%BC'],
  ['#/a{b}', '#/a%7Bb%7D'],
])('%s is referred to by %s', (pointer, ref) => expect(refOfPointer(pointer)).toBe(ref));

test.each<[pointer: string, found: { pointer: string; value: Json } | undefined]>([
  ['#/plain', { pointer: '#/plain', value: 1 }],
  ['#/one', { pointer: '#/plain', value: 1 }],
  ['#/two', { pointer: '#/plain', value: 1 }],
  ['#/nowhere', undefined],
  ['#/none', undefined],
  ['#/circle', undefined],
  ['#/outside', { pointer: '#/outside', value: { $ref: 'a.yaml' } }],
])('%s resolves to %j', (pointer, found) =>
  expect(
    resolvePointer(
      {
        plain: 1,
        one: { $ref: '#/plain' },
        two: { $ref: '#/one' },
        nowhere: { $ref: '#/none' },
        circle: { $ref: '#/ring' },
        ring: { $ref: '#/circle' },
        outside: { $ref: 'a.yaml' },
      },
      pointer,
    ),
  ).toEqual(found),
);
