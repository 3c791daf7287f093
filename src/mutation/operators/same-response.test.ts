import { expect, test } from '@jest/globals';
import { jsonOf, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { sameResponse } from './same-response.ts';

const TITLE = 'answers every request alike';

test('answers the second valid request like the first', async () => {
  const { answer, request } = await mutantsOf(sameResponse);
  const first = jsonOf(await answer(TITLE));
  expect(jsonOf(await answer(TITLE, request({ name: 'another' })))).toEqual(first);
});

test('still refuses an invalid request', async () => {
  const { answer, request } = await mutantsOf(sameResponse);
  await answer(TITLE);
  expect((await answer(TITLE, request({}))).status).toBe(422);
});

test('makes no mutant if every response may be the same', async () => {
  const { mutants } = await mutantsOf(
    sameResponse,
    thingDocument((operation) => {
      operation.responses['201'] = {
        description: 'made',
        content: { 'application/json': { examples: { one: { value: { state: 'READY' } } } } },
      };
    }),
  );
  expect(mutants).toEqual([]);
});
