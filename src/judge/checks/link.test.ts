import { expect, test } from '@jest/globals';
import type { Judgement } from '../judgement.ts';
import type { Expectation } from '../../model/case.ts';
import { link } from './link.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

const FOLLOWS: Extract<Expectation, { kind: 'accepted' }> = {
  kind: 'accepted',
  clause: '#/paths/~1v3~1apps~1{guid}~1packages/post',
  at: 'request',
  mayRefuse: true,
  follows: { clause: '#/components/schemas/Package/properties/guid', by: 'createPackage', expected: [] },
};

checkTable(link, [
  { name: 'what it leads to is there', expecting: FOLLOWS, want: [] },
  {
    name: 'it leads to nothing',
    expecting: FOLLOWS,
    response: (a) => void (a.status = 404),
    want: ['status'],
    says: { severity: undefined },
  },
  {
    name: 'it leads to what was there once',
    expecting: FOLLOWS,
    response: (a) => void (a.status = 410),
    want: ['status'],
  },
  { name: 'another refusal is of the request', expecting: FOLLOWS, response: (a) => void (a.status = 422), want: [] },
  {
    name: 'what nothing leads to need not be there',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 404),
    want: [],
  },
]);

test('what may lead to another thing is noted', () => {
  const judged = { expect: { ...FOLLOWS, follows: { ...FOLLOWS.follows, isGuess: true } }, response: { status: 404 } };
  expect(link.each?.(judged as unknown as Judgement)).toMatchObject([{ severity: 'note', at: 'status' }]);
});
