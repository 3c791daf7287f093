import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import { createAnswers } from './never-accepted.ts';

const operation = { id: 'getPet' } as Operation;
const contract = { operations: [operation] } as Contract;
const answered = (status: number) => ({ outcome: { response: { status } } }) as Exchange;
const FAILED = { outcome: { failure: { kind: 'reset', message: '' } } } as Exchange;

/** The reasons after answers to valid requests, and to one that is to be refused. */
function reasons(exchanges: Exchange[], kind: Case['expect']['kind'] = 'accepted'): string[] {
  const answers = createAnswers();
  for (const exchange of exchanges) answers.add({ operation, expect: { kind } } as Case, exchange);
  return answers.neverAccepted(contract).map(({ reason }) => reason);
}

test.each<[name: string, exchanges: Exchange[], reason: string[]]>([
  ['four refusals', Array<Exchange>(4).fill(answered(400)), []],
  [
    'five refusals',
    [400, 404, 409, 422, 400].map(answered),
    ['none of 5 generated requests that fit the contract was accepted (400, 404, 409, 422)'],
  ],
  ['four refusals and no answer', [...Array<Exchange>(4).fill(answered(400)), FAILED], []],
  ['a success among them', [...Array<Exchange>(9).fill(answered(400)), answered(200)], []],
  ['the last status that is no refusal', [...Array<Exchange>(5).fill(answered(400)), answered(399)], []],
  ['an error of the server', [...Array<Exchange>(5).fill(answered(499)), answered(500)], []],
])('an operation with %s is told as never accepted where nothing was', (_, exchanges, want) =>
  expect(reasons(exchanges)).toEqual(want),
);

test('requests that are to be refused do not make an operation one that accepts nothing', () =>
  expect(reasons(Array<Exchange>(9).fill(answered(400)), 'refused')).toEqual([]));
