import { expect, test } from '@jest/globals';
import { mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { narrowedRequests } from './narrowed-requests.ts';

test('has two mutants for each kind of valid request: one refuses it, one fails on it', async () => {
  const { titles } = await mutantsOf(narrowedRequests);
  const kinds = titles.filter((title) => title.startsWith('refuses ')).map((title) => title.slice(8));
  expect(titles).toEqual(kinds.flatMap((kind) => [`refuses ${kind}`, `fails on ${kind}`]));
  expect(kinds).toEqual([
    'the documented request one',
    'a request without kind',
    'a request with an undocumented name',
    'a request with name',
    'a request with kind as "disk"',
  ]);
});

test.each<[string, object, boolean]>([
  ['the documented request one', { name: 'first-thing-1', kind: 'tape' }, true],
  ['the documented request one', { name: 'other', kind: 'tape' }, false],
  ['a request without kind', { name: 'other' }, true],
  ['a request without kind', { name: 'other', kind: 'disk' }, false],
  ['a request with kind as "disk"', { name: 'other', kind: 'disk' }, true],
  ['a request with kind as "disk"', { name: 'other', kind: 'tape' }, false],
])('the mutant that refuses %s meets %j: %j', async (kind, body, isMet) => {
  const { answer, request } = await mutantsOf(narrowedRequests);
  expect((await answer(`refuses ${kind}`, request(body))).status).toBe(isMet ? 422 : 201);
  expect((await answer(`fails on ${kind}`, request(body))).status).toBe(isMet ? 500 : 201);
});

test('answers invalid requests by the rules that they violate', async () => {
  const { answer, request } = await mutantsOf(narrowedRequests);
  expect((await answer('fails on a request without kind', request({}))).status).toBe(422);
});

test('lists a kind as open if the contract leaves it open in every request', async () => {
  const { mutant } = await mutantsOf(
    narrowedRequests,
    thingDocument((operation) => {
      operation.requestBody.content['application/json'].schema['x-unspecified'] = [
        { says: 'what disks are', schema: { properties: { kind: { const: 'disk' } }, required: ['kind'] } },
      ];
    }),
  );
  expect(mutant('refuses a request with kind as "disk"').open).toBe('what disks are');
  expect(mutant('refuses a request without kind').open).toBeUndefined();
});

test('makes no mutant if a request has no body', async () => {
  const { mutants } = await mutantsOf(narrowedRequests, {
    paths: {
      '/things': {
        get: {
          responses: {
            '200': { description: 'ok', content: { 'application/json': { examples: { one: { value: {} } } } } },
          },
        },
      },
    },
  });
  expect(mutants).toEqual([]);
});
