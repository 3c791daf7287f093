import { expect, test } from '@jest/globals';
import type { Request, Response } from '../model/exchange.ts';
import { check } from './check.ts';
import { createMock } from '../mock/mock.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { PACKAGES } from '../../test/support/check-table.ts';

const mock = createMock([PACKAGES]);
const schemeOf = ({ headers }: Request) => headers.find(([name]) => name === 'Authorization')?.[1].split(' ')[0];

/** A server that takes credentials under some spellings of their scheme alone. */
const taking =
  (...schemes: string[]) =>
  async (request: Request): Promise<Response> =>
    schemes.includes(schemeOf(request) ?? '')
      ? mock.handle(request)
      : { status: 401, headers: [], body: new Uint8Array() };

test.each([
  ['any letter case', ['bearer', 'Bearer'], 'bearer x', 'conforms'],
  ['only a capital where the documents write a small letter', ['Bearer'], 'bearer x', 'violates'],
  ['no spelling', [], 'bearer x', 'undecided'],
  ['only small letters where the user wrote a capital', ['bearer'], 'Bearer x', 'violates'],
])('judges a server that accepts %s', async (_, schemes, authorization, verdict) => {
  const run = await check(PACKAGES, inProcessTarget('', taking(...schemes)), {
    phases: ['examples'],
    overrides: { headers: [['Authorization', authorization]], set: {} },
  });
  expect(run.verdict).toBe(verdict);
  expect(run.findings.map(({ check: id }) => id)).toEqual(verdict === 'violates' ? ['scheme-spelling'] : []);
});

test('asks a server that takes requests without credentials alone without any', async () => {
  const open = async (request: Request): Promise<Response> =>
    schemeOf(request) === undefined
      ? mock.handle({ ...request, headers: [...request.headers, ['Authorization', 'bearer x']] })
      : { status: 401, headers: [], body: new Uint8Array() };
  const run = await check(PACKAGES, inProcessTarget('', open), { phases: ['examples'] });
  expect([run.verdict, run.reach.answered]).toEqual(['conforms', run.reach.operations]);
});

test('sends what the user gave where the contract documents another scheme', async () => {
  const token = async (request: Request): Promise<Response> =>
    schemeOf(request) === 'Token'
      ? mock.handle({
          ...request,
          headers: [...request.headers.filter(([name]) => name !== 'Authorization'), ['Authorization', 'bearer x']],
        })
      : { status: 401, headers: [], body: new Uint8Array() };
  const run = await check(PACKAGES, inProcessTarget('', token), {
    phases: ['examples', 'coverage'],
    overrides: { headers: [['Authorization', 'Token x']], set: {} },
  });
  expect([run.verdict, run.reach.answered]).toEqual(['conforms', run.reach.operations]);
});
