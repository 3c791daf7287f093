import { expect, test } from '@jest/globals';
import { readPage } from './read-page.ts';

const page = (...lines: string[]) => lines.join('\n');
const command = { kind: 'command', background: false, exitCode: 0, output: '' };

test.each([
  ['a command that prints nothing', page('```sh', 'true', '```'), [{ ...command, line: 1, command: 'true' }]],
  [
    'a command with its output',
    page('```sh', 'echo a', '```', '', '```text', 'a', '```'),
    [{ ...command, line: 1, command: 'echo a', output: 'a\n', outputLines: [5, 6] }],
  ],
  [
    'a server',
    page('Text.', '', '```sh background', 'npx assay mock', '```'),
    [{ ...command, line: 3, command: 'npx assay mock', background: true }],
  ],
  ['an exit code', page('```sh exit=3', 'false', '```'), [{ ...command, line: 1, command: 'false', exitCode: 3 }]],
  [
    'a command that no test can run',
    page('```sh not-run: it needs a network', 'npm publish', '```'),
    [{ kind: 'skipped', line: 1, command: 'npm publish', reason: 'it needs a network' }],
  ],
  [
    'a file',
    page('```yaml', '# assay.yaml', 'a: 1', '```'),
    [{ kind: 'file', line: 1, name: 'assay.yaml', text: '# assay.yaml\na: 1\n' }],
  ],
  [
    'a file of a language without comments',
    page('```json file=a/package.json', '{}', '```'),
    [{ kind: 'file', line: 1, name: 'a/package.json', text: '{}\n' }],
  ],
  ['no file in a block without a name', page('```yaml', 'a: 1 # assay.yaml', '```'), []],
])('reads %s', (_, markdown, steps) => expect(readPage(markdown)).toEqual(steps));

test.each([
  ['words that mean nothing', page('```sh skip', 'true', '```'), 'line 1: "skip" means nothing after sh'],
  ['output that follows no command', page('```text', 'a', '```'), 'line 1: this output follows no command'],
  [
    'output that prose parts from its command',
    page('```sh', 'true', '```', 'Prose.', '```text', 'a', '```'),
    'line 5: this output follows no command',
  ],
])('refuses %s', (_, markdown, message) => expect(() => readPage(markdown)).toThrow(message));
