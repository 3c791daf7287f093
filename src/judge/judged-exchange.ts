import type { Undecided } from '../model/finding.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Heard } from './run-checks.ts';
import type { Judgement } from './judgement.ts';

/** An exchange that was judged. */
export interface Hearing {
  exchange: Exchange;
  judgement?: Judgement;
  heard: Heard[];
  undecided?: Undecided;
}
