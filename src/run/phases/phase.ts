import type { Fuzzing } from '../../model/run.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';

/** What the phase came to: its cases, and each exchange of it, those of smaller cases too. */
export interface PhaseOutcome {
  cases: Case[];
  exchanges: { of: Case; exchange: Exchange }[];
  fuzzing: Fuzzing;
  /** Operations that nothing was generated for, and why. */
  unjudged: Undecided[];
  /** Operations of which no generated request was ever accepted. */
  undecided: Undecided[];
}
