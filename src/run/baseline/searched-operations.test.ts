import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import type { Phase } from '../../model/case.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { MAX_CREATING_TRIES, MAX_TRIES } from './climb.ts';
import { baseRequests, searchedOperations } from './searched-operations.ts';

const answers = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: 'An answer.' }]));

const searched = async (operation: JsonObject, phases: Phase[] = ['coverage']) =>
  searchedOperations(await contractOf({ paths: { '/jobs': { get: operation } } }), phases).length;

test.each<[what: string, operation: JsonObject, want: number]>([
  ['documents a success', { responses: answers(200) }, 1],
  ['documents a success and an error', { responses: answers(200, 404) }, 1],
  ['documents one error alone', { responses: answers(404) }, 0],
  ['documents two errors alone', { responses: answers(404, 500) }, 0],
  ['documents no answer', { responses: {} }, 1],
])('an operation that %s is searched, or not', async (_, operation, want) => {
  expect(await searched(operation)).toBe(want);
});

test('nothing is searched where no phase varies requests', async () => {
  expect(await searched({ responses: answers(200) }, ['examples'])).toBe(0);
});

test('what is held back takes no requests, and what creates takes more than what reads', async () => {
  const content = { 'application/json': { schema: { type: 'object', properties: { title: { type: 'string' } } } } };
  const contract = await contractOf({
    paths: {
      '/jobs': {
        get: { responses: answers(200) },
        post: { requestBody: { content }, responses: answers(201) },
      },
      '/jobs/all': { delete: { responses: answers(204) } },
    },
  });
  expect(baseRequests(contract, { phases: ['coverage'] })).toBe(MAX_TRIES + MAX_CREATING_TRIES);
  expect(baseRequests(contract, { phases: ['coverage'], allow: ['all'] })).toBe(2 * MAX_TRIES + MAX_CREATING_TRIES);
});
