import type { Expectation } from '../../model/case.ts';
import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { checkTable, judgementOf, REFUSED } from '../../../test/support/check-table.ts';
import { useAfterDelete } from './use-after-delete.ts';

const GONE: Expectation = { kind: 'gone', clause: '#/paths/~1v3~1apps~1{guid}~1packages/post', at: 'request path' };

checkTable(useAfterDelete, [
  { name: 'what was deleted is not found', expecting: GONE, response: (a) => void (a.status = 404), want: [] },
  { name: 'what was deleted is gone', expecting: GONE, response: (a) => void (a.status = 410), want: [] },
  { name: 'what was deleted is hidden', expecting: GONE, response: (a) => void (a.status = 400), want: [] },
  { name: 'what was deleted leads elsewhere', expecting: GONE, response: (a) => void (a.status = 302), want: [] },
  {
    name: 'what was deleted is answered with',
    expecting: GONE,
    response: (a) => void (a.status = 200),
    want: ['request path'],
  },
  {
    name: 'what was deleted is answered with nothing',
    expecting: GONE,
    response: (a) => void (a.status = 204),
    want: ['request path'],
  },
  { name: 'nothing was deleted', want: [] },
  { name: 'an invalid request is another check', expecting: REFUSED, want: [] },
]);

test.each<[string, string[], string | undefined]>([
  ['a violation where 404 is documented', ['200', '404'], undefined],
  ['a violation where 410 is documented', ['200', '410'], undefined],
  ['a violation where all refusals are', ['200', '4XX'], undefined],
  ['a note where no refusal is documented', ['200'], 'note'],
  ['a note where another refusal is documented', ['200', '400'], 'note'],
])('what was deleted and is answered with is %s', async (_, statuses, severity) => {
  const answers = { description: '', content: { 'application/json': { example: { id: 1 } } } };
  const contract = await contractOf({
    paths: { '/pets': { get: { responses: Object.fromEntries(statuses.map((status) => [status, answers])) } } },
  });
  const row = { name: '', contract, example: 'default' as const, expecting: GONE, want: [] };
  expect(useAfterDelete.each?.(judgementOf(row))).toMatchObject([{ at: 'request path' }]);
  expect(useAfterDelete.each?.(judgementOf(row))?.map((one) => one.severity)).toStrictEqual([severity]);
});

test.each<[string, Json, string | undefined, string]>([
  ['as it was', { id: 1, state: 'closed' }, undefined, '200'],
  ['with another state', { id: 1, state: 'open' }, 'note', '200, with another state'],
])('what was deleted and is answered with %s is a violation, or a note', async (_, was, severity, actual) => {
  const answers = { description: '', content: { 'application/json': { example: { id: 1, state: 'closed' } } } };
  const contract = await contractOf({ paths: { '/pets': { get: { responses: { 200: answers, 404: answers } } } } });
  const row = { name: '', contract, example: 'default' as const, expecting: { ...GONE, was }, want: [] };
  expect(useAfterDelete.each?.(judgementOf(row))?.map((one) => [one.severity, one.actual])).toStrictEqual([
    [severity, actual],
  ]);
});
