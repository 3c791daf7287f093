import { beforeAll, expect, test } from '@jest/globals';
import { share } from '../support/share.ts';
import { FAULTS } from './faults/index.ts';
import { NOT_FOUND_YET } from './known.ts';
import { found, visit } from './zoo.ts';

/** The notes of a right shop say nothing of a fault. */
const always = new Set<string>();
const damage: string[] = [];

beforeAll(async () => {
  for (const { fingerprint } of (await visit(() => {})).run.findings) always.add(fingerprint);
});

/** `ASSAY_WHOLE=1 npm test -- test/stateful-zoo` looks for each. */
const LOOKED_FOR = share(FAULTS, 6);

for (const { of, name, does, isNote } of LOOKED_FOR) {
  const row = `${of}: ${name}`;
  (NOT_FOUND_YET.includes(row) ? test.failing : test)(`finds the shop that ${name} (${of})`, async () => {
    // One violation is enough, and most faults show in one phase. A note ends no run, and a refusal that is looked at again at the end
    // may be none.
    const one = { maxFailures: 1 };
    for (const options of isNote ? [{}] : [{ ...one, phases: ['behaviour'] }, one, {}]) {
      const { run, damage: done } = await visit(does, options);
      damage.push(...done.map((request) => `${row}: ${request}`));
      if (found(run, isNote ? 'note' : 'violation', always).length > 0) return;
    }
    throw new Error('nothing was found');
  });
}

test('no run against a shop with a fault writes to what others keep', () => {
  expect(damage).toEqual([]);
});

test('every fault that is not found yet is a row of the zoo', () => {
  const rows = FAULTS.map(({ of, name }) => `${of}: ${name}`);
  expect(NOT_FOUND_YET.filter((row) => !rows.includes(row))).toEqual([]);
});
