import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { GivenOptions } from './options.ts';
import { filtersOf, readShardOption, shardOfRun } from './shard-options.ts';

const JSON_REPORT = [{ format: 'json', file: 'a.json' }];
const read = (
  flags: Record<string, string | string[]>,
  reports = JSON_REPORT,
  options: Parameters<typeof readShardOption>[2] = {},
) => readShardOption(new GivenOptions([], flags), reports, options);

const contract = await contractOf({
  paths: Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name) => [
      `/${name}`,
      { get: { operationId: name, responses: { 200: { description: 'Done.' } } } },
    ]),
  ),
});

describe('the value of --shard', () => {
  test('is none where it is not given', () => expect(read({}, [])).toBeUndefined());

  test('is a part of a run that writes a JSON report', () => {
    expect(read({ shard: '2/3' }, [{ format: 'html', file: 'a.html' }, ...JSON_REPORT])).toEqual({
      index: 2,
      count: 3,
    });
  });

  test('is refused without a JSON report', () => {
    expect(() => read({ shard: '2/3' }, [{ format: 'html', file: 'a.html' }])).toThrow(
      expect.objectContaining({
        message: '--shard does a part of a run, and assay merge needs its JSON report',
        hint: 'For instance: --report json=shard-2.json',
      }),
    );
  });

  test.each<
    [string, flags: Record<string, string | string[]>, Parameters<typeof readShardOption>[2], isRefused: boolean]
  >([
    ['fuzzing without a seed', {}, { phases: ['examples', 'fuzzing'] }, true],
    ['fuzzing with a seed', {}, { phases: ['examples', 'fuzzing'], seed: 0 }, false],
    ['a recording', { har: ['a.har'] }, { phases: ['fuzzing'] }, false],
    ['no fuzzing', {}, { phases: ['examples'] }, false],
    ['no phase', {}, {}, false],
  ])('is refused, or not, for %s: %#', (_, flags, options, isRefused) => {
    const work = () => read({ shard: '1/2', ...flags }, JSON_REPORT, options);
    if (isRefused) expect(work).toThrow(/each shard would draw a seed of its own/);
    else expect(work()).toEqual({ index: 1, count: 2 });
  });
});

describe('the filters of a shard', () => {
  const idsOf = (index: number, count: number, only?: string[]) =>
    [...(filtersOf({ index, count }, [contract], only && { only: { operation: only } }).own ?? [])].map(({ id }) => id);

  test('leave each operation to one shard', () => {
    const all = [1, 2, 3].map((index) => idsOf(index, 3));
    expect(all.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('keep to what was chosen before', () => {
    expect([1, 2].flatMap((index) => idsOf(index, 2, ['a', 'b'])).sort()).toEqual(['a', 'b']);
    expect(filtersOf({ index: 1, count: 2 }, [contract], { only: { operation: ['a'] } }).only).toEqual({
      operation: ['a'],
    });
  });
});

describe('what a shard says of its run', () => {
  type Given = Parameters<typeof shardOfRun>[1];
  const runOf = (given: Partial<Given> = {}) =>
    shardOfRun(
      { index: 1, count: 2 },
      { contracts: [contract], options: {}, conclude: {}, isRecorded: false, ...given },
    ).describe([]).run;

  test('is who it is', () => {
    const report = shardOfRun(
      { index: 1, count: 2 },
      { contracts: [contract], options: {}, conclude: {}, isRecorded: false },
    ).describe([]);
    expect(report).toMatchObject({ index: 1, count: 2, parts: [] });
  });

  test('has what holds by default', () => {
    const run = runOf();
    expect(run).toMatchObject({ options: {}, strict: false, waivers: [], contracts: [{ name: 'test' }] });
    for (const name of ['input', 'keep', 'targetName', 'configuration']) expect(run).not.toHaveProperty(name);
  });

  test('has the options that results depend on, without values that may be secret', () => {
    expect(
      runOf({
        options: {
          ...{ phases: ['examples', 'coverage'], seed: 0, maxExamples: 5, maxFailures: 2, readOnly: true },
          ...{ allow: ['all', 'DELETE'], filters: { only: { path: ['/a'] } } },
          overrides: { headers: [['X-Key', 's3cret']], set: { id: 's3cret' } },
          requests: { a: { body: 's3cret' } },
        },
      }).options,
    ).toEqual({
      ...{ '--phases': 'examples,coverage', '--seed': '0', '--max-examples': '5', '--max-failures': '2' },
      ...{ '--read-only': '', '--allow': 'all DELETE', '--header': 'X-Key', '--set': 'id', '--requests': 'a' },
      filters: '{"only":{"path":["/a"]}}',
    });
  });

  test('names no option that is empty', () => {
    const options = { readOnly: false, allow: [], overrides: { headers: [], set: {} }, requests: {}, filters: {} };
    expect(runOf({ options }).options).toEqual({});
    expect(runOf({ options: { filters: { exclude: { tag: ['x'] } } } }).options).toEqual({
      filters: '{"exclude":{"tag":["x"]}}',
    });
  });

  test('names the filters alone where traffic was recorded, and the digest of that', () => {
    const given: Given = { contracts: [contract], options: { seed: 1 }, conclude: {}, isRecorded: true };
    const shard = shardOfRun({ index: 1, count: 2 }, given);
    shard.onBytes(Buffer.from('one '));
    shard.onBytes(Buffer.from('two'));
    expect(shard.describe([]).run).toMatchObject({
      options: { '--har': '' },
      input: createHash('sha256').update('one two').digest('hex'),
    });
  });

  test.each([
    [7, 7],
    [0, 0],
    [Infinity, undefined],
  ])('keeps %d results as %s', (keep, want) => {
    expect(runOf({ keep }).keep).toBe(want);
  });

  test('has what its verdict depends on', () => {
    const conclude = { strict: true, targetName: 'staging', configuration: { file: 'assay.yaml' } as never };
    expect(runOf({ conclude })).toMatchObject({
      strict: true,
      targetName: 'staging',
      configuration: { file: 'assay.yaml' },
    });
  });
});
