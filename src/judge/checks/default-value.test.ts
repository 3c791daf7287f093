import { defaultValue } from './default-value.ts';
import { expect, test } from '@jest/globals';
import { ACCEPTED, checkTable, judgementOf } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

checkTable(defaultValue, [
  { name: 'not sent, and not answered', want: [] },
  {
    name: 'not sent, and answered with the default',
    response: (a) => void (a.body.data.store_image = false),
    want: [],
  },
  {
    name: 'not sent, and answered with something else',
    response: (a) => void (a.body.data.store_image = true),
    want: ['body#/data/store_image'],
  },
  { name: 'sent, and answered as it was sent', example: 'docker-with-credentials', want: [] },
]);

test.each<[method: 'patch' | 'put', want: string[]]>([
  ['patch', []],
  ['put', ['body#/scope']],
])('what a %s leaves out has its documented default only where it replaces the whole', async (method, want) => {
  const scope = { type: 'string', enum: ['all', 'some'], default: 'all' };
  const schema = { type: 'object', properties: { scope, name: { type: 'string' } } };
  const media = { schema, example: { scope: 'some', name: 'a' } };
  const content = { 'application/json': media };
  const operation = { requestBody: { content }, responses: { 200: { description: 'Done.', content } } };
  const contract = await contractOf({ paths: { '/workflow': { [method]: operation } } });
  const judged = judgementOf({
    name: 'scope left out',
    example: 'default',
    contract,
    expecting: ACCEPTED,
    sent: { name: 'a' },
    want,
  });
  expect(defaultValue.each?.(judged).map(({ at }) => at)).toEqual(want);
});
