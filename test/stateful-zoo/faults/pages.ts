import { replace, type BookQuery, type ReviewQuery, type Shop } from '../shop.ts';
import type { Fault } from '../fault.ts';

const books = (change: (query: BookQuery, given: URLSearchParams) => Partial<BookQuery>) => (shop: Shop) =>
  replace(shop, 'bookQuery', () => (query, asked) => ({ ...query, ...change(query, asked.query) }));
const reviews = (change: (query: ReviewQuery, given: URLSearchParams) => Partial<ReviewQuery>) => (shop: Shop) =>
  replace(shop, 'reviewQuery', () => (query, asked) => ({ ...query, ...change(query, asked.query) }));
/** Takes another part of what was found as a page. */
const pages =
  (first: (query: BookQuery) => number, count = (query: BookQuery) => query.limit) =>
  (shop: Shop) =>
    replace(shop, 'pageOfBooks', () => (found, query) => found.slice(Math.max(0, first(query))).slice(0, count(query)));
const reviewPages = (first: (query: ReviewQuery) => number) => (shop: Shop) =>
  replace(shop, 'pageOfReviews', () => (found, query) => found.slice(first(query)).slice(0, query.limit));
const start = ({ page, limit }: BookQuery) => (page - 1) * limit;

export const LIMITS: Fault[] = [
  { of: 'limit-respected', name: 'ignores the limit of books', does: books(() => ({ limit: 20 })) },
  {
    of: 'limit-respected',
    name: 'gives one book more than the limit',
    does: books(({ limit }) => ({ limit: limit + 1 })),
  },
  { of: 'limit-respected', name: 'gives all books, whatever the limit', does: pages(start, () => Infinity) },
  {
    of: 'limit-respected',
    name: 'gives two books at least',
    does: books(({ limit }) => ({ limit: Math.max(limit, 2) })),
  },
  {
    of: 'limit-respected',
    name: 'ignores the limit of a filtered list of books',
    does: books(({ limit, genre }) => ({ limit: genre === undefined ? limit : 20 })),
  },
  { of: 'limit-respected', name: 'ignores the limit of reviews', does: reviews(() => ({ limit: 10 })) },
  {
    of: 'limit-respected',
    name: 'gives one review more than the limit',
    does: reviews(({ limit }) => ({ limit: limit + 1 })),
  },
  {
    of: 'default-applied',
    name: 'has a smaller page of books than the default',
    does: books(({ limit }, given) => ({ limit: given.has('limit') ? limit : 5 })),
  },
  {
    of: 'default-applied',
    name: 'has a larger page of books than the default',
    does: books(({ limit }, given) => ({ limit: given.has('limit') ? limit : 100 })),
  },
  {
    of: 'default-applied',
    name: 'lists the books as they were added, unless an order is asked for',
    does: (shop) => {
      let asked = '';
      books(({ sort }, given) => ((asked = given.get('sort') ?? ''), { sort }))(shop);
      replace(shop, 'ordered', (ordered) => (found, sort) => (asked === '' ? found : ordered(found, sort)));
    },
  },
  {
    of: 'default-applied',
    name: 'lists the cheapest book first, unless an order is asked for',
    does: books(({ sort }, given) => ({ sort: given.has('sort') ? sort : 'price' })),
  },
  {
    of: 'default-applied',
    name: 'turns the order of the titles round, unless an order is asked for',
    does: books(({ sort }, given) => ({ sort: given.has('sort') ? sort : '-title' })),
  },
  {
    of: 'default-applied',
    name: 'begins with the second page of books, unless a page is asked for',
    does: books(({ page }, given) => ({ page: given.has('page') ? page : 2 })),
  },
  {
    of: 'default-applied',
    name: 'has two reviews on a page, unless a limit is asked for',
    does: reviews(({ limit }, given) => ({ limit: given.has('limit') ? limit : 2 })),
  },
  {
    of: 'default-applied',
    name: 'leaves out the first review, unless an offset is asked for',
    does: reviews(({ offset }, given) => ({ offset: given.has('offset') ? offset : 1 })),
  },
];

