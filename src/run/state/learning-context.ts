import type { Contract } from '../../model/contract.ts';
import type { Ledger } from './ledger.ts';
import type { Things } from './things.ts';

/** What those share that learn from answers. */
export interface LearningContext {
  contract: Contract;
  /** Of the target, so that a URI can be read as a path of the contract. */
  baseUrl: string;
  ledger: Ledger;
  things: Things;
  /** The paths of lists that showed all there was: what is created there later is new. */
  wholeLists: Set<string>;
}

/** When a request was sent and answered, in milliseconds since 1970; absent where the target does not say. */
export interface Times {
  sent?: number;
  answered?: number;
}
