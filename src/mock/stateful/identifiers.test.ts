import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { nextIdentifier } from './identifiers.ts';
import { createStore } from './store.ts';

const UUID = 'D8B8148D-5798-44de-821a-64b85b15e968';

/** Identifiers one after the other, where these are taken before. */
function next(shown: Json | undefined, taken: string[] = [], count = 1, removed: string[] = []) {
  const store = createStore();
  for (const id of [...taken, ...removed]) store.put({ collection: '/pets', id }, {});
  for (const id of removed) store.remove({ collection: '/pets', id });
  return Array.from({ length: count }, () => {
    const id = nextIdentifier({ options: { store, newId: () => 'new' } }, '/pets', shown, (one) => ({
      collection: '/pets',
      id: encodeURIComponent(one),
    }));
    store.put({ collection: '/pets', id: encodeURIComponent(id) }, {});
    return id;
  });
}

test.each<[shown: Json | undefined, taken: string[], want: (string | number)[]]>([
  [7, [], [7, 8, 9]],
  [7, ['7', '9'], [8, 10, 11]],
  [1, [], [1, 2, 3]],
  [0, [], [1, 2, 3]],
  [-7, [], [1, 2, 3]],
  [1.5, [], [1, 2, 3]],
  [1e300, [], [1, 2, 3]],
  ['book-7', [], ['book-7', 'book-8', 'book-9']],
  ['book-7', ['book-7', 'book-9'], ['book-8', 'book-10', 'book-11']],
  ['abc', [], ['abc', 'abc-2', 'abc-3']],
  ['a b', ['a%20b'], ['a b-2', 'a b-3', 'a b-4']],
  ['7', [], ['7', '8', '9']],
  ['book-007', ['book-007'], ['book-8', 'book-9', 'book-10']],
  // Of a longer number, its last twelve digits are counted on.
  ['x1234567890123', ['x1234567890123'], ['x1234567890124', 'x1234567890125', 'x1234567890126']],
])('identifiers like %j are, where %j are taken, %j', (shown, taken, want) => {
  expect(next(shown, taken, 3)).toEqual(want);
});

test.each<[Json | undefined]>([[undefined], [''], [null], [true], [{}]])(
  'an identifier like %j is made anew',
  (shown) => {
    expect(next(shown)).toEqual(['new']);
  },
);

test('a uuid is the documented one as long as nothing has it', () => {
  expect(next(UUID)).toEqual([UUID]);
  expect(next(UUID, [UUID])).toEqual(['new']);
  expect(next(`${UUID}x`, [`${UUID}x`])).toEqual([`${UUID}x-2`]);
});

test('the identifier of what was removed is not given again', () => {
  expect(next(7, [], 1, ['7'])).toEqual([8]);
  expect(next('abc', [], 1, ['abc'])).toEqual(['abc-2']);
});

test('a number is given once, though nothing was kept under it', () => {
  const asked = { options: { store: createStore(), newId: () => 'new' } };
  const id = () => nextIdentifier(asked, '/pets', 7, (one) => ({ collection: '/pets', id: String(one) }));
  expect([id(), id(), id()]).toEqual([7, 8, 9]);
});

test('two collections, and two beginnings in one, count by themselves', () => {
  const store = createStore();
  const id = (collection: string, shown: Json) => {
    const given = nextIdentifier({ options: { store, newId: () => 'new' } }, collection, shown, (one) => ({
      collection,
      id: String(one),
    }));
    store.put({ collection, id: String(given) }, {});
    return given;
  };
  expect([id('/pets', 7), id('/shops', 7), id('/pets', 7)]).toEqual([7, 7, 8]);
  expect([id('/pets', 'a-1'), id('/pets', 'b-1'), id('/pets', 'a-1'), id('/pets', 'b-1')]).toEqual([
    ...['a-1', 'b-1', 'a-2', 'b-2'],
  ]);
});
