import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_VALUES } from '../../../test/support/known-nothing.ts';
import type { Hint, Want } from './hints/hint.ts';
import { unwrapped } from './unwrapped.ts';

const OPEN: JsonObject = { type: 'object', properties: { data: { type: 'object' } } };
const PRESENT: Want = { kind: 'present' };

async function body(sent: Json | undefined, path: string[], wants: Want = PRESENT, schema = OPEN) {
  const contract = await contractOf({
    paths: {
      '/diff': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'Done.' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const inputs = { ...NO_VALUES, mediaType: 'application/json', ...(sent !== undefined && { body: sent }) };
  const hint: Hint = { path, wants, says: '"version" is required' };
  return unwrapped(contract, operation, { title: 'x', inputs, headers: [], learned: [] }, hint);
}

test('what a member holds is the body where a refusal misses what stands in it', async () => {
  expect(await body({ data: { version: 1 } }, ['version'])).toMatchObject({
    inputs: { body: { version: 1 } },
    learned: [
      {
        at: 'request body#/data',
        what: 'what the member data holds has to be the body itself',
        says: '"version" is required',
      },
    ],
  });
});

test.each<[what: string, sent: Json | undefined, path: string[], wants: Want, schema: JsonObject]>([
  ['what is missing stands nowhere', { data: { other: 1 } }, ['version'], PRESENT, OPEN],
  ['what is missing is empty', { data: { version: '' } }, ['version'], PRESENT, OPEN],
  ['what is missing lies deeper', { data: { version: 1 } }, ['version', 'major'], PRESENT, OPEN],
  ['nothing says what is missing', { data: { version: 1 } }, [], PRESENT, OPEN],
  ['something else is said of it', { data: { version: 1 } }, ['version'], { kind: 'absent' }, OPEN],
  ['the body has another member', { data: { version: 1 }, keys: [] }, ['version'], PRESENT, OPEN],
  ['the member holds no object', { data: [1] }, ['version'], PRESENT, OPEN],
  ['the body is no object', [{ version: 1 }], ['version'], PRESENT, OPEN],
  ['there is no body', undefined, ['version'], PRESENT, OPEN],
  ['the contract requires the member', { data: { version: 1 } }, ['version'], PRESENT, { ...OPEN, required: ['data'] }],
])('a body stays wrapped where %s', async (_, sent, path, wants, schema) => {
  expect(await body(sent, path, wants, schema)).toBeUndefined();
});
