import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { namedByClient } from './named-by-client.ts';

const done = { responses: { 200: { description: 'Done.' } } };
const made = { responses: { 201: { description: 'Made.' } } };
const text = { schema: { type: 'string' } };

interface Row {
  methods?: Record<string, object>;
  collection?: Record<string, object>;
  schema?: object;
  asked?: string;
}

async function nameOf({
  methods = { get: done, put: done, delete: done },
  collection,
  schema = text,
  asked = 'PUT',
}: Row) {
  const contract = await contractOf({
    paths: {
      '/indexes': { get: done, ...collection },
      '/indexes/{name}': { parameters: [{ name: 'name', in: 'path', required: true, ...schema }], ...methods },
    },
  });
  const operation = contract.operations.find(({ method, path }) => method === asked && path.endsWith('}'));
  return operation && namedByClient(contract, operation)?.name;
}

test.each<[string, Row, string | undefined]>([
  ['a PUT, where nothing else makes one', {}, 'index'],
  [
    'a PUT that documents 201, beside a POST',
    { methods: { get: done, put: made, delete: done }, collection: { post: made } },
    'index',
  ],
  ['a PUT that documents 200 alone, beside a POST', { collection: { post: made } }, undefined],
  [
    'a POST, where nothing else makes one',
    { methods: { get: done, post: done, delete: done }, asked: 'POST' },
    'index',
  ],
  [
    'a POST beside another POST',
    { methods: { get: done, post: done, delete: done }, collection: { post: made }, asked: 'POST' },
    undefined,
  ],
  ['a PATCH', { methods: { get: done, patch: done, delete: done }, asked: 'PATCH' }, undefined],
  ['a PUT of what nothing reads', { methods: { put: done, delete: done } }, undefined],
  ['a PUT of what nothing deletes', { methods: { get: done, put: done } }, undefined],
  ['a PUT under a number', { schema: { schema: { type: 'integer' } } }, undefined],
  ['a PUT under a number or a text', { schema: { schema: { type: ['integer', 'string'] } } }, 'index'],
])('%s makes what the client names: %s', async (_, row, want) => {
  expect(await nameOf(row)).toBe(want);
});
