import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { CHECK_OPTIONS } from './check-options.ts';
import { parseOptions, type Command } from './options.ts';
import { insideFolder, queuedArgs, QUEUED_FLAGS, readQueueOptions } from './queue-options.ts';

const given = (...args: string[]) =>
  parseOptions({ name: 'check', options: CHECK_OPTIONS, maxOperands: Infinity } as Command, args);
const QUEUE = '--queue=redis://queue';

test('a run without --queue is none of a queue', () => expect(readQueueOptions(given())).toBeUndefined());

test.each<[args: string[], read: object]>([
  [[], {}],
  [['--chunks', '1'], { chunks: 1 }],
  [['--chunks', '1000'], { chunks: 1_000 }],
])('a run over a queue with %j is read as %j', (args, read) => {
  expect(readQueueOptions(given(QUEUE, ...args))).toEqual(read);
});

test.each<[args: string[], why: string]>([
  [['--chunks', '3'], '--chunks needs --queue'],
  [[QUEUE, '--chunks', '0'], '--chunks 0 is not a whole number from 1 to 1000'],
  [[QUEUE, '--chunks', '1001'], '--chunks 1001 is not a whole number from 1 to 1000'],
  [[QUEUE, '--shard', '1/2'], '--shard does a part of a run, and --queue gives each worker one'],
  [[QUEUE, '--follow'], '--follow judges what is still written, and --queue what is there'],
  [
    [QUEUE, '--requests', 'a.yaml'],
    '--requests is a file of this machine: write requests: into the assay.yaml of each worker',
  ],
  [
    [QUEUE, '--save-requests', 'a.yaml'],
    '--save-requests needs the requests of all workers, and they tell what they saw alone',
  ],
  [[QUEUE, '--callbacks', '8080'], '--callbacks needs one place where callbacks come in, and --queue has many workers'],
  [[QUEUE, '--dry-run'], '--dry-run sends nothing, so that no worker is needed'],
])('a command line with %j is refused', (args, why) => {
  expect(() => readQueueOptions(given(...args))).toThrow(new UsageError(why));
});

test('workers are given what a run is about, and nothing that may be secret or is of one machine', () => {
  const args = [
    ...['pets', '--target', 'http://one', '--strict', '--method', 'GET', '--method', 'POST', '--max-time', '5m'],
    ...['-H', 'X-Key: s3cret', '--set', 'id=s3cret', '--ca', 'a.pem', '--config', 'b.yaml', '--contracts', 'c'],
    ...['--rate', '5', '--report', 'json', '--jobs', '2', '--insecure', '--quiet', QUEUE, '--chunks', '4'],
  ];
  expect(queuedArgs(given(...args), ['logs/a.har'], 7).sort()).toEqual(
    [
      ...['--target=http://one', '--strict', '--method=GET', '--method=POST', '--seed=7'],
      ...['--har=logs/a.har', '--', 'pets'],
    ].sort(),
  );
});

test('what workers are given is a command line of the same meaning', () => {
  const args = queuedArgs(given('--seed', '3', '--read-only', '--', '--odd'), [], undefined);
  expect(args).toEqual(['--seed=3', '--read-only', '--', '--odd']);
  expect(given(...args).operands).toEqual(['--odd']);
});

test('each flag for workers is one of check, and none of them can hold a secret', () => {
  for (const name of QUEUED_FLAGS) expect(CHECK_OPTIONS).toHaveProperty([name]);
  expect(QUEUED_FLAGS.filter((name) => CHECK_OPTIONS[name]?.hiddenAfter)).toEqual([]);
});

test.each<[file: string, path: string]>([
  ['a.har', 'a.har'],
  ['./logs/../logs/a.har', 'logs/a.har'],
  ['..a/b.har', '..a/b.har'],
  [resolve('logs/a.har'), 'logs/a.har'],
])('the file %s is told workers as %s', (file, path) => expect(insideFolder(file, 'it')).toBe(path));

test.each(['..', '../a.har', 'a/../../b.har', '/etc/passwd', '.', '-', 'https://one/a.yaml'])(
  'the file %s is none that workers look for',
  (file) => expect(() => insideFolder(file, 'the recording')).toThrow(/is not in the working folder/),
);

test('a contract outside of the working folder is refused', () => {
  expect(() => queuedArgs(given('/etc/hostname'), [], undefined)).toThrow(
    new UsageError('the contract /etc/hostname is not in the working folder, where workers look for it'),
  );
});
