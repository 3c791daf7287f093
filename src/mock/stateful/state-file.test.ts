import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { UsageError } from '../../errors.ts';
import { openStateFile } from './state-file.ts';
import type { State } from './state.ts';

const folder = temporaryFolder('state-file');

/** What a mock keeps, as far as a file needs to know it. */
function state(shown: () => Json = () => ({ shop: {} })) {
  const replaced: Json[] = [];
  return { replaced, state: { show: shown, replace: (one: Json) => replaced.push(one) } as unknown as State };
}

const ignore = (): void => {};

test.each<[name: string, content: string | undefined, want: Json[]]>([
  ['none', undefined, []],
  ['empty', '', []],
  ['blank', ' \n', []],
  ['whole', '{"shop":{}}', [{ shop: {} }]],
])('a state file that is %s is read (%j)', async (name, content, want) => {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content);
  const kept = state();
  await openStateFile(file, kept.state, ignore);
  expect(kept.replaced).toEqual(want);
});

test('a state file that is no JSON is refused, and says what to do', async () => {
  const file = join(folder, 'broken');
  writeFileSync(file, '{');
  await expect(openStateFile(file, state().state, ignore)).rejects.toMatchObject({
    message: expect.stringMatching(/^the state .*broken is not JSON: .+/),
    hint: 'Correct it, or delete the file to begin with the documented examples.',
  });
});

test('a state file that cannot be read is refused, and says what to do', async () => {
  const file = join(folder, 'folder');
  mkdirSync(file);
  await expect(openStateFile(file, state().state, ignore)).rejects.toMatchObject({
    message: `the state ${file} cannot be read (EISDIR)`,
    hint: 'Name a file of its own.',
  });
});

test('many changes are written once, at the latest when the file is closed', async () => {
  const file = join(folder, 'changed');
  let shown = 0;
  const { state: kept } = state(() => ({ shown: (shown += 1) }));
  const opened = await openStateFile(file, kept, ignore);
  opened.changed();
  opened.changed();
  await opened.close();
  expect(readFileSync(file, 'utf8')).toBe('{\n  "shown": 1\n}\n');
  await opened.close();
  expect(shown).toBe(1);
  opened.changed();
  await opened.close();
  expect(readFileSync(file, 'utf8')).toContain('"shown": 2');
});

test('a file without changes is not written', async () => {
  const file = join(folder, 'unchanged');
  await (await openStateFile(file, state().state, ignore)).close();
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

test('changes are written soon, and a failure is told', async () => {
  const missing = join(folder, 'missing');
  const error = await new Promise<UsageError>((resolve) => {
    void openStateFile(join(missing, 'state.json'), state().state, resolve).then((opened) => opened.changed());
  });
  expect(error.message).toContain('cannot be written (ENOENT)');
});

test('a failure to write is told to who closes the file, and later changes are tried again', async () => {
  const missing = join(folder, 'later');
  const opened = await openStateFile(join(missing, 'state.json'), state().state, ignore);
  opened.changed();
  await expect(opened.close()).rejects.toThrow('cannot be written');
  mkdirSync(missing);
  opened.changed();
  await opened.close();
  expect(readFileSync(join(missing, 'state.json'), 'utf8')).toContain('shop');
});
