import { expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { addressOf } from './addresses.ts';

const text = { type: 'string' };
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: text });

/** Things under a path, and the read of one. */
async function things(item: string, ...parameters: string[]): Promise<Contract> {
  const thing = { type: 'object', properties: { id: { ...text, format: 'uri', readOnly: true }, title: text } };
  const content = { 'application/json': { schema: thing } };
  const responses = { 200: { description: 'A thing.', content } };
  return contractOf({
    paths: {
      '/things': { post: { requestBody: { content }, responses: { 201: { description: 'Made.', content } } } },
      [item]: { get: { parameters: parameters.map(inPath), responses } },
    },
  });
}

test.each<[what: string, item: string, parameters: string[], id: Json, known: JsonObject, want: string]>([
  ['a number', '/things/{id}', ['id'], 7, {}, '7'],
  ['a text, percent-encoded', '/things/{id}', ['id'], 'a/b', {}, 'a%2Fb'],
  ['the last segment of its own whole URI', '/things/{id}', ['id'], 'https://api.test/things/x%201', {}, 'x%201'],
  [
    'a URI of something else',
    '/things/{id}',
    ['id'],
    'https://api.test/other/1',
    {},
    'https%3A%2F%2Fapi.test%2Fother%2F1',
  ],
  ['all that its path names', '/things/{kind}/{title}', ['kind', 'title'], 'a b', { kind: 'x', title: 'y' }, 'x/a%20b'],
  ['its identifier alone, where nothing says the rest', '/things/{kind}/{title}', ['kind', 'title'], 'a', {}, 'a'],
])('a thing is kept under %s', async (_, item, parameters, id, known, want) => {
  const contract = await things(item, ...parameters);
  const [resource] = resourcesOf(contract).all.filter((one) => one.item === item);
  if (!resource) throw new Error(`no resource at ${item}`);
  expect(addressOf(contract, resource, 'test/things', id, known)).toEqual({ collection: 'test/things', id: want });
});
