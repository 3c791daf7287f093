import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { findContracts } from '../src/document/find.ts';
import { loadContract } from '../src/contract/load.ts';
import {
  linesOf,
  proofsOf,
  readTrace,
  renderTrace,
  type Proof,
  type Traced,
  type TracedDocument,
} from '../src/mutation/trace.ts';
import type { Contract } from '../src/model/contract.ts';
import type { Pointer } from '../src/model/json.ts';

const files = await findContracts('openapi');

async function traced(file: string, name: string): Promise<Traced> {
  const contract = await loadContract(file, name);
  return { contract, documents: readTrace(await readFile(join(dirname(file), 'traceability.yaml'), 'utf8'), contract) };
}

describe.each(files)('$name', ({ file, name }) => {
  let contract: Contract;
  let documents: TracedDocument[];
  let proofs: (clauses: Pointer[]) => Proof;
  beforeAll(async () => {
    ({ contract, documents } = await traced(file, name));
    proofs = await proofsOf(contract);
  });

  test('each document of the contract is traced', () => {
    expect(documents.map(({ id }) => id)).toEqual([...contract.documents.keys()]);
  });

  test('each line of each document has one row', () => {
    for (const { lines, blank, rows } of documents) {
      const empty = new Set(linesOf(blank));
      const all = Array.from({ length: lines }, (_, index) => index + 1);
      const told = rows.flatMap((row) => linesOf(row.lines)).filter((line) => !empty.has(line));
      expect(told).toEqual(all.filter((line) => !empty.has(line)));
    }
  });

  test('each row has existing clauses, or says why it needs none', () => {
    for (const { clauses, why, says } of documents.flatMap(({ rows }) => rows)) {
      expect({ says, hasBoth: clauses.length > 0 === (why !== undefined) }).toEqual({ says, hasBoth: false });
      for (const clause of clauses) expect(contract.resolve(clause).value).toBeDefined();
    }
  });

  test('each statement of the contract is one of the document that it names', () => {
    const idle = contract
      .statements()
      .filter(({ kind }) => kind === 'source')
      .filter(
        ({ pointer, document }) =>
          !documents.some(
            ({ id, rows }) => id === document?.id && rows.some(({ clauses }) => clauses.includes(pointer)),
          ),
      );
    expect(idle.map(({ pointer, says }) => `${pointer}: ${says}`)).toEqual([]);
  });

  test('each statement that constrains is exercised by a case and proved by a mutant, or says why not', () => {
    const unproved = documents.flatMap(({ rows }) =>
      rows.filter((row) => {
        if (row.clauses.length === 0) return false;
        const { cases, mutants } = proofs(row.clauses);
        return (cases.length === 0 || mutants.length === 0) !== (row.unproved !== undefined);
      }),
    );
    expect(unproved.map(({ lines, says }) => `${lines}: ${says}`)).toEqual([]);
  });

  test('no mutant of a clause survives', () => {
    for (const { clauses } of documents.flatMap(({ rows }) => rows))
      expect(proofs(clauses).mutants.filter(({ outcome }) => outcome === 'survived')).toEqual([]);
  });
});

test('docs/traceability.md is generated from the contracts', async () => {
  const page = await renderTrace(await Promise.all(files.map(({ file, name }) => traced(file, name))));
  expect(await readFile('docs/traceability.md', 'utf8')).toBe(page);
});
