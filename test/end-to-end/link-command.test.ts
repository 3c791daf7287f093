import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/link-command.mjs');

const clone = temporaryFolder('clone');

test('a build makes the command one that npx finds in a clone, however often it runs', () => {
  mkdirSync(join(clone, 'dist/cli'), { recursive: true });
  writeFileSync(
    join(clone, 'dist/cli/bin.js'),
    '#!/usr/bin/env node\nconsole.log("found", ...process.argv.slice(2));\n',
  );
  for (let nth = 0; nth < 2; nth += 1)
    execFileSync(process.execPath, [SCRIPT, clone], { env: { PATH: process.env['PATH'] } });
  expect(execFileSync(join(clone, 'node_modules/.bin/assay'), ['--version'], { encoding: 'utf8' })).toBe(
    'found --version\n',
  );
});
