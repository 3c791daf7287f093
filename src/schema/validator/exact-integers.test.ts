import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { readJson } from '../../json/parse-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';

/** Schemas and values as texts: a number does not hold the digits. */
const ROWS: [schema: string, value: string, error: string | undefined][] = [
  ['{"minimum":9007199254740993}', '9007199254740993', undefined],
  ['{"minimum":9007199254740993}', '9007199254740992', '# must be >= 9007199254740993'],
  ['{"minimum":9007199254740993}', '9007199254740991', '# must be >= 9007199254740993'],
  ['{"minimum":9007199254740993}', '"a text"', undefined],
  ['{"maximum":9007199254740993}', '9007199254740993', undefined],
  ['{"maximum":9007199254740993}', '9007199254740994', '# must be <= 9007199254740993'],
  ['{"maximum":9007199254740992}', '9007199254740993', '# must be <= 9007199254740992'],
  ['{"exclusiveMinimum":9007199254740992}', '9007199254740993', undefined],
  ['{"exclusiveMinimum":9007199254740993}', '9007199254740993', '# must be > 9007199254740993'],
  ['{"exclusiveMaximum":9007199254740993}', '9007199254740992', undefined],
  ['{"exclusiveMaximum":9007199254740993}', '9007199254740993', '# must be < 9007199254740993'],
  ['{"minimum":3}', '2', '# must be >= 3'],
  ['{"const":9007199254740993}', '9007199254740993', undefined],
  ['{"const":9007199254740993}', '9007199254740992', '# must be equal to constant'],
  ['{"const":9007199254740993}', '1', '# must be equal to constant'],
  ['{"enum":[1,9007199254740993]}', '9007199254740993', undefined],
  ['{"enum":[1,9007199254740993]}', '1', undefined],
  ['{"enum":[1,9007199254740993]}', '9007199254740992', '# must be equal to one of the allowed values'],
  ['{"enum":[1,2]}', '3', '# must be equal to one of the allowed values'],
  ['{"format":"int64"}', '9223372036854775807', undefined],
  ['{"format":"int64"}', '9223372036854775808', '# must match format "int64"'],
  ['{"format":"int64"}', '-9223372036854775808', undefined],
  ['{"format":"int64"}', '-9223372036854775809', '# must match format "int64"'],
  ['{"format":"int64"}', '1e300', '# must match format "int64"'],
  ['{"format":"int64"}', '-1e300', '# must match format "int64"'],
  ['{"format":"int64"}', '0.5', '# must match format "int64"'],
  ['{"format":"int64"}', '"a text"', undefined],
  ['{"format":"uint64"}', '18446744073709551615', undefined],
  ['{"format":"uint64"}', '18446744073709551616', '# must match format "uint64"'],
  ['{"format":"uint64"}', '0', undefined],
  ['{"format":"uint64"}', '-1', '# must match format "uint64"'],
];

function objectOf(text: string): JsonObject {
  const read = readJson(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.value as JsonObject;
}

test.each(ROWS)('the schema %s says of %s: %s', async (schema, text, error) => {
  const holder = objectOf(`{"schema":${schema},"value":${text}}`);
  const schemas = { S: holder['schema'] as Json };
  const contract = await contractOf({ paths: {}, components: { schemas } });
  const errors = contract.validate('#/components/schemas/S', holder['value'] as Json, { holder, key: 'value' });
  expect(errors.map(({ at, message }) => `${at} ${message}`)).toEqual(error === undefined ? [] : [error]);
});
