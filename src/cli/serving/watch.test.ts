/** `--watch`, by way of `main`: what it says on stderr, and what is served meanwhile. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../main.ts';

let folder: string;
let stop: AbortController;
let said: { out: string; err: string };
let heard: () => void;
let ended: Promise<number>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-follow-'));
  mkdirSync(join(folder, 'pets'));
  cpSync('examples/petstore.yaml', join(folder, 'pets/openapi.yaml'));
});
afterEach(async () => {
  stop.abort();
  expect(await ended).toBe(0);
  rmSync(folder, { recursive: true });
});

async function begin(...args: string[]): Promise<string> {
  stop = new AbortController();
  said = { out: '', err: '' };
  heard = () => {};
  const say = (where: 'out' | 'err') => (text: string) => {
    said[where] += text.replaceAll(`${folder}/`, '');
    heard();
  };
  ended = main(args, {
    out: say('out'),
    err: say('err'),
    colour: { out: false, err: false },
    stop: stop.signal,
  });
  await until('out', 'Ctrl-C stops');
  return /http:\/\/127\.0\.0\.1:\d+/.exec(said.out)?.[0] ?? '';
}

async function until(where: 'out' | 'err', text: string): Promise<void> {
  while (!said[where].includes(text)) await new Promise<void>((resolve) => (heard = resolve));
}

function edit(search: string, by: string): void {
  const file = join(folder, 'pets/openapi.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(search, by));
}

const pet = async (url: string) => ((await (await fetch(`${url}/pets/17`)).json()) as { name: string }).name;

test('mock --watch reports a broken edit and its repair in a line or two each', async () => {
  const url = await begin('mock', '--contracts', folder, '--watch', '--port', '0');
  edit('openapi: 3.1.0', 'openapi: 4.0.0');
  await until('err', 'served as it was');
  expect(await pet(url)).toBe('Rex');
  edit('openapi: 4.0.0', 'openapi: 3.1.0 # by Max');
  await until('err', 'reloaded');
  mkdirSync(join(folder, 'more'));
  writeFileSync(join(folder, 'more/openapi.yaml'), 'openapi: 3.1.0\n');
  await until('err', 'not served');
  rmSync(join(folder, 'pets'), { recursive: true });
  await until('err', 'removed');
  expect(said.err).toMatchInlineSnapshot(`
    "assay: pets/openapi.yaml:1:1 follows OpenAPI 4.0.0
      assay reads Swagger 2.0, OpenAPI 3.0, OpenAPI 3.1, OpenAPI 3.2. pets is served as it was.
    reloaded pets (2 operations)
    assay: more/openapi.yaml:1:1 #/info is missing
      Add \`info\` with a title and a version (OpenAPI 3.1 §4.8.2). more is not served.
    removed pets
    "
  `);
});

test('start watches the file of a named contract only, and checks it again after a change', async () => {
  const url = await begin('start', join(folder, 'pets/openapi.yaml'), '-w', '--port', '0');
  mkdirSync(join(folder, 'more'));
  cpSync(join(folder, 'pets/openapi.yaml'), join(folder, 'more/openapi.yaml'));
  edit('Rex', 'Max');
  await until('err', 'conforms');
  expect(await pet(url)).toBe('Max');
  expect(said.err).toBe('reloaded pets (2 operations)\npets conforms\n');
});

test('mock --watch reads overrides that come to be, that break and that go', async () => {
  const url = await begin('mock', '--contracts', folder, '--watch', '--port', '0');
  const file = join(folder, 'pets/openapi.overrides.yaml');
  const reloaded = async (change: () => void, says: string): Promise<string> => {
    said.err = '';
    change();
    await until('err', says);
    return pet(url);
  };
  const names = [
    await reloaded(
      () => writeFileSync(file, 'overrides:\n  getPet: [{ answer: { body: { name: Max } } }]\n'),
      'reloaded',
    ),
    await reloaded(() => writeFileSync(file, 'overrides:\n  getPets: [{ answer: {} }]\n'), 'served as it was'),
    await reloaded(() => rmSync(file), 'reloaded'),
  ];
  expect(names).toEqual(['Max', 'Max', 'Rex']);
});
