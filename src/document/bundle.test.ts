import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { bundle } from './bundle.ts';
import { valueAt } from '../json/pointer.ts';
import { listReferences } from '../schema/references.ts';
import { parseFile } from './parse.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-bundle-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Bundles `api.json`, whose schema `It` is given, with other files beside it. */
async function bundled(it: Json, others: Record<string, string> = {}) {
  const own = await mkdtemp(join(folder, 'of-'));
  const document = {
    ...{ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} },
    components: { schemas: { Pet: { type: 'object' }, It: it } },
  };
  const root = join(own, 'api.json');
  await writeFile(root, JSON.stringify(document, null, 2));
  for (const [name, text] of Object.entries(others)) {
    await mkdir(dirname(join(own, name)), { recursive: true });
    await writeFile(join(own, name), text);
  }
  const files = new Set<string>();
  const result = await bundle(await parseFile(root), { root }, files).catch((error: unknown) => error);
  return { result, files: [...files].map((file) => file.slice(own.length + 1)) };
}

/** The one reference that is told as lost: what it stands in, why it is lost, and its place. */
async function lostIn(it: Json, others?: Record<string, string>) {
  const { result, files } = await bundled(it, others);
  const { document, lost, locate } = result as Awaited<ReturnType<typeof bundle>>;
  const [found] = listReferences(document).filter(({ pointer }) => lost.has(valueAt(document, pointer) as object));
  if (lost.size !== 1 || !found) throw new Error(`${lost.size} references are lost`);
  const { pointer, ref } = found;
  const { why, hint } = lost.get(valueAt(document, pointer) as object) ?? {};
  return { message: `${pointer} refers to ${ref}${why}`, hint, ...locate(`${pointer}/$ref`), files };
}

describe('a reference of a document', () => {
  test.each<[ref: string, hint: RegExp]>([
    ['components/schemas/Pet', /^Did you mean #\/components\/schemas\/Pet, in the document itself\?$/],
    ['/components/schemas/Pet', /^Did you mean #\/components\/schemas\/Pet, in the document itself\?$/],
    ['components/schemas/Dog', /^(?!Did you mean)/],
  ])('is told with a hint where it leads to no file: %s', async (ref, hint) => {
    const { message, hint: given } = await lostIn({ $ref: ref });
    expect(message).toContain(`#/components/schemas/It refers to ${ref}`);
    expect(given).toMatch(hint);
  });

  test('is told with its line where it leads to nothing in its own document', async () => {
    expect(await lostIn({ $ref: '#/components/schemas/Dog' })).toMatchObject({
      message: expect.stringContaining('refers to #/components/schemas/Dog, which is not there'),
      hint: 'Correct the $ref, or add what it refers to.',
      line: 14,
    });
  });

  test('is told where it leads to nothing in another file', async () => {
    const { message } = await lostIn({ $ref: 'pets.json#/Dog' }, { 'pets.json': '{"Pet":{}}' });
    expect(message).toContain('refers to pets.json#/Dog, which is not there');
  });

  test('is told with its place in another file, where that one leads nowhere', async () => {
    const { message, file } = await lostIn(
      { $ref: 'pets.json#/Pet' },
      { 'pets.json': '{"Pet":{"properties":{"a":{"$ref":"none.json"}}}}' },
    );
    expect(message).toContain('/properties/a refers to none.json');
    expect(file).toMatch(/pets\.json$/);
  });

  test('is told with its own place among others, without its fragment', async () => {
    const allOf = [{ $ref: 'pets.json#/Pet' }, { $ref: 'none.json#/Dog' }, { $ref: 'other.json' }];
    const { message } = await lostIn({ allOf }, { 'pets.json': '{"Pet":{}}', 'other.json': '{}' });
    expect(message).toContain('#/components/schemas/It/allOf/1 refers to none.json#/Dog: ');
  });

  test('brings a text as it stands', async () => {
    const { result, files } = await bundled({ description: { $ref: 'note.md' } }, { 'note.md': 'type: *string*' });
    expect(JSON.stringify(result)).toContain('"description":"type: *string*"');
    expect(files).toEqual(['note.md']);
  });

  test.each<[string, Record<string, string>]>([
    ['pets.json#/Pet', { 'pets.json': '{"Pet":{"type":"string"}}' }],
    ['in/pets.yaml#/Pet', { 'in/pets.yaml': 'Pet: { type: string }' }],
    ['pets.yml', { 'pets.yml': 'type: string' }],
    ['PET.YAML', { 'PET.YAML': 'type: string' }],
    ['pet', { pet: 'type: string' }],
  ])('%s brings the content of its file, which is told', async (ref, others) => {
    const { result, files } = await bundled({ properties: { a: { $ref: ref } } }, others);
    expect(JSON.stringify(result)).toContain('{"type":"string"}');
    expect(files).toEqual(Object.keys(others));
  });

  test('names the missing file, which may come later', async () => {
    expect((await lostIn({ $ref: 'later.json' })).files).toEqual(['later.json']);
  });
});

test('each place of the bundle is that in the file that it came from', async () => {
  const { result } = await bundled(
    { type: 'object', properties: { a: { $ref: 'pet.yaml' } } },
    { 'pet.yaml': 'title: a pet\ntype: object\nproperties:\n  b:\n    type: string\n' },
  );
  const { document, locate } = result as Awaited<ReturnType<typeof bundle>>;
  const schemas = (document as { components: { schemas: Record<string, object> } }).components.schemas;
  const at = Object.keys(schemas).find((name) => 'title' in (schemas[name] ?? {}));
  expect(locate(`#/components/schemas/${at}/properties/b`)).toMatchObject({
    file: expect.stringMatching(/pet\.yaml$/),
    line: 4,
  });
  expect(locate('#/components/schemas/It/type').file).toMatch(/api\.json$/);
  expect(locate('#/info/title').line).toBe(4);
});
