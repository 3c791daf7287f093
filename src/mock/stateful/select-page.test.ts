import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import type { ListRules } from '../../contract/resources/list-rules.ts';
import { cursorFor, selectPage } from './select-page.ts';
import { createStore, type Contents } from './store.ts';

function shelf(values: JsonObject[]): Contents {
  const store = createStore();
  values.forEach((value, index) => store.put({ collection: '/books', id: String(index + 1) }, value));
  return store.contents('/books');
}

const BOOKS = shelf([
  { title: 'Cod', price: 10, genre: 'novel', tags: ['sea', 'fish'] },
  { title: 'Ant', price: 9, genre: 'poetry' },
  { title: 'Bee', price: 100, genre: 'novel', inPrint: false },
  {
    title: 'Elk',
    genre: 'history',
    inPrint: true,
    labels: [{ id: 7, name: 'zoo', color: 'red' }],
    author: { login: 'ada' },
  },
  { title: 'Dog', price: 9, genre: 'novel', inPrint: true },
]);

const RULES: ListRules = {
  limit: { name: 'limit', default: 2 },
  page: { name: 'page', first: 1 },
  offset: { name: 'skip' },
  cursor: { name: 'after' },
  sort: { name: 'sort' },
  search: { name: 'q' },
  filters: [
    { name: 'genre', member: 'genre' },
    { name: 'inPrint', member: 'inPrint' },
    { name: 'tags', member: 'tags' },
    { name: 'labels', member: 'labels' },
    { name: 'author', member: 'author' },
  ],
};

const PAGES: [query: JsonObject, titles: string, total: number, next: number | undefined][] = [
  [{}, 'Cod Ant', 5, 2],
  [{ limit: 1 }, 'Cod', 5, 1],
  [{ limit: 4 }, 'Cod Ant Bee Elk', 5, 4],
  [{ limit: 3 }, 'Cod Ant Bee', 5, 3],
  [{ limit: 5 }, 'Cod Ant Bee Elk Dog', 5, undefined],
  [{ limit: 0 }, '', 5, undefined],
  [{ page: 2 }, 'Bee Elk', 5, 4],
  [{ page: 3 }, 'Dog', 5, undefined],
  [{ page: 9 }, '', 5, undefined],
  [{ skip: 3 }, 'Elk Dog', 5, undefined],
  [{ skip: 1 }, 'Ant Bee', 5, 3],
  [{ skip: 0, page: 2 }, 'Bee Elk', 5, 4],
  [{ skip: 1, page: 2 }, 'Ant Bee', 5, 3],
  [{ after: '1' }, 'Ant Bee', 5, 3],
  [{ after: '5' }, '', 5, undefined],
  [{ after: '2' }, 'Bee Elk', 5, 4],
  [{ after: cursorFor(4) }, 'Dog', 5, undefined],
  [{ after: 'no cursor of ours' }, 'Cod Ant', 5, 2],
  [{ genre: 'novel', limit: 9 }, 'Cod Bee Dog', 3, undefined],
  [{ genre: ['poetry', 'history'], limit: 9 }, 'Ant Elk', 2, undefined],
  [{ genre: ['poetry'], limit: 9 }, 'Ant', 1, undefined],
  [{ genre: [], limit: 9 }, 'Cod Ant Bee Elk Dog', 5, undefined],
  [{ genre: 'novel', inPrint: true }, 'Dog', 1, undefined],
  [{ tags: 'fish' }, 'Cod', 1, undefined],
  [{ labels: 'zoo' }, 'Elk', 1, undefined],
  [{ labels: '7' }, 'Elk', 1, undefined],
  [{ labels: 'red' }, '', 0, undefined],
  [{ author: 'ada' }, 'Elk', 1, undefined],
  [{ author: { login: 'ada' } }, 'Elk', 1, undefined],
  [{ q: 'NOVEL', limit: 9 }, 'Cod Bee Dog', 3, undefined],
  [{ q: 'CO', limit: 9 }, 'Cod', 1, undefined],
  [{ sort: 'title', limit: 9 }, 'Ant Bee Cod Dog Elk', 5, undefined],
  [{ sort: '-title', limit: 9 }, 'Elk Dog Cod Bee Ant', 5, undefined],
  [{ sort: 'price,title', limit: 9 }, 'Ant Dog Cod Bee Elk', 5, undefined],
  [{ sort: ['price', '-title'], limit: 9 }, 'Dog Ant Cod Bee Elk', 5, undefined],
  [{ sort: 'title:desc', limit: 2 }, 'Elk Dog', 5, 2],
  [{ sort: 'title_desc', limit: 2 }, 'Elk Dog', 5, 2],
  [{ sort: 'genre,-price', limit: 9 }, 'Elk Bee Cod Dog Ant', 5, undefined],
  [{ sort: 'in_print', limit: 9 }, 'Bee Elk Dog Cod Ant', 5, undefined],
];

