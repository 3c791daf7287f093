import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Contract } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { ShardReport, SharedRun } from '../../model/shard-report.ts';
import { foldResults } from '../../../test/support/fold-results.ts';
import { runAgainst, withBody } from '../../../test/support/sample-runs.ts';
import { loadContract } from '../../contract/load.ts';
import { readHar } from '../../exchange/recordings/read-har.ts';
import type { Recorded } from '../../exchange/recordings/recorded.ts';
import { REPORTERS } from '../../report/index.ts';
import { json } from '../../report/json.ts';
import { concludeRuns, type SeenRun } from '../../run/conclude-run.ts';
import { concludeRecorded } from '../../run/recorded/check-recorded.ts';
import { createRecordedJudge } from '../../run/recorded/recorded-part.ts';
import { chooseShards } from './choose-shards.ts';
import { describeRecorded, describeRun, describeSeen } from './describe-shard.ts';
import { mergeShards } from './merge-shards.ts';

const isReport = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as object,
);

/** What comes of a shard once it was written to a report and read again. */
function written(shard: ShardReport): ShardReport {
  const text = json([], { shard });
  const report = JSON.parse(text) as { shard: ShardReport };
  expect(isReport(report) ? [] : isReport.errors).toEqual([]);
  expect(text).not.toMatch(/s3cr3t|very secret/);
  return report.shard;
}

function merged(contracts: Contract[], shards: ShardReport[], allowPartial = false): Run[] {
  const given = shards.map((shard) => ({ file: `${shard.index}.json`, shard: written(shard) }));
  return mergeShards(contracts, chooseShards(given, allowPartial), '2026-11-21');
}

/** Everything that reports show of runs, but for the sizes of bodies, which are those of the masked ones after a merge. */
function shown(runs: Run[]) {
  const timeless = runs.map((run) => ({ ...run, duration: 0 }));
  return Object.entries(REPORTERS).map(([name, write]) => [
    name,
    write(timeless, { now: new Date(0) }).replace(/"(bodySize|size)": \d+/g, '"$1": 0'),
  ]);
}

const CONTRACTS = await Promise.all(
  ['cloud-foundry-v3-packages', 'openstack-image-v1'].map((name) => loadContract(`openapi/${name}/openapi.yaml`)),
);
const RECORDED = [
  ...(await readHar('conformance/recordings/cloud-foundry-2015-11.har')),
  ...(await readHar('conformance/recordings/openstack-glance-16.0.0-v1.har')),
];
const GIVEN: Omit<SharedRun, 'version' | 'contracts'> = { options: {}, keep: 3, strict: true, waivers: [] };
const OPTIONS = { strict: true, today: '2026-11-21', recordedOnly: true };

function seenOf(entries: readonly [number, Recorded][]) {
  const judge = createRecordedJudge(CONTRACTS, [3, 3]);
  for (const [number, entry] of entries) judge.add(entry, number);
  return { name: 'traffic', part: judge.part(), problems: [], duration: 0 };
}

test('the shards of a recording merge into the run over all of it, whichever entries each has and in whatever order', () => {
  const all = RECORDED.map((entry, number) => [number, entry] as [number, Recorded]);
  const whole = seenOf(all);
  const want = shown(concludeRecorded(CONTRACTS, whole.part, whole, OPTIONS));
  const run = describeRun(CONTRACTS, GIVEN);
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { minLength: all.length, maxLength: all.length }),
      fc.shuffledSubarray([1, 2, 3], { minLength: 3 }),
      (shardOf, order) => {
        const shards = order.map((index) =>
          describeRecorded(
            { index, count: 3 },
            run,
            CONTRACTS,
            seenOf(all.filter((_, at) => shardOf[at] === index - 1)),
          ),
        );
        expect(shown(merged(CONTRACTS, shards))).toEqual(want);
      },
    ),
    { numRuns: 10 },
  );
});

const live = await (async () => {
  let nth = 0;
  return runAgainst(
    (response) =>
      (nth += 1) % 3 === 0 && response.status === 201 ? withBody(response, (body) => void (body.guid = 3)) : response,
    ['examples', 'coverage'],
  );
})();

test('the shards of a live run merge into the run over all operations', () => {
  const { contract } = live;
  const seen = (results: Run['results']): SeenRun => ({ ...live, fold: foldResults(contract, results) });
  const [want] = concludeRuns([seen(live.results)], { today: '2026-11-21' });
  const run = describeRun([contract], { options: {}, strict: false, waivers: [] });
  fc.assert(
    fc.property(fc.array(fc.nat(1), { minLength: live.results.length }), (shardOf) => {
      const shards = [1, 2].map((index) =>
        describeSeen({ index, count: 2 }, run, [seen(live.results.filter((_, at) => shardOf[at] === index - 1))]),
      );
      const [got] = merged([contract], shards);
      expect(got?.counts).toEqual(want?.counts);
      expect(got?.verdict).toBe(want?.verdict);
      expect(got?.reach).toEqual(want?.reach);
      expect(got?.statements).toEqual(want?.statements);
      const counted = (one: Run | undefined) =>
        one?.findings.map(({ fingerprint, count }) => [fingerprint, count]).sort();
      expect(counted(got)).toEqual(counted(want));
    }),
    { numRuns: 10 },
  );
});

test('a shard shows no waiver as one that nothing needs, and the merged run does', () => {
  const waivers = [{ fingerprint: '000000000000', reason: 'known' }];
  const run = describeRun(CONTRACTS, { ...GIVEN, waivers });
  const seen = seenOf(RECORDED.map((entry, number) => [number, entry] as [number, Recorded]));
  const shard = { index: 1, count: 1 };
  const [own] = concludeRecorded(CONTRACTS, seen.part, seen, { ...OPTIONS, waivers, shard });
  expect(own?.staleWaivers).toEqual([]);
  const [all] = merged(CONTRACTS, [describeRecorded(shard, run, CONTRACTS, seen)]);
  expect(all?.staleWaivers).toEqual(['the waiver 000000000000 waives nothing any more']);
});

test('where a shard is missing, the run is undecided and accuses no waiver', () => {
  const waivers = [{ fingerprint: '000000000000', reason: 'known' }];
  const run = describeRun(CONTRACTS, { ...GIVEN, strict: false, waivers });
  const shard = describeRecorded({ index: 1, count: 2 }, run, CONTRACTS, seenOf([]));
  const [only] = merged(CONTRACTS, [shard], true);
  expect(only).toMatchObject({ verdict: 'undecided', staleWaivers: [] });
  expect(only?.undecided.map(({ reason }) => reason)).toContain('shard 2 of 2 is missing');
});
