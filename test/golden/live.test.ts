import { afterEach, expect, jest, test } from '@jest/globals';
import type { Run } from '../../src/model/run.ts';
import { loadContract } from '../../src/contract/load.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import { pretty } from '../../src/report/pretty/pretty.ts';
import { check, type CheckOptions } from '../../src/run/check.ts';
import { contractOf } from '../support/contracts.ts';
import { DOCUMENT, demandingServer } from './demanding-server.ts';
import { expectGolden, lines } from './golden.ts';

afterEach(() => void jest.restoreAllMocks());

/** Names that no other run has are the same in each of these. */
const options = (more: CheckOptions = {}): CheckOptions => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  return { workers: 1, seed: 1, maxExamples: 4, ...more };
};

/** What a run comes to, without its duration. */
const shown = (run: Run) => [
  pretty([{ ...run, duration: 120 }], { detail: 'verbose' }),
  JSON.stringify(
    {
      reach: run.reach,
      accepted: run.accepted,
      unjudged: run.unjudged,
      undecided: run.undecided,
      leftovers: run.leftovers,
    },
    null,
    1,
  ),
];

/** The file that a contract was read from is another one each time. */
function expectLive(name: string, all: string[]): void {
  expectGolden(`live-${name}.txt`, lines(all).replace(/[^\s:'"]*assay-\w+\/openapi\.json/g, 'clinic.json'));
}

test.each<[string, CheckOptions]>([
  ['as-documented', { phases: ['examples', 'coverage'] }],
  ['sequences', { phases: ['sequences'] }],
  ['read-only', { phases: ['coverage'], readOnly: true }],
  [
    'given',
    {
      phases: ['coverage'],
      filters: { only: { operation: ['createVisit', 'getReport', 'createLabel', 'createOwner'] } },
      overrides: { headers: [['X-Tenant', 't']], set: { year: '2020' } },
      requests: { createLabel: { body: { colour: '#00ff00', name: 'given-name', size: 12, kind: 'round' } } },
    },
  ],
])('a run against a demanding server sends and says the same: %s', async (name, given) => {
  const { target, lines: asked } = demandingServer();
  const run = await check(await contractOf(DOCUMENT, 'clinic'), target, options(given));
  expectLive(name, [...asked, '', ...shown(run)]);
});

test('a run against the stateful mock of a contract sends and says the same', async () => {
  const contract = await loadContract('examples/bookshop/openapi.yaml', 'bookshop');
  const mock = createMock([contract], { mode: 'stateful', seed: 1 });
  const asked: string[] = [];
  const target = inProcessTarget('bookshop', async (request) => {
    const response = await mock.handle(request);
    const status = 'status' in response ? response.status : 'no answer';
    const sent = request.body === undefined ? '' : ` ${new TextDecoder().decode(request.body).slice(0, 200)}`;
    asked.push(`${request.method} ${request.path}${sent} → ${status}`);
    return response;
  });
  const run = await check(contract, target, options({ phases: ['examples', 'coverage', 'sequences'] }));
  expect(run.verdict).toBe('conforms');
  expectLive('bookshop', [...asked, '', ...shown(run)]);
});
