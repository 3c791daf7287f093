/** Command lines against a server of the same machine: what they say on stdout and stderr, and what they end with. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, jest, test } from '@jest/globals';
import type { HeaderField } from '../../src/model/exchange.ts';
import { runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { DOCUMENT, demandingServer } from './demanding-server.ts';
import { expectGolden, lines } from './golden.ts';

const folder = temporaryFolder('command-lines');
let server: Server;
let clinic = demandingServer();
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { rawHeaders: raw, method = '', url: path = '' } = request;
      const headers = raw.flatMap((name, nth): HeaderField[] => (nth % 2 === 0 ? [[name, raw[nth + 1] ?? '']] : []));
      const body = Buffer.concat(chunks);
      void clinic.target.send({ method, path, headers, ...(body.length > 0 && { body }) }).then(({ outcome }) => {
        if (!('response' in outcome)) return request.socket.destroy();
        response.writeHead(outcome.response.status, Object.fromEntries(outcome.response.headers));
        return response.end(outcome.response.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 });
  const document = { openapi: '3.1.0', info: { title: 'Clinic', version: '1' }, ...DOCUMENT };
  write('clinic.json', JSON.stringify(document, null, 1));
  write(
    'shop.json',
    JSON.stringify({
      ...document,
      info: { title: 'Shop', version: '2' },
      paths: { '/owners': { get: document.paths['/owners'].get } },
    }),
  );
  write('broken.json', '{"openapi": "3.1.0",');
  write(
    'requests.json',
    JSON.stringify({ requests: { createOwner: { body: { name: 'given', email: 'given@example.org' } } } }),
  );
  write('wrong-requests.json', JSON.stringify({ requests: { createOwnr: { body: {} } } }));
  write(
    'assay.yaml',
    `targets:
  clinic:
    url: ${url}
    contract: ${join(folder, 'clinic.json')}
    headers: { X-Tenant: t, Authorization: Bearer s3cr3t-t0k3n }
    set: { year: 2020 }
    phases: [coverage]
    workers: 1
    only: { operation: [createOwner, listTenants, getReport] }
waivers:
  - { check: schema, pointer: '#/paths/~1tenants/get', reason: known }
  - { check: status, pointer: '#/paths/~1owners', reason: gone, expires: 2020-01-01 }
`,
  );
  mkdirSync(join(folder, 'out'));
});
afterAll(() => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
afterEach(() => void jest.restoreAllMocks());

const FAST = ['--phases', 'coverage', '--workers', '1', '--timeout', '60'];
const AT = ['--target', 'URL', ...FAST];
const OWNERS = ['--operation', '*Owner*'];

const COMMANDS: Record<string, string[]> = {
  'a few operations': ['check', 'clinic.json', ...AT, '--operation', 'listOwners', '--operation', 'get*ed'],
  'by path, method and tag': [
    'check',
    'clinic.json',
    ...AT,
    '--path',
    '/owners/*',
    '--method',
    'GET',
    '--exclude-method',
    'DELETE',
  ],
  'a filter that matches nothing': ['check', 'clinic.json', ...AT, '--operation', 'lstOwners'],
  'filters that leave nothing': [
    'check',
    'clinic.json',
    ...AT,
    '--operation',
    'listOwners',
    '--exclude-path',
    '/owners',
  ],
  'read-only': ['check', 'clinic.json', ...AT, ...OWNERS, '--read-only', '--strict'],
  allowed: ['check', 'clinic.json', ...AT, '--operation', 'putSettings', '--allow', 'putSettings'],
  'an allowance that matches nothing': ['check', 'clinic.json', ...AT, '--allow', 'putSetings'],
  'until one violation': ['check', 'clinic.json', ...AT, ...OWNERS, '--max-failures', '1'],
  'settings and headers': [
    'check',
    'clinic.json',
    ...AT,
    '--operation',
    'getReport',
    '--set',
    'year=1999',
    '--header',
    'X-A: s3cr3t-t0k3n',
  ],
  'a setting that no operation has': ['check', 'clinic.json', ...AT, '--set', 'yaer=1999'],
  'given requests': [
    'check',
    'clinic.json',
    ...AT,
    '--operation',
    'createOwner',
    '--requests',
    'requests.json',
    '--save-requests',
    'out/saved.json',
  ],
  'wrong requests': ['check', 'clinic.json', ...AT, '--requests', 'wrong-requests.json'],
  'saving into no folder': ['check', 'clinic.json', ...AT, '--save-requests', 'nowhere/saved.json'],
  'a target of the configuration': ['check', 'clinic', '--config', 'assay.yaml'],
  'a target of the configuration with another URL': ['check', 'clinic', '--config', 'assay.yaml', '--target', 'URL'],
  'waivers alone': ['check', 'clinic.json', ...AT, '--operation', 'listTenants', '--config', 'assay.yaml'],
  'two contracts': ['check', 'clinic.json', 'shop.json', ...AT, '--operation', 'listOwners', '--report', 'github'],
  'reports in files': ['check', 'shop.json', ...AT, '--report', 'json=out/run.json', '--report', 'markdown'],
  'the embedded mock': ['check', 'shop.json', '--phases', 'coverage'],
  'a dry run elsewhere': [
    'check',
    'clinic.json',
    '--dry-run',
    '--target',
    'https://api.example.org/v1',
    '--operation',
    '*Pet*',
    '--insecure',
  ],
  'a dry run of fuzzing': [
    'check',
    'shop.json',
    '--dry-run',
    '--phases',
    'fuzzing',
    '--seed',
    '7',
    '--max-examples',
    '3',
  ],
  'a dry run of the configuration': ['check', 'clinic', '--config', 'assay.yaml', '--dry-run'],
  'a document that is broken': ['check', 'broken.json', ...AT],
  'a document that is missing': ['check', 'nowhere.json', ...AT],
  'a recording and a target': ['check', 'clinic.json', '--har', 'x.har', '--target', 'URL'],
  explain: ['explain', 'shop.json'],
  'explain one operation': ['explain', 'clinic.json', '--operation', 'createVisit'],
  'list two': ['list', 'clinic.json', 'shop.json'],
  'list as JSON': ['list', 'shop.json', '--json'],
  'types for a folder': ['types', 'shop.json', '-o', 'out'],
  'types that are as they should be': ['types', 'shop.json', '-o', 'out', '--check'],
  'types that are missing': ['types', 'clinic.json', '-o', 'out', '--check'],
  'mutate one': ['mutate', 'shop.json'],
  'a quiet run': ['check', 'clinic.json', ...AT, '--operation', 'listOwners', '--phases', 'coverage', '--quiet'],
  'a verbose run': ['check', 'clinic.json', ...AT, '--operation', 'listOwners', '--phases', 'coverage', '--verbose'],
  'quiet and verbose': ['check', 'clinic.json', ...AT, '--quiet', '--verbose'],
  'an unknown flag': ['check', 'clinic.json', '--stict'],
  'an unknown command': ['chekc'],
};

/** Text without the lines of a terminal that were written over and cleared. */
function withoutProgress(text: string): string {
  return text
    .split('\u001b[K')
    .map((part, at, all) => (at < all.length - 1 ? part.slice(0, part.lastIndexOf('\r')) : part))
    .join('');
}

