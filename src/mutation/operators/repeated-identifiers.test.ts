import { expect, test } from '@jest/globals';
import { GUID, headerOf, jsonOf, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { repeatedIdentifiers } from './repeated-identifiers.ts';

test('makes one mutant for each identifying place', async () => {
  expect((await mutantsOf(repeatedIdentifiers)).titles).toEqual(['repeats id']);
});

test('gives the second creation the identifier of the first, also within its URI', async () => {
  const { answer, request } = await mutantsOf(repeatedIdentifiers);
  const first = await answer('repeats id');
  const second = await answer('repeats id', request({ name: 'another' }));
  expect(jsonOf(second).id).toBe(jsonOf(first).id);
  expect(headerOf(second, 'Location')).toBe(`/things/${jsonOf(first).id}`);
  expect(jsonOf(second).name).toBe('another');
});

test('repeats an identifier that only a header has', async () => {
  const { answer, request } = await mutantsOf(
    repeatedIdentifiers,
    thingDocument((operation) => delete operation.responses['201'].content['application/json'].examples.one.value.id),
  );
  const first = headerOf(await answer('repeats the header Location'), 'Location');
  expect(first).not.toContain(GUID);
  expect(headerOf(await answer('repeats the header Location', request({ name: 'b' })), 'Location')).toBe(first);
});
