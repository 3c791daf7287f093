/** The GitHub Action, the pre-commit hooks and the image: their shell steps run here, and what they name is there. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/command-list.ts';
import { parseOptions } from '../../src/cli/options/options.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Step {
  name?: string;
  id?: string;
  run?: string;
  env?: Record<string, string>;
  uses?: string;
}

interface Action {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: Step[] };
}

const yaml = (file: string): unknown => parse(readFileSync(file, 'utf8'));
const action = yaml('action.yml') as Action;
const folder = temporaryFolder('action');

/** The command line from the sources of now, where the action has that which it built. */
const bin = join(folder, 'dist/cli/bin.js');
beforeAll(() => {
  mkdirSync(dirname(bin), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    bin,
    `import { spawnSync } from 'node:child_process';
  const { status } = spawnSync(process.execPath, ${JSON.stringify([
    '--import',
    resolve('test/hostile-requests/typescript.mjs'),
    resolve('src/cli/bin.ts'),
  ])}.concat(process.argv.slice(2)), { stdio: 'inherit' });
  process.exit(status);`,
  );
});

/** A server that answers each request with a text, which no contract here documents. */
const server = createServer((_request, response) => response.end('hello'));
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => new Promise((closed) => server.close(closed)));

/** The step that checks, run by bash as a runner of GitHub Actions runs it. */
async function runCheck(name: string, inputs: Record<string, string>) {
  const { run = '', env = {} } = action.runs.steps.find(({ id }) => id === 'check') as Step;
  const workspace = join(folder, name);
  mkdirSync(workspace);
  const [output, summary] = [join(workspace, 'output'), join(workspace, 'summary')];
  const values = Object.fromEntries(
    Object.entries(env).map(([variable, expression]) => {
      const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
      return [variable, inputs[input] ?? action.inputs[input]?.default ?? ''];
    }),
  );
  const script = join(workspace, 'step.sh');
  writeFileSync(script, run);
  const { stdout, stderr } = await promisify(execFile)('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: workspace,
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTION_PATH: folder,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...values,
    },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { stdout, stderr, output: read(output), summary: read(summary), workspace };
}

describe('the action', () => {
  test('annotates what a server violates, and sums it up', async () => {
    const { stdout, output, summary, workspace } = await runCheck('violates', {
      contract: 'openstack-image-v1',
      target: url,
      flags: '--phases=examples\n--header=X-Auth-Token: a b',
    });
    expect(output).toBe('exit-code=1\nverdict=violates\n');
    expect(stdout).toMatch(/^::error .*openstack-image-v1/m);
    expect(summary).toContain('openstack-image-v1');
    for (const file of ['assay.sarif', 'junit.xml', 'report.html', 'report.json'])
      expect(existsSync(join(workspace, 'assay-reports', file))).toBe(true);
  });

  test('tells a wrong flag from a violation, and runs no flag as a command', async () => {
    const { output, stderr, summary, workspace } = await runCheck('wrong', {
      flags: '--stict; touch here\n$(touch here)',
    });
    expect(output).toBe('exit-code=2\nverdict=usage\n');
    expect(stderr).toMatch(/^assay: /);
    expect([summary, existsSync(join(workspace, 'here'))]).toEqual(['', false]);
  });

  test('puts no input into a script, where it could run', () => {
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
  });

  test('uses each input, and no other', () => {
    const text = JSON.stringify(action.runs);
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });
});

test('the workflow gives the action inputs that it has', () => {
  const { jobs } = yaml('.github/workflows/ci.yml') as {
    jobs: Record<string, { steps: (Step & { with?: object })[] }>;
  };
  const uses = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses: used }) => used === './'));
  expect(uses).toHaveLength(1);
  for (const one of uses)
    for (const name of Object.keys(one.with ?? {})) expect(Object.keys(action.inputs)).toContain(name);
});

interface Hook {
  id: string;
  entry: string;
  files: string;
}

test.each(yaml('.pre-commit-hooks.yaml') as Hook[])(
  'the pre-commit hook $id runs a command line of assay for files that are here',
  async ({ entry, files }) => {
    const [program, name = '', ...flags] = entry.split(' ');
    expect(program).toBe('assay');
    const command = await COMMANDS[name]?.load();
    expect(() => command && parseOptions(command, flags)).not.toThrow();
    expect(command).toBeDefined();
    expect('openapi/openstack-image-v1/openapi.yaml').toMatch(new RegExp(files));
  },
);

test('the image starts the command of the package, and not as root', () => {
  const text = readFileSync('Containerfile', 'utf8');
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
  expect(text).toContain(`ENTRYPOINT ["${Object.keys(bin)[0]}"]`);
  expect(text.lastIndexOf('USER node')).toBeGreaterThan(text.lastIndexOf('RUN '));
});
