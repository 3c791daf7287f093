import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { isAcceptance, isElsewhere, isMoved } from './judgement.ts';

test.each<[string, string[], number, boolean]>([
  ['a success takes a request', ['200'], 202, true],
  ['a refusal takes none', ['200'], 400, false],
  ['a failure takes none', ['default'], 500, false],
  ['a redirect takes none', ['200'], 308, false],
  ['a redirect that is documented beside a success takes none', ['200', '302'], 302, false],
  ['a redirect that only the default documents takes none', ['default'], 302, false],
  ['the redirect that is documented in place of a success takes it', ['302', '404'], 302, true],
  ['a redirect of a documented range takes it', ['3XX'], 307, true],
])('%s', async (_, documented, status, want) => {
  const responses = Object.fromEntries(documented.map((key) => [key, { description: 'x' }]));
  const { operations } = await contractOf({ paths: { '/a': { get: { responses } } } });
  expect(operations.map((operation) => isAcceptance(operation, status))).toEqual([want]);
});

test.each<[status: number, elsewhere: boolean, moved: boolean]>([
  [299, false, false],
  [300, true, true],
  [301, true, true],
  [302, true, false],
  [303, true, false],
  [304, false, false],
  [305, false, false],
  [307, true, true],
  [308, true, true],
  [309, false, false],
])('an answer %d names another place: %s, where the same request is to be sent: %s', (status, elsewhere, moved) =>
  expect([isElsewhere(status), isMoved(status)]).toEqual([elsewhere, moved]),
);
