import { describe, expect, test } from '@jest/globals';
import type { ShardPart, ShardReport, SharedRun } from '../../model/shard-report.ts';
import { packResult } from './chunk-result.ts';
import { chooseChunks, type PlannedChunks } from './choose-chunks.ts';
import type { Outcome } from './coordinate.ts';

const run: SharedRun = { version: '1', contracts: [], options: { '--seed': '5' }, strict: false, waivers: [] };
const OPERATIONS = [[], [['a', 'b']], [['c']]];
const planned: PlannedChunks = {
  ...{ run, count: 2, isRecorded: false, target: 'http://one' },
  operationsOf: (index) => OPERATIONS[index] ?? [],
};
const partOf = (operations: string[]) =>
  ({ target: 'http://one', duration: 7, operations, leftovers: [] }) as unknown as ShardPart;
const reportOf = (index: number, more: Partial<ShardReport> = {}): ShardReport => ({
  ...{ index, count: 2, run, parts: (OPERATIONS[index] ?? []).map(partOf) },
  ...more,
});
const outcomeOf = (reports: ShardReport[], more: Partial<Outcome> = {}): Outcome => ({
  results: new Map(reports.map((report, at) => [at + 1, packResult(report)])),
  ...{ failures: new Map(), unknown: new Map(), ending: 'done', refusals: [] },
  ...more,
});
const choose = (outcome: Outcome, of = planned) => chooseChunks(of, outcome, () => undefined);

describe('the chunks of a run', () => {
  test('each have the report of their worker', () => {
    expect(choose(outcomeOf([reportOf(1), reportOf(2)]))).toEqual({ shards: [reportOf(1), reportOf(2)], doubts: [] });
  });

  test.each<[ending: Outcome['ending'], reason: string]>([
    ['done', 'chunk 2 of 2 failed'],
    ['stopped', 'chunk 2 of 2 was not done: the run was stopped'],
    ['time', 'chunk 2 of 2 was not done: the time was up'],
    ['refused', 'chunk 2 of 2 was not done: no worker takes part in the run'],
    ['lost', 'chunk 2 of 2 was not done: workers heard nothing of this process any more'],
  ])('without a result in a run that ended with "%s" leave it undecided', (ending, reason) => {
    const { shards, doubts } = choose(outcomeOf([reportOf(1)], { ending }));
    expect(doubts).toEqual([{ reason, hint: 'Run it again, or do less of it.' }]);
    expect(shards[1]).toMatchObject({
      ...{ index: 2, count: 2, run },
      parts: [{ target: 'http://one', duration: 0, operations: ['c'], fold: { counts: { cases: 0 } } }],
    });
  });

  test('tell why they failed', () => {
    const [doubt] = choose(outcomeOf([reportOf(1)], { failures: new Map([[2, 'no memory']]) })).doubts;
    expect(doubt?.reason).toBe('chunk 2 of 2 failed: no memory');
  });

  test('tell why they failed, without escapes and in 300 characters', () => {
    const failures = new Map([[2, `\u001b[31m${'x'.repeat(400)}`]]);
    const [doubt] = choose(outcomeOf([reportOf(1)], { failures })).doubts;
    expect(doubt?.reason).toMatch(/^chunk 2 of 2 failed: .*x$/);
    expect(doubt?.reason).not.toContain('\u001b');
    expect(doubt?.reason.match(/x/g)).toHaveLength(295);
  });

  test.each<[what: string, report: ShardReport, why: string]>([
    ['another number', reportOf(1), 'it is shard 1 of 2'],
    ['another count', reportOf(2, { count: 3 }), 'it is shard 2 of 3'],
    ['no part', reportOf(2, { parts: [] }), 'it has other parts'],
    ['a recording', reportOf(2, { recorded: { exchanges: 0 } as never }), 'it has other parts'],
    ['operations of another chunk', reportOf(2, { parts: [partOf(['a'])] }), 'it speaks of other operations'],
    ['other options', reportOf(2, { run: { ...run, options: {} } }), 'it has no --seed, and not --seed 5'],
  ])('with a result that has %s are not done', (_, report, why) => {
    const { doubts } = choose(outcomeOf([reportOf(1), report]));
    expect(doubts.map(({ reason }) => reason)).toEqual([`chunk 2 of 2 has a result of another run: ${why}`]);
  });

  test('with a result that is no report are not done', () => {
    const { doubts } = chooseChunks(planned, outcomeOf([reportOf(1), reportOf(2)]), (report) =>
      (report as { index?: number }).index === 2 ? '/parts is wrong' : undefined,
    );
    expect(doubts.map(({ reason }) => reason)).toEqual(['chunk 2 of 2 has a result that is wrong: /parts is wrong']);
  });
});

describe('a recording', () => {
  const recorded = { exchanges: 1, unmatched: { groups: [], others: 0 }, problems: [] };
  const of = { ...planned, isRecorded: true };
  const read = (index: number, input: string) => reportOf(index, { recorded, run: { ...run, input } });

  test('is the same in each chunk', () => {
    expect(choose(outcomeOf([read(1, 'x'), read(2, 'x')]), of).doubts).toEqual([]);
    expect(choose(outcomeOf([read(1, 'x'), read(2, 'y')]), of).doubts.map(({ reason }) => reason)).toEqual([
      'chunk 2 of 2 has a result of another run: it has read another recording',
    ]);
  });

  test('has a part of its own for a chunk that is missing', () => {
    expect(choose(outcomeOf([read(1, 'x')]), of).shards[1]).toMatchObject({
      recorded: { exchanges: 0 },
      parts: [{ recorded: { judged: 0, operations: [] } }],
    });
  });

  test('leaves nothing behind, however often a chunk was begun', () => {
    const outcome = outcomeOf([read(1, 'x'), read(2, 'x')], { unknown: new Map([[1, 1]]) });
    expect(choose(outcome, of).shards[0]?.parts[0]?.leftovers).toEqual([]);
  });
});

test('what a worker may have left that ended in the middle of a chunk is told', () => {
  const unknown = new Map([
    [1, 0],
    [2, 1],
    [9, 1],
  ]);
  const { shards, doubts } = choose(outcomeOf([reportOf(1), reportOf(2)], { unknown }));
  expect(doubts).toEqual([]);
  expect(shards.map(({ parts }) => parts[0]?.leftovers.map(({ reason }) => reason))).toEqual([
    [],
    ['what a worker created before it ended in the middle of chunk 2 of 2, if anything'],
  ]);
});
