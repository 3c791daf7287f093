import { expect, test } from '@jest/globals';
import { COMMANDS } from '../command-list.ts';
import type { Io } from '../terminal/io.ts';
import { besides, DETAIL_OPTIONS, readDetail } from './detail-options.ts';
import { GivenOptions, type Command } from './options.ts';

const given = (...flags: string[]) => new GivenOptions([], Object.fromEntries(flags.map((flag) => [flag, true])));

test.each([
  [[], undefined],
  [['quiet'], 'quiet'],
  [['verbose'], 'verbose'],
])('the flags %j make a command %s', (flags, want) => expect(readDetail(given(...flags))).toBe(want));

test('quiet and verbose are refused together', () =>
  expect(() => readDetail(given('quiet', 'verbose'))).toThrow('--quiet and --verbose are opposites'));

test.each([
  ['quiet', ['result']],
  ['verbose', ['note', 'stage', 'result']],
  [undefined, ['note', 'stage', 'result']],
] as const)('with %s a command prints %j', (detail, want) => {
  const printed: string[] = [];
  const io = {
    err: (text: string) => void printed.push(text),
    out: (text: string) => void printed.push(text),
    stage: () => void printed.push('stage'),
  } as unknown as Io;
  const told = besides(io, detail);
  told.err('note');
  told.stage?.({ what: 'reading' });
  told.out('result');
  expect(printed).toEqual(want);
});

test('the flags mean the same for each command that has one of them', async () => {
  const commands: Command[] = [];
  for (const { load } of Object.values(COMMANDS)) commands.push(await load());
  const having = commands.filter(({ options }) => 'quiet' in options || 'verbose' in options);
  for (const { options } of having) expect(options).toMatchObject(DETAIL_OPTIONS);
  expect(having.map(({ name }) => name).sort()).toEqual(
    ['check', 'compare', 'docs', 'init', 'list', 'merge', 'mock', 'mutate', 'proxy', 'start'].sort(),
  );
});
