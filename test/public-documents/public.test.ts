import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { loadContract } from '../../src/contract/load.ts';
import { renderPage } from '../../src/docs/pages.ts';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import { check } from '../../src/run/check.ts';
import type { Contract } from '../../src/model/contract.ts';
import type { Run } from '../../src/model/run.ts';
import { share } from '../support/share.ts';
import { compileErrors } from '../support/compile-types.ts';
import { DOCUMENTS } from './documents.ts';

/** The findings of a run, one line each, without values and positions. */
function sayRun({ findings, undecided }: Run): string[] {
  return [
    ...findings.map(({ severity, check: id, operation, at }) => `${severity} ${id}: ${operation} ${at}`),
    ...undecided.map(({ operation, reason }) => `undecided: ${operation} ${reason}`),
  ].sort();
}

test('the documents come from at least six makers, in OpenAPI 3.0 and 3.1', () => {
  expect(new Set(DOCUMENTS.map(({ maker }) => maker.split(':', 1)[0])).size).toBeGreaterThanOrEqual(6);
  expect(new Set(DOCUMENTS.map(({ openapi }) => openapi))).toEqual(new Set(['3.0', '3.1']));
});

const types: Record<string, string> = {};

/** `ASSAY_WHOLE=1 npm test -- test/public-documents` tries each. */
const TRIED = share(DOCUMENTS, 3);

describe.each(TRIED)('$maker', ({ file, openapi, operations, known = [] }) => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await loadContract(file);
  });

  test('assay reads the document', async () => {
    expect(await readFile(file, 'utf8')).toMatch(new RegExp(`openapi"?: *["']?${openapi.replace('.', '\\.')}\\.`));
    expect(contract.operations).toHaveLength(operations);
  });

  test('the mock conforms to the document, except where the document contradicts itself', async () => {
    const run = await check(contract, embeddedTarget(contract));
    expect(sayRun(run)).toEqual(known.map(({ says }) => says).sort());
    expect(run.verdict).toBe(
      known.some(({ says }) => says.startsWith('violation'))
        ? 'violates'
        : known.some(({ says }) => says.startsWith('undecided'))
          ? 'undecided'
          : 'conforms',
    );
    expect(run.results.length).toBeGreaterThan(0);
  });

  test('the page of the document renders', async () => {
    const page = await renderPage(contract);
    expect(page).toContain('<html');
    expect(page.length).toBeGreaterThan(100_000);
  });

  test('the types of the document are written', async () => {
    types[`types${Object.keys(types).length}`] = await generateTypes(contract);
  });
});

// In one go: most of the time goes into the compiler's own library.
test('the types of all documents compile', () => {
  expect(Object.keys(types)).toHaveLength(TRIED.length);
  expect(compileErrors(types)).toEqual([]);
});
