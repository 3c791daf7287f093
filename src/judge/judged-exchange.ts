import type { Undecided } from '../model/finding.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Reported } from './run-checks.ts';
import type { Judgement } from './judgement.ts';

/** An exchange that was judged. */
export interface JudgedExchange {
  exchange: Exchange;
  judgement?: Judgement;
  reported: Reported[];
  undecided?: Undecided;
}
