/** `assay init`, as a user starts it: the built command is not needed, its folder is. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { main } from '../main.ts';

const PETSTORE = readFileSync('examples/petstore.yaml', 'utf8');
const home = process.cwd();
const folders: string[] = [];
let errors: string[] = [];

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-init-'));
  folders.push(folder);
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(resolve(name)), { recursive: true });
  writeFileSync(name, text);
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io = { colour: { out: false, err: false }, stop: new AbortController().signal };
  const code = await main(args, {
    ...io,
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  errors = said.err.split('\n');
  return { code, ...said };
}

/** Every file below the working folder, hidden ones too. */
const files = () =>
  readdirSync('.', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const document = (paths: string, rest = '') =>
  `openapi: 3.1.0\ninfo: { title: Café  Ünïcode's API!, version: '1' }\n${rest}paths:\n${paths}`;

test('init names the files that it wrote alone with --quiet', async () => {
  write('docs/petstore.yaml', PETSTORE);
  expect(await run('init', 'docs/petstore.yaml', '--quiet')).toEqual({
    code: 0,
    err: '',
    out: expect.stringMatching(
      /^pet-store: .*\n {2}openapi\/pet-store\/openapi\.yaml .*\n {2}generated\/pet-store\.ts .*\n$/,
    ),
  });
});

test('init says nothing of more places where it has listed all', async () => {
  const get = (id: string) => `  /${id}: { get: { operationId: ${id}, responses: { 204: { description: Done. } } } }\n`;
  write('api.yaml', document(['a', 'b', 'c'].map(get).join('')));
  const { out } = await run('init', 'api.yaml', '--name', 'api');
  expect(out.match(/^ {4}openapi\/\S+:\d+ GET \/\w$/gm)).toHaveLength(6);
  expect(out).not.toContain(' more\n');
});

test('init lists every place with --verbose', async () => {
  const get = (id: string) => `  /${id}: { get: { operationId: ${id}, responses: { 204: { description: Done. } } } }\n`;
  write('api.yaml', document(['a', 'b', 'c', 'd', 'e'].map(get).join('')));
  // Two kinds of gaps have them.
  const places = (text: string) => text.match(/^ {4}openapi\/\S+:\d+ GET \/\w$/gm)?.length;
  const normal = await run('init', 'api.yaml', '--name', 'api');
  const verbose = await run('init', 'api.yaml', '--name', 'api', '--force', '--verbose');
  expect([places(normal.out), places(verbose.out)]).toEqual([6, 10]);
  expect(normal.out).toContain('\n    … 2 more\n');
  expect(verbose.out).not.toContain('more\n');
  const rules = (text: string) => text.match(/^ {2}openapi\/\S+ .*\(\S+\)$/gm)?.length ?? 0;
  expect(rules(verbose.out)).toBeGreaterThan(rules(normal.out));
});

test('copies a document as it is, and says what it lacks', async () => {
  write('docs/petstore.yaml', PETSTORE);
  const { code, out, err } = await run('init', 'docs/petstore.yaml');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  // How many cases and faults there are is not for this test to say.
  const told = out
    .replace(/\d+ cases/, 'N cases')
    .replace(/ {2}\d+ faults of \d+.*\n( {4}.*\n)+| {2}Of \d+ faults .* each was noticed\.\n/, '  N faults …\n');
  expect(told).toMatchInlineSnapshot(`
    "pet-store: Pet store, 2 operations
      openapi/pet-store/openapi.yaml  the document, as it is
      generated/pet-store.ts          its types

    Lint (Redocly, recommended): 0 errors, 1 warning

    Its own mock: conforms, N cases

    Missing for a strong contract
      1 of 2 operations without a documented error (4xx): of a refusal nothing but the status can be checked. Document 4XX with the schema of an error.
        openapi/pet-store/openapi.yaml:27 POST /pets
      N faults …

    Next
      npx assay mock pet-store
      npx assay check pet-store --target http://127.0.0.1:4010/v2
    "
  `);
  expect(files()).toEqual(['docs/petstore.yaml', 'generated/pet-store.ts', 'openapi/pet-store/openapi.yaml']);
  expect(readFileSync('openapi/pet-store/openapi.yaml', 'utf8')).toBe(PETSTORE);
  expect(statSync('openapi/pet-store').mode & 0o005).toBe(0o005);
  expect(await run('types', '--check')).toMatchObject({ code: 0 });
  expect(await run('check', 'pet-store')).toMatchObject({ code: 0 });
});

test('copies a JSON document as JSON, named by its title', async () => {
  write(
    'x.json',
    JSON.stringify({ openapi: '3.0.0', info: { title: "Café  Ünïcode's API!", version: '1' }, paths: {} }),
  );
  expect(await run('init', 'x.json')).toMatchObject({ code: 0 });
  expect(files()).toEqual(['generated/cafe-unicodes-api.ts', 'openapi/cafe-unicodes-api/openapi.json', 'x.json']);
});

test('brings in what the document refers to, and keeps its OpenAPI version', async () => {
  write('in/api.yaml', document("  /a: { $ref: '../parts/a.yaml' }\n").replace('3.1.0', '3.0.2'));
  write('parts/a.yaml', 'get: { responses: { "200": { description: from a part } } }\n');
  const { code, out } = await run('init', 'in/api.yaml', '--name', 'whole');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('with all that it refers to') });
  const text = readFileSync('openapi/whole/openapi.yaml', 'utf8');
  expect(text).toMatch(/^# api\.yaml and what it refers to, brought together by assay init\.\nopenapi: 3\.0\.2\n/);
  expect(text).toContain('from a part');
  expect(text).not.toContain('$ref');
});

