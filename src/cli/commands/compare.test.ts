import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { createProblemOf } from '../saved-report.ts';
import { runCommand } from '../../../test/support/command.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const IMAGES = 'openstack-image-v1';
const RECORDING = 'conformance/recordings/openstack-glance-16.0.0-v1.har';
const folder = temporaryFolder('compare');
const good = join(folder, 'good.json');
const bad = join(folder, 'bad.json');

beforeAll(async () => {
  await runCommand(['check', IMAGES, '--report', `json=${good}`]);
  await runCommand(['check', IMAGES, '--har', RECORDING, '--report', `json=${bad}`]);
});

test('compare shows what one breaks and the other keeps', async () => {
  const { code, out, err } = await runCommand(['compare', good, `glance=${bad}`]);
  expect([code, err]).toEqual([1, '']);
  expect(out).toMatch(/^openstack-image-v1\n {2}1 {2}good .*: 9 kept, 0 broken/);
  expect(out).toMatch(/Only one breaks \(\d\)\n(.*\n)* {2}✓ ✗ {2}The operation answers 202/);
  expect(out).toContain('glance: expected 202, got 201');
});

test('compare judges a recording now, as check does', async () => {
  const saved = await runCommand(['compare', `glance=${bad}`]);
  const now = await runCommand(['compare', `glance=${RECORDING}`, '--contract', IMAGES]);
  expect(now).toEqual(saved);
});

test('compare lists what none breaks with --verbose, and what somebody breaks alone with --quiet', async () => {
  const [normal, verbose, quiet] = await Promise.all(
    [[], ['--verbose'], ['--quiet']].map(async (flags) => (await runCommand(['compare', good, bad, ...flags])).out),
  );
  expect(normal).toMatch(/\n {2}None breaks \(\d+; --verbose lists them\)\n/);
  expect(verbose).toMatch(/\n {2}1 2 {2}None breaks \(\d+\)\n {2}✓/);
  expect(quiet).toMatch(/Only one breaks \(\d\)\n {2}✓ ✗/);
  expect(quiet).not.toMatch(/None breaks|held to it/);
});

test('compare shows each request of what it checks now with --verbose, and no progress with --quiet', async () => {
  const one = ['compare', 'embedded=examples/petstore.yaml', '--phases', 'examples'];
  const verbose = await runCommand([...one, '--verbose']);
  expect(verbose.err).toMatch(/^200 {2}\d+ ms {2}GET /m);
  const quiet = await runCommand([...one, '--quiet'], { isTerminal: true });
  expect(quiet.err.replaceAll('\r\u001b[K', '')).toBe('');
  expect(quiet.code).toBe(verbose.code);
});

test('compare fails for what is new alone, where a baseline is given', async () => {
  const baseline = join(folder, 'baseline.json');
  await runCommand(['compare', good, bad, '--report', `json=${baseline}`]);
  expect(createProblemOf('comparison')(JSON.parse(readFileSync(baseline, 'utf8')) as Json)).toBeUndefined();
  expect(await runCommand(['compare', good, bad, '--baseline', baseline])).toMatchObject({ code: 0 });
  const worse = JSON.parse(readFileSync(good, 'utf8')) as { runs: { statements: { verdict: string }[] }[] };
  const [first] = worse.runs[0]?.statements ?? [];
  if (!first) throw new Error('no statement');
  first.verdict = 'broken';
  const other = join(folder, 'worse.json');
  writeFileSync(other, JSON.stringify(worse));
  const { code, out } = await runCommand(['compare', `good=${other}`, bad, '--baseline', baseline]);
  expect(code).toBe(1);
  expect(out).toMatch(/Worse than before\n {2}good: .* \(keeps, now breaks\)/);
});

test.each<[string, string[], string]>([
  ['nothing', [], 'compare needs what it compares'],
  ['a file that is not there', ['nope.json'], 'nope.json: there is no such file'],
  ['a file that is no report', ['package.json'], 'package.json is not as assay writes reports'],
  ['two of one name', ['a=x.json', 'a=y.json'], 'two are called a'],
  ['a baseline that is none', ['x.json', '--baseline', 'package.json'], 'package.json is no comparison'],
  ['a target that there is none of', ['nowhere'], 'there is no contract named nowhere'],
])('compare refuses %s', async (_, args, message) => {
  const { code, out, err } = await runCommand(['compare', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(new RegExp(`^assay: ${message}`));
});
