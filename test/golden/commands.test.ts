import { test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { expectGolden, here } from './golden.ts';

const output = async (...args: string[]) => {
  let text = '';
  const say = (more: string) => void (text += more);
  const stop = new AbortController().signal;
  await main(args, { out: say, err: say, colour: { out: false, err: false }, interactive: false, stop });
  return text;
};

test('explain says the same of it', async () =>
  expectGolden('explain.txt', (await output('explain', here('library.yaml'))).replaceAll(here(''), '')));

test('the help of each command says the same', async () => {
  const commands = ['check', 'init', 'mock', 'docs', 'types', 'list', 'explain', 'mutate', 'start'];
  const texts = await Promise.all([[], ...commands.map((name) => [name])].map((args) => output(...args, '--help')));
  expectGolden('help.txt', texts.join('\n'));
});
