import { expect, test } from '@jest/globals';
import { createStore } from './store.ts';

const at = (collection: string, id: string) => ({ collection, id });

test('finds what was put, and lists it in the order in which it came', () => {
  const store = createStore();
  store.put(at('/books', '2'), { title: 'B' });
  store.put(at('/books', '1'), { title: 'A' });
  expect(store.find(at('/books', '1'))?.value).toStrictEqual({ title: 'A' });
  expect(store.contents('/books').things.map(({ id }) => id)).toStrictEqual(['2', '1']);
});

test('keeps the place of a thing that is changed, and gives it another revision', () => {
  const store = createStore();
  const first = store.put(at('/books', '1'), { title: 'A' });
  store.put(at('/books', '2'), { title: 'B' });
  const changed = store.put(at('/books', '1'), { title: 'C' });
  expect(changed.revision).not.toBe(first.revision);
  expect(store.contents('/books').things.map(({ value }) => value['title'])).toStrictEqual(['C', 'B']);
});

test('removes what lies in a thing with it, and nothing whose path only begins alike', () => {
  const store = createStore();
  store.put(at('/books', '1'), {});
  store.put(at('/books/1/reviews', '7'), {});
  store.put(at('/books/11/reviews', '8'), {});
  expect(store.remove(at('/books', '1'))).toBe(true);
  expect(store.remove(at('/books', '1'))).toBe(false);
  expect([...store.collections().keys()]).toStrictEqual(['/books/11/reviews']);
});

test('remembers the last 100,000 that were removed', () => {
  const store = createStore();
  const remove = (id: number): void => {
    store.put(at('/books', String(id)), {});
    store.remove(at('/books', String(id)));
  };
  const isKnown = (id: number): boolean => store.wasRemoved(at('/books', String(id)));
  for (let id = 1; id <= 100_000; id += 1) remove(id);
  expect([isKnown(1), isKnown(2)]).toEqual([true, true]);
  remove(100_001);
  expect([isKnown(1), isKnown(2), isKnown(100_001)]).toEqual([false, true, true]);
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
  expect(store.contents('/books').things).toStrictEqual([]);
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

test('forgets a thing as if it had never been there, and leaves what lies in it', () => {
  let changes = 0;
  const store = createStore(() => (changes += 1));
  store.put(at('/books', '1'), {});
  store.put(at('/books/1/reviews', '7'), {});
  store.forget(at('/books', '1'));
  store.forget(at('/books', '1'));
  expect(changes).toBe(3);
  expect(store.wasRemoved(at('/books', '1'))).toBe(false);
  expect([...store.collections().keys()]).toStrictEqual(['/books/1/reviews']);
});

test('holds nothing after it was cleared, and remembers nothing', () => {
  let changes = 0;
  const store = createStore(() => (changes += 1));
  store.put(at('/books', '1'), {});
  store.put(at('/books', '2'), {});
  const { history } = store.contents('/books');
  store.remove(at('/books', '1'));
  store.clear();
  expect(changes).toBe(4);
  expect(store.wasRemoved(at('/books', '1'))).toBe(false);
  expect(store.contents('/books')).toStrictEqual({ things: [] });
  store.put(at('/books', '3'), {});
  expect(store.contents('/books').history).not.toBe(history);
});

test('lists what comes into a collection again after what it lay in was removed', () => {
  const store = createStore();
  const review = at('/books/1/reviews', '7');
  store.put(at('/books', '1'), {});
  store.put(review, {});
  const before = store.contents(review.collection);
  store.remove(at('/books', '1'));
  store.put(review, {});
  const after = store.contents(review.collection);
  expect(after.things).toHaveLength(1);
  expect(after.things[0]).not.toBe(before.things[0]);
  expect(after.history).not.toBe(before.history);
});

test('tells each change with the thing before it and after it', () => {
  const store = createStore();
  const first = store.put(at('/books', '1'), {});
  const { history, moment } = store.contents('/books');
  const second = store.put(at('/books', '1'), {});
  const other = store.put(at('/books', '2'), {});
  store.remove(at('/books', '1'));
  store.forget(at('/books', '2'));
  expect(moment).toBe(0);
  expect(history?.since(0)).toStrictEqual([
    { before: first, after: second },
    { after: other },
    { before: second },
    { before: other },
  ]);
  expect(history?.since(3)).toStrictEqual([{ before: other }]);
  expect(store.contents('/books')).toMatchObject({ moment: 4, history });
});

test.each<[changes: number, since: number, want: number | undefined]>([
  [99, 0, 99],
  [100, 0, 100],
  [100, 100, 0],
  [101, 0, undefined],
  [101, 1, 100],
  [201, 100, undefined],
  [201, 101, 100],
  [201, 201, 0],
])('after %d changes, those since %d are known: %s', (changes, since, want) => {
  const store = createStore();
  store.put(at('/books', '1'), {});
  const { history } = store.contents('/books');
  for (let nth = 0; nth < changes; nth += 1) store.put(at('/books', '1'), { nth });
  const known = history?.since(since);
  expect(known?.length).toBe(want);
  if (want) expect(known?.at(-1)?.after?.value).toStrictEqual({ nth: changes - 1 });
});
