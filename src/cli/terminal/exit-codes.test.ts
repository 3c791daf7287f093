import { expect, test } from '@jest/globals';
import type { Verdict } from '../../model/finding.ts';
import { exitCode } from './exit-codes.ts';

test.each<[verdicts: Verdict[], want: number]>([
  [[], 0],
  [['conforms'], 0],
  [['conforms', 'conforms'], 0],
  [['violates'], 1],
  [['undecided'], 3],
  [['conforms', 'undecided'], 3],
  [['conforms', 'violates'], 1],
  [['undecided', 'violates'], 1],
  [['violates', 'undecided'], 1],
])('verdicts %j end with %i', (verdicts, want) => expect(exitCode(verdicts)).toBe(want));
