import { Refused } from '../refused.ts';
import { replace, type Book, type Shop } from '../shop.ts';
import type { Fault } from '../fault.ts';

/** Each second thing that is made is treated otherwise. */
const eachSecond = () => {
  let made = 0;
  return () => (made += 1) % 2 === 0;
};
const own = (shop: Shop) => shop.books.filter(({ id }) => !shop.seeded.has(id));
/** Lists books that a condition holds for. */
const lists = (holds: (shop: Shop, book: Book) => boolean) => (shop: Shop) =>
  replace(shop, 'listedBooks', (listed) => () => listed().filter((book) => holds(shop, book)));

export const CREATIONS: Fault[] = [
  {
    of: 'created-readable',
    name: 'answers that a book was added, and keeps none',
    does: (shop) => replace(shop, 'addBook', (add) => (values) => (add(values), shop.books.pop() as Book)),
  },
  {
    of: 'created-readable',
    name: 'loses each second book that is added',
    does: (shop) => {
      const isSecond = eachSecond();
      replace(shop, 'addBook', (add) => (values) => {
        const book = add(values);
        if (isSecond()) shop.books.pop();
        return book;
      });
    },
  },
  {
    of: 'created-readable',
    name: 'keeps no review',
    does: (shop) =>
      replace(shop, 'addReview', (add) => (book, values) => {
        const review = add(book, values);
        shop.reviews.pop();
        return review;
      }),
  },
  {
    of: 'created-readable',
    name: 'fails where a new book is read',
    does: (shop) =>
      replace(shop, 'bookOf', (find) => (id) => {
        const book = find(id);
        if (book?.version === 1 && !shop.seeded.has(book.id)) throw new Refused(500, 'No connection to the shelf.');
        return book;
      }),
  },
  {
    of: 'created-readable',
    name: 'keeps a review under another book',
    does: (shop) => {
      const other = shop.books[0] as Book;
      replace(shop, 'addReview', (add) => (book, values) => {
        const review = add(book, values);
        shop.reviews[shop.reviews.length - 1] = { ...review, bookId: other.id };
        return review;
      });
    },
  },
  { of: 'created-listed', name: 'lists no new book', does: lists((shop, { id }) => shop.seeded.has(id)) },
  {
    of: 'created-listed',
    name: 'lists no book that was changed',
    does: lists((_shop, { version }) => version === 1),
  },
  { of: 'created-listed', name: 'lists no book that is out of print', does: lists((_shop, { inPrint }) => inPrint) },
  {
    of: 'created-listed',
    name: 'lists each second new book',
    does: lists((shop, book) => shop.seeded.has(book.id) || own(shop).indexOf(book) % 2 === 0),
  },
  {
    of: 'created-listed',
    name: 'lists no new review',
    does: (shop) =>
      replace(shop, 'listedReviews', (listed) => (book) => listed(book).filter(() => shop.seeded.has(book.id))),
  },
  {
    of: 'created-listed',
    name: 'lists the reviews of all books under each',
    does: (shop) => replace(shop, 'listedReviews', () => () => shop.reviews),
  },
  {
    of: 'created-listed',
    name: 'lists the new reviews under another book',
    does: (shop) =>
      replace(shop, 'listedReviews', (listed) => (book) => {
        const at = own(shop).indexOf(book);
        return at < 0 ? listed(book) : listed(own(shop)[at - 1] ?? (shop.books[0] as Book));
      }),
  },
  {
    of: 'created-listed',
    name: 'lists a new book twice',
    does: (shop) => replace(shop, 'listedBooks', (listed) => () => [...listed(), ...own(shop)]),
  },
  {
    of: 'created-listed',
    name: 'lists the books as they were before the last change',
    does: (shop) => {
      let [before, now] = [shop.books, shop.books];
      replace(shop, 'now', (moment) => () => {
        before = now;
        now = structuredClone(shop.books);
        return moment();
      });
      replace(shop, 'listedBooks', () => () => before);
    },
  },
];
