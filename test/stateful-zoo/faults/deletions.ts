import { Refused } from '../refused.ts';
import { replace, type Book, type Shop } from '../shop.ts';
import type { Fault } from '../fault.ts';

const own = (shop: Shop) => shop.books.filter(({ id }) => !shop.seeded.has(id));

export const DELETIONS: Fault[] = [
  { of: 'deleted-gone', name: 'deletes no book', does: (shop) => replace(shop, 'removeBook', () => () => {}) },
  { of: 'deleted-gone', name: 'deletes no review', does: (shop) => replace(shop, 'removeReview', () => () => {}) },
  {
    of: 'deleted-gone',
    name: 'lists deleted books',
    does: (shop) => {
      const deleted: Book[] = [];
      replace(shop, 'removeBook', (remove) => (book) => (deleted.push(book), remove(book)));
      replace(shop, 'listedBooks', (listed) => () => [...listed(), ...deleted]);
    },
  },
  {
    of: 'deleted-gone',
    name: 'reads deleted books, and lists them no longer',
    does: (shop) => {
      const deleted = new Map<string, Book>();
      replace(shop, 'removeBook', (remove) => (book) => (deleted.set(book.id, book), remove(book)));
      replace(shop, 'bookOf', (find) => (id) => find(id) ?? deleted.get(id));
    },
  },
  {
    of: 'deleted-gone',
    name: 'fails where a deleted book is read',
    does: (shop) => {
      const deleted = new Set<string>();
      replace(shop, 'removeBook', (remove) => (book) => (deleted.add(book.id), remove(book)));
      replace(shop, 'bookOf', (find) => (id) => {
        if (deleted.has(id)) throw new Refused(500, 'A book was expected.');
        return find(id);
      });
    },
  },
  {
    of: 'deleted-gone',
    name: 'lists deleted reviews',
    does: (shop) => {
      const deleted: Shop['reviews'] = [];
      replace(shop, 'removeReview', (remove) => (review) => (deleted.push(review), remove(review)));
      replace(shop, 'listedReviews', (listed) => (book) => [
        ...listed(book),
        ...deleted.filter(({ bookId }) => bookId === book.id),
      ]);
    },
  },
  {
    of: 'deleted-gone',
    name: 'deletes the newest book, whichever is named',
    does: (shop) => replace(shop, 'removeBook', (remove) => (book) => remove(own(shop).at(-1) ?? book)),
  },
  {
    of: 'deleted-gone',
    name: 'deletes all new books with one',
    does: (shop) =>
      replace(shop, 'removeBook', (remove) => (book) => {
        for (const other of own(shop)) remove(other);
        if (shop.books.includes(book)) remove(book);
      }),
  },
  {
    of: 'deleted-gone',
    name: 'shows deleted books again once another is added',
    does: (shop) => {
      const deleted: Book[] = [];
      replace(shop, 'removeBook', (remove) => (book) => (deleted.push(book), remove(book)));
      replace(shop, 'addBook', (add) => (values) => (shop.books.push(...deleted.splice(0)), add(values)));
    },
  },
  {
    of: 'deleted-gone',
    name: 'keeps the reviews of a deleted book',
    does: (shop) => {
      const deleted = new Map<string, Book>();
      replace(shop, 'removeBook', () => (book) => {
        deleted.set(book.id, book);
        shop.books = shop.books.filter((other) => other !== book);
      });
      replace(shop, 'serve', (serve) => (request) => {
        const { bookOf } = shop;
        if (request.path.includes('/reviews')) shop.bookOf = (id) => bookOf(id) ?? deleted.get(id);
        const answer = serve(request);
        shop.bookOf = bookOf;
        return answer;
      });
    },
  },
];
