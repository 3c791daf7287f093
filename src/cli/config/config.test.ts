import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

const home = process.cwd();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-config-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  process.chdir(join(folder, 'a', 'b'));
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const write = (text: string) => writeFileSync(join(folder, 'assay.yaml'), text);

test('assay.yaml is looked for upwards, and its paths are relative to its folder', async () => {
  write(
    'contracts: apis\ntargets:\n  vendor-a:\n    url: http://127.0.0.1:1\n    contract: x\n    tls: { ca: ca.pem }\n',
  );
  const config = await readConfig();
  expect(config?.contracts).toMatch(/assay-config-[^/]+\/apis$/);
  expect(config?.target('vendor-a')).toMatchObject({
    url: 'http://127.0.0.1:1',
    tls: { ca: expect.stringMatching(/assay-config-[^/]+\/ca.pem$/) },
  });
  expect(config?.target('vendor-b')).toBeUndefined();
  expect(config?.target('toString')).toBeUndefined();
});

test('assay.yaml says how the mock answers, and nothing where it says nothing', async () => {
  write('mock: { errors: object }\n');
  expect((await readConfig())?.mock).toEqual({ errors: 'object' });
  write('waivers: []\n');
  expect((await readConfig())?.mock).toEqual({});
});

test('assay.yaml may be missing', async () => {
  expect(await readConfig()).toBeUndefined();
});

test('variables are filled in, and only the target in use needs its variables', async () => {
  process.env['ASSAY_TEST_TOKEN'] = 't0k3n';
  write(
    'targets:\n  a:\n    url: http://a\n    contract: x\n    headers: { Authorization: "bearer ${ASSAY_TEST_TOKEN}" }\n  b:\n    url: http://${ASSAY_TEST_NOT_SET}\n    contract: x\n',
  );
  const config = await readConfig();
  expect(config?.target('a')?.headers).toEqual({ Authorization: 'bearer t0k3n' });
  expect(() => config?.target('b')).toThrow(
    /assay.yaml:7 #\/targets\/b\/url needs the environment variable ASSAY_TEST_NOT_SET/,
  );
});

test.each<[string, string, RegExp, RegExp]>([
  [
    'a mistyped key',
    'targets:\n  a: { url: http://a, contract: x, heders: {} }\n',
    /assay.yaml:2:\d+ #\/targets\/a\/heders is not known/,
    /Did you mean headers\?/,
  ],
  [
    'a mistyped key, and so one that is missing',
    'waivers:\n  - { fingerprint: 0123456789ab, raeson: known }\n',
    /raeson is not known/,
    /Did you mean reason\?/,
  ],
  ['a target without a URL', 'targets:\n  a: { contract: x }\n', /assay.yaml:2:\d+ #\/targets\/a has no url/, /schema/],
  [
    'a waiver of nothing',
    'waivers:\n  - { reason: known }\n',
    /assay.yaml:2:\d+ #\/waivers\/0/,
    /either fingerprint, or check and pointer/,
  ],
  [
    'a date that is none',
    'waivers:\n  - { fingerprint: 0123456789ab, reason: known, expires: soon }\n',
    /#\/waivers\/0\/expires is not a date/,
    /schema/,
  ],
  ['a list', '- a\n', /is not a configuration/, /targets/],
  ['broken YAML', 'targets: {\n', /is not YAML/, /^undefined$/],
])('%s is reported with its line', async (_, text, message, hint) => {
  write(text);
  const error = (await readConfig().catch((thrown: unknown) => thrown)) as Error & { hint?: string };
  expect(error.message).toMatch(message);
  expect(String(error.hint)).toMatch(hint);
});

test('a file that --config names has to exist', async () => {
  await expect(readConfig('nowhere.yaml')).rejects.toThrow(/no such file/);
});
