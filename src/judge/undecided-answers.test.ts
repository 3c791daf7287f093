import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Case, Expectation } from '../model/case.ts';
import type { Exchange, Response } from '../model/exchange.ts';
import { obstacleOf } from './undecided.ts';

const contract = await contractOf({
  paths: {
    '/my things': {
      get: {
        parameters: [{ name: 'X-A', in: 'header', schema: { type: 'string' } }],
        responses: { '200': { description: 'fine' } },
      },
    },
  },
});
const [operation] = contract.operations;
if (!operation) throw new Error('the contract has an operation');
const PATH = contract.locate(operation.pointer);
const HEADER = contract.locate(operation.parameters[0]?.pointer ?? '#');

const refused: Expectation = { kind: 'refused', clause: '#', at: 'request' };
const unauthorized: Expectation = { kind: 'refused', clause: '#', at: 'credentials' };
const accepted: Expectation = { kind: 'accepted', clause: '#', at: 'request' };
const gone: Expectation = { kind: 'gone', clause: '#', at: 'request' };

const obstacle = (expectation: Expectation, outcome: Exchange['outcome']) => {
  const request = { method: 'GET', path: '/', headers: [] };
  return obstacleOf(contract, { operation, request, expect: expectation } as unknown as Case, {
    request,
    outcome,
    duration: 0,
    retries: 0,
  });
};
const answer = (status: number, more: Partial<Response> = {}): Exchange['outcome'] => ({
  response: { status, headers: [], body: new Uint8Array(), ...more },
});
const unsendable = (part: { in: 'path' } | { in: 'header'; name: string }): Exchange['outcome'] => ({
  failure: { kind: 'unsendable', message: 'HTTP cannot carry it', part },
});

test.each<[string, Expectation, Exchange['outcome'], RegExp, string]>([
  ['a path', accepted, unsendable({ in: 'path' }), /cannot carry/, `${PATH.line}:${PATH.column}.`],
  [
    'a header of the contract',
    accepted,
    unsendable({ in: 'header', name: 'x-a' }),
    /cannot carry/,
    `${HEADER.line}:${HEADER.column}.`,
  ],
  ['a proxy', accepted, { failure: { kind: 'proxy', message: 'the proxy answers 502' } }, /proxy/, 'NO_PROXY'],
  [
    'a server that is not there',
    accepted,
    { failure: { kind: 'unreachable', message: 'nobody listens' } },
    /listens/,
    '--target',
  ],
  [
    'a certificate that nobody trusts',
    accepted,
    { failure: { kind: 'unreachable', message: 'TLS: self-signed certificate' } },
    /self-signed/,
    '--ca FILE',
  ],
  [
    'a hostile coding',
    accepted,
    answer(200, { undecoded: 'x\u001b' }),
    /content coding x\\u001b cannot/,
    'Accept-Encoding',
  ],
  ['a coding', accepted, answer(200, { undecoded: 'zstd' }), /content coding zstd cannot/, 'Accept-Encoding'],
  ['what is switched off', accepted, answer(503), /answers 503 whenever/, 'switched off'],
  [
    'an answer to come back later',
    accepted,
    answer(503, { headers: [['retry-after', '9000']] }),
    /asks to wait/,
    '--rate',
  ],
  ['an answer to ask less often', accepted, answer(429), /asks to wait/, '--rate'],
  ['a redirect of what must be refused', refused, answer(308), /308.*elsewhere/, '--target'],
  ['a list of places for what must be refused', refused, answer(300), /300.*elsewhere/, '--target'],
  ['a redirect of what was deleted', gone, answer(301), /301.*elsewhere/, '--target'],
  ['a redirect of what has no credentials', unauthorized, answer(308), /308.*elsewhere/, '--target'],
])('%s keeps an answer from being judged', (_, expectation, outcome, reason, hint) => {
  expect(obstacle(expectation, outcome)).toEqual({
    reason: expect.stringMatching(reason),
    hint: expect.stringContaining(hint),
  });
});

test.each<[string, Expectation, Exchange['outcome']]>([
  ['a refusal', refused, answer(400)],
  ['a success in place of what was deleted', gone, answer(200)],
  ['an acceptance of what must be refused', refused, answer(200)],
  ['a redirect of what must be taken, which is a finding', accepted, answer(308)],
  ['a redirect to where one logs in, which is a finding', unauthorized, answer(302)],
  ['a redirect to a page for an error, which is a finding', refused, answer(303)],
])('%s can be judged', (_, expectation, outcome) => {
  expect(obstacle(expectation, outcome)).toBeUndefined();
});
