import { replace, type Book, type NewBook, type Shop } from '../shop.ts';
import type { Fault } from '../fault.ts';

/** Stores something else than was sent of a book. */
const stores = (change: (values: NewBook) => Partial<NewBook>) => (shop: Shop) =>
  replace(shop, 'addBook', (add) => (values) => add({ ...values, ...change(values) }));
const everyWrite = (change: (values: Partial<NewBook>) => Partial<NewBook>) => (shop: Shop) => {
  stores(change)(shop);
  replaces(change)(shop);
  changes((sent) => ({ ...sent, ...change(sent) }))(shop);
};
const replaces = (change: (values: NewBook, old: Book) => Partial<NewBook>) => (shop: Shop) =>
  replace(shop, 'replaceBook', (put) => (book, values) => put(book, { ...values, ...change(values, book) }));
const changes = (change: (sent: Partial<NewBook>, old: Book) => Partial<NewBook>) => (shop: Shop) =>
  replace(shop, 'changeBook', (patch) => (book, sent) => patch(book, change(sent, book)));

export const VALUES: Fault[] = [
  {
    of: 'default-applied',
    name: 'takes a new book as out of print, unless it says otherwise',
    does: (shop) => defaults(shop, false),
  },
  {
    of: 'default-applied',
    name: 'keeps inPrint where a replacement leaves it out',
    does: (shop) => {
      let sent = '';
      replace(shop, 'serve', (serve) => (request) => {
        sent = Buffer.from(request.body ?? []).toString();
        return serve(request);
      });
      replaces((_values, old) => (sent.includes('"inPrint"') ? {} : { inPrint: old.inPrint }))(shop);
    },
  },
  {
    of: 'default-applied',
    name: 'keeps the date where a replacement leaves it out',
    does: replaces(({ published }, old) =>
      published === undefined && old.published !== undefined ? { published: old.published } : {},
    ),
  },
  {
    of: 'kept-value',
    name: 'forgets when a book was published',
    does: stores(() => ({ published: undefined })),
  },
  {
    of: 'kept-value',
    name: 'rounds prices down to whole euros',
    does: everyWrite(({ price }) => (price === undefined ? {} : { price: Math.floor(price) })),
  },
  {
    of: 'kept-value',
    name: 'swaps title and author',
    does: stores(({ title, author }) => ({ title: author, author: title })),
  },
  { of: 'kept-value', name: 'gives every new book the same genre', does: stores(() => ({ genre: 'novel' })) },
  {
    of: 'kept-value',
    name: 'shifts the date by a day',
    does: stores(({ published }) =>
      published === undefined
        ? {}
        : { published: new Date(Date.parse(published) - 86_400_000).toISOString().slice(0, 10) },
    ),
  },
  {
    of: 'kept-value',
    name: 'puts question marks for letters beyond ASCII',
    does: everyWrite(({ title }) => (title === undefined ? {} : { title: title.replace(/[^ -~]/gu, '?') })),
  },
  {
    of: 'kept-value',
    name: 'cuts long titles',
    does: everyWrite(({ title }) => (title === undefined ? {} : { title: title.slice(0, 100) })),
  },
  {
    of: 'kept-value',
    name: 'gives one star less',
    does: review((values) => ({ ...values, stars: Math.max(1, values.stars - 1) })),
  },
  { of: 'kept-value', name: 'forgets the text of a review', does: review(({ stars }) => ({ stars })) },
  {
    of: 'kept-value',
    name: 'escapes the text of a review as HTML',
    does: review((values) => ({
      ...values,
      ...(values.text !== undefined && {
        text: values.text.replace(/[&<>'" .]/g, (sign) => `&#${sign.charCodeAt(0)};`),
      }),
    })),
  },
  {
    of: 'answer-is-state',
    name: 'answers a new book with the price that was sent, and keeps another',
    does: (shop) =>
      replace(shop, 'addBook', (add) => (values) => ({
        ...add({ ...values, price: values.price + 1 }),
        price: values.price,
      })),
  },
  {
    of: 'answer-is-state',
    name: 'answers a new book as in print, and keeps it as out of print',
    does: (shop) =>
      replace(shop, 'addBook', (add) => (values) => ({
        ...add({ ...values, inPrint: false }),
        inPrint: values.inPrint,
      })),
  },
  {
    of: 'answer-is-state',
    name: 'answers a replacement with the book as it was',
    does: (shop) => replace(shop, 'replaceBook', old),
  },
  {
    of: 'answer-is-state',
    name: 'answers a change with the book as it was',
    does: (shop) => replace(shop, 'changeBook', old),
  },
  {
    of: 'answer-is-state',
    name: 'answers a new review with the identifier of another book',
    does: (shop) =>
      replace(shop, 'showReview', (show) => (review, where) => ({
        ...show(review, where),
        ...(where === 'written' && { bookId: (shop.books[0] as Book).id }),
      })),
  },
];

/** Makes the change, and answers with what was there before it. */
function old<Sent>(change: (book: Book, sent: Sent) => Book): (book: Book, sent: Sent) => Book {
  return (book, sent) => {
    const before = { ...book };
    change(book, sent);
    return before;
  };
}

function review(change: Parameters<typeof keepReview>[1]): (shop: Shop) => void {
  return (shop) => keepReview(shop, change);
}

function keepReview(
  shop: Shop,
  change: (values: { stars: number; text?: string }) => { stars: number; text?: string },
) {
  replace(shop, 'addReview', (add) => (book, values) => add(book, change(values)));
}

/** Another default of inPrint for new books. */
function defaults(shop: Shop, inPrint: boolean): void {
  let sent = '';
  replace(shop, 'serve', (serve) => (request) => {
    sent = Buffer.from(request.body ?? []).toString();
    return serve(request);
  });
  replace(shop, 'addBook', (add) => (values) => add(sent.includes('"inPrint"') ? values : { ...values, inPrint }));
}
