import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { namesOfMadeText } from './made-texts.ts';

const text: JsonObject = { type: 'string' };
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });

test.each<[method: string, path: string, answer: JsonObject | undefined, want: string[]]>([
  ['post', '/utils/hash/generate', text, ['hash', 'generate']],
  ['post', '/tokens', text, ['token']],
  ['post', '/tokens', object({ data: text }), ['token']],
  ['post', '/users/{id}/api-tokens', text, ['apitoken']],
  ['post', '/users/{id}', text, []],
  ['get', '/tokens', text, []],
  ['put', '/tokens', text, []],
  ['post', '/tokens', { type: 'integer' }, []],
  ['post', '/tokens', { type: ['string', 'integer'] }, []],
  ['post', '/tokens', object({}), []],
  ['post', '/tokens', object({ data: text, more: text }), []],
  ['post', '/tokens', object({ data: { type: 'integer' } }), []],
  ['post', '/tokens', undefined, []],
])('what %s %s makes with the answer %j is called %j', async (method, path, schema, want) => {
  const content = schema && { content: { 'application/json': { schema } } };
  const parameters = path.includes('{') ? [{ name: 'id', in: 'path', required: true, schema: text }] : [];
  const contract = await contractOf({
    paths: { [path]: { [method]: { parameters, responses: { 200: { description: 'Done.', ...content } } } } },
  });
  const [operation] = contract.operations;
  expect(operation && namesOfMadeText(contract, operation)).toEqual(want);
});
