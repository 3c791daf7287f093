import { expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from './load.ts';
import type { Contract } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';

const S = '#/components/schemas/S';
const of = (schema: Json, others: Record<string, Json> = {}): Promise<Contract> =>
  contractOf({ paths: {}, components: { schemas: { S: schema, ...others } } });

test.each([
  ['https://json-schema.org/draft/2020-12/schema', { type: 'object' }, { type: 5 }],
  ['https://json-schema.org/draft/2019-09/schema', { minLength: 1 }, { minLength: -1 }],
  ['http://json-schema.org/draft-07/schema#', { type: 'object' }, { type: 5 }],
  ['http://json-schema.org/draft-06/schema#', { type: 'object' }, { type: 5 }],
  ['http://json-schema.org/draft-04/schema#', { exclusiveMinimum: true, minimum: 1 }, { exclusiveMinimum: 1 }],
])('a reference to the metaschema %s needs no network', async ($ref, valid, invalid) => {
  const contract = await of({ $ref });
  expect(contract.accepts(S, valid)).toBe(true);
  expect(contract.accepts(S, invalid)).toBe(false);
});

test('a reference by the `$id` around it is not fetched without leave, and says where it leads', async () => {
  const { warnings, unusable } = await of({ $id: 'https://example.org/a/s.json', $ref: 'other.json' });
  const says = 'refers to other.json (https://example.org/a/other.json by its $id): it is not fetched without leave';
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
  expect(unusable(S)?.message).toBe(`${S} ${says}`);
});

test('a file beside the document is read, whatever the `$id` around the reference', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-'));
  try {
    await writeFile(join(folder, 'other.json'), JSON.stringify({ type: 'string' }));
    const schemas = { S: { $id: 'https://example.org/a/s.json', properties: { a: { $ref: 'other.json' } } } };
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, components: { schemas } };
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));
    const contract = await loadContract(join(folder, 'openapi.json'));
    expect(contract.accepts(S, { a: 1 })).toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each<[name: string, vocabulary: Json, usable: boolean]>([
  ['without that of validation', { 'https://json-schema.org/draft/2020-12/vocab/applicator': true }, true],
  ['that is not known and not demanded', { 'https://example.org/vocab': false }, true],
  ['that is not known and demanded', { 'https://example.org/vocab': true }, false],
])('a metaschema in the document with a vocabulary %s says which keywords count', async (_, $vocabulary, usable) => {
  const $id = 'https://example.org/metaschema';
  const Meta = { $id, $schema: 'https://json-schema.org/draft/2020-12/schema', $vocabulary };
  const contract = await of({ $schema: $id, properties: { a: { type: 'string' } } }, { Meta });
  expect(contract.unusable(S) === undefined).toBe(usable);
  if (usable) expect(contract.accepts(S, { a: 1 })).toBe(true);
});
