import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError } from '../errors.ts';
import type { Json } from '../model/json.ts';
import { nameOf, readDocument } from './read.ts';

let file: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-read-'));
  file = join(folder, 'api');
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: Json) {
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readDocument(file, new Set());
}
const with31 = (more: object): Json => ({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, ...more });

async function refused(content: Json): Promise<ContractError> {
  const error: unknown = await read(content).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ContractError);
  return error as ContractError;
}

describe('a document is refused', () => {
  const VERSIONS = 'assay reads Swagger 2.0';
  const PAGE = 'Give the URL or path of the document itself; a server to check is named with --target.';
  const TOP = 'Its top level must be an object with `openapi: 3.1.0`.';
  test.each<[name: string, content: Json, message: string, hint: string]>([
    ['a text', 'words', 'is not an OpenAPI document', TOP],
    ['a list', [], 'is not an OpenAPI document', TOP],
    ['a page', '<!DOCTYPE html>', 'is a web page, not an OpenAPI document', PAGE],
    ['a page in capitals', ' <HTML>', 'is a web page, not an OpenAPI document', PAGE],
    [
      'a document without its version',
      { info: {} },
      'does not say which OpenAPI it follows',
      'Add `openapi: 3.1.0` at its top level.',
    ],
    ['words about a page', 'see <html>', 'is not an OpenAPI document', TOP],
    ['Swagger 1.2', { swagger: '1.2' }, '#/swagger is Swagger 1.2', VERSIONS],
    ['OpenAPI 4', with31({ openapi: '4.0.0' }), 'follows OpenAPI 4.0.0', VERSIONS],
    ['OpenAPI 3.3', with31({ openapi: '3.3.0' }), 'follows OpenAPI 3.3.0', VERSIONS],
    ['OpenAPI 3.10', with31({ openapi: '3.10' }), 'follows OpenAPI 3.10', VERSIONS],
    [
      'without info',
      { openapi: '3.1.0', paths: {} },
      '#/info is missing',
      'Add `info` with a title and a version (OpenAPI 3.1 §4.8.2).',
    ],
    [
      'without paths',
      { openapi: '3.1.0', info: { title: 'T', version: '1' } },
      '#/paths is missing',
      'Add `paths`, the operations by their path (OpenAPI 3.1 §4.8.8).',
    ],
    ...(
      [
        ['info', [], 'an object'],
        ['paths', [], 'an object from path templates to operations'],
        ['components', 'x', 'an object'],
        ['servers', {}, 'a list'],
        ['tags', {}, 'a list'],
        ['security', {}, 'a list'],
      ] as const
    ).map(([name, value, kind]): [string, Json, string, string] => [
      `whose ${name} is no ${kind.split(' ')[1]}`,
      with31({ [name]: value }),
      `#/${name} must be ${kind}`,
      `Write \`${name}\` as ${kind}.`,
    ]),
  ])('%s', async (_, content, message, hint) => {
    const error = await refused(content);
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});

describe('a version', () => {
  test.each<[stated: Json, version: string, noted: boolean]>([
    ['3.1.0', '3.1.0', false],
    ['3.1.7', '3.1.7', false],
    ['3.2.0', '3.2.0', false],
    ['3.1', '3.1.0', true],
    [3.1, '3.1.0', true],
    ['3.2', '3.2.0', true],
    ['3.1.0-rc0', '3.1.0-rc0', false],
  ])('written as %j is %s, with a note: %s', async (stated, version, noted) => {
    const { document, warnings } = await read(with31({ openapi: stated }));
    expect(document['openapi']).toBe(version);
    expect(warnings.map(({ message }) => message)).toEqual(
      noted ? [`is ${JSON.stringify(stated)}, read as "${version}"`] : [],
    );
  });

  test('keeps the version that its author wrote, but for Swagger', async () => {
    expect(await read(with31({ openapi: '3.0.3' }))).toMatchObject({
      converted: false,
      document: { openapi: '3.0.3' },
    });
    const swagger = await read({ swagger: '2.0', info: { title: 'T', version: '1' }, paths: {} });
    expect(swagger.converted).toBe(true);
    expect(String(swagger.document['openapi'])).toMatch(/^3\.0\./);
  });
});

test('a reference to a schema without a name says nothing, and is told', async () => {
  const { document, warnings } = await read(
    with31({ components: { schemas: { A: { $ref: '#/components/schemas/' } } } }),
  );
  expect(document).toMatchObject({ components: { schemas: { A: {} } } });
  expect(warnings).toEqual([expect.objectContaining({ guess: '#/components/schemas/A' })]);
});

test('a member that is null counts as missing', async () => {
  const { document } = await read(with31({ tags: null, servers: null }));
  expect(document).not.toHaveProperty('tags');
  expect(document).not.toHaveProperty('servers');
});

test.each<[name: string, value: Json]>([
  ['components', {}],
  ['webhooks', {}],
])('a document that has %s alone is read with a note', async (name, value) => {
  const { warnings } = await read({ openapi: '3.1.0', info: { title: 'T', version: '1' }, [name]: value });
  expect(warnings).toContainEqual({ pointer: '#', message: 'has no paths, so there is nothing to check' });
});

test('a document knows whether it is JSON, and whether other files were brought in', async () => {
  expect(await read(with31({}))).toMatchObject({ isJson: true, bundled: false });
  expect(await read('openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n')).toMatchObject({ isJson: false });
  await writeFile(join(folder, 'other.json'), '{"type":"string"}');
  const files = new Set<string>();
  await writeFile(file, JSON.stringify(with31({ components: { schemas: { S: { $ref: 'other.json' } } } })));
  expect(await readDocument(file, files)).toMatchObject({ bundled: true });
  expect([...files].map((name) => name.slice(folder.length + 1)).sort()).toEqual(['api', 'other.json']);
});

test('a version of Swagger without quotes is read', async () => {
  for (const swagger of [2, 2.0, '2.0']) {
    const { document } = await read({ swagger, info: { title: 'T', version: '1' }, paths: {} });
    expect(document['openapi']).toMatch(/^3\.0\./);
  }
});

test('what is wrong with a version stands at the version, or at the top where there is none', async () => {
  expect((await refused('info: {}\nopenapi: [3]')).place).toMatchObject({ line: 2, column: 1 });
  expect((await refused('info: {}\npaths: {}')).place).toMatchObject({ line: 1, column: 1 });
});

describe('an example in a file of its own', () => {
  const example = (externalValue: Json, more = {}) =>
    with31({ components: { examples: { other: { summary: 'a' }, a: { externalValue, ...more } } } });
  const examplesOf = async (content: Json) => {
    const { document, warnings } = await read(content);
    return { a: (document['components'] as { examples: { a: Json } }).examples.a, warnings };
  };

  test('is not read from elsewhere, and that is told', async () => {
    const { a, warnings } = await examplesOf(example('https://example.org/a.json'));
    expect(a).toEqual({});
    expect(warnings).toEqual([
      {
        pointer: '#/components/examples/a',
        message: expect.stringMatching(/^has its value at https:\/\/example\.org\/a\.json, which was not read: /),
      },
    ]);
  });

  test('is left out of account where there is a value, or where it is no text', async () => {
    for (const content of [example('https://example.org/a.json', { value: 1 }), example(1)])
      expect((await examplesOf(content)).warnings).toEqual([]);
  });
});

test('a clause in another file has its place there', async () => {
  await writeFile(join(folder, 'pet.yaml'), 'type: object\nproperties:\n  name: {type: string}\n');
  const schemas = { Pet: { $ref: './pet.yaml' }, Own: { type: 'object' } };
  const { locate } = await read(JSON.stringify(with31({ components: { schemas } }), null, 2));
  expect(locate('#/components/schemas/pet/properties/name')).toMatchObject({ file: join(folder, 'pet.yaml'), line: 3 });
  expect(locate('#/components/schemas/Own')).toMatchObject({ file });
});

test.each<[path: string, name: string]>([
  ['/a/pets.yaml', 'pets'],
  ['/a/pets.YML', 'pets'],
  ['/a/pets.json', 'pets'],
  ['/a/pets.json.txt', 'pets.json.txt'],
  ['/a/pets/openapi.yaml', 'pets'],
  ['/a/openapi/openapi.json', 'openapi'],
  ['/openapi.yaml', 'api'],
  ['/.yaml', 'api'],
  ['https://example.org/v1/my%20pets.json?x=1', 'my pets'],
  ['https://example.org/v1/openapi.json', 'v1'],
  ['https://example.org/openapi.json', 'api'],
  ['https://example.org/', 'api'],
])('the contract at %s is called %s', (path, name) => expect(nameOf(path)).toBe(name));

test('a contract is called by the folder in which a command runs, where the path has none', () => {
  expect(nameOf('openapi.yaml')).toBe(nameOf(join(process.cwd(), 'openapi.yaml')));
});
