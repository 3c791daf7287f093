import { describe, expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';

const SCHEMAS = { constant: { const: { d: { a: 1, b: [1, null] } } }, listed: { enum: [{ a: { toString: 1 } }, 'x'] } };

const TABLE: [name: string, schema: keyof typeof SCHEMAS, value: Json, fits: boolean][] = [
  ['the same in another order', 'constant', { d: { b: [1, null], a: 1 } }, true],
  ['another item', 'constant', { d: { a: 1, b: [1, false] } }, false],
  ['a member more', 'constant', { d: { a: 1, b: [1, null], c: 0 } }, false],
  ['a member that is called as a method is', 'constant', { d: { toString: 1, valueOf: 2 } }, false],
  ['one that is listed so', 'listed', { a: { toString: 1 } }, true],
  ['one that is called after the constructor', 'listed', { a: { constructor: 1 } }, false],
  ['a list in place of an object', 'constant', [], false],
  ['null', 'constant', null, false],
];

describe('an object as const or in enum', () => {
  test.each(TABLE)('compares it with %s', async (_, schema, value, fits) => {
    const contract = await contractOf({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {},
      components: { schemas: SCHEMAS },
    });
    expect(contract.accepts(`#/components/schemas/${schema}`, value)).toBe(fits);
    expect(contract.validate(`#/components/schemas/${schema}`, value).length === 0).toBe(fits);
  });
});
