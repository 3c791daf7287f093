import { expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Run } from '../../src/model/run.ts';
import type { ShardReport } from '../../src/model/shard-report.ts';
import { chooseShards } from '../../src/distribute/shards/choose-shards.ts';
import { describeRecorded, describeRun, describeSeen } from '../../src/distribute/shards/describe-shard.ts';
import { mergeShards } from '../../src/distribute/shards/merge-shards.ts';
import { readHar } from '../../src/exchange/recordings/read-har.ts';
import type { Recorded } from '../../src/exchange/recordings/recorded.ts';
import { json } from '../../src/report/json.ts';
import { createRecordedJudge } from '../../src/run/recorded/recorded-part.ts';
import { SHIPPED_CONTRACTS, shippedContract } from '../support/contracts.ts';
import { foldResults } from '../support/fold-results.ts';
import { full } from '../support/sample-runs.ts';
import { expectGolden } from './golden.ts';

const CONTRACTS = await Promise.all(SHIPPED_CONTRACTS.map(shippedContract));
const RUN = {
  ...{ options: { phases: 'examples' }, keep: 2, strict: true, targetName: 'staging' },
  waivers: [{ fingerprint: '000000000000', reason: 'known', until: '2026-12-31' }],
};

/** A report with sets of clauses in the order of their names. */
const ordered = (report: string) =>
  JSON.stringify(
    JSON.parse(report, (name, value: unknown) =>
      name === 'clauses' && Array.isArray(value) ? [...(value as string[])].sort() : value,
    ),
    null,
    1,
  );

/** The report of a shard, and what all of them come to, as their JSON reports have it. */
function expectShards(name: string, contracts: Contract[], shards: ShardReport[]): void {
  const texts = shards.map((shard) => json([], { shard }));
  const read = texts.map((text) => (JSON.parse(text) as { shard: ShardReport }).shard);
  const given = read.map((shard) => ({ file: `${shard.index}.json`, shard }));
  const merged = json(mergeShards(contracts, chooseShards(given, false), '2026-11-21'));
  const partial = json(mergeShards(contracts, chooseShards(given.slice(1), true), '2026-11-21'));
  const told = [ordered(texts[0] ?? ''), merged, partial].join('\n').replace(/\b[0-9a-f]{64}\b/g, 'SHA-256');
  expect(told).not.toContain('s3cr3t');
  expectGolden(`shards-${name}.txt`, told.replace(/"version": "[^"]*"/g, '"version": "N"'));
}

test('the shards of a live run are written and merged in the same way', async () => {
  const run = await full();
  const contract = run.contract;
  const seen = (results: Run['results']) => ({ ...run, fold: foldResults(contract, results) });
  const shared = describeRun([contract], RUN);
  expectShards(
    'live',
    [contract],
    [1, 2].map((index) =>
      describeSeen({ index, count: 2 }, shared, [seen(run.results.filter((_, nth) => nth % 2 === index - 1))]),
    ),
  );
});

const bytes = (text: string) => new TextEncoder().encode(text);

/** What a recording may have besides: a path that nothing documents, a picture, an answer that is cut, and none at all. */
const ODD: Recorded[] = [
  { path: '/v3/nothing', response: { status: 200, headers: [], body: bytes('{}') } },
  { path: '/v3/apps/1/packages', response: { status: 201, headers: [], body: Uint8Array.from([0xff, 0xd8, 0, 1]) } },
  {
    path: '/v3/apps/1/packages',
    response: { status: 201, headers: [], body: bytes('{"guid": "half'), incomplete: 'it ends early' },
  },
].map(({ path, response }, nth) => ({
  name: `odd.har#${nth + 1}`,
  origin: 'http://api.example.org',
  exchange: {
    request: {
      ...{ method: 'POST', path, body: bytes('{"type":"docker","data":{"image":"a"}}') },
      headers: [
        ['Content-Type', 'application/json'],
        ['Authorization', 'bearer s3cr3t-t0k3n'],
      ],
    },
    outcome: { response: { ...response, headers: [['Content-Type', 'application/json']] } },
    duration: 3,
    retries: 0,
    startedAt: Date.UTC(2026, 0, 31) + nth,
  },
}));

test('the shards of a recording are written and merged in the same way', async () => {
  const all = [...(await readHar('conformance/recordings/cloud-foundry-2015-11.har')).slice(0, 12), ...ODD];
  const shared = describeRun(CONTRACTS, { ...RUN, input: 'f'.repeat(64) });
  const shards = [1, 2].map((index) => {
    const judge = createRecordedJudge(CONTRACTS, [2, 2]);
    all.forEach((entry, number) => (number % 2 === index - 1 ? judge.add(entry, number) : undefined));
    const problems = index === 1 ? [{ reason: 'the recording ends in the middle of an entry' }] : [];
    const seen = { name: 'traffic.har', part: judge.part(), problems, duration: index * 10 };
    return describeRecorded({ index, count: 2 }, shared, CONTRACTS, seen);
  });
  expectShards('recorded', CONTRACTS, shards);
});
