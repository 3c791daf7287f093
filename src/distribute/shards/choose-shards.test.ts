import { expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import type { ShardReport, SharedRun } from '../../model/shard-report.ts';
import { chooseShards, type GivenShard } from './choose-shards.ts';

const RUN: SharedRun = {
  version: '0.1.0',
  contracts: [{ name: 'shop', file: 'shop.yaml', digest: 'a', confined: false, allowRemoteRefs: false }],
  options: { '--phases': 'examples' },
  input: 'x',
  keep: 1000,
  strict: false,
  waivers: [],
};

const given = (
  index: number,
  change: Partial<SharedRun> = {},
  more: Partial<ShardReport> = {},
  file = `${index}.json`,
): GivenShard => ({
  file,
  shard: { index, count: 3, run: { ...RUN, ...change }, parts: [], ...more },
});

test('the shards of one run are chosen in their order', () => {
  const { shards, doubts } = chooseShards([given(3), given(1), given(2)], false);
  expect(shards.map(({ index }) => index)).toEqual([1, 2, 3]);
  expect(doubts).toEqual([]);
});

const other = (change: Partial<SharedRun>) => [given(1), given(2), given(3, change)];

test.each<[what: string, given: GivenShard[], message: string]>([
  ['a missing shard', [given(1), given(3)], 'shard 2 of 3 is missing'],
  ['several missing shards', [given(2)], 'shards 1 and 3 of 3 are missing'],
  [
    'a shard that stands there twice',
    [given(1), given(2), given(3), given(2, {}, {}, 'copy.json')],
    '2.json and copy.json are both shard 2 of 3',
  ],
  [
    'a shard of another version',
    other({ version: '0.2.0' }),
    '3.json is a part of another run than 1.json: it was made by assay 0.2.0, and not by 0.1.0',
  ],
  [
    'a shard of another contract',
    other({ contracts: [{ ...RUN.contracts[0]!, name: 'zoo' }] }),
    'it is about zoo, and not about shop',
  ],
  [
    'a shard whose contract was changed',
    other({ contracts: [{ ...RUN.contracts[0]!, digest: 'b' }] }),
    'its contract shop says something else',
  ],
  [
    'a shard with another option',
    other({ options: { '--phases': 'fuzzing' } }),
    'it has --phases fuzzing, and not --phases examples',
  ],
  [
    'a shard with one option more',
    other({ options: { ...RUN.options, '--seed': '1' } }),
    'it has --seed 1, and not no --seed',
  ],
  ['a shard of another recording', other({ input: 'y' }), 'it has read another recording'],
  ['a shard with other strictness', other({ strict: true }), 'it has --strict'],
  ['a shard that keeps another number', other({ keep: 1 }), 'it has another --keep'],
  ['a shard with other waivers', other({ waivers: [{ fingerprint: 'f', reason: 'r' }] }), 'it has other waivers'],
  ['a shard of more', [given(1), given(2), given(3, {}, { count: 4 })], 'it is one of 4 shards, and not of 3'],
  ['no report', [], 'there is no report to merge'],
])('%s is refused by name', (_, shards, message) => {
  expect(() => chooseShards(shards, false)).toThrow(UsageError);
  expect(() => chooseShards(shards, false)).toThrow(message);
});

test('the run of most reports counts, and what else there is stays a doubt where that is allowed', () => {
  const { shards, doubts } = chooseShards([given(1, { input: 'y' }), given(1, {}, {}, 'b.json'), given(2)], true);
  expect(shards.map(({ index, run }) => `${index} ${run.input}`)).toEqual(['1 x', '2 x']);
  expect(doubts.map(({ reason }) => reason)).toEqual([
    '1.json is a part of another run than b.json: it has read another recording',
    'shard 3 of 3 is missing',
  ]);
});

test('ten missing shards are named, and more are counted', () => {
  expect(() => chooseShards([given(1, {}, { count: 20 })], false)).toThrow(
    'shards 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 9 more of 20 are missing',
  );
  expect(() => chooseShards([given(1, {}, { count: 11 })], false)).toThrow(
    'shards 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11 of 11 are missing',
  );
});
