import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const IT = '#/components/schemas/It';

/** Names of an object's prototype are members of a value only if the value has them itself. */
test.each<[schema: JsonObject, value: Json, errors: string[]]>([
  [{ required: ['constructor'] }, {}, ['required #/constructor']],
  [{ required: ['constructor'] }, { constructor: 1 }, []],
  [{ properties: { toString: { type: 'string' } } }, {}, []],
  [{ properties: { toString: { type: 'string' } } }, { toString: 1 }, ['type #/toString']],
  [{ dependentRequired: { valueOf: ['a'] } }, {}, []],
  [{ dependentRequired: { valueOf: ['a'] } }, { valueOf: 1 }, ['dependentRequired #/a']],
  [{ enum: [] }, 1, ['enum #']],
  [{ items: { enum: [] } }, [], []],
])('%j and the value %j give the errors %j', async (schema, value, errors) => {
  const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
  expect(contract.validate(IT, value).map(({ keyword, at }) => `${keyword} ${at}`)).toEqual(errors);
  expect(contract.accepts(IT, value)).toBe(errors.length === 0);
});

test.each([
  [19_998, 2],
  [19_999, 1],
])('a value with %d items is told with %d errors, a large one with its first alone', async (items, told) => {
  const schema = { type: 'array', items: { type: 'integer' } };
  const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
  const value = Array.from({ length: items }, (_, nth): Json => (nth < 2 ? 'x' : nth));
  expect(contract.validate(IT, value)).toHaveLength(told);
});
