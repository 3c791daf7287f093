import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ReadDocument } from '../../document/read.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { checkName, contractText, nameFor, refuseToOverwrite } from './write-contract.ts';

describe('the name of a contract', () => {
  test.each([
    ['Swagger Petstore', 'x.yaml', 'swagger-petstore'],
    ['  Über–Größe: Zoë’s API (v2)! ', 'x.yaml', 'uber-gro-e-zoes-api-v2'],
    ["Rex's API", 'x.yaml', 'rexs-api'],
    ['日本', 'pets.yaml', 'pets'],
    ['日本', '日本.yaml', 'api'],
    ['', 'https://example.org/specs/Pet%20Store.json', 'pet-store'],
    ['CON', 'x.yaml', 'con-api'],
    ['Com1', 'x.yaml', 'com1-api'],
    ['lpt9', 'x.yaml', 'lpt9-api'],
    ['prn', 'x.yaml', 'prn-api'],
    ['aux', 'x.yaml', 'aux-api'],
    ['nul', 'x.yaml', 'nul-api'],
    ['console', 'x.yaml', 'console'],
    ['falcon', 'x.yaml', 'falcon'],
    ['a'.repeat(70), 'x.yaml', 'a'.repeat(60)],
    [`${'a'.repeat(59)} b`, 'x.yaml', 'a'.repeat(59)],
  ])('comes of the title "%s" and the file %s: %s', (title, source, want) => {
    expect(nameFor(title, source)).toBe(want);
  });

  test.each(['pets', 'Pets-2.0_x', '9', 'a'.repeat(100)])('may be %s', (name) => {
    expect(checkName(name)).toBe(name);
  });

  test.each<[string, string]>([
    ['', 'my-api'],
    ['.hidden', 'hidden'],
    ['-x', 'x'],
    ['../up', 'up'],
    ['a/b', 'a-b'],
    ['pets.', 'pets'],
    ['a'.repeat(101), 'a'.repeat(60)],
    ['日本', 'my-api'],
    ['my pets', 'my-pets'],
  ])('may not be "%s": %s is offered', (name, offered) => {
    expect(() => checkName(name)).toThrow(
      expect.objectContaining({
        message: `--name ${name} is no name for a folder`,
        hint: `Letters, digits, dots, dashes and underscores will do: --name ${offered}`,
      }),
    );
  });
});

describe('the text of a contract', () => {
  const shared = { a: { long: 'word '.repeat(40) } };
  const read = (more: Partial<ReadDocument>) =>
    ({
      document: { openapi: '3.1.0', ...shared, again: shared.a },
      text: 'as it was',
      isJson: false,
      ...more,
    }) as ReadDocument;

  test('is as its author wrote it where nothing was brought into it', () => {
    expect(contractText(read({}), 'pets.yaml')).toBe('as it was');
  });

  test.each<[string, Partial<ReadDocument>, string, string]>([
    [
      'brought together from a file',
      { bundled: true },
      'specs/pets.yaml',
      '# pets.yaml and what it refers to, brought together by assay init.',
    ],
    [
      'brought together from a URL',
      { bundled: true },
      'https://token@example.org/v1/pets.yaml?key=1',
      '# /v1/pets.yaml and what it refers to, brought together by assay init.',
    ],
    ['converted', { converted: true }, 'old.yaml', '# Converted from the Swagger 2.0 of old.yaml by assay init.'],
    [
      'of a name with a line feed',
      { bundled: true },
      'a\n- b.yaml',
      '# a - b.yaml and what it refers to, brought together by assay init.',
    ],
  ])('says where it comes from: %s', (_, more, source, want) => {
    const [first, ...rest] = contractText(read(more), source).split('\n');
    expect(first).toBe(want);
    // Long lines stay whole, and nothing is written as an alias.
    expect(rest.join('\n')).toContain(`${'word '.repeat(39)}word`);
    expect(rest.join('\n')).not.toMatch(/[&*]a\d/);
  });

  test('is JSON where its author wrote JSON', () => {
    const text = contractText(read({ bundled: true, isJson: true, document: { openapi: '3.1.0' } }), 'pets.json');
    expect(text).toBe('{\n  "openapi": "3.1.0"\n}\n');
  });

  test.each<[string, object, boolean]>([
    ['has no components that are empty', {}, false],
    ['keeps components', { schemas: {} }, true],
  ])('%s', (_, components, want) => {
    const text = contractText(read({ bundled: true, document: { openapi: '3.1.0', components } as never }), 'x.yaml');
    expect(text.includes('components')).toBe(want);
  });
});

describe('what stands already', () => {
  const root = temporaryFolder('overwrite');
  const standing = (name: string, file: string) => {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, file), '');
    return join(root, name, file);
  };
  const refusal = (name: string, types: string, source: string) =>
    refuseToOverwrite(join(root, name), join(root, types), source).then(
      () => undefined,
      ({ message, hint }: { message: string; hint: string }) => [message.replace(root, ''), hint],
    );
  const OTHER = 'Give another name with --name, or --force to replace it.';

  test('is nothing in an empty folder', async () => {
    expect(await refusal('none', 'none.ts', 'x.yaml')).toBeUndefined();
  });

  test.each(['openapi.yaml', 'openapi.yml', 'openapi.json'])('is a contract in %s', async (file) => {
    standing(`with-${file}`, file);
    expect(await refusal(`with-${file}`, 'none.ts', 'x.yaml')).toEqual([
      `/with-${file}/${file} is there already`,
      OTHER,
    ]);
  });

  test('is a file of types', async () => {
    standing('.', 'pets.ts');
    expect(await refusal('none', 'pets.ts', 'x.yaml')).toEqual(['/pets.ts is there already', OTHER]);
  });

  test('is the document itself', async () => {
    const file = standing('own', 'openapi.yaml');
    expect(await refusal('own', 'none.ts', file)).toEqual([
      '/own/openapi.yaml is there already',
      'It is a contract as it is: assay check own',
    ]);
  });
});
