import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { runCommand } from '../../../test/support/command.ts';
import { SHELLS } from './completion.ts';
import { CHECK_EXITS } from './exit-codes.ts';
import type { Command } from '../options/options.ts';

const check: Command = {
  name: 'check',
  summary: "Checks a server's contract: all of it.",
  operands: '[contract…]',
  maxOperands: 1,
  exits: CHECK_EXITS,
  options: {
    target: { value: 'URL', about: "The API's address [as given]: any.", short: 't' },
    set: { value: 'NAME=VALUE', about: 'A value.', multiple: true },
    strict: { about: 'Counts notes.' },
  },
  examples: [],
  run: () => Promise.resolve(0),
};

/** What bash offers behind these words. */
function complete(...words: string[]): string[] {
  const script = `${SHELLS['bash']?.([check]) ?? ''}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _assay; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'assay', ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean).sort();
}

test.each<[string[], string[]]>([
  [['c'], ['check']],
  [['--v'], ['--version']],
  [
    ['check', '--'],
    ['--help', '--set', '--strict', '--target'],
  ],
  [['check', '--str'], ['--strict']],
  [['help', ''], ['check']],
  [['check', 'openstack'], ['openstack-image-v1']],
  [['other', '--'], []],
])('bash completes assay %j', (words, want) => {
  expect(complete(...words)).toEqual(want);
});

test('zsh is told of each command and flag, with what means something to it escaped', () => {
  const script = SHELLS['zsh']?.([check]) ?? '';
  expect(script).toContain(`'check:Checks a server'\\''s contract\\: all of it.'`);
  expect(script).toContain(`'--target=[The API'\\''s address \\[as given\\]\\: any.]:URL:_files'`);
  expect(script).toContain(`'*--set=[A value.]:NAME=VALUE:_files'`);
  expect(script).toContain(`'--strict[Counts notes.]'`);
});

test('fish is told of each command and flag', () => {
  const script = SHELLS['fish']?.([check]) ?? '';
  expect(script).toContain(`complete -c assay -n __fish_use_subcommand -f -a check -d 'Checks a server'\\''s contract`);
  expect(script).toContain(`-n '__fish_seen_subcommand_from check' -l target -s t -r -d 'The API`);
  expect(script).toContain(`-n '__fish_seen_subcommand_from check' -l strict -d 'Counts notes.'`);
});

test.each<[string[], string]>([
  [[], 'completion needs the name of a shell'],
  [['powershell'], 'there is no completion for powershell'],
])('completion %j is refused with the shells that there are', async (args, message) => {
  const { code, out, err } = await runCommand(['completion', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(new RegExp(`^assay: ${message}\n .*fish`));
});

test.each(Object.keys(SHELLS))('completion %s names every command', async (shell) => {
  const { code, out } = await runCommand(['completion', shell]);
  expect(code).toBe(0);
  for (const name of ['check', 'mock', 'mutate', 'merge']) expect(out).toContain(name);
});
