import { expect, test } from '@jest/globals';
import type { Case } from '../model/case.ts';
import type { Request } from '../model/exchange.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { createJudge } from './judge.ts';

const CONTRACT = await contractOf({
  paths: { '/pets': { get: { operationId: 'listPets', responses: { 200: { description: 'All.' } } } } },
});

/** The curl line of what is wrong with a request, where some of its headers were sent. */
function curlOf(sent: Request['headers']): string | undefined {
  const [operation] = CONTRACT.operations;
  if (!operation) throw new Error('no operation');
  const request: Request = { method: 'GET', path: '/pets', headers: [['Authorization', 'bearer assay']] };
  const testCase: Case = {
    ...{ id: 'listPets > one', title: 'one', phase: 'coverage', operation, request },
    inputs: { path: {}, query: {}, header: {}, cookie: {} },
    expect: { kind: 'accepted', clause: operation.pointer, at: 'request' },
  };
  const judge = createJudge(CONTRACT, 'http://127.0.0.1:1');
  const response = { status: 500, headers: [], body: new Uint8Array() };
  judge.judge(testCase, { request: { ...request, headers: sent }, outcome: { response }, duration: 1, retries: 0 });
  return judge.settle([testCase])[0]?.findings[0]?.curl;
}

test('a curl line shows the credentials that were sent, and none that were left out', () => {
  expect(curlOf([['Authorization', 'bearer assay']])).toContain('$TOKEN');
  expect(curlOf([])).toMatch(/^curl .*\/pets'$/);
});
