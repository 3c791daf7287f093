import { degreeOf } from './ambiguity.ts';
import { createAutomaton } from './automaton.ts';
import { PatternError, spend } from './budget.ts';
import { readPattern } from './parse-pattern.ts';
import { createSimulation, type Simulation } from './simulate.ts';
import { testInTime } from './time-limit.ts';
import { cut } from '../../text/wording.ts';

/** A regular expression of a contract, bounded in time for every text. */
export interface Pattern {
  /**
   * Whether it matches anywhere in a text (JSON Schema 2020-12 Validation §6.3.3: it is not anchored).
   * @throws PatternError if a time limit is reached first: that of one text, or that of the whole message
   */
  test(text: string): boolean;
  toString(): string;
  /** Set if it is valid only without the flag u, which JSON Schema asks for (2020-12 Core §6.4). */
  isLoose: boolean;
}

/** The most steps of the engine for a text: some hundredths of a second. */
const STEPS_LIMIT = 10_000_000;
/** Milliseconds for one text and a pattern that has no automaton. */
const TIME_LIMIT = 100;

const known = new Map<string, Pattern>();
/** The most cached patterns: contracts may be read many times. */
const KNOWN_LIMIT = 5_000;

/**
 * A pattern of ECMA-262. The engine backtracks: for `^(a+)+$` and fifty characters of a hostile target, it would need years.
 * So the cost of each pattern is computed once. If it is too high for a text, an automaton matches the text instead; a pattern
 * with lookarounds or backreferences is matched by the engine with a time limit.
 * @throws SyntaxError if it is not a regular expression
 */
export function createPattern(source: string): Pattern {
  const before = known.get(source);
  if (before) return before;
  const pattern = make(source);
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(source, pattern);
  return pattern;
}

/** Whether a pattern matches in a text; false if it is not a regular expression, or if the time limit is reached. */
export function matchesPattern(source: string, text: string): boolean {
  try {
    return createPattern(source).test(text);
  } catch {
    return false;
  }
}

function make(source: string): Pattern {
  const { native, unicode } = compile(source);
  const toString = () => native.toString();
  // Most patterns are short and have no unbounded repetition, so that every text is cheap.
  if (!/[*+{]/.test(source)) return { test: (text) => native.test(text), toString, isLoose: !unicode };
  let limit: number | undefined;
  let simulation: Simulation | undefined | null = null;
  const limitOf = (): number => {
    const degree = degreeOf(readPattern(source, unicode), unicode);
    return degree === 1 ? Infinity : degree === Infinity ? 0 : Math.floor(STEPS_LIMIT ** (1 / degree));
  };
  const simulationOf = (): Simulation | undefined => {
    const automaton = createAutomaton(readPattern(source, unicode), unicode);
    return automaton && createSimulation(automaton, unicode);
  };
  const test = (text: string): boolean => {
    // Lazy: a large contract has thousands of patterns.
    limit ??= limitOf();
    if (limit === Infinity) return native.test(text);
    const isShort = text.length <= limit;
    return spend(isShort ? 'backtracking' : 'total', ({ total, backtracking }) => {
      if (total <= 0) throw tooLong(source, 'could not be tried: the patterns of this message took too long together');
      if (isShort && backtracking > 0) return native.test(text);
      if (simulation === null) simulation = simulationOf();
      if (!simulation && isShort) return native.test(text);
      const limit = Math.ceil(simulation ? total : Math.min(TIME_LIMIT, total));
      const found = simulation ? simulation(text, performance.now() + limit) : testInTime(native, text, limit);
      if (found === undefined)
        throw tooLong(source, `took longer than ${limit} ms over a text of ${text.length} characters`);
      return found;
    });
  };
  return { test, toString, isLoose: !unicode };
}

function compile(source: string): { native: RegExp; unicode: boolean } {
  try {
    return { native: new RegExp(source, 'u'), unicode: true };
  } catch (error) {
    try {
      return { native: new RegExp(source), unicode: false };
    } catch {
      throw error;
    }
  }
}

function tooLong(source: string, why: string): PatternError {
  return new PatternError(`the pattern ${cut(source)} ${why}`, source);
}
