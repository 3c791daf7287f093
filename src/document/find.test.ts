import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { UsageError } from '../errors.ts';
import { contractsFolder, display, findContracts, isDocumentPath, selectContracts } from './find.ts';

const started = process.cwd();
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-find-')));
  const files = [
    'all/zoo/openapi.yaml',
    'all/zoo/openapi.json',
    'all/ape/openapi.json',
    'all/bee/openapi.yml',
    'all/.draft/openapi.yaml',
    'all/empty/other.yaml',
    'elsewhere/openapi.yaml',
    'own/openapi/mine/openapi.yaml',
  ];
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), 'openapi: 3.1.0\n');
  }
  writeFileSync(join(folder, 'all/openapi.yaml'), 'openapi: 3.1.0\n');
  mkdirSync(join(folder, 'none'));
  symlinkSync('../elsewhere', join(folder, 'all/linked'));
});
afterEach(() => process.chdir(started));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  const { message, hint } = error as UsageError;
  return [message.replaceAll(folder, 'F'), hint];
};

describe('the contracts of a folder', () => {
  test('are the folders in it that hold a document, by their names', async () => {
    process.chdir(folder);
    expect(await findContracts('all')).toEqual([
      { name: 'ape', file: 'all/ape/openapi.json' },
      { name: 'bee', file: 'all/bee/openapi.yml' },
      { name: 'linked', file: 'all/linked/openapi.yaml' },
      { name: 'zoo', file: 'all/zoo/openapi.yaml' },
    ]);
  });

  test('are those of openapi/ where a person works, else those that come with assay', async () => {
    process.chdir(join(folder, 'own'));
    expect(contractsFolder()).toBe(join(folder, 'own/openapi'));
    expect((await findContracts()).map(({ name }) => name)).toEqual(['mine']);
    process.chdir(join(folder, 'none'));
    expect(contractsFolder()).toBe(join(started, 'openapi'));
    expect((await findContracts()).map(({ name }) => name)).toContain('openstack-image-v1');
  });

  test('are asked for where there is no such folder', async () =>
    expect(await refusal(findContracts(join(folder, 'nowhere')))).toEqual([
      'there is no folder of contracts at F/nowhere',
      'Give one with --contracts DIR; each contract is <name>/openapi.yaml in it.',
    ]));
});

describe('what a user names', () => {
  const select = (names: string[], from = 'all') => {
    process.chdir(folder);
    return selectContracts(names, from);
  };

  test('is all where it is nothing', async () =>
    expect((await select([])).map(({ name }) => name)).toEqual(['ape', 'bee', 'linked', 'zoo']));

  test('is a contract by its name, a path or a URL, in their order', async () =>
    expect(await select(['zoo', 'elsewhere/openapi.yaml', 'https://example.org/x', 'ape'])).toEqual([
      { name: 'zoo', file: 'all/zoo/openapi.yaml' },
      { name: '', file: 'elsewhere/openapi.yaml' },
      { name: '', file: 'https://example.org/x' },
      { name: 'ape', file: 'all/ape/openapi.json' },
    ]));

  test('needs no folder of contracts where it is paths alone', async () =>
    expect(await select(['elsewhere/openapi.yaml'], 'nowhere')).toEqual([
      { name: '', file: 'elsewhere/openapi.yaml' },
    ]));

  test.each([
    [[], 'none', 'there are no contracts', /assay init FILE_OR_URL/],
    [['x.yaml'], 'all', 'there is no file x.yaml', /Give the path/],
    [['x.YML'], 'all', 'there is no file x.YML', /Give the path/],
    [['x.json'], 'all', 'there is no file x.json', /Give the path/],
    [['a/x'], 'all', 'there is no file a/x', /Give the path/],
    [['a\\x'], 'all', 'there is no file a\\x', /Give the path/],
    [['x.json.z'], 'all', 'there is no contract named x.json.z', /There are: ape, bee, linked, zoo\. A path/],
    [['xyaml'], 'all', 'there is no contract named xyaml', /There are: ape/],
    [['zoo', 'ox'], 'all', 'there is no contract named ox', /There are: ape/],
    [['ox'], 'none', 'there is no contract named ox', /There are: none\./],
  ])('is refused where it is %j in the folder %s', async (names, from, message, hint) => {
    const [said, mend] = await refusal(select(names, from));
    expect(said).toBe(message);
    expect(mend).toMatch(hint);
  });
});

test.each([
  ['all/zoo/openapi.yaml', true],
  ['all/zoo', false],
  ['nowhere', false],
  ['http://example.org/x', true],
])('%s is the path of a document: %s', (name, want) => {
  process.chdir(folder);
  expect(isDocumentPath(name)).toBe(want);
});

test('a path is shown from where a person works, unless it leads out of there', () => {
  process.chdir(join(folder, 'own'));
  expect(display(join(folder, 'own/openapi/x.yaml'))).toBe('openapi/x.yaml');
  expect(display(join(folder, 'all/x.yaml'))).toBe(join(folder, 'all/x.yaml'));
});
