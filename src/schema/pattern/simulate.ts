import { holds, type Automaton } from './automaton.ts';

/** Whether a pattern is found anywhere in a text, in time linear in the text. */
export function simulate({ states, end }: Automaton, text: string, unicode: boolean): boolean {
  let current = new Set<number>();
  let before: string | undefined;

  /** Adds a state and all states that it reaches over no character. @returns whether the end is among them */
  const enter = (into: Set<number>, first: number, after: string | undefined): boolean => {
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

  const characters = unicode ? text : text.split('');
  const iterator = characters[Symbol.iterator]();
  for (let next = iterator.next(); ; next = iterator.next()) {
    const after: string | undefined = next.done === true ? undefined : next.value;
    const reached = new Set<number>();
    for (const state of current) if (enter(reached, state, after)) return true;
    // A match may begin anywhere.
    if (enter(reached, 0, after)) return true;
    if (after === undefined) return false;
    current = new Set();
    for (const state of reached) for (const { to, over } of states[state] ?? []) if (over?.has(after)) current.add(to);
    before = after;
  }
}
