import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { UsageError } from '../../errors.ts';
import { isObject } from '../../json/pointer.ts';
import { asSegment } from './addresses.ts';
import { seedsOf } from './seed.ts';
import { createStore, type Address, type Store, type Thing } from './store.ts';

/** All that a mock keeps, through reloads of its contracts. */
export interface State {
  store: Store;
  /** What is kept, as JSON: by contract, then by the path of the collection, in the order in which it came. */
  show(): StateDocument;
  /** Keeps what a document says, and nothing else. @throws UsageError where it is no such document; nothing is changed then */
  replace(document: Json): void;
  /** Keeps what the documented examples show, as a newly started mock does. */
  reset(): void;
  /** Follows contracts that were read again: what nobody has changed is as their examples show it now. */
  follow(contracts: Contract[]): void;
}

/** `{ "bookshop": { "/books": [{ "id": "41", "value": { … } }] } }` */
export type StateDocument = Record<string, Record<string, { id: string; value: JsonObject }[]>>;

/** @param onChange called after each change, also of what lies in a thing */
export function createState(given: Contract[], onChange: () => void = () => {}): State {
  const store = createStore(onChange);
  let contracts = given;
  /** The things that stand as the examples show them. */
  let seeded: { address: Address; thing: Thing }[] = [];
  const seed = (): void => {
    seeded = seedsOf(contracts).flatMap(({ address, value }) =>
      store.find(address) || store.wasRemoved(address) ? [] : [{ address, thing: store.put(address, value) }],
    );
  };
  seed();
  return {
    store,
    show: () => {
      const document: StateDocument = {};
      for (const [collection, { things }] of store.collections()) {
        const [contract = '', ...path] = collection.split('/');
        const collections = (document[decodeURIComponent(contract)] ??= {});
        collections[`/${path.join('/')}`] = things.map(({ id, value }) => ({ id: decodeURIComponent(id), value }));
      }
      return document;
    },
    replace: (document) => {
      const things = readState(document);
      store.clear();
      for (const { collection, id, value } of things) store.put({ collection, id }, value);
    },
    reset: () => {
      store.clear();
      store.numbers.clear();
      seed();
    },
    follow: (next) => {
      contracts = next;
      const untouched = seeded.filter(({ address, thing }) => store.find(address) === thing);
      for (const { address } of untouched) store.forget(address);
      seed();
    },
  };
}

interface ReadThing {
  collection: string;
  id: string;
  value: JsonObject;
}

/** @throws UsageError that names what is wrong, and where */
function readState(document: Json): ReadThing[] {
  const wrong = (at: string, expected: string): never => {
    throw new UsageError(`the state is not as it has to be: ${at} is not ${expected}`, `It is ${FORM}.`);
  };
  if (!isObject(document)) return wrong('the whole', 'an object with the names of contracts');
  return Object.entries(document).flatMap(([contract, collections]) => {
    if (!isObject(collections)) return wrong(contract, 'an object with the paths of collections');
    return Object.entries(collections).flatMap(([path, things]) => {
      const at = `${contract} ${path}`;
      if (!path.startsWith('/')) wrong(at, 'a path, with a slash at its beginning');
      if (!Array.isArray(things)) return wrong(at, 'a list of things');
      return things.map((thing, index) => {
        const { id, value } = isObject(thing) ? thing : {};
        const isId = (typeof id === 'string' && id !== '') || typeof id === 'number';
        if (!isId || !isObject(value)) return wrong(`${at}, number ${index + 1},`, 'an id with a value');
        const collection = `${asSegment(contract)}${path.replace(/\/$/, '')}`;
        return { collection, id: asSegment(id), value };
      });
    });
  });
}

const FORM = '{"contract": {"/path/of/the/collection": [{"id": "1", "value": {}}]}}, as GET /__assay/state gives it';
