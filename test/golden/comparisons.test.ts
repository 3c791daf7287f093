import { expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Response } from '../../src/model/exchange.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Run } from '../../src/model/run.ts';
import { compareReports, compareWith, fails, type Comparison } from '../../src/compare/comparison.ts';
import { COMPARISON_REPORTERS } from '../../src/compare/report/index.ts';
import type { SavedReport } from '../../src/compare/saved-report.ts';
import { loadContract } from '../../src/contract/load.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import { mutate } from '../../src/mutation/mutate.ts';
import { MUTATION_REPORTERS } from '../../src/mutation/report/index.ts';
import { json } from '../../src/report/json.ts';
import { check, type CheckOptions } from '../../src/run/check.ts';
import { shippedContract } from '../support/contracts.ts';
import { withBody } from '../support/sample-runs.ts';
import { expectGolden, here, lines, loadLibrary } from './golden.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const packages = await shippedContract('cloud-foundry-v3-packages');
const library = await loadLibrary();

/** What a server says in place of its right answer. */
type Vendor = (right: Response) => Response;
const created =
  (change: (body: JsonObject) => void): Vendor =>
  (right) =>
    right.status === 201 ? withBody(right, change) : right;
const VENDORS: Record<string, Vendor> = {
  right: (own) => own,
  'wrong status': (own) => (own.status === 201 ? { ...own, status: 200 } : own),
  'no guid': created((body) => void delete body['guid']),
  'guid and state': created((body) => Object.assign(body, { guid: 7, state: 'GONE' })),
  'refuses nothing': (own) => (own.status >= 400 ? { ...own, status: 201 } : own),
  away: () => {
    throw new Error('nobody is here');
  },
};

async function reportOf(contracts: Contract[], vendor: string, options: CheckOptions = {}): Promise<SavedReport> {
  const runs: Run[] = [];
  for (const contract of contracts) {
    const mock = createMock([contract], { seed: 1 });
    const target = inProcessTarget(`http://${vendor.replaceAll(' ', '-')}.example`, async (request) =>
      vendor === 'away'
        ? { kind: 'unreachable', message: 'nobody is here' }
        : (VENDORS[vendor] as Vendor)(await mock.handle(request)),
    );
    runs.push(await check(contract, target, { workers: 1, phases: ['examples', 'coverage'], ...options }));
  }
  return JSON.parse(json(runs)) as SavedReport;
}

const drawn = (comparisons: Comparison[]) =>
  Object.entries(COMPARISON_REPORTERS).flatMap(([format, write]) =>
    (format === 'pretty' ? (['quiet', 'normal', 'verbose'] as const) : (['normal'] as const)).map((detail) => [
      `${format} ${detail}`,
      write(comparisons, { now: NOW, command: 'assay compare a b', ...(detail !== 'normal' && { detail }) }),
    ]),
  );

const shownAll = (all: string[][]) =>
  lines(all.flatMap(([title, text = '']) => [`=== ${title}`, text]))
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1>…</$1>')
    .replace(/'sha256-[^']+'/g, "'sha256-…'")
    .replace(/\b\d+(\.\d+)? (ms|s)\b/g, 'TIME')
    .replaceAll(here('.'), '');

test('what several vendors keep to is compared in the same way', async () => {
  const reports = new Map<string, SavedReport>();
  for (const vendor of Object.keys(VENDORS))
    reports.set(vendor, await reportOf([packages], vendor, { phases: ['examples'] }));
  expectGolden('comparison-vendors.txt', shownAll(drawn(compareReports(reports))));
});

test('what got better and worse since an earlier comparison is told in the same way', async () => {
  const [right, wrong, guid] = await Promise.all(
    ['right', 'wrong status', 'no guid'].map((vendor) =>
      reportOf([packages, library], vendor, { phases: ['examples'] }),
    ),
  );
  const before = compareReports(
    new Map([
      ['a', right],
      ['b', wrong],
      ['gone', guid],
    ] as [string, SavedReport][]),
  );
  const now = compareReports(
    new Map([
      ['a', wrong],
      ['b', right],
      ['new', guid],
    ] as [string, SavedReport][]),
  );
  const since = now.map((one, index) => compareWith(one, before[index]));
  expect(since.map(fails)).toEqual([true, true]);
  expectGolden('comparison-since.txt', shownAll(drawn([...since, ...now.map((one) => compareWith(one, undefined))])));
});

test('what becomes of the mutants of a contract is reported in the same way', async () => {
  const runs = [await mutate(await loadContract(here('sloppy.yaml'), 'sloppy'))];
  const still = runs.map((run) => ({ ...run, duration: 1230 }));
  const all = Object.entries(MUTATION_REPORTERS).flatMap(([format, write]) =>
    (format === 'pretty' ? (['quiet', 'normal', 'verbose'] as const) : (['normal'] as const)).map((detail) => [
      `${format} ${detail}`,
      write(still, { now: NOW, command: 'assay mutate', ...(detail !== 'normal' && { detail }) }),
    ]),
  );
  expectGolden('mutation-reports.txt', shownAll(all));
});
