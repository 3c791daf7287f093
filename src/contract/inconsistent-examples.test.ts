import { describe, expect, test } from '@jest/globals';
import type { Contract, MediaType, SchemaError } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import {
  inconsistencyFor,
  inconsistencyOfSchema,
  inconsistentExamples,
  isInconsistent,
  type InconsistentExample,
} from './inconsistent-examples.ts';

const error = (keyword: string, at: string): SchemaError => ({
  ...{ pointer: `#/schema/${keyword}`, keyword, at, message: 'm', expected: null },
});
const withErrors = (...errors: SchemaError[]): InconsistentExample[] => [
  { example: { pointer: '#/example', value: {} }, errors },
];

async function documented(examples: Record<string, Json>, schema?: object): Promise<[Contract, MediaType]> {
  const contract = await contractOf({
    paths: {
      '/a': {
        get: {
          responses: {
            200: {
              description: 'A',
              content: {
                'application/json': {
                  ...(schema && { schema }),
                  examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
                },
              },
            },
          },
        },
      },
    },
  });
  return [contract, contract.operations[0]?.responses[0]?.media[0] as MediaType];
}

describe('the examples that break their schema', () => {
  test('are those with at least one error, and are worked out once', async () => {
    const [contract, media] = await documented(
      { good: { a: 'x' }, one: { a: 1 } },
      { properties: { a: { type: 'string' } } },
    );
    const found = inconsistentExamples(contract, media);
    expect(found.map(({ example, errors }) => [example.value, errors.length])).toEqual([[{ a: 1 }, 1]]);
    expect(inconsistentExamples(contract, media)).toBe(found);
  });

  test('are none where there is no schema', async () => {
    const [contract, media] = await documented({ one: { a: 1 } });
    expect(inconsistentExamples(contract, media)).toEqual([]);
  });
});

test.each<[errors: SchemaError[], place: string, is: boolean]>([
  [[error('type', '#/a')], '#/a', true],
  [[error('type', '#/a')], '#/a/b', true],
  [[error('type', '#/a')], '#/ab', false],
  [[error('type', '#/a/b')], '#/a', false],
  [[error('type', '#/items/0/id')], '#/items/7/id', true],
  [[error('type', '#/items/0')], '#/items/12', true],
  [[error('if', '#'), error('type', '#/a')], '#/b', false],
  [[error('allOf', '#'), error('type', '#/a')], '#/b', false],
  [[error('$ref', '#'), error('type', '#/a')], '#/b', false],
  [[error('$dynamicRef', '#'), error('type', '#/a')], '#/b', false],
  [[error('if', '#')], '#/b', true],
  [[error('oneOf', '#'), error('type', '#/a')], '#/b', true],
])('examples with the errors %j are inconsistent at %s: %s', (errors, place, is) =>
  expect(isInconsistent(withErrors(...errors), place)).toBe(is),
);

test.each<[own: SchemaError, of: SchemaError, explains: boolean]>([
  [error('type', '#/a'), error('type', '#/a'), true],
  [error('type', '#/list/0'), error('type', '#/list/3'), true],
  [error('type', '#/a'), error('type', '#/b'), false],
  [error('type', '#/a'), error('format', '#/a'), false],
  [error('oneOf', '#/a'), error('type', '#/a/b'), true],
  [error('anyOf', '#/a'), error('type', '#/a'), true],
  [error('anyOf', '#/a'), error('type', '#/b'), false],
  [error('allOf', '#/a'), error('type', '#/a/b'), false],
])('an example with the error %j explains an answer with %j: %s', (own, of, explains) =>
  expect(inconsistencyFor(withErrors(own), of) !== undefined).toBe(explains),
);

describe('the example of a schema itself', () => {
  const find = async (member: object, value: Json) => {
    const [contract, media] = await documented({}, { type: 'object', properties: { a: member } });
    const [error] = contract.validate(media.schema ?? '', { a: value });
    if (!error) throw new Error('no error');
    const found = inconsistencyOfSchema(contract, error);
    expect(inconsistencyOfSchema(contract, error)).toBe(found);
    return found && [found.example.value, found.errors[0]?.at];
  };

  test.each<[string, object, Json, Json]>([
    ['breaks the clause that the answer breaks', { type: 'object', example: null }, null, null],
    ['is one of several', { type: 'string', examples: ['x', 7] }, 8, 7],
    ['breaks a format', { type: 'string', format: 'date', example: '2023-03-01 14:27' }, 'now', '2023-03-01 14:27'],
  ])('%s', async (_, member, value, example) => {
    expect(await find(member, value)).toEqual([example, '#/a']);
  });

  test.each<[string, object, Json]>([
    ['conforms', { type: 'string', example: 'x' }, null],
    ['breaks another clause', { type: 'string', maxLength: 1, example: 'xy' }, null],
    ['is not there', { type: 'string' }, null],
  ])('excuses nothing where it %s', async (_, member, value) => {
    expect(await find(member, value)).toBeUndefined();
  });
});
