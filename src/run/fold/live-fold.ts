import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Spool } from './spool.ts';
import { addResult, createNumbering, emptyFold, type Fold } from './fold.ts';

/** So many cases wait to be folded: a run with fewer knows every secret before it writes the first text. */
const BATCH = 1_000;

/** Folds the cases of a live run as they are done. */
export interface LiveFold {
  /** Takes cases that nothing more is asked of. */
  add(cases: readonly Case[]): void;
  /** Folds what still waits, and gives what all came to. */
  conclude(): Fold;
}

export interface LiveFoldOptions {
  /** How many results are kept beside those that findings show. */
  keep: number;
  /** Takes all results. */
  spool?: Spool | undefined;
  /** How many cases wait before they are folded. */
  batch?: number;
  /** Cases that stand before all that wait; the list may grow. */
  first: readonly Case[];
  /** Whether a case is no part of the run. */
  isLeftOut(testCase: Case): boolean;
  /** Why cases without an exchange were not sent. */
  unsent(): string | undefined;
}

/** @param order the operations in whose order their cases count */
export function createLiveFold(
  contract: Contract,
  order: readonly Operation[],
  judge: Judge,
  { keep, spool, batch = BATCH, first, isLeftOut, unsent }: LiveFoldOptions,
): LiveFold {
  const fold = emptyFold();
  const numberOf = createNumbering(order);
  let taken = 0;
  let waiting: Case[] = [];

  function settle(): void {
    const cases = [...first.slice(taken), ...waiting].filter((testCase) => !isLeftOut(testCase));
    taken = first.length;
    waiting = [];
    for (const result of judge.settle(cases, unsent())) {
      spool?.add(result, fold.counts.cases);
      addResult(contract, fold, result, numberOf(result.case), { keep });
    }
  }

  return {
    add: (cases) => {
      for (const testCase of cases) waiting.push(testCase);
      if (waiting.length >= batch) settle();
    },
    conclude: () => {
      settle();
      return fold;
    },
  };
}