export const PAGES: Fault[] = [
  { of: 'pages-disjoint', name: 'ignores the page', does: books(() => ({ page: 1 })) },
  {
    of: 'pages-disjoint',
    name: 'shows the last book of a page on the next page too',
    does: pages((q) => start(q) - (q.page - 1)),
  },
  {
    of: 'pages-disjoint',
    name: 'counts pages from zero, but the first is 1',
    does: pages(({ page, limit }) => (page - 2) * limit),
  },
  {
    of: 'pages-disjoint',
    name: 'shows the last page again behind the end',
    does: (shop) =>
      replace(shop, 'pageOfBooks', (page) => (found, query) => {
        const last = Math.max(1, Math.ceil(found.length / query.limit));
        return page(found, { ...query, page: Math.min(query.page, last) });
      }),
  },
  {
    of: 'pages-disjoint',
    name: 'turns the list round on each second page',
    does: (shop) =>
      replace(
        shop,
        'pageOfBooks',
        (page) => (found, query) => page(query.page % 2 === 0 ? [...found].reverse() : found, query),
      ),
  },
  { of: 'pages-disjoint', name: 'ignores the offset', does: reviewPages(() => 0) },
  {
    of: 'pages-disjoint',
    name: 'begins one review before the offset',
    does: reviewPages(({ offset }) => Math.max(0, offset - 1)),
  },
  {
    of: 'pages-complete',
    name: 'skips a book between two pages',
    does: pages((query) => start(query) + query.page - 1),
  },
  {
    of: 'pages-complete',
    name: 'loses the last page unless it is full',
    does: (shop) =>
      replace(shop, 'pageOfBooks', (page) => (found, query) => {
        const shown = page(found, query);
        return query.page > 1 && shown.length < query.limit ? [] : shown;
      }),
  },
  {
    of: 'pages-complete',
    name: 'never shows the last book of the list',
    does: (shop) => replace(shop, 'pageOfBooks', (page) => (found, query) => page(found.slice(0, -1), query)),
  },
  {
    of: 'pages-complete',
    name: 'shows one book less than the limit, and skips it',
    does: pages(start, ({ limit }) => Math.max(1, limit - 1)),
  },
  {
    of: 'pages-complete',
    name: 'begins one review behind the offset',
    does: reviewPages(({ offset }) => (offset > 0 ? offset + 1 : 0)),
  },
  {
    of: 'pages-complete',
    name: 'counts the offset in pages',
    does: reviewPages(({ offset, limit }) => offset * limit),
  },
  {
    of: 'pages-complete',
    name: 'names no next page',
    does: (shop) => replace(shop, 'nextPage', () => () => undefined),
  },
  {
    of: 'pages-complete',
    name: 'names the page after the next as the next',
    does: (shop) =>
      replace(shop, 'nextPage', (next) => (found, query) => {
        const page = next(found, query);
        return page === undefined ? undefined : page + 1;
      }),
  },
  {
    of: 'pages-disjoint',
    name: 'names the same page as the next',
    does: (shop) =>
      replace(
        shop,
        'nextPage',
        (next) => (found, query) => (next(found, query) === undefined ? undefined : query.page),
      ),
  },
  {
    of: 'pages-complete',
    name: 'names a next page that forgets the limit',
    does: (shop) => replace(shop, 'link', (link) => (address) => link(address.replace(/limit=\d+&?/, ''))),
  },
  {
    of: 'total-counted',
    name: 'counts the books of the page as the total',
    does: (shop) => replace(shop, 'totalOfBooks', () => (_found, shown) => shown.length),
  },
  {
    of: 'total-counted',
    name: 'counts all books, whatever the filter',
    does: (shop) => replace(shop, 'totalOfBooks', () => () => shop.books.length),
  },
  {
    of: 'total-counted',
    name: 'counts one book too many',
    does: (shop) => replace(shop, 'totalOfBooks', (total) => (found, shown) => total(found, shown) + 1),
  },
  {
    of: 'total-counted',
    name: 'counts deleted books',
    does: (shop) => {
      let deleted = 0;
      replace(shop, 'removeBook', (remove) => (book) => (remove(book), void (deleted += 1)));
      replace(shop, 'totalOfBooks', (total) => (found, shown) => total(found, shown) + deleted);
    },
  },
  {
    of: 'total-counted',
    name: 'counts the reviews of all books',
    does: (shop) => replace(shop, 'totalOfReviews', () => () => shop.reviews.length),
  },
  {
    of: 'total-counted',
    name: 'counts the reviews of the page as the total',
    does: (shop) => replace(shop, 'totalOfReviews', () => (_found, shown) => shown.length),
  },
];
