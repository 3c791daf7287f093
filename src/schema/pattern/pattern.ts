import vm from 'node:vm';
import { degreeOf } from './ambiguity.ts';
import { createAutomaton, type Automaton } from './automaton.ts';
import { readPattern } from './parse-pattern.ts';
import { simulate } from './simulate.ts';

/** A regular expression of a contract, bounded in time for every text. */
export interface Pattern {
  /**
   * Whether it is found in a text (JSON Schema 2020-12 Validation §6.3.3: it is not anchored).
   * @throws PatternError where the time limit is reached first
   */
  test(text: string): boolean;
  toString(): string;
  /** Set where it is only valid without the flag u, which JSON Schema asks for (2020-12 Core §6.4). */
  isLoose: boolean;
}

/** The time limit was reached for a text. */
export class PatternError extends Error {
  override name = 'PatternError';
}

/** The steps that the engine may take for a text: some hundredths of a second. */
const STEPS_LIMIT = 10_000_000;
/** Milliseconds for a pattern that no automaton can follow. */
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
  let automaton: Automaton | undefined | null = null;
  const limitOf = (): number => {
    const degree = degreeOf(readPattern(source, unicode), unicode);
    return degree === 1 ? Infinity : degree === Infinity ? 0 : Math.floor(STEPS_LIMIT ** (1 / degree));
  };
  const test = (text: string): boolean => {
    // Worked out at the first use, as a large contract has thousands of patterns.
    if (text.length <= (limit ??= limitOf())) return native.test(text);
    if (automaton === null) automaton = createAutomaton(readPattern(source, unicode), unicode);
    return automaton ? simulate(automaton, text, unicode) : testInTime(native, text);
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

function testInTime(native: RegExp, text: string): boolean {
  room ??= { script: new vm.Script('pattern.test(text)'), context: vm.createContext({}) };
  Object.assign(room.context, { pattern: native, text });
  try {
    return room.script.runInContext(room.context, { timeout: TIME_LIMIT }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new PatternError(
      `the pattern ${source(native)} took longer than ${TIME_LIMIT} ms over a text of ${text.length} characters`,
    );
  } finally {
    Object.assign(room.context, { pattern: undefined, text: undefined });
  }
}

function source(native: RegExp): string {
  return native.source.length > 100 ? `${native.source.slice(0, 100)}…` : native.source;
}
