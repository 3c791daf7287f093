import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { check } from './check.ts';

const TEXTS = { type: 'array', items: { type: 'string' } };

test('a server that takes everything is accused of nothing that its contract admits elsewhere', async () => {
  const contract = await contractOf({
    paths: {
      '/jobs': {
        post: {
          parameters: [
            { name: 'points', in: 'query', required: true, schema: { type: 'integer', default: 20 } },
            { name: 'after', in: 'query', required: true, schema: { type: 'integer' } },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['size', 'colour'],
                  properties: {
                    words: { ...TEXTS, description: 'What is said, as a string or an array of strings.' },
                    tags: TEXTS,
                    size: { type: 'integer', default: 5 },
                    colour: { type: 'string' },
                  },
                },
              },
            },
          },
          responses: { 201: { description: 'Made.' }, 400: { description: 'No.' } },
        },
      },
    },
  });
  const target = inProcessTarget('jobs', () => ({ status: 201, headers: [], body: new Uint8Array() }));
  const { findings } = await check(contract, target, { phases: ['coverage'] });
  const said = findings.filter(({ check: id }) => id === 'refusal').map(({ message }) => message);
  for (const refused of ['parameter after', 'without colour', 'for tags'])
    expect(said).toContainEqual(expect.stringContaining(refused));
  for (const admitted of ['without the query parameter points', 'without size', 'a string for words'])
    expect(said).not.toContainEqual(expect.stringContaining(admitted));
});
