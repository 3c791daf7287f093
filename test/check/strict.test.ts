import { expect, test } from '@jest/globals';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { check } from '../../src/run/check.ts';

test('a status that is not documented fails a strict run alone', async () => {
  const contract = await contractOf({
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
          responses: { 200: { description: '' }, 400: { description: '' } },
        },
      },
    },
  });
  const target = inProcessTarget('a server', ({ path }) => ({
    status: /limit=(-?\d+|)$|pets$/.test(path) ? 200 : 422,
    headers: [],
    body: new Uint8Array(),
  }));
  const verdicts = await Promise.all([false, true].map((strict) => check(contract, target, { strict })));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['conforms', 'violates']);
  expect(verdicts[0]?.findings.map(({ check: id, severity, actual }) => `${severity} ${id} ${actual}`)).toEqual([
    'note undocumented-status 422',
  ]);
});
