import { expect, test } from '@jest/globals';
import { headerOf, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { responseHeaders } from './response-headers.ts';

test.each<[string, string | undefined | RegExp]>([
  ['leaves out the header Location', undefined],
  ['empties the header Location', ''],
])('%s', async (title, want) => {
  const { answer } = await mutantsOf(responseHeaders);
  expect(headerOf(await answer(title), 'Location')).toBe(want);
});

test('changes the documented value', async () => {
  const { answer } = await mutantsOf(responseHeaders);
  const value = headerOf(await answer('changes the header Location'), 'location');
  expect(value).toBeTruthy();
  expect(value).not.toMatch(/^\/things\/[0-9a-f-]{36}$/);
});

test('keeps the other headers', async () => {
  const { answer } = await mutantsOf(responseHeaders);
  expect(headerOf(await answer('leaves out the header Location'), 'Content-Type')).toMatch(/json/);
});

test('proves that an optional header may be missing, and not that a required one may', async () => {
  const required = await mutantsOf(responseHeaders);
  expect(required.mutant('leaves out the header Location').equivalent).toBeUndefined();
  const optional = await mutantsOf(
    responseHeaders,
    thingDocument((operation) => (operation.responses['201'].headers.Location.required = false)),
  );
  expect(optional.mutant('leaves out the header Location').equivalent).toBe(
    'Location: the contract does not require it',
  );
});

test.each<[string, object, boolean]>([
  ['a volatile header that may be empty', { schema: { type: 'string', 'x-match': 'volatile' } }, true],
  ['a volatile header that may not be empty', { schema: { type: 'string', minLength: 1 } }, false],
  ['a literal header', { schema: { type: 'string' }, 'x-match': 'literal' }, false],
])('an empty value is harmless or not for %s', async (_, header, harmless) => {
  const { mutant } = await mutantsOf(
    responseHeaders,
    thingDocument((operation) => {
      const { Location } = operation.responses['201'].headers;
      Object.assign(Location, { 'x-match': 'volatile' }, header);
    }),
  );
  expect(mutant('empties the header Location').equivalent !== undefined).toBe(harmless);
});

test('makes the mutants of a header once, for any number of examples', async () => {
  const { titles } = await mutantsOf(
    responseHeaders,
    thingDocument((operation) => {
      operation.requestBody.content['application/json'].examples.two = { value: { name: 'other-thing-2' } };
      operation.responses['201'].headers.Location.examples.two = { value: '/things/2' };
    }),
  );
  expect(titles).toHaveLength(3);
});
