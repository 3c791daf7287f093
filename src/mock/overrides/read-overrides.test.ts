import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import { loadContract } from '../../contract/load.ts';
import { ContractError } from '../../errors.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { overridesFile, withOverrides } from './read-overrides.ts';

const folder = temporaryFolder('overrides');
const file = join(folder, 'pets.yaml');
const beside = join(folder, 'pets.overrides.yaml');
let contract: Contract;

beforeAll(async () => {
  writeFileSync(
    file,
    'openapi: 3.1.0\ninfo: { title: Pets, version: "1" }\npaths:\n  /pets:\n    get: { operationId: listPets, responses: { "204": { description: None } } }\n',
  );
  contract = await loadContract(file);
});
beforeEach(() => writeFileSync(beside, 'overrides:\n  listPets:\n    - answer: { status: 503, undocumented: true }\n'));

test.each([
  ['a/openapi.yaml', 'a/openapi.overrides.yaml'],
  ['a.yml', 'a.overrides.yaml'],
  ['A.JSON', 'A.overrides.yaml'],
  ['document', 'document.overrides.yaml'],
  ['https://api.example.org/openapi.yaml', undefined],
])('the overrides of %s are in %s', (of, want) => expect(overridesFile({ file: of })).toBe(want));

describe('withOverrides', () => {
  const answer = { status: 503, undocumented: true };

  test('reads the file beside a contract, and names it among its files', async () => {
    const { overrides, files, name } = await withOverrides(contract);
    expect(overrides).toEqual({ listPets: [{ answer }] });
    expect([name, files]).toEqual(['pets', [resolve(file), resolve(beside)]]);
  });

  test('names the file beside a contract also where it is missing, so that it can be waited for', async () => {
    const { overrides, files } = await withOverrides({ ...contract, file: join(folder, 'other.yaml') });
    expect(overrides).toBeUndefined();
    expect(files.at(-1)).toBe(resolve(folder, 'other.overrides.yaml'));
  });

  test('leaves a contract that came from a server as it is', async () => {
    const served = { ...contract, file: 'https://api.example.org/openapi.yaml' };
    expect(await withOverrides(served)).toBe(served);
  });

  test('reads a file that is given, which has to be there', async () => {
    expect((await withOverrides({ ...contract, file: 'https://a.example/b' }, beside)).overrides).toEqual({
      listPets: [{ answer }],
    });
    await expect(withOverrides(contract, join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml/);
  });

  test('takes overrides as an object, and holds them to the contract too', async () => {
    expect((await withOverrides(contract, { listPets: [{ answer }] })).overrides).toEqual({ listPets: [{ answer }] });
    const wrong = withOverrides(contract, { listPets: [{ answer: { status: 503 } }] });
    await expect(wrong).rejects.toThrow(/^#\/overrides\/listPets\/0\/answer\/status is not documented for listPets$/);
  });

  const TABLE: [name: string, text: string, message: RegExp, hint: RegExp][] = [
    [
      'an operation that is not there',
      'overrides:\n  listPet: [{ answer: {} }]\n',
      /pets\.overrides\.yaml:2:\d+ #\/overrides\/listPet is no operation of pets/,
      /Did you mean listPets/,
    ],
    [
      'a status that is not documented',
      'overrides:\n  listPets:\n    - answer:\n        status: 503\n',
      /yaml:4:\d+ .*is not documented/,
      /undocumented: true/,
    ],
    [
      'a mistyped key',
      'overrides:\n  listPets:\n    - anser: {}\n',
      /yaml:3:\d+ .*anser is not known/,
      /Did you mean answer/,
    ],
    [
      'both one answer and several',
      'overrides:\n  listPets:\n    - { answer: {}, answers: [{}] }\n',
      /yaml:3:\d+ .*exactly one/,
      /Give either answer, or answers\./,
    ],
    ['no answer', 'overrides:\n  listPets:\n    - when: {}\n', /yaml:3:\d+ /, /Give either answer, or answers\./],
    [
      'a condition that does not exist',
      'overrides:\n  listPets:\n    - when: { header: { a: { like: b } } }\n      answer: {}\n',
      /like is not known/,
      /equals, matches, contains, absent/,
    ],
    [
      'two conditions of one value',
      'overrides:\n  listPets:\n    - when: { header: { a: { equals: b, contains: c } } }\n      answer: {}\n',
      /must NOT have more than 1/,
      /schemas\/overrides/,
    ],
    [
      'a name that no header has',
      'overrides:\n  listPets:\n    - answer: { headers: { "a b": c } }\n',
      /headers/,
      /schemas\/overrides/,
    ],
    [
      'an interim status',
      'overrides:\n  listPets:\n    - answer: { status: 199, undocumented: true }\n',
      /status is less than 200/,
      /schemas/,
    ],
    ['no overrides at all', '{}\n', /the file has no overrides/, /schemas/],
    ['a list of no overrides', 'overrides:\n  listPets: []\n', /listPets is empty/, /schemas/],
    ['what is no YAML', 'overrides: [', /pets\.overrides\.yaml:\d+:\d+ is not YAML/, /^$/],
  ];
  test.each(TABLE)('refuses %s', async (_, text, message, hint) => {
    writeFileSync(beside, text);
    const error = await withOverrides(contract).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ContractError);
    expect((error as ContractError).message).toMatch(message);
    expect((error as ContractError).hint ?? '').toMatch(hint);
    // A watch looks at these for a mended one.
    expect((error as ContractError).files).toContain(resolve(beside));
  });
});

test('the schema of overrides knows every condition', async () => {
  const { CONDITION_NAMES } = await import('./conditions.ts');
  const schema = JSON.parse(readFileSync('schemas/overrides.schema.json', 'utf8')) as {
    $defs: { conditions: { additionalProperties: { then: { properties: object } } } };
  };
  expect(Object.keys(schema.$defs.conditions.additionalProperties.then.properties)).toEqual(CONDITION_NAMES);
});
