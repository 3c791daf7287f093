import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { prepare } from '../prepare.ts';
import { createWatchedSender } from './watched-sender.ts';

const responses = { 200: { description: '' } };
const CONTRACT = await contractOf({
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      put: { operationId: 'putPet', responses },
    },
    '/pets': { post: { operationId: 'createPet', responses } },
  },
});

async function watched() {
  const asked: string[] = [];
  const target = inProcessTarget('pets', ({ method, path }) => {
    asked.push(`${method} ${path}`);
    return path === '/pets' ? { kind: 'reset', message: 'gone' } : { status: 200, headers: [], body: new Uint8Array() };
  });
  const preparation = await prepare(CONTRACT, target, { phases: ['examples'] });
  const caseOf = (operationId: string, path: string, id?: number) => {
    const operation = CONTRACT.operations.find((one) => one.id === operationId);
    const inputs = { path: id === undefined ? {} : { id }, query: {}, header: {}, cookie: {} };
    const request = { method: operation?.method, path, headers: [] };
    return { id: path, phase: 'examples', operation, inputs, request, expect: { kind: 'accepted' } } as unknown as Case;
  };
  return { asked, preparation, caseOf, ...createWatchedSender(preparation) };
}

test('a case that may not be sent is withheld, and none any more once it was sent', async () => {
  const { asked, preparation, caseOf, sender, isWithheld } = await watched();
  const put = caseOf('putPet', '/pets/7', 7);
  expect([await sender.send(put), isWithheld(put), asked]).toEqual([undefined, true, []]);
  preparation.ledger.recordCreated({ template: '/pets/{id}', params: { id: 7 }, by: 'createPet', case: 'x' });
  expect([(await sender.send(put)) !== undefined, isWithheld(put), asked]).toEqual([true, false, ['PUT /pets/7']]);
});

test('a POST without an answer may have created something', async () => {
  const { caseOf, sender, creations } = await watched();
  const post = caseOf('createPet', '/pets');
  await sender.send(post);
  expect(creations.map(({ testCase }) => testCase.id)).toEqual(['/pets']);
});
