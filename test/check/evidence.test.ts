import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { check } from '../../src/run/check.ts';
import { PHASE_NAMES } from '../../src/run/phases/index.ts';

const answering = (status: number) => inProcessTarget('fixed', () => ({ status, headers: [], body: new Uint8Array() }));
const described = { description: 'As it is.' };

describe('an operation that documents only errors', () => {
  test.each([
    ['is not accused of answering one', 404, []],
    ['is accused of another error', 422, ['acceptance']],
  ])('%s', async (_, status, want) => {
    const contract = await contractOf({ paths: { '/a': { get: { responses: { 404: described, 500: described } } } } });
    const { findings } = await check(contract, answering(status), { phases: ['coverage'] });
    expect(findings.map(({ check: id }) => id)).toEqual(want);
  });
});

test('an object is not sent as CBOR, which nothing here writes, and the report says so', async () => {
  const value = { name: 'Rex' };
  const schema = { type: 'object', properties: { name: { type: 'string' } } };
  const contract = await contractOf({
    paths: {
      '/pets': {
        post: {
          requestBody: {
            required: true,
            content: {
              'application/cbor': { schema, examples: { one: { value } } },
              'application/json': { schema, examples: { two: { value } } },
              'text/csv': { schema: { type: 'string' }, examples: { three: { value: 'name\nRex' } } },
            },
          },
          responses: { 201: described, 400: described },
        },
      },
    },
  });
  const types = new Set<string | undefined>();
  const target = inProcessTarget('listening', ({ headers }) => {
    types.add(headers.find(([name]) => name === 'Content-Type')?.[1]);
    return { status: 201, headers: [], body: new Uint8Array() };
  });
  const { unjudged } = await check(contract, target, { phases: [...PHASE_NAMES], seed: 1, maxExamples: 5 });
  expect([...types].filter((type) => type !== undefined).toSorted()).toEqual(['application/json', 'text/csv']);
  expect(unjudged.map(({ reason }) => reason)).toContain(
    'no documented request of the media type application/cbor was sent: its example is no text, and assay cannot write it',
  );
});
