/** The documented parameters of a media type are in every answer that has it. */
import { expect, test } from '@jest/globals';
import type { HeaderField } from '../model/exchange.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { documentedFault } from './faults/fault-responses.ts';
import { createMock } from './mock.ts';
import { MODE_NAMES } from './modes.ts';

const LABEL = 'Application/JSON;charset=utf-8';
const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
const contract = await contractOf({
  paths: {
    '/shown': {
      get: {
        operationId: 'shown',
        parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: { description: '', content: { [LABEL]: { schema, example: { a: 'b' } } } },
          400: { description: '', content: { [LABEL]: { schema } } },
        },
      },
    },
    '/made': {
      get: { operationId: 'made', responses: { 200: { description: '', content: { [LABEL]: { schema } } } } },
    },
  },
});
const ASKED: [what: string, path: string, headers: HeaderField[]][] = [
  ['an example', '/shown', []],
  ['an example that Accept names', '/shown', [['Accept', 'application/json']]],
  ['an example that Prefer names', '/shown', [['Prefer', 'example=default']]],
  ['a value of the schema', '/made', []],
  ['a refusal', '/shown?n=x', []],
  ['a preferred error', '/shown', [['Prefer', 'code=400']]],
];
const rows = MODE_NAMES.flatMap((mode) => ASKED.map(([what, ...asked]) => [what, mode, ...asked] as const));

test.each(rows)(
  '%s in the mode %s has the documented media type with its parameters',
  async (_, mode, path, headers) => {
    const { reply } = createMock([contract], { mode, seed: 1 });
    const made = await reply({ method: 'GET', path, headers });
    expect([new Map(made.headers).get('Content-Type'), made.status]).toEqual([LABEL, made.status < 400 ? 200 : 400]);
  },
);

test('a fault has the documented media type with its parameters', () => {
  const [operation] = contract.operations;
  const fault = operation && documentedFault(contract, operation, () => 0);
  expect(fault?.headers[0]).toEqual(['Content-Type', LABEL]);
});
