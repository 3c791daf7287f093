import { expect, test } from '@jest/globals';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import type { Contract } from '../../src/model/contract.ts';
import type { Json } from '../../src/model/json.ts';
import { check } from '../../src/run/check.ts';
import { createMock } from '../../src/mock/mock.ts';

const parameters = [
  { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer' } }, example: [1, 2] },
  {
    name: 'filter',
    in: 'query',
    style: 'deepObject',
    schema: {
      type: 'object',
      properties: { state: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
    },
    example: { state: 'open', tags: ['a'] },
  },
  {
    name: 'sort',
    in: 'query',
    explode: false,
    style: 'pipeDelimited',
    schema: { type: 'array', items: { type: 'string' } },
    example: ['x', 'y'],
  },
];

const example = { ids: [1, 2], query: { filter: { state: 'open', tags: ['a'] }, sort: ['x', 'y'] }, total: 0 };

function contractWith(more: object = {}): Promise<Contract> {
  return contractOf({
    ...more,
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          parameters,
          responses: {
            200: { description: '', content: { 'application/json': { schema: { type: 'object' }, example } } },
          },
        },
      },
    },
  });
}

async function answerTo(query: string): Promise<Json> {
  const mock = createMock([await contractWith()]);
  const { body } = await mock.handle({ method: 'GET', path: `/things?${query}`, headers: [] });
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as Json;
}

test('the mock answers with the lists and objects that were sent, as long as they are', async () => {
  expect(await answerTo('ids=7&ids=8&ids=9&filter[state]=closed&filter[tags]=b&filter[tags]=c&sort=z')).toEqual({
    ids: [7, 8, 9],
    query: { filter: { state: 'closed', tags: ['b', 'c'] }, sort: ['z'] },
    total: 0,
  });
});

test('a server that answers with other items than were sent is accused where examples are exact', async () => {
  const target = inProcessTarget('things', () => ({
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(JSON.stringify({ ...example, ids: [1, 3] })),
  }));
  const { findings } = await check(await contractWith({ 'x-examples': 'exact' }), target, { phases: ['examples'] });
  expect(findings.map(({ check: id, at, message }) => `${id} ${at}: ${message}`)).toEqual([
    'bound-value body#/ids/1: answers with a 1 other than query parameter ids#/1',
  ]);
});
