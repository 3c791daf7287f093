import type { Contract, Statement, Unspecified } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';

/** What became of a mutant. */
export interface MutantResult {
  id: string;
  operation: string;
  family: string;
  title: string;
  clause: Pointer;
  statement?: Statement;
  outcome: 'killed' | 'survived' | 'equivalent' | 'open';
  /** The check that killed it, and the case that it was killed by; or why it is equivalent, or what leaves it open. */
  by: string;
  /** Set where a mutant that was proved equivalent was killed all the same: the proof or the check is wrong. */
  contradiction?: true;
}

/** An operation that the server fails though nothing was changed in it, so that no mutant of it tells anything. */
export interface SetAside {
  operation: string;
  /** The check that fails, and the case. */
  reason: string;
}

/** What mutation testing found of one contract. */
export interface MutationRun {
  contract: Contract;
  mutants: MutantResult[];
  killed: number;
  survived: number;
  /** Killed of those that should be, from 0 to 100. */
  score: number;
  /** Clauses that no mutant was killed for: nothing shows that they are needed. */
  idle: Pointer[];
  /** What the documents leave open. */
  unspecified: Unspecified[];
  /** The operations of which no mutants were made; absent where there is none. */
  setAside?: SetAside[];
  /** Why nothing can be said: the server that is not mutated fails the run, for instance. */
  undecided?: string;
  /** Milliseconds. */
  duration: number;
}

/** A report of mutation runs as text. Pure: the same runs give the same text. */
export type MutationReporter = (runs: MutationRun[]) => string;
