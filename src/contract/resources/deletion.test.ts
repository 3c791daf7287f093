import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { deletionOf } from './deletion.ts';
import { resourcesOf } from './resources.ts';

const done = { responses: { 200: { description: 'Done.' } } };

test.each<[string, Record<string, object>, boolean]>([
  ['the own path has one', { '/tokens/{id}': { get: done, delete: done } }, true],
  ['it calls the identifier otherwise', { '/tokens/{id}': { get: done }, '/tokens/{tokenId}': { delete: done } }, true],
  ['it asks for something else', { '/tokens/{name}': { get: done }, '/tokens/{secret}': { delete: done } }, false],
  ['there is none', { '/tokens/{id}': { get: done } }, false],
])('what deletes a thing is known or not where %s', async (_, items, want) => {
  const paths = Object.fromEntries(
    Object.entries(items).map(([path, item]) => {
      const name = /\{(.*)\}/.exec(path)?.[1];
      return [path, { parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }], ...item }];
    }),
  );
  const [resource] = resourcesOf(await contractOf({ paths })).all;
  expect(deletionOf(resource) !== undefined).toBe(want);
});
