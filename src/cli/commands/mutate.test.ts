import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand } from '../../../test/support/command.ts';
import { thingDocument } from '../../../test/support/mutants.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const folder = temporaryFolder('mutate');
const file = join(folder, 'things.json');
beforeAll(() =>
  writeFileSync(
    file,
    JSON.stringify({ openapi: '3.1.0', info: { title: 'Things', version: '1' }, ...thingDocument() }),
  ),
);
// A value that any other may replace is a fault that no check can notice.
const loose = join(folder, 'loose.json');
beforeAll(() =>
  writeFileSync(
    loose,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Loose', version: '1' },
      paths: {
        '/things': {
          get: {
            operationId: 'listThings',
            responses: {
              200: { description: 'All.', content: { 'application/json': { example: { open: 1 }, schema: {} } } },
            },
          },
        },
      },
    }),
  ),
);

const mutate = (...args: string[]) => runCommand(['mutate', ...args]);

describe('mutate', () => {
  test('ends with 0 where the score is what --fail-under asks, and with 1 below it', async () => {
    const { out, code } = await mutate(loose, '--report', 'json');
    const [{ score }] = (JSON.parse(out) as { runs: { score: number }[] }).runs as [{ score: number }];
    expect([score < 100, code]).toEqual([true, 1]);
    expect((await mutate(loose, '--fail-under', String(score))).code).toBe(0);
    expect((await mutate(loose, '--fail-under', '0')).code).toBe(0);
  });

  test('shows its progress on a terminal alone', async () => {
    expect((await mutate(loose)).err).toBe('');
    const { err } = await runCommand(['mutate', loose], { isTerminal: true });
    expect(err).toContain('\rchanging loose: 1 of ');
    expect(err.endsWith('\r\u001b[K')).toBe(true);
  });

  test('shows no progress where the result alone is wanted', async () => {
    const { err, out } = await runCommand(['mutate', loose, '--quiet'], { isTerminal: true });
    expect(err.replaceAll('\r\u001b[K', '')).toBe('');
    expect(out).toMatch(/^loose: \d+ of \d+ killed/);
    expect(out).not.toMatch(/mutants?, /);
  });

  test('lists every mutant where each list is wanted to its end', async () => {
    expect((await mutate(loose, '--verbose')).out).toContain('\n  Killed\n');
  });

  test('is undecided where the time was too short', async () => {
    const { code, out } = await mutate('cloud-foundry-v3-packages', '--max-time', '1ms');
    expect(code).toBe(3);
    expect(out).toContain('undecided');
  });

  test.each<[string, string[], string]>([
    ['a score that is no number', ['--fail-under', 'all'], '--fail-under'],
    ['a score of more than all', ['--fail-under', '101'], '--fail-under'],
    ['a score below nothing', ['--fail-under=-1'], '--fail-under'],
    ['a time that is none', ['--max-time', 'soon'], '--max-time'],
    ['a report that does not exist', ['--report', 'sarif'], 'sarif'],
  ])('refuses %s', async (_, options, says) => {
    const { code, err, out } = await mutate(file, ...options);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });
});
