import { expect, test } from '@jest/globals';
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
  const texts: string[] = [];
  // One after the other: Jest's loader fails where two modules that share others are loaded at once.
  for (const args of [[], ...commands.map((name) => [name])]) texts.push(await output(...args, '--help'));
  expect(texts.join('\n')).not.toContain('bug in assay');
  expectGolden('help.txt', texts.join('\n'));
});
