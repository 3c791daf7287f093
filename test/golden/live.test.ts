import { afterEach, expect, jest, test } from '@jest/globals';
import type { Response } from '../../src/model/exchange.ts';
import type { Run } from '../../src/model/run.ts';
import { loadContract } from '../../src/contract/load.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import { pretty } from '../../src/report/pretty/pretty.ts';
import { check, type CheckOptions } from '../../src/run/check.ts';
import { contractOf } from '../support/contracts.ts';
import { DOCUMENT, demandingServer } from './demanding-server.ts';
import { expectGolden, here, lines } from './golden.ts';

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

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The folder of a contract, and identifiers that are made up, are others each time. */
function expectLive(name: string, all: string[]): void {
  expectGolden(
    `live-${name}.txt`,
    lines(all)
      .replace(/[^\s:'"]*assay-\w+\/openapi\.json/g, 'clinic.json')
      .replaceAll(here('.'), '')
      .replace(UUID, 'UUID'),
  );
}

test.each<[string, CheckOptions]>([
  ['as-documented', { phases: ['examples', 'coverage'] }],
  ['sequences', { phases: ['sequences'] }],
  ['read-only', { phases: ['coverage'], readOnly: true }],
  ['odd-values', { phases: ['odd-values'] }],
  ['fuzzing', { phases: ['fuzzing'], maxExamples: 12 }],
  ['behaviour', { phases: ['behaviour'] }],
  ['allowed', { phases: ['examples', 'coverage', 'behaviour', 'sequences'], allow: ['all'] }],
  ['few-failures', { phases: ['coverage', 'fuzzing'], maxFailures: 2 }],
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

/** What becomes of a run against the stateful mock of a contract, whose answers may be changed. */
async function runOfMock(
  name: string,
  file: string,
  given: CheckOptions,
  change: (own: Response, nth: number) => Response = (own) => own,
) {
  const contract = await loadContract(file, name);
  let ids = 0;
  const mock = createMock([contract], {
    mode: 'stateful',
    seed: 1,
    now: () => new Date('2026-01-31T12:00:00Z'),
    newId: () => `4cb65058-f04f-458f-aca1-${String((ids += 1)).padStart(12, '0')}`,
  });
  const asked: string[] = [];
  const target = inProcessTarget(name, async (request) => {
    const response = change(await mock.handle(request), asked.length);
    const sent = request.body === undefined ? '' : ` ${new TextDecoder().decode(request.body).slice(0, 200)}`;
    asked.push(`${request.method} ${request.path.slice(0, 300)}${sent} → ${response.status}`);
    return response;
  });
  const run = await check(contract, target, options(given));
  return { run, asked };
}

const BEARER = { headers: [['Authorization', 'Bearer t'] as const], set: {} };

test.each<[string, file: string, CheckOptions]>([
  ['bookshop', 'examples/bookshop/openapi.yaml', { phases: ['examples', 'coverage', 'sequences'] }],
  ['bookshop-generated', 'examples/bookshop/openapi.yaml', { phases: ['odd-values', 'fuzzing'], overrides: BEARER }],
  [
    'lending',
    here('lending.yaml'),
    { phases: ['examples', 'coverage', 'sequences', 'odd-values', 'fuzzing'], overrides: BEARER },
  ],
  ['library', here('library.yaml'), { phases: ['examples', 'coverage', 'behaviour', 'sequences', 'odd-values'] }],
  [
    'petstore',
    'examples/petstore.yaml',
    { phases: ['examples', 'coverage', 'behaviour', 'sequences', 'odd-values', 'fuzzing'] },
  ],
])('a run against the stateful mock of a contract sends and says the same: %s', async (name, file, given) => {
  const { run, asked } = await runOfMock(name.split('-')[0] ?? name, file, given);
  expect(run.verdict).toBe('conforms');
  expectLive(name, [...asked, '', ...shown(run)]);
});

const bytes = (text: string) => new TextEncoder().encode(text);
const isJson = ({ body }: Response) => body[0] === 0x7b;

/** What is wrong with some of the answers, whatever was asked. */
const SPELLS: Record<string, (own: Response, nth: number) => Response> = {
  'forgets the credentials after a while': (own, nth) =>
    nth > 60 && nth < 70 ? { status: 401, headers: [], body: bytes('') } : own,
  'answers with pages now and then': (own, nth) =>
    nth % 7 === 6 ? { status: own.status, headers: [['Content-Type', 'text/html']], body: bytes('<p>done') } : own,
  'leaves out bodies now and then': (own, nth) => (nth % 5 === 4 ? { ...own, body: bytes('') } : own),
  'breaks bodies now and then': (own, nth) => (nth % 8 === 7 ? { ...own, body: own.body.slice(0, -2) } : own),
  'forgets things now and then': (own, nth) => (nth % 6 === 5 ? { status: 404, headers: [], body: bytes('') } : own),
  'adds a member': (own) =>
    isJson(own)
      ? {
          ...own,
          headers: [...own.headers.filter(([name]) => name !== 'Content-Length')],
          body: bytes(new TextDecoder().decode(own.body).replace('{', '{"more":1,')),
        }
      : own,
  'calls everything accepted': (own) => (own.status >= 200 && own.status < 300 ? { ...own, status: 202 } : own),
};

test.each(Object.keys(SPELLS))('a run against a server that %s says the same', async (spell) => {
  const said: string[] = [];
  for (const [name, file] of [
    ['bookshop', 'examples/bookshop/openapi.yaml'],
    ['lending', here('lending.yaml')],
  ] as const) {
    const phases: CheckOptions['phases'] = ['examples', 'coverage', 'behaviour', 'sequences', 'odd-values', 'fuzzing'];
    const { run } = await runOfMock(name, file, { phases, overrides: BEARER }, SPELLS[spell]);
    said.push(
      `${name} ${run.verdict}, ${JSON.stringify(run.reach)}`,
      ...run.findings.map(
        ({ severity, check: id, at, message, expected, actual, clause }) =>
          `  ${severity} ${id} ${at}: ${message}; expected ${expected}, got ${actual}; ${clause}`,
      ),
      ...run.undecided.map(({ reason }) => `  undecided: ${reason}`),
    );
  }
  expectLive(spell.replaceAll(' ', '-'), said);
});
