import { byText } from '../orders.ts';
import { replace, type BookQuery, type Shop } from '../shop.ts';
import type { Fault } from '../fault.ts';

const without = <Query extends object>(query: Query, name: keyof Query): Query => ({ ...query, [name]: undefined });
/** Filters by a query in the place of the one that was asked. */
const filters = (change: (query: BookQuery) => BookQuery) => (shop: Shop) =>
  replace(shop, 'fits', (fits) => (book, query) => fits(book, defined(change(query))));
const defined = (query: BookQuery) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as unknown as BookQuery;
const sorts = (change: (sort: string) => string) => (shop: Shop) =>
  replace(shop, 'ordered', (ordered) => (found, sort) => ordered(found, change(sort)));

export const FILTERS: Fault[] = [
  { of: 'filter-respected', name: 'ignores the genre', does: filters((query) => without(query, 'genre')) },
  { of: 'filter-respected', name: 'ignores inPrint', does: filters((query) => without(query, 'inPrint')) },
  {
    of: 'filter-respected',
    name: 'ignores inPrint where it is false',
    does: filters((query) => (query.inPrint === false ? without(query, 'inPrint') : query)),
  },
  {
    of: 'filter-respected',
    name: 'turns inPrint round',
    does: filters((query) => (query.inPrint === undefined ? query : { ...query, inPrint: !query.inPrint })),
  },
  {
    of: 'filter-respected',
    name: 'shows the books of every other genre',
    does: (shop) =>
      replace(
        shop,
        'fits',
        (fits) => (book, query) => (query.genre === undefined ? fits(book, query) : !fits(book, query)),
      ),
  },
  {
    of: 'filter-respected',
    name: 'ignores inPrint beside a genre',
    does: filters((query) => (query.genre === undefined ? query : without(query, 'inPrint'))),
  },
  {
    of: 'filter-respected',
    name: 'finds no poetry',
    does: (shop) => replace(shop, 'fits', (fits) => (book, query) => query.genre !== 'poetry' && fits(book, query)),
  },
  {
    of: 'filter-respected',
    name: 'loses the newest match of a genre',
    does: (shop) =>
      replace(
        shop,
        'ordered',
        (ordered) => (found, sort) =>
          ordered(new Set(found.map(({ genre }) => genre)).size === 1 ? found.slice(0, -1) : found, sort),
      ),
  },
  {
    of: 'filter-respected',
    name: 'filters by genre after the page was cut',
    does: (shop) => {
      const { fits } = shop;
      replace(shop, 'fits', () => (book, query) => fits(book, defined(without(query, 'genre'))));
      replace(shop, 'pageOfBooks', (page) => (found, query) => page(found, query).filter((book) => fits(book, query)));
    },
  },
  {
    of: 'filter-respected',
    name: 'filters by the genre that a book was added with',
    does: (shop) => {
      const first = new Map<string, string>();
      replace(shop, 'addBook', (add) => (values) => {
        const book = add(values);
        first.set(book.id, book.genre);
        return book;
      });
      replace(
        shop,
        'fits',
        (fits) => (book, query) => fits({ ...book, genre: first.get(book.id) ?? book.genre }, query),
      );
    },
  },
  {
    of: 'filter-respected',
    name: 'filters by the inPrint that a book was added with',
    does: (shop) => {
      const first = new Map<string, boolean>();
      replace(shop, 'addBook', (add) => (values) => {
        const book = add(values);
        first.set(book.id, book.inPrint);
        return book;
      });
      replace(
        shop,
        'fits',
        (fits) => (book, query) => fits({ ...book, inPrint: first.get(book.id) ?? book.inPrint }, query),
      );
    },
  },
  {
    of: 'filter-respected',
    name: 'filters by the wrong member',
    does: (shop) =>
      replace(
        shop,
        'fits',
        (fits) => (book, query) =>
          query.genre === undefined ? fits(book, query) : book.title.toLowerCase().includes(query.genre),
      ),
  },
  {
    of: 'filter-respected',
    name: 'ignores the stars',
    does: (shop) => replace(shop, 'fitsReview', () => () => true),
  },
  {
    of: 'filter-respected',
    name: 'takes the stars as the least',
    does: (shop) =>
      replace(
        shop,
        'fitsReview',
        () =>
          (review, { stars = 1 }) =>
            review.stars >= stars,
      ),
  },
  {
    of: 'filter-respected',
    name: 'finds no review by its stars',
    does: (shop) =>
      replace(
        shop,
        'fitsReview',
        () =>
          (_review, { stars }) =>
            stars === undefined,
      ),
  },
];

const order = (compare: (one: { price: number }, other: { price: number }) => number) => (shop: Shop) =>
  replace(shop, 'ordered', (ordered) => (found, sort) => {
    if (!sort.endsWith('price')) return ordered(found, sort);
    const rising = [...found].sort(compare);
    return sort === 'price' ? rising : rising.reverse();
  });

export const SORTS: Fault[] = [
  { of: 'sort-respected', name: 'ignores the order', does: (shop) => replace(shop, 'ordered', () => (found) => found) },
  { of: 'sort-respected', name: 'ignores the minus sign', does: sorts((sort) => sort.replace('-', '')) },
  {
    of: 'sort-respected',
    name: 'ignores the minus sign of prices',
    does: sorts((sort) => sort.replace('-price', 'price')),
  },
  { of: 'sort-respected', name: 'always falls', does: sorts((sort) => `-${sort.replace('-', '')}`) },
  {
    of: 'sort-respected',
    name: 'orders prices as text',
    does: order((one, other) => byText(String(one.price), String(other.price))),
  },
  {
    of: 'sort-respected',
    name: 'orders by the title where the date is asked for',
    does: sorts((sort) => sort.replace('published', 'title')),
  },
  { of: 'sort-respected', name: 'orders by the author where the title is asked for', does: byAuthor },
  {
    of: 'sort-respected',
    name: 'orders each page by itself',
    does: (shop) => {
      const { ordered } = shop;
      replace(shop, 'ordered', () => (found) => found);
      replace(shop, 'pageOfBooks', (page) => (found, query) => ordered(page(found, query), query.sort));
    },
  },
  {
    of: 'sort-respected',
    name: 'lists the newest review first, though the oldest is documented',
    does: (shop) => replace(shop, 'listedReviews', (listed) => (book) => listed(book).reverse()),
  },
];

function byAuthor(shop: Shop): void {
  replace(shop, 'ordered', (ordered) => (found, sort) => {
    if (!sort.endsWith('title')) return ordered(found, sort);
    const rising = [...found].sort((one, other) => byText(one.author, other.author));
    return sort === 'title' ? rising : rising.reverse();
  });
}
