import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Operation } from '../../model/contract.ts';
import { parameterFacts } from './parameter-facts.ts';

describe('what a contract says of a parameter of the query', () => {
  async function factsOf(parameter: object) {
    const contract = await contractOf({
      paths: {
        '/a': {
          get: { parameters: [{ name: 'p', in: 'query', ...parameter }], responses: { 200: { description: '' } } },
        },
      },
    });
    const {
      parameter: _,
      pointer: __,
      ...facts
    } = parameterFacts(contract, contract.operations[0] as Operation, 'p') ?? {};
    return facts;
  }
  const NOTHING = { description: '', types: new Set(), values: [], isRequired: false };
  const SCHEMA = '#/paths/~1a/get/parameters/0/schema';

  test.each<[parameter: object, facts: object]>([
    [{ schema: {} }, {}],
    [{ required: true, schema: {} }, { isRequired: true }],
    [{ description: 'One.', schema: {} }, { description: 'One.' }],
    [{ description: 'One.', schema: { description: 'Two.' } }, { description: 'One. Two.' }],
    [{ schema: { type: 'integer', minimum: 0, maximum: 9 } }, { types: new Set(['integer']), minimum: 0, maximum: 9 }],
    [{ schema: { enum: ['a', null, 'b'] } }, { values: ['a', 'b'] }],
    [{ schema: { type: 'array', items: { enum: ['a'] } } }, { types: new Set(['array']), values: ['a'] }],
    [{ schema: { default: 7 } }, { byDefault: { value: 7, clause: `${SCHEMA}/default` } }],
    [{ schema: { default: false } }, { byDefault: { value: false, clause: `${SCHEMA}/default` } }],
    [{ schema: { type: 'array', items: { default: 7 } } }, { types: new Set(['array']) }],
  ])('has all of %j', async (parameter, facts) =>
    expect(await factsOf(parameter)).toStrictEqual({ ...NOTHING, ...facts }),
  );

  test('is nothing of one in a header, or of another name', async () => {
    expect(await factsOf({ in: 'header' })).toStrictEqual({});
    expect(await factsOf({ name: 'q' })).toStrictEqual({});
  });
});
