/** A set that remembers the last values alone. */
export interface BoundedSet<Value> extends Iterable<Value> {
  readonly size: number;
  has(value: Value): boolean;
  /** Adds a value; where there are too many, the one that was added first is forgotten. */
  add(value: Value): void;
}

/** @param most how many values are remembered */
export function createBoundedSet<Value>(most: number): BoundedSet<Value> {
  const values = new Set<Value>();
  return {
    get size() {
      return values.size;
    },
    has: (value) => values.has(value),
    add: (value) => {
      values.add(value);
      if (values.size <= most) return;
      const [oldest] = values as Set<Value> & [Value];
      values.delete(oldest);
    },
    [Symbol.iterator]: () => values[Symbol.iterator](),
  };
}
