import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Io } from '../terminal/io.ts';
import { main } from '../main.ts';

const home = process.cwd();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-check-'));
  process.chdir(folder);
  writeFileSync('api.json', documentOf('/named-by-path'));
  writeFileSync('other.json', documentOf('/named-by-target'));
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

function documentOf(path: string): string {
  const responses = { 200: { description: 'ok' } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { [path]: { get: { responses } } },
  });
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io: Io = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    colour: { out: false, err: false },
    stop: new AbortController().signal,
  };
  return { code: await main(args, io), ...said };
}

const CONFIG = 'targets:\n  api.json: { url: "http://127.0.0.1:1", contract: other.json }\n';

test('the path of a document goes before a target of that name', async () => {
  writeFileSync('assay.yaml', CONFIG, { mode: 0o600 });
  expect((await run('check', 'api.json', '--dry-run')).out).toContain('/named-by-path');
  rmSync('api.json');
  expect((await run('check', 'api.json', '--dry-run')).out).toContain('/named-by-target');
});

test('a file that every user may write is refused unless it is named', async () => {
  writeFileSync('assay.yaml', CONFIG);
  chmodSync('assay.yaml', 0o666);
  expect(await run('check', 'other.json', '--dry-run')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/assay\.yaml is not read: every user may write it\n.*--config/),
  });
  expect((await run('check', 'other.json', '--dry-run', '--config', 'assay.yaml')).code).toBe(0);
});

test('the report says which file the waivers are of', async () => {
  const waiver = '{ fingerprint: 0123456789ab, reason: known }';
  writeFileSync('assay.yaml', `waivers: [${waiver}]\n`, { mode: 0o600 });
  expect((await run('check', 'other.json')).out).toContain('with the waivers of assay.yaml');
});

test('a contract that is not there is told with the line of the configuration that names it', async () => {
  writeFileSync('assay.yaml', 'targets:\n  staging:\n    url: http://127.0.0.1:9\n    contract: [./api.json, petz]\n');
  const { code, err } = await run('check', 'staging');
  expect(code).toBe(2);
  expect(err).toMatch(/assay\.yaml:4: there is no contract named petz\n/);
});

test('a configuration that is not there is told as one', async () => {
  expect(await run('check', '--config', 'nope.yaml')).toEqual({
    code: 2,
    out: '',
    err: 'assay: nope.yaml: there is no such file\n  Give the path of a configuration: --config assay.yaml\n',
  });
});

test('a server that cannot be reached is told with what to look at', async () => {
  const { code, out } = await run('check', 'api.json', '--target', 'http://127.0.0.1:9');
  expect(code).toBe(3);
  expect(out).toContain('Look whether the server runs, and at the host and port of --target.');
});

describe('a key of the query', () => {
  const key = { type: 'apiKey', in: 'query', name: 'the key' };
  const withKey = (scheme: object) =>
    writeFileSync(
      'api.json',
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        security: [{ key: [] }],
        components: { securitySchemes: { key: scheme } },
        paths: { '/things': { get: { responses: { 200: { description: 'ok' } } } } },
      }),
    );

  test('is given with --set, sent, and not shown', async () => {
    withKey(key);
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(url.endsWith('the%20key=s3cr3t') ? 200 : 401).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const target = ['--target', `http://127.0.0.1:${port}`, '--phases', 'examples,coverage'];
    const { code, out, err } = await run('check', 'api.json', ...target, '--set', 'the key=s3cr3t');
    server.close();
    expect(asked).toContain('/things?the%20key=s3cr3t');
    expect({ code, shown: (out + err).includes('s3cr3t') }).toEqual({ code: 0, shown: false });
  });

  test('is no part of the URL of the target, which is not repeated', async () => {
    const { code, err } = await run('check', 'api.json', '--target', 'http://127.0.0.1:1/?key=s3cr3t');
    expect(code).toBe(2);
    expect(err).not.toContain('s3cr3t');
    expect(err).toContain('--set NAME=KEY');
  });

  test('is told apart from a key in a header', async () => {
    withKey({ ...key, in: 'header', name: 'X-Key' });
    expect((await run('check', 'api.json', '--dry-run', '--set', 'X-Key=s3cr3t')).err).toContain("--header 'X-Key: …'");
  });
});
