import { expect, test } from '@jest/globals';
import { COMMANDS } from '../../src/cli/command-list.ts';
import { main } from '../../src/cli/main.ts';
import { expectGolden, here } from './golden.ts';

const output = async (...args: string[]) => {
  let text = '';
  const say = (more: string) => void (text += more);
  const stop = new AbortController().signal;
  await main(args, { out: say, err: say, colour: { out: false, err: false }, stop });
  return text;
};

test('explain says the same of it', async () =>
  expectGolden('explain.txt', (await output('explain', here('library.yaml'))).replaceAll(here('.'), '')));

test('the help of each command says the same', async () => {
  const texts: string[] = [];
  // One after the other: Jest's loader fails where two modules that share others are loaded at once.
  for (const args of [[], ...Object.keys(COMMANDS).map((name) => [name])]) texts.push(await output(...args, '--help'));
  expect(texts.join('\n')).not.toContain('bug in assay');
  expectGolden('help.txt', texts.join('\n'));
});

test.each([
  ['list.txt', 'list', 'library.yaml', 'sloppy.yaml'],
  ['list.json', 'list', 'library.yaml', 'sloppy.yaml', '--json'],
  ['dry-run.txt', 'check', 'library.yaml', '--dry-run', '--phases', 'all', '--seed', '1', '--max-examples', '3'],
  ['check.txt', 'check', 'library.yaml', '--strict'],
])('the text of %s is what the command %s writes', async (name, ...args) => {
  const text = await output(...args.map((arg) => (arg.endsWith('.yaml') ? here(arg) : arg)));
  expectGolden(name, text.replaceAll(here('.'), '').replace(/\d+\.\d\d s$/m, '0.12 s'));
});
