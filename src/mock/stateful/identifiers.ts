import type { Json } from '../../model/json.ts';
import type { Address, Store } from './store.ts';

interface Sources {
  store: Store;
  newId: () => string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The identifier of a new thing, which nothing in its collection has: in the form of the one that the answer shows.
 * @param addressOf where a thing of such an identifier is kept
 */
export function nextIdentifier(
  { options: { store, newId } }: { options: Sources },
  collection: string,
  shown: Json | undefined,
  addressOf: (id: string | number) => Address,
): string | number {
  const isTaken = (id: string | number) => {
    const address = addressOf(id);
    return store.find(address) !== undefined || store.wasRemoved(address);
  };
  if (typeof shown === 'number') {
    return nextNumber(store, collection, Number.isSafeInteger(shown) ? shown : 1, isTaken);
  }
  if (typeof shown !== 'string' || shown === '') return newId();
  if (!isTaken(shown)) return shown;
  if (UUID.test(shown)) return newId();
  // `book-7` is followed by `book-8`, and `abc` by `abc-2`.
  const [, stem = shown, digits] = /^(.*?)(\d{1,12})$/.exec(shown) ?? [];
  const join = digits === undefined ? '-' : '';
  const first = digits === undefined ? 2 : Number(digits) + 1;
  return `${stem}${join}${nextNumber(store, `${collection} ${stem}`, first, (number) => isTaken(`${stem}${join}${number}`))}`;
}

function nextNumber({ numbers }: Store, series: string, first: number, isTaken: (number: number) => boolean): number {
  let number = Math.max(first, (numbers.get(series) ?? 0) + 1);
  while (isTaken(number)) number += 1;
  numbers.set(series, number);
  return number;
}
