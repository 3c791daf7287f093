/** The time limit was reached: nobody knows whether the pattern is found in the text. */
export class PatternError extends Error {
  override name = 'PatternError';
  constructor(
    message: string,
    /** The pattern, as the contract has it. */
    readonly pattern: string,
  ) {
    super(message);
  }
}

/** Milliseconds that are left to the patterns of one message. */
export interface Budget {
  /** For the engine, which backtracks; after that, automata. */
  backtracking: number;
  total: number;
}

/** Enough for any honest message: most take less than one. */
const PER_MESSAGE: Readonly<Budget> = { backtracking: 100, total: 1_000 };

let current: Budget | undefined;

/**
 * Judges one message: all patterns that it is held to share one budget, however many texts there are in it, and however many
 * schemas they are held to. Work within work has the budget of the outer.
 */
export function withinBudget<T>(work: () => T, budget: Readonly<Budget> = PER_MESSAGE): T {
  if (current) return work();
  current = { ...budget };
  try {
    return work();
  } finally {
    current = undefined;
  }
}

/** Takes the time of a match out of the budget of the message; outside of any, a match has a budget of its own. */
export function spend<T>(by: keyof Budget, match: (left: Readonly<Budget>) => T): T {
  const budget = current ?? { ...PER_MESSAGE };
  const began = performance.now();
  try {
    return match(budget);
  } finally {
    const time = performance.now() - began;
    budget.total -= time;
    if (by === 'backtracking') budget.backtracking -= time;
  }
}
