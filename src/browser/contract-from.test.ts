import { expect, test } from '@jest/globals';
import { loadContract } from '../contract/load.ts';
import { writeJson } from '../json/exact-integers.ts';
import { contractFrom } from './contract-from.ts';

test('a packed contract has its operations, its schemas and its overrides again', async () => {
  const { name, file, document, operations } = await loadContract('examples/petstore.yaml');
  const overrides = { getPet: [{ answer: {} }] };
  const again = contractFrom({ name, file, document: writeJson(document), overrides });
  expect(again.operations).toEqual(operations);
  expect([again.name, again.overrides]).toEqual([name, overrides]);
  expect(again.locate('#/paths')).toEqual({ file, line: 1, column: 1, pointer: '#/paths' });
  expect(contractFrom({ name, file, document: writeJson(document) })).not.toHaveProperty('overrides');
});

test('a document that cannot be used is refused', () =>
  expect(() => contractFrom({ name: 'x', file: 'x', document: '{}' })).toThrow(/#\/info is missing/));

test('integers beyond 2^53 keep their digits', () => {
  const document = '{"info":{"title":"a","version":"1"},"paths":{},"x-large":9007199254740993}';
  expect(writeJson(contractFrom({ name: 'x', file: 'x', document }).document)).toBe(document);
});
