import { expect, test } from '@jest/globals';
import { jsonOf, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { wrongDefaults } from './wrong-defaults.ts';

const TITLE = 'has another default for kind';

test('answers with another value than the default if nothing was sent', async () => {
  const { answer, request } = await mutantsOf(wrongDefaults);
  const { kind } = jsonOf(await answer(TITLE, request({ name: 'a' })));
  expect(kind).toBeDefined();
  expect(kind).not.toBe('disk');
});

test('keeps the value that was sent', async () => {
  const { answer, request } = await mutantsOf(wrongDefaults);
  expect(jsonOf(await answer(TITLE, request({ name: 'a', kind: 'disk' }))).kind).toBe('disk');
});

test('names the clause with the default', async () => {
  expect((await mutantsOf(wrongDefaults)).mutant(TITLE).clause).toMatch(/properties\/kind\/default$/);
});

test('still refuses an invalid request', async () => {
  const { answer, request } = await mutantsOf(wrongDefaults);
  expect((await answer(TITLE, request({}))).status).toBe(422);
});

test('makes no mutant if no member has a default', async () => {
  const { mutants } = await mutantsOf(
    wrongDefaults,
    thingDocument((operation) => {
      delete operation.requestBody.content['application/json'].schema.properties.kind.default;
    }),
  );
  expect(mutants).toEqual([]);
});