test.each(PAGES)('answers %j with the things %j', (query, titles, total, next) => {
  const page = selectPage(RULES, query, BOOKS);
  expect(page.things.map(({ value }) => value['title']).join(' ')).toBe(titles);
  expect(page.total).toBe(total);
  expect(page.next).toBe(next);
});

test.each<[values: Json[], sorted: Json[]]>([
  [
    [10, 9],
    [9, 10],
  ],
  [
    [9, '10'],
    ['10', 9],
  ],
  [
    ['9', 10],
    [10, '9'],
  ],
  [
    [{ login: 'b' }, { login: 'a' }],
    [{ login: 'a' }, { login: 'b' }],
  ],
  [
    ['~', { login: 'a' }],
    [{ login: 'a' }, '~'],
  ],
  [
    [{ login: 'a' }, 'z'],
    ['z', { login: 'a' }],
  ],
])('sorts %j as %j', (values, sorted) => {
  const { things } = selectPage(RULES, { sort: 'x' }, shelf(values.map((x) => ({ x }))));
  expect(things.map(({ value }) => value['x'])).toEqual(sorted);
});

test('a number fits a text that shows it', () => {
  const rules: ListRules = { filters: [{ name: 'no', member: 'no' }] };
  const shelves = shelf([{ no: '7' }, { no: 7 }, { no: '70' }]);
  expect([selectPage(rules, { no: 7 }, shelves).total, selectPage(rules, { no: '7' }, shelves).total]).toEqual([2, 2]);
});

test('a page has a hundred things where nobody says how many', () => {
  const { things, next } = selectPage({ filters: [] }, {}, shelf(Array.from({ length: 101 }, () => ({}))));
  expect([things.length, next]).toEqual([100, 100]);
});

test('sorts by the member of exactly that name before one of another spelling', () => {
  const shelves = shelf([
    { title: 'Ant', Price: 1, price: 9 },
    { title: 'Bee', Price: 9, price: 1 },
  ]);
  expect(selectPage(RULES, { sort: 'price' }, shelves).things.map(({ value }) => value['title'])).toStrictEqual([
    'Bee',
    'Ant',
  ]);
});

test('applies a default filter, and leaves it out where another value is asked for', () => {
  const rules: ListRules = { filters: [{ name: 'genre', member: 'genre', default: 'novel' }] };
  expect(selectPage(rules, {}, BOOKS).total).toBe(3);
  expect(selectPage(rules, { genre: 'poetry' }, BOOKS).total).toBe(1);
});

test('turns the order round where the direction is a parameter of its own', () => {
  const rules: ListRules = { filters: [], sort: { name: 'sort' }, direction: { name: 'order', default: 'asc' } };
  const first = (query: JsonObject) => selectPage(rules, query, BOOKS).things[0]?.value['title'];
  expect(first({ sort: 'title' })).toBe('Ant');
  expect(first({ sort: 'title', order: 'desc' })).toBe('Elk');
});

test('a page that is too far away for a number begins at one all the same', () => {
  const { things, offset } = selectPage(RULES, { page: 1e308, limit: 10 }, BOOKS);
  expect([things, offset]).toStrictEqual([[], Number.MAX_SAFE_INTEGER]);
});
