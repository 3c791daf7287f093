import { createAutomaton, type Automaton } from './automaton.ts';
import { components } from './strong-components.ts';
import type { Node } from './parse-pattern.ts';

/**
 * The cost of a pattern for a backtracking engine: the steps for a text of n characters grow as n to this power. It is
 * Infinity if a repeated part matches in two ways, so that the steps double with each character.
 */
export type Degree = number;

const ANYTHING: Node = { kind: 'repeat', of: { kind: 'character', source: '[^]' }, least: 0, most: Infinity };
/** The most pairs of places that are examined; a pattern with more counts as dangerous. */
const EFFORT_LIMIT = 1_000_000;

/** How much a pattern may cost (Weber and Seidl, On the degree of ambiguity of finite automata, 1991). Never too low. */
export function degreeOf(pattern: Node, unicode: boolean): Degree {
  // An engine tries an unanchored pattern at each place.
  const whole: Node = isAnchored(pattern) ? pattern : { kind: 'sequence', of: [ANYTHING, pattern] };
  const automaton = createAutomaton(whole, unicode, true);
  const places = automaton && placesOf(automaton);
  if (!places) return Infinity;
  const rings = components(places.map(({ next }) => next)).filter((ring) =>
    ring.some((place) => places[place]?.next.some((next) => ring.includes(next))),
  );
  return rings.some((ring) => isAmbiguous(places, ring)) ? Infinity : longestChain(places, rings);
}

function isAnchored(node: Node | undefined): boolean {
  if (node?.kind === 'assertion') return node.source === '^';
  if (node?.kind === 'sequence') return isAnchored(node.of[0]);
  return node?.kind === 'choice' && node.of.every(isAnchored);
}

/** A place of the pattern: the characters that it matches, as bits, and the places that may follow it. */
interface Place {
  set: bigint;
  next: number[];
  /** The following places that can be reached in more than one way. */
  twice: Set<number>;
}

/** Undefined if it takes too long. */
function placesOf({ states, sets }: Automaton): Place[] | undefined {
  const alphabet = alphabetOf([...sets.keys()]);
  const bits = new Map(
    [...sets.values()].map((set) => [
      set,
      alphabet.reduce((all, character, bit) => (set.has(character) ? all | (1n << BigInt(bit)) : all), 0n),
    ]),
  );
  const indexes = new Map<object, number>();
  for (const step of states.flat()) if (step.over) indexes.set(step, indexes.size);
  let effort = 0;

  /** The places that follow a state, and those that can be reached in two ways. */
  const behind = (state: number): Pick<Place, 'next' | 'twice'> => {
    const [next, twice, within] = [new Set<number>(), new Set<number>(), new Set<number>()];
    let isIdle = false;
    const visit = (at: number): void => {
      // A repeated part that may be empty can be repeated any number of times.
      if (within.has(at)) isIdle = true;
      if (within.has(at) || (effort += 1) > EFFORT_LIMIT) return;
      within.add(at);
      for (const step of states[at] ?? []) {
        const place = indexes.get(step);
        if (place === undefined) visit(step.to);
        else if (next.has(place)) twice.add(place);
        else next.add(place);
      }
      within.delete(at);
    };
    visit(state);
    return { next: [...next], twice: isIdle ? next : twice };
  };

  const places = states
    .flat()
    .flatMap(({ over, to }) => (over ? [{ set: bits.get(over) as bigint, ...behind(to) }] : []));
  return effort > EFFORT_LIMIT ? undefined : places;
}

/** Characters that distinguish the classes of a pattern: ASCII, some others, and the neighbours of those that it names. */
function alphabetOf(sources: string[]): string[] {
  const codes = new Set(Array.from({ length: 128 }, (_, code) => code));
  for (const code of [0x85, 0xa0, 0xe9, 0x3b1, 0x4e2d, 0x2028, 0x1f600]) codes.add(code);
  for (const source of sources) {
    const escaped = [...source.matchAll(/\\u\{?([0-9a-f]{1,6})|\\x([0-9a-f]{2})/gi)].map(([, long, short]) =>
      parseInt(long ?? short ?? '0', 16),
    );
    for (const code of [...[...source].map((character) => character.codePointAt(0) as number), ...escaped])
      for (const near of [code - 1, code, code + 1]) if (near >= 0 && near <= 0x10ffff) codes.add(near);
  }
  return [...codes].map((code) => String.fromCodePoint(code));
}

/** Whether one text leads from a place of a cycle back to it in two ways: then each turn doubles the number of ways. */
function isAmbiguous(places: Place[], ring: number[]): boolean {
  const within = new Set(ring);
  const nextOf = (place: number) => (places[place] as Place).next.filter((next) => within.has(next));
  if (ring.some((place) => nextOf(place).some((next) => places[place]?.twice.has(next)))) return true;
  if (ring.length ** 2 > EFFORT_LIMIT / 10) return true;
  const index = new Map(ring.map((place, at) => [place, at]));
  const pair = (one: number, other: number) => (index.get(one) as number) * ring.length + (index.get(other) as number);
  let effort = 0;
  const pairs = ring.flatMap((one) =>
    ring.map((other) => {
      const next: number[] = [];
      if (effort > EFFORT_LIMIT) return next;
      for (const a of nextOf(one))
        for (const b of nextOf(other)) {
          effort += 1;
          if (((places[a] as Place).set & (places[b] as Place).set) !== 0n) next.push(pair(a, b));
        }
      return next;
    }),
  );
  if (effort > EFFORT_LIMIT) return true;
  const isDiagonal = (node: number) => Math.floor(node / ring.length) === node % ring.length;
  return components(pairs).some((component) => component.some(isDiagonal) && !component.every(isDiagonal));
}

/** The largest number of successive cycles that can share a text: each one raises the power by one. */
function longestChain(places: Place[], rings: number[][]): number {
  const alphabets = rings.map((ring) => ring.reduce((all, place) => all | (places[place] as Place).set, 0n));
  const sharing = rings.map((ring, from) =>
    rings.flatMap((other, to) =>
      from !== to && reaches(places, ring, other, (alphabets[from] ?? 0n) & (alphabets[to] ?? 0n)) ? [to] : [],
    ),
  );
  const known = new Map<number, number>();
  const chain = (ring: number): number => {
    const before = known.get(ring);
    if (before !== undefined) return before;
    const length = 1 + Math.max(0, ...(sharing[ring] ?? []).map(chain));
    known.set(ring, length);
    return length;
  };
  return Math.max(1, ...rings.map((_, ring) => chain(ring)));
}

/** Whether a text that both cycles match leads from one to the other. */
function reaches(places: Place[], from: number[], to: number[], shared: bigint): boolean {
  const seen = new Set(from);
  const waiting = [...from];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    for (const next of places[place]?.next ?? []) {
      if (seen.has(next) || ((places[next] as Place).set & shared) === 0n) continue;
      if (to.includes(next)) return true;
      seen.add(next);
      waiting.push(next);
    }
  }
  return false;
}
