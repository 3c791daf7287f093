import { Arbitrary, stream, Value, type Random, type Stream } from 'fast-check';

/**
 * The two ranges of values. A typical value is an everyday one: a server has no reason to refuse it if the contract allows it.
 * An edge value is at the limits of what the contract allows.
 */
export type ValueRange = 'typical' | 'edge';

/**
 * Early values are often those that the contract shows, and those that are known to make servers fail. There are few of these, so that
 * late ones, after most of them were drawn, seldom are.
 */
export type Stage = 'early' | 'late';

/** The number between two bounds that is nearest to the wanted one. */
export function clamp(wanted: number, least: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}

/** Created at its first use: schemas may contain themselves, and most parts of a large schema are never used. */
export function lazy<T>(make: () => Arbitrary<T>): Arbitrary<T> {
  let made: Arbitrary<T> | undefined;
  return new Deferred(() => (made ??= make()));
}

class Deferred<T> extends Arbitrary<T> {
  readonly #made: () => Arbitrary<T>;

  constructor(made: () => Arbitrary<T>) {
    super();
    this.#made = made;
  }

  override generate(random: Random, bias: number | undefined): Value<T> {
    return this.#made().generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#made().canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    return this.#made().shrink(value, context);
  }
}

/** Like `filter`, but after so many tries it gives the last value, which the caller must check. */
export function bounded<T>(source: Arbitrary<T>, fits: (value: T) => boolean, tries = 10): Arbitrary<T> {
  return new Bounded(source, fits, tries);
}

class Bounded<T> extends Arbitrary<T> {
  readonly #source: Arbitrary<T>;
  readonly #fits: (value: T) => boolean;
  readonly #tries: number;

  constructor(source: Arbitrary<T>, fits: (value: T) => boolean, tries: number) {
    super();
    this.#source = source;
    this.#fits = fits;
    this.#tries = tries;
  }

  override generate(random: Random, bias: number | undefined): Value<T> {
    let value = this.#source.generate(random, bias);
    for (let tried = 1; tried < this.#tries && !this.#fits(value.value); tried += 1)
      value = this.#source.generate(random, bias);
    return value;
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#source.canShrinkWithoutContext(value) && this.#fits(value);
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    return this.#source.shrink(value, context).filter((smaller) => this.#fits(smaller.value));
  }
}

/** One of some words, which shrinks letter by letter. */
export function words(all: readonly string[]): Arbitrary<string> {
  return new Words(all);
}

class Words extends Arbitrary<string> {
  readonly #all: readonly string[];

  constructor(all: readonly string[]) {
    super();
    this.#all = all;
  }

  override generate(random: Random): Value<string> {
    return new Value(this.#all[random.nextInt(0, this.#all.length - 1)] ?? '', undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string';
  }

  override shrink(value: string): Stream<Value<string>> {
    const letters = [...value];
    const half = Math.ceil(letters.length / 2);
    const cuts = [
      letters.slice(0, half),
      letters.slice(half),
      ...letters.slice(0, 40).map((_, index) => letters.toSpliced(index, 1)),
    ];
    const smaller = [...new Set(cuts.map((cut) => cut.join('')))].filter((text) => text.length < value.length);
    return stream(smaller.map((text) => new Value(text, undefined)).values());
  }
}

/** A random generator for a seed and a purpose: sfc32 (C. Doty-Humphrey), which passes PractRand and takes a dozen operations. */
export function randomOf(...parts: (string | number)[]): RandomSource {
  const text = parts.join('\n');
  // FNV-1a with four different starts.
  const hash = (start: number) => {
    let state = start;
    for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    return state | 0;
  };
  const source = createSource(hash(0x811c9dc5), hash(0x1b873593), hash(0x2545f491), 1);
  for (let round = 0; round < 12; round += 1) source.next();
  return source;
}

/** The generator interface of fast-check's `Random`. */
export interface RandomSource {
  clone(): RandomSource;
  next(): number;
  getState(): readonly number[];
}

function createSource(a: number, b: number, c: number, d: number): RandomSource {
  return {
    clone: () => createSource(a, b, c, d),
    next: () => {
      const sum = (a + b + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      return sum;
    },
    getState: () => [a, b, c, d],
  };
}

/** Picks a candidate by a number. The pick stays the same if other candidates are added or removed (rendezvous hashing). */
export function pick<T>(all: T[], by: number, keyOf: (one: T) => string): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const one of all) {
    const text = keyOf(one);
    let hash = by ^ 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = (hash ^ (hash >>> 12)) >>> 0;
    if (hash < least) [least, best] = [hash, one];
  }
  return best;
}
