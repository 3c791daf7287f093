import { expect, test } from '@jest/globals';
import { askedAndTold } from '../../../test/support/asked-and-told.ts';

test.each<[name: string, isChosen: boolean | undefined]>([
  ['fields', true],
  ['limit', undefined],
])('where a read has a parameter %s, the comparison with what it shows says so: %j', async (name, isChosen) => {
  const parameters = ['id', name].map((one) => ({
    ...{ name: one, in: one === 'id' ? 'path' : 'query', required: one === 'id' },
    schema: { type: 'string' },
  }));
  const api = await askedAndTold({ operations: { 'GET /jobs/{id}': { parameters } } });
  const [one] = api.known.made;
  const answer = one && (await api.client.ask(api.operation('GET /jobs/{id}'), one.inputs, 'the read', {}));
  if (!answer) throw new Error('nothing was answered');
  const comparison = { members: [], place: '#', wanted: { a: 1 }, actual: {} } as const;
  api.client.tell(answer, {
    ...{ kind: 'sent and read', by: 'createJob', after: 'creation' },
    comparison: { ...comparison, members: [] },
  });
  expect(api.told).toStrictEqual([
    {
      ...{ kind: 'sent and read', by: 'createJob', after: 'creation' },
      comparison: { ...comparison, ...(isChosen && { isChosen }) },
    },
  ]);
});
