import type { Operation } from '../../model/contract.ts';
import type { MadeElsewhere, MadeNumber } from '../../cases/fuzzing/fuzzer.ts';
import type { Start } from '../baseline/baseline.ts';

/** Makes the cases of numbers beside the run: in other threads. */
export interface CaseMakers {
  /** The makers of an operation's cases; undefined where its start cannot be told to them. */
  of(operation: Operation, start: Start, seed: number): NumbersMaker | undefined;
  close(): Promise<void>;
}

/** Makes the cases of so many numbers. @returns undefined for a number, or for all, where they have to be made here */
export type NumbersMaker = (from: number, count: number) => Promise<(MadeNumber | undefined)[] | undefined>;

/** Cases that are made before their turn. */
export interface MadeAhead {
  /** Has the cases of the next numbers made: so many parts of them. */
  ask(parts: number): void;
  /** Resolves once the first part is there. */
  ready(): Promise<void>;
  find: MadeElsewhere;
}

/** Numbers that are asked for at once. */
export const PART = 20;

/** Keeps the cases that are made ahead until their turn comes; nothing without makers. */
export function createMadeAhead(make: NumbersMaker | undefined): MadeAhead {
  // By the first number of a part.
  const parts = new Map<number, Promise<void>>();
  const made = new Map<number, MadeNumber>();
  let current = 0;

  const fetch = async (from: number): Promise<void> => {
    const cases = await make?.(from, PART);
    cases?.forEach((one, at) => one && made.set(from + at, one));
  };

  return {
    ask: (count) => {
      if (!make) return;
      for (let part = Math.floor(current / PART), end = part + count; part < end; part += 1)
        if (!parts.has(part)) parts.set(part, fetch(part * PART));
    },
    ready: async () => {
      const part = Math.floor(current / PART);
      await Promise.all([parts.get(part), parts.get(part + 1)]);
    },
    find: (number) => {
      current = number + 1;
      const found = made.get(number);
      made.delete(number);
      parts.delete(Math.floor(number / PART) - 1);
      return found;
    },
  };
}
