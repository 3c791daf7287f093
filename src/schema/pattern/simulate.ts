import { holds, type Automaton } from './automaton.ts';

/** Whether a pattern is found in a text; undefined where that took longer than until `deadline`, a time of `performance.now()`. */
export type Simulation = (text: string, deadline?: number) => boolean | undefined;

/** What the automaton may be in after a text: its states, and the last character as far as assertions ask for it. */
interface Place {
  states: readonly number[];
  before: string | undefined;
  /** Where each character leads, once that was worked out; by its code where that is small. */
  next: (Place | undefined)[];
  more: Map<string, Place>;
}

const FOUND: Place = { states: [], before: undefined, next: [], more: new Map() };
/** Codes of characters that are looked up in a list. */
const CODES = 256;
/** How many characters are read from one look at the clock to the next. */
const STRIDE = 4_096;

/** All simulations together remember so much: a state or a character each. Then everything is forgotten. */
const MEMORY_LIMIT = 4_000_000;
let remembered = 0;
let memory = new WeakMap<Automaton, Map<string, Place>>();

/**
 * Finds a pattern anywhere in texts, in time linear in a text. What the automaton may be in after a character is worked out
 * once and remembered, so that most characters cost a look-up.
 */
export function createSimulation(automaton: Automaton, unicode: boolean): Simulation {
  const { states, end } = automaton;
  const asksBefore = states.some((steps) => steps.some(({ where }) => where !== undefined));

  /** Adds a state and all states that it reaches without a character. @returns whether the end is among them */
  const enter = (into: Set<number>, first: number, before: string | undefined, after: string | undefined): boolean => {
    const waiting = [first];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (state === end) return true;
      if (into.has(state)) continue;
      into.add(state);
      for (const { to, over, where } of states[state] ?? [])
        if (!over && (where === undefined || holds(where, before, after))) waiting.push(to);
    }
    return false;
  };

  /** The states that are reached before a character; undefined where the end is among them. A match may begin anywhere. */
  const reach = ({ states: from, before }: Place, after: string | undefined): Set<number> | undefined => {
    const reached = new Set<number>();
    for (const state of from) if (enter(reached, state, before, after)) return undefined;
    return enter(reached, 0, before, after) ? undefined : reached;
  };

  const placeOf = (at: Iterable<number>, before: string | undefined): Place => {
    const list = [...at].sort((a, b) => a - b);
    const key = `${before ?? ''} ${list.join()}`;
    let places = memory.get(automaton);
    const known = places?.get(key);
    if (known) return known;
    const made: Place = { states: list, before, next: [], more: new Map() };
    if (!places || remembered > MEMORY_LIMIT) {
      if (remembered > MEMORY_LIMIT) [remembered, memory] = [0, new WeakMap<Automaton, Map<string, Place>>()];
      memory.set(automaton, (places = new Map<string, Place>()));
    }
    places.set(key, made);
    remembered += list.length + CODES;
    return made;
  };

  const follow = (place: Place, after: string): Place => {
    const reached = reach(place, after);
    if (!reached) return FOUND;
    const to = new Set<number>();
    for (const state of reached) for (const step of states[state] ?? []) if (step.over?.has(after)) to.add(step.to);
    // Assertions tell characters of words from others, and nothing more.
    return placeOf(to, asksBefore && /^\w$/.test(after) ? 'a' : '-');
  };

  return (text, deadline = Infinity) => {
    let place = placeOf([], undefined);
    for (let at = 0, look = STRIDE; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      let next = code < CODES ? place.next[code] : undefined;
      if (!next) {
        const after = code < CODES || !unicode ? text.charAt(at) : String.fromCodePoint(text.codePointAt(at) as number);
        next = place.more.get(after) ?? follow(place, after);
        if (code < CODES) place.next[code] = next;
        else {
          if (remembered <= MEMORY_LIMIT && !place.more.has(after)) {
            remembered += 1;
            place.more.set(after, next);
          }
          at += after.length - 1;
        }
        // What has to be worked out takes longer.
        look -= 100;
      }
      if (next === FOUND) return true;
      place = next;
      look -= 1;
      if (look <= 0) {
        if (performance.now() > deadline) return undefined;
        look = STRIDE;
      }
    }
    return reach(place, undefined) === undefined;
  };
}
