import type { Node } from './parse-pattern.ts';

/** A step of an automaton: over a character, over nothing, or over nothing if an assertion holds. */
type Step = { to: number; over?: CharacterSet; where?: string };

/** One character or class of a pattern. */
export interface CharacterSet {
  has(character: string): boolean;
}

/** A nondeterministic automaton (Thompson's), which starts in state 0. */
export interface Automaton {
  states: Step[][];
  end: number;
  /** The distinct classes, for callers that need all distinguishable characters. */
  sets: Map<string, CharacterSet>;
}

/** More states than any honest pattern has. */
const STATES_LIMIT = 3_000;

/**
 * The automaton of a pattern; undefined if it would be too large, or if the pattern is not regular.
 * @param rough treats every count above one as any number, and lookarounds and backreferences as text: such an automaton
 * matches more, and has every ambiguity of the pattern
 */
export function createAutomaton(pattern: Node, unicode: boolean, rough = false): Automaton | undefined {
  const states: Step[][] = [];
  const sets = new Map<string, CharacterSet>();
  const state = (): number => states.push([]) - 1;
  const step = (from: number, to: number, more: Omit<Step, 'to'> = {}): void =>
    void (states[from] as Step[]).push({ to, ...more });

  /** Adds a node after a state. @returns the state after it; undefined if there are too many */
  const add = (node: Node, from: number): number | undefined => {
    if (states.length > STATES_LIMIT) return undefined;
    if (node.kind === 'character' || node.kind === 'assertion') {
      const to = state();
      step(from, to, node.kind === 'assertion' ? { where: node.source } : { over: setOf(node.source) });
      return to;
    }
    if (node.kind === 'beyond') return rough ? add(node.of, from) : undefined;
    if (node.kind === 'sequence')
      return node.of.reduce<number | undefined>((at, part) => (at === undefined ? at : add(part, at)), from);
    if (node.kind === 'repeat') return addRepeat(node, from);
    const to = state();
    for (const part of node.of) {
      const begin = state();
      step(from, begin);
      const end = add(part, begin);
      if (end === undefined) return undefined;
      step(end, to);
    }
    return to;
  };

  const addRepeat = ({ of, least, most }: Node & { kind: 'repeat' }, from: number): number | undefined => {
    const isEndless = most === Infinity || (rough && most > 1);
    let at: number | undefined = from;
    for (let count = 0; count < (rough ? Math.min(least, 1) : least) && at !== undefined; count += 1) at = add(of, at);
    if (at === undefined) return undefined;
    if (isEndless) {
      const [again, to] = [state(), state()];
      step(at, again);
      const end = add(of, again);
      if (end === undefined) return undefined;
      step(end, again);
      step(again, to);
      return to;
    }
    const to = state();
    for (let count = least; count < most; count += 1) {
      step(at, to);
      const begin = state();
      step(at, begin);
      const end = add(of, begin);
      if (end === undefined) return undefined;
      at = end;
    }
    step(at, to);
    return to;
  };

  const setOf = (source: string): CharacterSet => {
    const known = sets.get(source) ?? createSet(source, unicode);
    sets.set(source, known);
    return known;
  };

  const begin = state();
  const end = add(pattern, begin);
  return end === undefined ? undefined : { states, end, sets };
}

/** A class that the engine itself evaluates; its results for the first characters are cached. */
function createSet(source: string, unicode: boolean): CharacterSet {
  // Without the flag u, some literal characters are not a valid pattern by themselves.
  const text = '{}]'.includes(source) ? `\\${source}` : source;
  const test = new RegExp(`^(?:${text})$`, unicode ? 'u' : '');
  const known: (boolean | undefined)[] = [];
  return {
    has: (character) => {
      const code = character.codePointAt(0) as number;
      return code < 256 ? (known[code] ??= test.test(character)) : test.test(character);
    },
  };
}

/** Whether an assertion holds between two characters, either of which may be the end of the text (ECMA-262 §22.2.2.4). */
export function holds(assertion: string, before: string | undefined, after: string | undefined): boolean {
  if (assertion === '^') return before === undefined;
  if (assertion === '$') return after === undefined;
  const isEdge = isWord(before) !== isWord(after);
  return assertion === '\\b' ? isEdge : !isEdge;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character);
}
