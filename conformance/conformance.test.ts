import { findContracts } from '../src/contract/find.ts';
import { readGiven } from '../src/cli/given.ts';
import { describeConformance } from '../src/jest.ts';

const { ASSAY_TARGET: target, ASSAY_HEADERS = '', ASSAY_SET = '' } = process.env;
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

for (const { file } of await findContracts()) {
  await describeConformance({ contract: file, given: readGiven(lines(ASSAY_HEADERS), lines(ASSAY_SET)), ...(target && { target }) });
}
