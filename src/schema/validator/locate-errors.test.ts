import type { ErrorObject } from 'ajv';
import { expect, test } from '@jest/globals';
import { indexPointers, locateErrors } from './locate-errors.ts';

const document = {
  components: {
    schemas: {
      Pet: { type: 'object', required: ['id'], properties: { 'a/b': { minLength: 3 } } },
      Choice: { if: {}, then: { maximum: 1 } },
    },
  },
};
const { Pet, Choice } = document.components.schemas;
const AT = '#/components/schemas/Pet';

function error(keyword: string, parentSchema: object | undefined, more: Partial<ErrorObject> = {}): ErrorObject {
  return {
    ...{ keyword, instancePath: '', schemaPath: '', params: {}, message: 'is wrong' },
    ...(parentSchema && { parentSchema }),
    ...more,
  } as ErrorObject;
}
const located = (one: ErrorObject, origins?: Map<object, string>) => locateErrors(document)([one], '#/asked', origins);

test('an error has the place of its schema, and that in the value', () => {
  expect(located(error('minLength', Pet.properties['a/b'], { instancePath: '/a~1b' }))).toStrictEqual([
    {
      ...{ pointer: `${AT}/properties/a~1b/minLength`, keyword: 'minLength', at: '#/a~1b' },
      ...{ message: 'is wrong', expected: 3 },
    },
  ]);
});

test.each([
  ['required', { missingProperty: 'a/b' }, '#/x/a~1b'],
  ['additionalProperties', { additionalProperty: 'b' }, '#/x/b'],
  ['unevaluatedProperties', { unevaluatedProperty: 'b' }, '#/x/b'],
  ['type', { type: 'b' }, '#/x'],
  ['required', { missingProperty: 7 }, '#/x'],
])('an error of %s with %j is at %s', (keyword, params, at) => {
  expect(located(error(keyword, Pet, { instancePath: '/x', params }))).toMatchObject([{ at }]);
});

test.each([
  ['additionalProperties', { additionalProperty: 'b' }],
  ['unevaluatedProperties', { unevaluatedProperty: 'b' }],
])('an error of %s speaks of the member, and not of the object around it', (keyword, params) => {
  expect(located(error(keyword, Pet, { params }))).toMatchObject([{ message: 'must not be there' }]);
});

test('an error of a schema that was made for compilation has the place of the one that it stands for', () => {
  const made = { minimum: 7 };
  expect(located(error('minimum', made), new Map([[made, '#/there']]))).toMatchObject([
    { pointer: '#/there/minimum', expected: 7 },
  ]);
});

test('an error without a known schema has the place of the schema that was asked', () => {
  expect(located(error('minimum', { minimum: 7 }))).toMatchObject([{ pointer: '#/asked/minimum', expected: 7 }]);
  expect(located(error('minimum', undefined))).toMatchObject([{ pointer: '#/asked/minimum', expected: null }]);
});

test('an error without a message says what it breaks', () => {
  const { message: _, ...silent } = error('type', Pet);
  expect(located(silent)).toMatchObject([{ message: 'breaks type', expected: 'object' }]);
});

test('a failed condition is an error of the document alone', () => {
  expect(located(error('if', Choice))).toHaveLength(1);
  expect(located(error('if', undefined))).toHaveLength(1);
  expect(located(error('if', { if: {} }))).toStrictEqual([]);
  expect(located(error('then', { then: {} }))).toHaveLength(1);
});

test('each object and list of a document has its place, the first of several', () => {
  const shared = { type: 'string' };
  const index = indexPointers({ a: [shared, 1, null], b: { 'c/d': {} } });
  expect([...index.values()].sort()).toStrictEqual(['#', '#/a', '#/a/0', '#/b', '#/b/c~1d']);
  expect(index.get(shared)).toBe('#/a/0');
});
