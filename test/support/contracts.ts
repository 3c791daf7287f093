import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract, ReadOptions } from '../../src/model/contract.ts';
import { writeJson } from '../../src/json/exact-integers.ts';
import { loadContract } from '../../src/contract/load.ts';

/** The contract of an OpenAPI document, given without the members that a test does not need. */
export async function contractOf(document: object, name = 'test', options: ReadOptions = {}): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-'));
  try {
    const file = join(folder, 'openapi.json');
    // With the digits of large integers, where a document was read with them.
    await writeFile(file, writeJson({ openapi: '3.1.0', info: { title: 'Test', version: '1' }, ...document }));
    return await loadContract(file, name, options);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const SHIPPED_CONTRACTS = ['cloud-foundry-v3-packages', 'openstack-image-v1'];

/** A contract that comes with assay. */
export function shippedContract(name: string): Promise<Contract> {
  return loadContract(`openapi/${name}/openapi.yaml`, name);
}
