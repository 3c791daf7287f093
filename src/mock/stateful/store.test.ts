import { expect, test } from '@jest/globals';
import { createStore } from './store.ts';

const at = (collection: string, id: string) => ({ collection, id });

test('finds what was put, and lists it in the order in which it came', () => {
  const store = createStore();
  store.put(at('/books', '2'), { title: 'B' });
  store.put(at('/books', '1'), { title: 'A' });
  expect(store.find(at('/books', '1'))?.value).toEqual({ title: 'A' });
  expect(store.contents('/books').things.map(({ id }) => id)).toEqual(['2', '1']);
});

test('keeps the place of a thing that is changed, and gives it another revision', () => {
  const store = createStore();
  const first = store.put(at('/books', '1'), { title: 'A' });
  store.put(at('/books', '2'), { title: 'B' });
  const changed = store.put(at('/books', '1'), { title: 'C' });
  expect(changed.revision).not.toBe(first.revision);
  expect(store.contents('/books').things.map(({ value }) => value['title'])).toEqual(['C', 'B']);
});

test('removes what lies in a thing with it, and nothing whose path only begins alike', () => {
  const store = createStore();
  store.put(at('/books', '1'), {});
  store.put(at('/books/1/reviews', '7'), {});
  store.put(at('/books/11/reviews', '8'), {});
  expect(store.remove(at('/books', '1'))).toBe(true);
  expect(store.remove(at('/books', '1'))).toBe(false);
  expect([...store.collections().keys()]).toEqual(['/books/11/reviews']);
});

test('remembers what was removed until it is put again', () => {
  const store = createStore();
  const one = at('/books', '1');
  expect(store.wasRemoved(one)).toBe(false);
  store.put(one, {});
  store.remove(one);
  expect(store.wasRemoved(one)).toBe(true);
  store.put(one, {});
  expect(store.wasRemoved(one)).toBe(false);
});

test('gives the same contents until something in the collection changes', () => {
  let changes = 0;
  const store = createStore(() => (changes += 1));
  store.put(at('/books', '1'), {});
  const before = store.contents('/books');
  store.put(at('/authors', '1'), {});
  expect(store.contents('/books')).toBe(before);
  store.remove(at('/books', '1'));
  expect(store.contents('/books').things).toEqual([]);
  expect(changes).toBe(3);
});

test('knows that something lies in a thing that is not kept itself', () => {
  const store = createStore();
  store.put(at('/books/1/reviews', '7'), {});
  expect(store.hasWithin(at('/books', '1'))).toBe(true);
  expect(store.hasWithin(at('/books', '11'))).toBe(false);
  expect(store.hasWithin(at('/books/1/reviews', '7'))).toBe(false);
  store.remove(at('/books/1/reviews', '7'));
  expect(store.hasWithin(at('/books', '1'))).toBe(false);
});