test('converts Swagger 2.0', async () => {
  write(
    'old.yaml',
    'swagger: "2.0"\ninfo: { title: Old, version: "1" }\nhost: h.example\npaths: { /a: { get: { responses: { 200: { description: ok } } } } }\n',
  );
  const { code, out } = await run('init', 'old.yaml');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('converted from Swagger 2.0') });
  expect(readFileSync('openapi/old/openapi.yaml', 'utf8')).toContain('openapi: 3.0.3');
});

test('reads a document from a URL, and prints its token nowhere', async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.end(PETSTORE);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/pets.yaml`;
  try {
    const { code, out, err } = await run('init', url, '--header', 'Authorization: bearer my-secret');
    expect({ code, seen }).toEqual({ code: 0, seen: ['bearer my-secret'] });
    expect(out + err).not.toContain('my-secret');
    expect(files()).toEqual(['generated/pet-store.ts', 'openapi/pet-store/openapi.yaml']);
    for (const file of files()) expect(readFileSync(file, 'utf8')).not.toContain('my-secret');
    // Any other command reads it as well.
    expect(await run('list', url)).toMatchObject({ code: 0, out: expect.stringContaining('/pets/{id}') });
  } finally {
    server.close();
  }
});

describe('files that exist', () => {
  test('a document is replaced only with --force, also one with another ending', async () => {
    write('pets.yaml', PETSTORE);
    write('openapi/pets/openapi.yml', 'mine');
    write('openapi/pets/notes.txt', 'kept');
    expect(await run('init', 'pets.yaml', '--name', 'pets')).toMatchObject({ code: 2, out: '' });
    expect(errors).toEqual([
      'assay: openapi/pets/openapi.yml is there already',
      '  Give another name with --name, or --force to replace it.',
      '',
    ]);
    expect(readFileSync('openapi/pets/openapi.yml', 'utf8')).toBe('mine');
    expect(await run('init', 'pets.yaml', '--name', 'pets', '--force')).toMatchObject({ code: 0 });
    expect(files()).toEqual(['generated/pets.ts', 'openapi/pets/notes.txt', 'openapi/pets/openapi.yaml', 'pets.yaml']);
  });

  test('types are not overwritten', async () => {
    write('pets.yaml', PETSTORE);
    write('generated/pets.ts', 'mine');
    expect(await run('init', 'pets.yaml', '--name', 'pets')).toMatchObject({
      code: 2,
      err: expect.stringContaining('generated/pets.ts is there already'),
    });
    expect(files()).toEqual(['generated/pets.ts', 'pets.yaml']);
  });

  test('types are written through a link, which stays', async () => {
    write('pets.yaml', PETSTORE);
    mkdirSync('generated');
    symlinkSync('../types.ts', 'generated/pets.ts');
    expect(await run('init', 'pets.yaml', '--name', 'pets', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync('types.ts', 'utf8')).toContain('export interface paths');
    expect(files()).toEqual(['openapi/pets/openapi.yaml', 'pets.yaml', 'types.ts']);
  });

  test('nothing is written through a link', async () => {
    write('pets.yaml', PETSTORE);
    mkdirSync('elsewhere');
    mkdirSync('openapi');
    symlinkSync('../elsewhere', 'openapi/pets');
    expect(await run('init', 'pets.yaml', '--name', 'pets', '--force')).toMatchObject({ code: 2 });
    expect(readdirSync('elsewhere')).toEqual([]);
  });
});

describe('a document that is broken leaves nothing behind', () => {
  test.each<[what: string, text: string, says: RegExp]>([
    ['no YAML', 'openapi: [', /^assay: broken\.yaml:\d+:\d+ is not YAML/],
    ['no OpenAPI', 'a: 1', /^assay: broken\.yaml:1:1 does not say which OpenAPI/],
    [
      'a reference that leads nowhere',
      document("  /a: { $ref: '#/nope' }\n"),
      /^assay: broken\.yaml:4:9 #\/paths\/~1a refers to #\/nope/,
    ],
  ])('%s', async (_, text, says) => {
    write('broken.yaml', text);
    expect(await run('init', 'broken.yaml')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(says) });
    expect(files()).toEqual(['broken.yaml']);
    expect(existsSync('openapi/.assay-init')).toBe(false);
  });
});

test.each([
  ['no document', [], /needs a document/],
  ['a file that is not there', ['nope.yaml'], /nope\.yaml: there is no such file/],
  ['a name that leaves the folder', ['x.yaml', '--name', '../x'], /--name \.\.\/x is no name for a folder/],
  ['a header for a file', ['x.yaml', '--header', 'A: b'], /--header is for a URL/],
  ['two documents', ['x.yaml', 'y.yaml'], /at most 1/],
])('%s is refused', async (_, args, says) => {
  expect(await run('init', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(says) });
  expect(files()).toEqual([]);
});

test('init lists every sloppy clause, and any other command the first few', async () => {
  const operations = ['a', 'b', 'c', 'd'].map(
    (name) => `  /${name}/{id}: { get: { responses: { '200': { description: ok } } } }\n`,
  );
  write('sloppy.yaml', document(operations.join('')));
  const { code, out } = await run('init', 'sloppy.yaml', '--name', 'sloppy');
  expect(code).toBe(0);
  expect(out.match(/no parameter describes \{id\}/g)).toHaveLength(4);
  const { err } = await run('list', 'sloppy.yaml');
  expect(err.match(/no parameter describes \{id\}/g)).toHaveLength(3);
  expect(err).toContain('1 more');
});

test('assay.yaml may allow references to other servers', async () => {
  const server = createServer((_, response) => response.end('description: from elsewhere'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r.yaml`;
    write('api.yaml', document(`  /a: { get: { responses: { '200': { $ref: '${url}' } } } }\n`));
    expect((await run('list', 'api.yaml')).err).toContain('--allow-remote-refs');
    expect((await run('list', 'api.yaml', '--allow-remote-refs')).err).not.toContain('refers to');
    write('assay.yaml', 'allowRemoteRefs: true\n');
    expect((await run('list', 'api.yaml')).err).not.toContain('refers to');
  } finally {
    server.close();
  }
});
