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
  ['any letters', ['bearer', 'Bearer'], 'bearer x', 'conforms'],
  ['a capital alone, where the documents write it small', ['Bearer'], 'bearer x', 'violates'],
  ['none at all', [], 'bearer x', 'undecided'],
  ['small letters alone, where the user wrote a capital', ['bearer'], 'Bearer x', 'violates'],
])('a server that takes %s', async (_, schemes, authorization, verdict) => {
  const run = await check(PACKAGES, inProcessTarget('', taking(...schemes)), {
    phases: ['examples'],
    overrides: { headers: [['Authorization', authorization]], set: {} },
  });
  expect(run.verdict).toBe(verdict);
  expect(run.findings.map(({ check: id }) => id)).toEqual(verdict === 'violates' ? ['scheme-spelling'] : []);
});
