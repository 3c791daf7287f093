import { describe, expect, test } from '@jest/globals';
import { unpackResult } from '../../distribute/queue/chunk-result.ts';
import { UsageError } from '../../errors.ts';
import { CHECK_OPTIONS } from '../options/check-options.ts';
import { readCheck } from '../checking/read-check.ts';
import { parseOptions, type Command } from '../options/options.ts';
import { shardOfRun } from '../options/shard-options.ts';
import type { Io } from '../terminal/io.ts';
import { openOwnCheck } from './own-check.ts';

const KITCHEN = 'test/queue/kitchen.yaml';
const io: Io = {
  ...{ out: () => {}, err: () => {}, colour: { out: false, err: false } },
  stop: new AbortController().signal,
};
const check = { name: 'check', options: CHECK_OPTIONS, maxOperands: Infinity } as Command;

/** What a coordinator says of a run. */
async function describedRun(args: string[], own: string[] = []) {
  const given = parseOptions(check, [...own, ...args]);
  const { contracts, setup, conclude, recordings } = await readCheck(given, io);
  const { options } = setup;
  const isRecorded = recordings.length > 0;
  const shard = shardOfRun({ index: 1, count: 1 }, { contracts, options, conclude, keep: 1_000, isRecorded });
  return { id: 'one', args, count: 3, run: shard.expected() };
}
const open = (run: object, own: { args: string[]; target?: string } = { args: [] }) =>
  openOwnCheck('one', JSON.stringify(run), own, io);
const refusal = async (run: object | Promise<object>, own?: Parameters<typeof open>[1]) => {
  const error: unknown = await open(await run, own).then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
};

describe('a run that a worker takes part in', () => {
  test('a run that names no server goes to the mock of the worker, a chunk at a time', async () => {
    const run = await describedRun([KITCHEN]);
    const own = await open(run);
    expect(own).toMatchObject({ run, isRecorded: false });
    const progress: number[] = [];
    const { signal } = new AbortController();
    const seen: string[][] = [];
    for (const index of [1, 2, 3]) {
      const { packed, leftovers } = await own.do(index, { signal, onProgress: ({ done }) => progress.push(done) });
      expect(leftovers).toBe(0);
      const read = unpackResult(packed!, () => undefined);
      if ('problem' in read) throw new Error(read.problem);
      expect(read.report).toMatchObject({ index, count: 3, run: run.run });
      seen.push(read.report.parts.flatMap(({ operations }) => operations));
    }
    expect(seen.flat().sort()).toEqual(['addCup', 'getCup', 'listCups', 'listPlates', 'listSpoons', 'removeCup']);
    expect(progress.length).toBeGreaterThan(3);
  });

  test('each request of a worker waits for its turn', async () => {
    const own = await open(await describedRun([KITCHEN, '--operation', 'listPlates', '--phases', 'examples']));
    let turns = 0;
    const { signal } = new AbortController();
    for (const index of [1, 2, 3])
      await own.do(index, { signal, pace: async () => void (turns += 1), onProgress: () => {} });
    expect(turns).toBe(1);
  });

  test('a run may name the server that the worker was started for', async () => {
    const run = await describedRun([KITCHEN, '--target', 'http://one']);
    expect((await open(run, { args: [], target: 'http://one' })).isRecorded).toBe(false);
  });
});

describe('a run that a worker takes no part in', () => {
  test('a run may name no server that the worker does not know', async () => {
    const run = describedRun([KITCHEN, '--target', 'http://one']);
    expect(await refusal(run)).toBe(
      'it is about the server http://one, and nothing here names that: --target http://one',
    );
  });

  test('a run may name no other server than that of the worker, so that no credentials go there', async () => {
    const run = describedRun([KITCHEN, '--target', 'http://evil'], ['-H', 'X-Key: s3cret']);
    const own = { args: ['-H', 'X-Key: s3cret'], target: 'http://one' };
    expect(await refusal(run, own)).toBe('it is about the server http://evil, and this worker is for http://one');
  });

  test('a worker refuses a run whose contract says something else', async () => {
    const run = await describedRun([KITCHEN]);
    const contracts = run.run.contracts.map((one) => ({ ...one, digest: '0' }));
    expect(await refusal({ ...run, run: { ...run.run, contracts } })).toBe(
      'here, its contract kitchen says something else',
    );
  });

  test('a worker refuses a run that sends a header field which it does not have', async () => {
    const run = describedRun([KITCHEN], ['-H', 'X-Key: s3cret']);
    expect(await refusal(run)).toBe('here, it has no --header, and not --header X-Key');
  });

  test('a worker refuses a run of another version of assay', async () => {
    const run = await describedRun([KITCHEN]);
    expect(await refusal({ ...run, run: { ...run.run, version: '0.0.0' } })).toMatch(/not by 0\.0\.0$/);
  });

  test.each<[what: string, args: string[], why: RegExp]>([
    ['a header field', [KITCHEN, '--header=X-Key: 1'], /^check has no flag --header$/],
    ['a configuration', [KITCHEN, '--config=/tmp/evil.yaml'], /^check has no flag --config$/],
    ['a command line that writes', [KITCHEN, '--report=json=/tmp/evil'], /^check has no flag --report$/],
    [
      'a contract elsewhere',
      ['../../etc/passwd'],
      /^the contract \.\.\/\.\.\/etc\/passwd is not in the working folder/,
    ],
    ['an absolute contract', ['/etc/passwd'], /^the contract \/etc\/passwd is not in the working folder/],
    ['a contract of a URL', ['http://evil/a.yaml'], /is not in the working folder/],
    ['a recording elsewhere', [KITCHEN, '--har=/etc/passwd'], /^the recording \/etc\/passwd is not in the working/],
    ['the standard input', [KITCHEN, '--har=-'], /^the recording of the standard input is not/],
    ['a recording that is not there', [KITCHEN, '--har=none.har'], /^none\.har: there is no such recording here$/],
    ['a folder of recordings', [KITCHEN, '--har=conformance'], /^conformance: there is no such recording here$/],
    ['a contract that is not there', ['nothing'], /^there is no contract named nothing$/],
  ])('a worker refuses a run that asks for %s', async (_, args, why) => {
    const run = await describedRun([KITCHEN]);
    expect(await refusal({ ...run, args })).toMatch(why);
  });

  test('a worker refuses what is no run', async () => {
    expect(await refusal({})).toBe('what the queue says of it is no run of this version of assay');
    const run = await describedRun([KITCHEN]);
    expect(await refusal({ ...run, run: { ...run.run, options: 7 } })).toMatch(/is no run/);
  });
});
