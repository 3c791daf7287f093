import vm from 'node:vm';
import { degreeOf } from './ambiguity.ts';
import { createAutomaton } from './automaton.ts';
import { PatternError, spend } from './budget.ts';
import { readPattern } from './parse-pattern.ts';
import { createSimulation, type Simulation } from './simulate.ts';

/** A regular expression of a contract, bounded in time for every text. */
export interface Pattern {
  /**
   * Whether it is found in a text (JSON Schema 2020-12 Validation §6.3.3: it is not anchored).
   * @throws PatternError where the time limit is reached first: that of one text, or of the message that is judged
   */
  test(text: string): boolean;
  toString(): string;
  /** Set where it is only valid without the flag u, which JSON Schema asks for (2020-12 Core §6.4). */
  isLoose: boolean;
}

/** The steps that the engine may take for a text: some hundredths of a second. */
const STEPS_LIMIT = 10_000_000;
/** Milliseconds for one text and a pattern that no automaton can follow. */
const TIME_LIMIT = 100;

const known = new Map<string, Pattern>();
/** At most so many patterns are remembered, as contracts may be read again and again. */
const KNOWN_LIMIT = 5_000;

/**
 * A pattern as ECMA-262 reads it. The engine backtracks: for `^(a+)+$` and fifty characters that a target chose, it needs
 * years. So the cost of each pattern is worked out once. Where it is too high for a text, an automaton matches it instead; for
 * a pattern with lookarounds or backreferences the engine matches it with a time limit.
 * @throws SyntaxError where it is no regular expression
 */
export function createPattern(source: string): Pattern {
  const before = known.get(source);
  if (before) return before;
  const pattern = make(source);
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(source, pattern);
  return pattern;
}

/** Whether a pattern is found in a text; false where it is no regular expression, or where that cannot be told in time. */
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
  // Most patterns are short and have no unbounded repeat, so that every text is cheap.
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
    // Worked out at the first use, as a large contract has thousands of patterns.
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

let room: { script: vm.Script; context: vm.Context } | undefined;

/** Undefined where the time is over first. */
function testInTime(native: RegExp, text: string, timeout: number): boolean | undefined {
  room ??= { script: new vm.Script('pattern.test(text)'), context: vm.createContext({}) };
  Object.assign(room.context, { pattern: native, text });
  try {
    return room.script.runInContext(room.context, { timeout }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return undefined;
  } finally {
    Object.assign(room.context, { pattern: undefined, text: undefined });
  }
}

function tooLong(source: string, why: string): PatternError {
  return new PatternError(`the pattern ${source.length > 100 ? `${source.slice(0, 100)}…` : source} ${why}`, source);
}
