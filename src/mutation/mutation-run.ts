import type { Contract, Statement, Unspecified } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import type { ReportOptions } from '../report/options.ts';

/** The outcome of a mutant. */
export interface MutantResult {
  id: string;
  operation: string;
  family: string;
  title: string;
  clause: Pointer;
  statement?: Statement;
  outcome: 'killed' | 'survived' | 'equivalent' | 'open';
  /** The check and the case that killed it; or why it is equivalent; or what leaves it open. */
  by: string;
  /** Set if a mutant was killed although it was proved equivalent: the proof or the check is wrong. */
  contradiction?: true;
}

/** An operation that the conforming server fails, so that its mutants show nothing. */
export interface SetAside {
  operation: string;
  /** The failed check, and the case. */
  reason: string;
}

/** The result of mutation testing for one contract. */
export interface MutationRun {
  contract: Contract;
  mutants: MutantResult[];
  killed: number;
  survived: number;
  /** The share of killed mutants among those that should be, from 0 to 100. */
  score: number;
  /** Clauses for which no mutant was killed: nothing shows that they are needed. */
  idle: Pointer[];
  /** What the documents leave open. */
  unspecified: Unspecified[];
  /** The operations without mutants; absent if there are none. */
  setAside?: SetAside[];
  /** Why there is no score, for instance because the conforming server fails the run. */
  undecided?: string;
  /** Milliseconds. */
  duration: number;
}

/** A report of mutation runs as text. Pure except for the clock: the same runs give the same text. */
export type MutationReporter = (runs: MutationRun[], options?: ReportOptions) => string;
