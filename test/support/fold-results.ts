import type { Contract } from '../../src/model/contract.ts';
import type { Result } from '../../src/model/run.ts';
import { addResult, createNumbering, emptyFold, type Fold } from '../../src/run/fold/fold.ts';

/** What a list of results comes to. */
export function foldResults(contract: Contract, results: readonly Result[]): Fold {
  const fold = emptyFold();
  const numberOf = createNumbering(contract.operations);
  for (const result of results) addResult(contract, fold, result, numberOf(result.case));
  return fold;
}
