import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { flatten, type Choice } from './flatten.ts';

const ROOT = '#/components/schemas';
const it = `${ROOT}/It`;
const flat = async (schema: JsonObject | boolean, taken: string[] = []) =>
  flatten(
    await contractOf({
      paths: {},
      components: { schemas: { Cat: { type: 'object' }, Dog: { type: 'object' }, It: schema } },
    }),
    [it],
    new Set(taken),
  );
const ref = (name: string) => ({ $ref: `${ROOT}/${name}` });

test.each<[name: string, schema: JsonObject, choices: Choice[]]>([
  ['no choice', { type: 'string' }, []],
  ['an empty choice', { oneOf: [], anyOf: [] }, []],
  [
    'oneOf and anyOf',
    { oneOf: [{}, {}], anyOf: [{}] },
    [
      { key: `${it}/oneOf`, branches: [{ pointers: [`${it}/oneOf/0`] }, { pointers: [`${it}/oneOf/1`] }] },
      { key: `${it}/anyOf`, branches: [{ pointers: [`${it}/anyOf/0`] }] },
    ],
  ],
  [
    'if, then and else',
    { if: {}, then: {}, else: {} },
    [{ key: `${it}/if`, branches: [{ pointers: [`${it}/if`, `${it}/then`] }, { pointers: [`${it}/else`] }] }],
  ],
  ['if alone', { if: {} }, [{ key: `${it}/if`, branches: [{ pointers: [`${it}/if`] }, { pointers: [] }] }]],
  [
    'dependentSchemas',
    { dependentSchemas: { a: {} } },
    [
      {
        key: `${it}/dependentSchemas/a`,
        branches: [
          { pointers: [], absent: ['a'] },
          { pointers: [`${it}/dependentSchemas/a`], present: ['a'] },
        ],
      },
    ],
  ],
  [
    'a discriminator: the mapping names a branch, or else its schema does',
    { oneOf: [ref('Cat'), ref('Dog'), {}], discriminator: { propertyName: 'kind', mapping: { feline: 'Cat' } } },
    [
      {
        key: `${it}/oneOf`,
        branches: [
          { pointers: [`${it}/oneOf/0`], set: { kind: 'feline' } },
          { pointers: [`${it}/oneOf/1`], set: { kind: 'Dog' } },
          { pointers: [`${it}/oneOf/2`] },
        ],
      },
    ],
  ],
  [
    'a mapping without a choice beside it',
    { discriminator: { propertyName: 'kind', mapping: { c: 'Cat', d: `${ROOT}/Dog`, none: 'None' } } },
    [
      {
        key: `${it}/discriminator`,
        branches: [
          { pointers: [`${ROOT}/Cat`], set: { kind: 'c' } },
          { pointers: [`${ROOT}/Dog`], set: { kind: 'd' } },
        ],
      },
    ],
  ],
  ['a discriminator without a mapping', { discriminator: { propertyName: 'kind' } }, []],
])('%s', async (_, schema, choices) => {
  expect((await flat(schema)).choices).toEqual(choices);
  expect(
    (
      await flat(
        schema,
        choices.map(({ key }) => key),
      )
    ).choices,
  ).toEqual([]);
});

test('references and allOf are followed, and each schema is visited once', async () => {
  const { schemas, never } = await flat({ allOf: [ref('Cat'), ref('Cat'), ref('It'), { allOf: [{ title: 'x' }] }] });
  expect(schemas.map(({ pointer }) => pointer.slice(ROOT.length))).toEqual([
    '/It',
    '/It/allOf/0',
    '/Cat',
    '/It/allOf/1',
    '/It/allOf/2',
    '/It/allOf/3',
    '/It/allOf/3/allOf/0',
  ]);
  expect(never).toBe(false);
});

test.each<[schema: JsonObject | boolean, never: boolean]>([
  [false, true],
  [true, false],
  [{ allOf: [{}, false] }, true],
  [{ anyOf: [{}, false] }, false],
])('whether %j has no value: %s', async (schema, never) => expect((await flat(schema)).never).toBe(never));
