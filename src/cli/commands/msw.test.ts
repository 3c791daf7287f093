import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runCommand } from '../../../test/support/command.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const folder = temporaryFolder('msw');

test('msw writes a module and its declarations into a folder that it makes', async () => {
  const out = join(folder, 'public', 'assay');
  const { code, out: said, err } = await runCommand(['msw', 'examples/petstore.yaml', '--out', out]);
  expect([code, said, err]).toEqual([0, `${join(out, 'handlers.js')}\n${join(out, 'handlers.d.ts')}\n`, '']);
  expect(readFileSync(join(out, 'handlers.js'), 'utf8')).toMatch(/export\s*\{\s*[\w$]+ as handlers\s*\}/);
  expect(readFileSync(join(out, 'handlers.d.ts'), 'utf8')).toContain('export declare function handlers');
});

test('msw refuses a contract that is not there', async () => {
  const { code, err } = await runCommand(['msw', join(folder, 'none.yaml')]);
  expect([code, err]).toEqual([2, expect.stringContaining('none.yaml')]);
});
