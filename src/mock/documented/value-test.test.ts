import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { valueTest } from './value-test.ts';

const SCHEMAS: Record<string, JsonObject | boolean> = {
  anything: { title: 'T', description: 'D', deprecated: true, 'x-own': 1 },
  always: true,
  never: false,
  text: { type: 'string', description: 'D' },
  textOrNull: { type: ['string', 'null'] },
  number: { type: 'number' },
  two: { type: 'string', minLength: 2 },
  three: { minLength: 3 },
  short: { type: 'string', maxLength: 3 },
  date: { type: 'string', format: 'date' },
};
const contract = await contractOf({ components: { schemas: SCHEMAS } });

test.each<[schemas: string, value: Json, conforms: boolean]>([
  ['', 5, true],
  ['anything', 5, true],
  ['anything', 'text', true],
  ['always', null, true],
  ['never', 'text', false],
  ['text', '', true],
  ['text', 5, false],
  ['textOrNull', null, true],
  ['textOrNull', 'a', true],
  ['textOrNull', false, false],
  ['number', 5, true],
  ['number', 'five', false],
  ['two', 'a', false],
  ['two', 'ab', true],
  ['two', '😀', false],
  ['two', '😀a', true],
  ['two', '😀😀', true],
  ['two', 22, false],
  ['three', '😀😀', false],
  ['three', '😀😀a', true],
  ['three', 3, true],
  ['two three', 'abcd', true],
  ['two three', 'ab', false],
  ['text number', 'a', false],
  ['short', 'abc', true],
  ['short', 'abcd', false],
  ['date', '2030-01-02', true],
  ['date', 'tomorrow', false],
  ['text date', 'tomorrow', false],
])('holds to "%s" the value %j: %j', (schemas, value, conforms) => {
  const accepts = valueTest(
    contract,
    schemas.split(' ').flatMap((name) => (name === '' ? [] : [`#/components/schemas/${name}`])),
  );
  expect([accepts(value), accepts(value)]).toEqual([conforms, conforms]);
});

test('a text that conformed is not taken for another one', () => {
  const accepts = valueTest(contract, ['#/components/schemas/date']);
  expect(['2030-01-02', '2030-01-03', 'never', '2030-01-03', 'never'].map((value) => accepts(value))).toEqual([
    ...[true, true, false, true, false],
  ]);
});

test('asks the validator for a text only where its length does not say enough', () => {
  const asked: Json[] = [];
  const spied = {
    document: contract.document,
    accepts: (schema: string, value: Json) => asked.push(value) > 0 && contract.accepts(schema, value),
  };
  const accepts = valueTest(spied, ['#/components/schemas/two', '#/components/schemas/text']);
  for (const value of ['abcd', 'abcde', 'abc']) accepts(value);
  expect([...new Set(asked)]).toEqual(['abc']);
  expect(valueTest(spied, ['#/components/schemas/text'])('')).toBe(true);
  expect(asked).not.toContain('');
});
