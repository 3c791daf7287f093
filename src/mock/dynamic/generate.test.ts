import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { createRandom } from '../random.ts';
import { madeUpValue } from './generate.ts';
import type { Prism } from './prism.ts';

test('a schema that nothing conforms to is looked at once, however often a value is asked for', async () => {
  const schema = '#/components/schemas/Never';
  const contract = await contractOf({
    paths: {},
    components: { schemas: { Never: { type: 'string', pattern: '^a$b' } } },
  });
  let asked = 0;
  const ask = (): Promise<string> => Promise.resolve(`text ${(asked += 1)}`);
  const prism = { generate: ask, sample: ask } as unknown as Prism;
  expect(await madeUpValue(contract, prism, schema, createRandom(1, 1))).toBeUndefined();
  const before = asked;
  expect(before).toBeGreaterThan(0);
  expect(await madeUpValue(contract, prism, schema, createRandom(1, 2))).toBeUndefined();
  expect(asked).toBe(before);
});
