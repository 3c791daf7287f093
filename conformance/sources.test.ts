import { describe, expect, test } from '@jest/globals';
import { findContracts } from '../src/document/find.ts';
import { loadContract } from '../src/contract/load.ts';
import { isObject } from '../src/json/pointer.ts';
import { unsourced } from '../test/support/unsourced-clauses.ts';
import { resolvePointer } from '../src/schema/references.ts';
import type { Contract } from '../src/model/contract.ts';
import type { Json } from '../src/model/json.ts';

const contracts = await findContracts();

test('openapi/ holds two contracts', () => {
  expect(contracts.map(({ name }) => name)).toEqual(['cloud-foundry-v3-packages', 'openstack-image-v1']);
});

describe.each(contracts)('$name', ({ file }) => {
  test('every clause says where it comes from', async () => {
    expect(unsourced(await loadContract(file))).toEqual([]);
  });

  test('every statement names a document that is listed, and where in it', async () => {
    const contract = await loadContract(file);
    const sources = contract.statements().filter(({ kind }) => kind === 'source');
    expect(sources.length).toBeGreaterThan(5);
    for (const { document, at, says } of sources) {
      expect(contract.documents.has(document?.id ?? '')).toBe(true);
      expect(at).toBeTruthy();
      expect(says.length).toBeGreaterThan(10);
    }
    for (const { between } of [...contract.discrepancies, ...contract.remarks])
      for (const id of between) expect(['server', 'client', ...contract.documents.keys()]).toContain(id);
  });

  test('every x-source and x-inferred is needed: without it, some clause would have no source', async () => {
    const contract = await loadContract(file);
    const places = placesOfStatements(contract.document);
    expect(places.length).toBeGreaterThan(10);
    const idle = places
      .filter((path) => {
        const document = structuredClone(contract.document);
        // Beside a reference it describes the member; the constraints are at the target.
        if (isObject(holderOf(document, path)) && '$ref' in (holderOf(document, path) as object)) return false;
        remove(document, path);
        const resolve: Contract['resolve'] = (pointer) =>
          resolvePointer(document, pointer) ?? contract.resolve(pointer);
        return unsourced({ ...contract, document, resolve }).length === 0;
      })
      .map((path) => path.join('/'));
    // If an object has both, either one is enough; servers and the examples of parameters have no constraints.
    const paired = places
      .map((path) => path.slice(0, -1).join('/'))
      .filter((path, index, all) => all.indexOf(path) !== index);
    const needed = idle.filter(
      (path) => !paired.includes(path.replace(/\/[^/]*$/, '')) && !/^servers|parameters\/\d+\/examples/.test(path),
    );
    expect(needed).toEqual([]);
  });
});

function placesOfStatements(node: Json, path: string[] = []): string[][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) =>
    name === 'x-source' || name === 'x-inferred' ? [[...path, name]] : placesOfStatements(child, [...path, name]),
  );
}

function holderOf(node: Json, path: string[]): Json {
  return path.slice(0, -1).reduce<Json>((at, name) => (at as { [name: string]: Json })[name] as Json, node);
}

function remove(node: Json, path: string[]): void {
  const parent = holderOf(node, path);
  if (isObject(parent)) delete parent[path.at(-1) as string];
}
