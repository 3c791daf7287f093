import { expect, test } from '@jest/globals';
import { describesStatus } from './described-statuses.ts';
import { contractOf } from '../../test/support/contracts.ts';

test.each([
  ['Normal Response Codes: 201, 204', 204, true],
  ['Normal Response Codes: 201, 204', 200, false],
  ['Returns 202 if the work goes on.', 202, true],
  ['A `204` response says that it is there already.', 204, true],
  ['The answer is 204.', 204, true],
  ['Answers HTTP/1.1 204 No Content', 204, true],
  ['Keeps at most 204 names.', 204, false],
  ['Response of version 204.1', 204, false],
  ['Response with v204', 204, false],
  ['Responses have at most 2040 names.', 204, false],
  [undefined, 204, false],
])('what %j says of %i', async (description, status, described) => {
  const contract = await contractOf({
    paths: {
      '/pets': {
        get: { responses: { 200: { description: 'Done.' } }, ...(description !== undefined && { description }) },
      },
    },
  });
  expect(describesStatus(contract, contract.operations[0]!, status)).toBe(described);
});
