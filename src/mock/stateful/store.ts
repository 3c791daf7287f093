import type { JsonObject } from '../../model/json.ts';

/** Where a thing is kept: the path of its collection and what names it there, both percent-encoded. */
export interface Address {
  /** With the name of the contract before it: `bookshop/books/41/reviews`. */
  collection: string;
  id: string;
}

/** One thing as it is now. A change puts another in its place. */
export interface Thing {
  id: string;
  value: JsonObject;
  /** Another number for each state of any thing. */
  revision: number;
}

/** What is in a collection at one moment. The same object until something in it changes. */
export interface Contents {
  things: readonly Thing[];
  history?: History;
  /** How many changes came before. */
  moment?: number;
}

/** One thing that was added, changed or taken away. */
export interface Change {
  before?: Thing;
  after?: Thing;
}

/** The last changes of a collection: the same object at each moment. */
export interface History {
  /** The changes from one moment on; undefined where they are no longer known. */
  since(moment: number): readonly Change[] | undefined;
}

/** All that the mock keeps, in memory. */
export interface Store {
  find(address: Address): Thing | undefined;
  /** Whether something lies in a thing, though the thing itself may not be kept. */
  hasWithin(address: Address): boolean;
  /** Whether a thing was there and was deleted. */
  wasRemoved(address: Address): boolean;
  /** Adds a thing, or puts another state in place of the one that is there. */
  put(address: Address, value: JsonObject): Thing;
  /** Removes a thing and all that lies in it. @returns whether it was there */
  remove(address: Address): boolean;
  /** Removes a thing as if it had never been there; what lies in it stays. */
  forget(address: Address): void;
  contents(collection: string): Contents;
  /** Every collection that has something in it. */
  collections(): Map<string, Contents>;
  clear(): void;
  /** The last number that was given in each series of identifiers, so that the next one is found at once however many there are. */
  numbers: Map<string, number>;
}

export function createStore(onChange: () => void = () => {}): Store {
  const collections = new Map<string, Map<string, Thing>>();
  const removed = new Set<string>();
  const contents = new Map<string, Contents>();
  const histories = new Map<string, ReturnType<typeof createHistory>>();
  let revision = 0;

  const changed = (collection: string, change: Change): void => {
    contents.delete(collection);
    histories.get(collection)?.add(change);
    onChange();
  };
  const contentsOf = (collection: string): Contents => {
    const things = collections.get(collection);
    if (!things) return { things: [] };
    const history = histories.get(collection) ?? createHistory();
    histories.set(collection, history);
    const known = contents.get(collection) ?? { things: [...things.values()], history, moment: history.count() };
    contents.set(collection, known);
    return known;
  };

  return {
    numbers: new Map(),
    find: ({ collection, id }) => collections.get(collection)?.get(id),
    hasWithin: (address) => {
      const below = `${keyOf(address)}/`;
      return [...collections].some(([path, things]) => things.size > 0 && path.startsWith(below));
    },
    wasRemoved: (address) => removed.has(keyOf(address)),
    put: (address, value) => {
      const { collection, id } = address;
      const things = collections.get(collection) ?? new Map<string, Thing>();
      const thing: Thing = { id, value, revision: ++revision };
      const before = things.get(id);
      collections.set(collection, things.set(id, thing));
      removed.delete(keyOf(address));
      changed(collection, { ...(before && { before }), after: thing });
      return thing;
    },
    remove: (address) => {
      const { collection, id } = address;
      const before = collections.get(collection)?.get(id);
      if (!before) return false;
      collections.get(collection)?.delete(id);
      removed.add(keyOf(address));
      if (removed.size > REMEMBERED) removed.delete(removed.values().next().value as string);
      const below = `${keyOf(address)}/`;
      for (const path of collections.keys())
        if (path.startsWith(below)) {
          collections.delete(path);
          contents.delete(path);
          histories.delete(path);
        }
      changed(collection, { before });
      return true;
    },
    forget: ({ collection, id }) => {
      const before = collections.get(collection)?.get(id);
      if (before && collections.get(collection)?.delete(id)) changed(collection, { before });
    },
    contents: contentsOf,
    collections: () =>
      new Map(
        [...collections].flatMap(([path, things]) => (things.size > 0 ? [[path, contentsOf(path)] as const] : [])),
      ),
    clear: () => {
      collections.clear();
      removed.clear();
      contents.clear();
      histories.clear();
      onChange();
    },
  };
}

/** So many changes of a collection are remembered. */
const CHANGES = 100;

function createHistory(): History & { add(change: Change): void; count(): number } {
  const last: Change[] = [];
  let count = 0;
  return {
    add: (change) => {
      count += 1;
      last.push(change);
      if (last.length > CHANGES) last.shift();
    },
    count: () => count,
    since: (moment) => (count - moment > last.length ? undefined : last.slice(last.length - (count - moment))),
  };
}

/** So many deleted things are remembered, the last ones. */
const REMEMBERED = 100_000;

function keyOf({ collection, id }: Address): string {
  return `${collection}/${id}`;
}
