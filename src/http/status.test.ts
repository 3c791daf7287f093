import { expect, test } from '@jest/globals';
import { isClientError, isError, isNotFound, isOverloaded, isServerError, isSuccessful } from './status.ts';

const CLASSES = { isSuccessful, isError, isClientError, isServerError, isNotFound, isOverloaded };

test.each<[status: number, classes: (keyof typeof CLASSES)[]]>([
  [199, []],
  [200, ['isSuccessful']],
  [299, ['isSuccessful']],
  [300, []],
  [399, []],
  [400, ['isError', 'isClientError']],
  [403, ['isError', 'isClientError']],
  [404, ['isError', 'isClientError', 'isNotFound']],
  [410, ['isError', 'isClientError', 'isNotFound']],
  [429, ['isError', 'isClientError', 'isOverloaded']],
  [499, ['isError', 'isClientError']],
  [500, ['isError', 'isServerError']],
  [503, ['isError', 'isServerError', 'isOverloaded']],
  [599, ['isError', 'isServerError']],
  [999, ['isError', 'isServerError']],
])('the status %i is of the classes %j', (status, classes) =>
  expect(Object.entries(CLASSES).flatMap(([name, has]) => (has(status) ? [name] : []))).toEqual(classes),
);
