import type { JsonObject } from '../../../src/model/json.ts';
import { objectOf, requests, withHeader } from '../change.ts';
import type { Fault } from '../fault.ts';
import { BASE, replace, type Behaviour, type Book, type Shop, type Where } from '../shop.ts';

const other = (shop: Shop, { id }: { id: string }) => shop.books.find((book) => book.id !== id) as Book;
const nowhere = '00000000-0000-4000-8000-000000000000';
/** Names another address of a book, at all places or at some. */
const self = (address: (book: Book, shop: Shop, where: Where) => string) => (shop: Shop) =>
  replace(shop, 'showBook', (show) => (book, where) => ({ ...show(book, where), self: address(book, shop, where) }));
const location = (address: (book: Book, shop: Shop) => string) => (shop: Shop) =>
  replace(shop, 'locationOf', () => (book) => address(book, shop));

const MEMBERS = ['title', 'author', 'genre', 'price', 'inPrint', 'published', 'costPrice', 'stars', 'text'];

export const IDENTIFIERS: Fault[] = [
  {
    of: 'identifier-unique',
    name: 'gives every new book the same identifier',
    does: (shop) => replace(shop, 'newBookId', (id) => once(id)),
  },
  {
    of: 'identifier-unique',
    name: 'gives each second new book the identifier of the one before',
    does: (shop) => {
      let made: string[] = [];
      replace(shop, 'newBookId', (id) => () => {
        made = made.length === 1 ? [made[0] as string, made[0] as string] : [id()];
        return made.at(-1) as string;
      });
    },
  },
  {
    of: 'identifier-unique',
    name: 'gives every new review the same number',
    does: (shop) => replace(shop, 'newReviewId', () => () => '77'),
  },
  {
    of: 'identifier-unique',
    name: 'overwrites the book that was added before',
    does: (shop) => {
      let last: Book | undefined;
      replace(shop, 'addBook', (add) => (values) => {
        const book = add(values);
        if (last && shop.books.includes(last)) {
          shop.books = shop.books.filter((book) => book !== last);
          book.id = last.id;
        }
        return (last = book);
      });
    },
  },
  { of: 'identifier-by-server', name: 'takes the identifier that the client sends', does: takes(['id'], 'addBook') },
  {
    of: 'read-only-ignored',
    name: 'takes the time of creation that the client sends',
    does: takes(['createdAt'], 'addBook'),
  },
  {
    of: 'read-only-ignored',
    name: 'takes the time of creation in a replacement',
    does: takes(['createdAt'], 'replaceBook'),
  },
  {
    of: 'read-only-ignored',
    name: 'takes the time of creation in a change',
    does: takes(['createdAt', 'updatedAt'], 'changeBook'),
  },
  { of: 'identifier-by-server', name: 'takes another identifier in a change', does: takes(['id'], 'changeBook') },
  {
    of: 'identifier-by-server',
    name: 'takes the number of a review that the client sends',
    does: takes(['id'], 'addReview'),
  },
  {
    of: 'request-validated',
    name: 'ignores members that it does not know',
    does: requests((request) => {
      const sent = objectOf(request);
      const known = Object.entries(sent ?? {}).filter(([name]) => MEMBERS.includes(name));
      return sent ? { ...request, body: Buffer.from(JSON.stringify(Object.fromEntries(known))) } : request;
    }),
  },
  {
    of: 'update-kept',
    name: 'gives a book another identifier with each replacement',
    does: (shop) =>
      replace(
        shop,
        'replaceBook',
        (put) => (book, values) => Object.assign(put(book, values), { id: shop.newBookId() }),
      ),
  },
];

const once = (make: () => string) => {
  let made: string | undefined;
  return () => (made ??= make());
};

/** Takes members that only the server may set, or ignores them. */
function takes(names: string[], by: 'addBook' | 'replaceBook' | 'changeBook' | 'addReview'): Fault['does'] {
  return (shop) => {
    let given: JsonObject = {};
    requests((request) => {
      const sent = objectOf(request);
      given = sent ? Object.fromEntries(Object.entries(sent).filter(([name]) => names.includes(name))) : {};
      if (!sent || Object.keys(given).length === 0) return request;
      const rest = Object.fromEntries(Object.entries(sent).filter(([name]) => !names.includes(name)));
      return { ...request, body: Buffer.from(JSON.stringify(rest)) };
    })(shop);
    replace(shop, by, (write: Behaviour[typeof by]) => (...sent: never[]) => {
      const made = (write as (...sent: never[]) => object)(...sent);
      return Object.assign(made, by === 'addReview' ? texts(given) : given) as never;
    });
  };
}

const texts = (values: JsonObject) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

export const ADDRESSES: Fault[] = [
  {
    of: 'location-leads',
    name: 'names the address of another book in Location',
    does: location((book, shop) => shop.addressOf(other(shop, book))),
  },
  {
    of: 'location-leads',
    name: 'names an address in Location where nothing is',
    does: location(() => `${BASE}/books/${nowhere}`),
  },
  {
    of: 'location-leads',
    name: 'names a path in Location that does not exist',
    does: location(({ id }) => `${BASE}/book/${id}`),
  },
  { of: 'location-leads', name: 'names the collection in Location', does: location(() => `${BASE}/books`) },
  {
    of: 'location-leads',
    name: 'names the book in the Location of a review',
    does: (shop) =>
      replace(
        shop,
        'locationOfReview',
        () =>
          ({ bookId }) =>
            `${BASE}/books/${bookId}`,
      ),
  },
  {
    of: 'location-leads',
    name: 'names the next number in the Location of a review',
    does: (shop) =>
      replace(
        shop,
        'locationOfReview',
        () =>
          ({ bookId, id }) =>
            `${BASE}/books/${bookId}/reviews/${Number(id) + 1}`,
      ),
  },
  {
    of: 'location-leads',
    name: 'sends no Location',
    does: (shop) => replace(shop, 'serve', (serve) => (request) => withHeader(serve(request), 'Location')),
  },
  {
    of: 'self-leads',
    name: 'names another book as self',
    does: self((book, shop) => shop.addressOf(other(shop, book))),
  },
  { of: 'self-leads', name: 'names nothing as self', does: self(() => `${BASE}/books/${nowhere}`) },
  // What is there above the base path, nobody asks.
  { of: 'self-leads', name: 'leaves the base path out of self', does: self(({ id }) => `/books/${id}`), isNote: true },
  {
    of: 'self-leads',
    name: 'names another book as self in lists',
    does: self((book, shop, where) => shop.addressOf(where === 'listed' ? other(shop, book) : book)),
  },
  {
    of: 'self-leads',
    name: 'names the reviews as self',
    does: self((book, shop) => `${shop.addressOf(book)}/reviews`),
  },
];

/** Shows what the shop pays. */
const shows =
  (...places: Where[]) =>
  (shop: Shop) =>
    replace(shop, 'showBook', (show) => (book, where) => ({
      ...show(book, where),
      ...(places.includes(where) && book.costPrice !== undefined && { costPrice: book.costPrice }),
    }));

export const SECRETS: Fault[] = [
  { of: 'write-only-hidden', name: 'shows what the shop pays where a book is read', does: shows('read') },
  { of: 'write-only-hidden', name: 'shows what the shop pays in lists', does: shows('listed') },
  { of: 'write-only-hidden', name: 'shows what the shop pays where a book is written', does: shows('written') },
];
