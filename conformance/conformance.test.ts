import type { Phase } from '../src/model/case.ts';
import { findContracts } from '../src/document/find.ts';
import { readOverrides } from '../src/cli/values/overrides.ts';
import { describeConformance } from '../src/jest.ts';

const {
  ASSAY_TARGET: target,
  ASSAY_HEADERS = '',
  ASSAY_SET = '',
  ASSAY_PHASES,
  ASSAY_SEED,
  ASSAY_MAX_EXAMPLES,
} = process.env;
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** `ASSAY_PHASES=examples,coverage,fuzzing ASSAY_SEED=42 ASSAY_MAX_EXAMPLES=500` */
const more = {
  ...(ASSAY_PHASES && { phases: ASSAY_PHASES.split(',') as Phase[] }),
  ...(ASSAY_SEED && { seed: Number(ASSAY_SEED) }),
  ...(ASSAY_MAX_EXAMPLES && { maxExamples: Number(ASSAY_MAX_EXAMPLES) }),
};

for (const { file } of await findContracts()) {
  await describeConformance({
    contract: file,
    overrides: readOverrides(lines(ASSAY_HEADERS), lines(ASSAY_SET)),
    ...(target && { target }),
    ...more,
  });
}