test('command lines say and end with the same', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const all: string[] = [];
  for (const [title, args] of Object.entries(COMMANDS)) {
    clinic = demandingServer();
    const given = args.map((arg) =>
      arg === 'URL'
        ? url
        : arg.replace(
            /(^|=)((?:out|nowhere)\b.*|[\w-]+\.(?:json|yaml|har))$/,
            (_, before: string, file: string) => before + join(folder, file),
          ),
    );
    const { code, out, err } = await runCommand(given, { isTerminal: title === 'a few operations' });
    const shown = (name: string, text: string) => {
      const rows = text
        .replaceAll(folder, '')
        .replaceAll(url, 'URL')
        .replaceAll(new URL(url).port, 'PORT')
        .replace(/\d+\.\d\d s\b/g, '0.12 s')
        .replace(/^(\S+) {2}\d+ ms {2}/gm, '$1  1 ms  ')
        .split('\n')
        .slice(0, -1);
      const cut = rows.slice(0, 60).map((row) => `  ${name} ${row.length > 300 ? `${row.slice(0, 300)}…` : row}`);
      return rows.length > 60 ? [...cut, `  ${name} and ${rows.length - 60} more lines`] : cut;
    };
    all.push(
      `${title}: ${args.join(' ')} → ${code}`,
      // How often progress is written depends on the time: src/cli/announce.test.ts tests it.
      ...shown('err', withoutProgress(err)),
      ...shown('out', out),
      '',
    );
  }
  const file = join(folder, 'out/saved.json');
  const saved = existsSync(file) ? readFileSync(file, 'utf8') : 'nothing';
  expectGolden('command-lines.txt', lines([...all, 'what was saved:', saved]).replaceAll('\u001b', '␛'));
});
