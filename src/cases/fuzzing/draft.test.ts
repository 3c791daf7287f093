import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Parameter } from '../../model/contract.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createGenerationContext } from './arbitraries/values.ts';
import { parameterArbitrary } from './draft.ts';

describe('parameterArbitrary', () => {
  const valuesOf = async (where: Parameter['in'], schema: object) => {
    const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
    const parameter = { in: where, schema: '#/components/schemas/It' } as Parameter;
    return fc.sample(parameterArbitrary(createGenerationContext(contract, []), parameter, 'edge'), {
      numRuns: 200,
      seed: 7,
    });
  };

  test.each(['header', 'cookie'] as const)(
    'makes only printable ASCII without blanks at its ends for a %s',
    async (where) => {
      const values = await valuesOf(where, { type: 'string', enum: [' a', 'a ', 'ä', 'a\n', '', 'a b', '!', '~'] });
      expect([...new Set(values)].sort()).toEqual(['!', 'a b', '~']);
    },
  );

  test('makes no empty path segment and none of dots', async () => {
    const values = await valuesOf('path', { enum: ['', '.', '..', '...', 'a', 'x'.repeat(1999), 'y'.repeat(2000)] });
    expect([...new Set(values)].sort()).toEqual(['...', 'a', 'x'.repeat(1999)]);
  });

  test('makes no query value of 4000 characters or more', async () => {
    const values = await valuesOf('query', { enum: ['', 'ä', 'x'.repeat(3999), 'y'.repeat(4000)] });
    expect([...new Set(values)].sort()).toEqual(['', 'x'.repeat(3999), 'ä']);
  });
});
