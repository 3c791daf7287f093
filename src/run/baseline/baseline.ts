import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Pointer } from '../../model/json.ts';
import type { AcceptedRequest, Result } from '../../model/run.ts';
import type { PathValues } from '../../cases/baseline/known.ts';
import type { Base } from '../../cases/valid-requests.ts';
import type { Seen } from '../../cases/baseline/ladder.ts';
import type { Overrides } from '../../messages/overrides.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Climb, Tried } from './climb.ts';

/** What is known of an operation once its ladder was climbed. */
export interface Baseline {
  operation: Operation;
  climb: Climb;
  /** The request that was accepted, to vary. */
  accepted?: AcceptedBase;
  /** What became of what was sent, so that nothing is sent twice. */
  seen: Seen;
}

/** An accepted request, and what its variations carry besides. */
export interface AcceptedBase extends Tried {
  base: Base;
  overrides: Overrides;
  /** Whether a value of the body names another thing, which is there. */
  isReference(place: Pointer, value: string): boolean;
}

export interface Baselines {
  /** Undefined where the operation's own documented requests are its baseline. */
  of(operation: Operation): Baseline | undefined;
  /** Looks for an accepted request of each operation, a level at a time. */
  find(operations: readonly Operation[], workers: number): Promise<void>;
  /** Looks for one of a single operation, unless that was done; undefined where its documented requests are exact. */
  search(operation: Operation): Promise<Baseline | undefined>;
  /** Looks for one of a single operation, for one thing. */
  findFor(operation: Operation, paths: PathValues[]): Promise<Baseline>;
  /** The cases that follow from what was accepted, without those that were sent. @param path in place of its own */
  casesFor(operation: Operation, path?: Case['inputs']['path']): Case[];
  /** What requests of an operation that are made anew start from; undefined where none may be. @param path in place of its own */
  startOf(operation: Operation, path?: Case['inputs']['path']): Start | undefined;
  /** A request that creates another thing as the accepted one did; undefined where none was accepted, or no other name is free. */
  another(operation: Operation): Promise<Case | undefined>;
  /** Whether the accepted request is accepted once more; under another name, where it creates something. */
  isAcceptedAgain(operation: Operation): Promise<boolean>;
  /** Counts a refused request of the search as a case, unless it is one. */
  keep(testCase: Case, exchange: Exchange): void;
  /** The cases of the search that count: what was accepted, and what made the target fail. */
  readonly cases: readonly Case[];
  /** Requests of the search that were refused, a few of each operation. */
  tried(): Result[];
  /** The first documented request whose credentials were refused. */
  readonly refusedCredentials: Case | undefined;
  /** The operations that accepted nothing, each with the target's own words. */
  undecided(mask: (text: string) => string): Undecided[];
  /** What the target asked for that the document does not say. */
  learned(mask: (text: string) => string): Undecided[];
  accepted(ledger: Ledger): AcceptedRequest[];
}

/** What requests are made from. */
export interface Start {
  overrides: Overrides;
  /** Absent where they are made as they are without any target. */
  bases?: Base[];
}
