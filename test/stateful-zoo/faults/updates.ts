import { replace, type Book, type NewBook, type Shop } from '../shop.ts';
import type { Fault } from '../fault.ts';

const replaces = (change: (values: NewBook, old: Book) => Partial<NewBook>) => (shop: Shop) =>
  replace(shop, 'replaceBook', (put) => (book, values) => put(book, { ...values, ...change(values, book) }));
const changes = (change: (sent: Partial<NewBook>, old: Book) => Partial<NewBook>) => (shop: Shop) =>
  replace(shop, 'changeBook', (patch) => (book, sent) => patch(book, change(sent, book)));
const own = (shop: Shop) => shop.books.filter(({ id }) => !shop.seeded.has(id));
const pick = <Value extends object>(value: Value, holds: (name: string, inner: unknown) => boolean) =>
  Object.fromEntries(Object.entries(value).filter(([name, inner]) => holds(name, inner))) as Partial<Value>;

export const UPDATES: Fault[] = [
  {
    of: 'update-kept',
    name: 'answers a replacement, and keeps what was',
    does: (shop) => replace(shop, 'replaceBook', (put) => (book, values) => put({ ...book }, values)),
  },
  {
    of: 'update-kept',
    name: 'answers a change, and keeps what was',
    does: (shop) => replace(shop, 'changeBook', (patch) => (book, sent) => patch({ ...book }, sent)),
  },
  {
    of: 'update-kept',
    name: 'ignores the price of a replacement',
    does: replaces((_values, { price }) => ({ price })),
  },
  {
    of: 'update-kept',
    name: 'ignores the genre of a replacement',
    does: replaces((_values, { genre }) => ({ genre })),
  },
  {
    of: 'update-kept',
    name: 'ignores the title of a change',
    does: changes((sent) => pick(sent, (name) => name !== 'title')),
  },
  {
    of: 'update-kept',
    name: 'keeps the first member of a change alone',
    does: changes((sent) => pick(sent, (name) => name === Object.keys(sent)[0])),
  },
  {
    of: 'update-kept',
    name: 'ignores what is false or zero in a change',
    does: changes((sent) => pick(sent, (_name, value) => Boolean(value))),
  },
  {
    of: 'update-kept',
    name: 'makes a change to another book',
    does: (shop) =>
      replace(shop, 'changeBook', (patch) => (book, sent) => {
        patch(own(shop).find((other) => other !== book) ?? { ...book }, sent);
        return { ...book, ...sent };
      }),
  },
  {
    of: 'update-kept',
    name: 'replaces another book',
    does: (shop) =>
      replace(shop, 'replaceBook', (put) => (book, values) => {
        const other = own(shop).find((other) => other !== book);
        return { ...put(other ?? { ...book }, values), id: book.id };
      }),
  },
  {
    of: 'update-kept',
    name: 'makes a change to all new books',
    does: (shop) =>
      replace(shop, 'changeBook', (patch) => (book, sent) => {
        for (const other of own(shop)) if (other !== book) patch(other, sent);
        return patch(book, sent);
      }),
  },
  {
    of: 'update-kept',
    name: 'reads the book as it was before the last change',
    does: (shop) => {
      const before = new Map<string, Book>();
      replace(shop, 'changeBook', (patch) => (book, sent) => (before.set(book.id, { ...book }), patch(book, sent)));
      replace(shop, 'replaceBook', (put) => (book, values) => (before.set(book.id, { ...book }), put(book, values)));
      replace(
        shop,
        'showBook',
        (show) => (book, where) => show(where === 'read' ? (before.get(book.id) ?? book) : book, where),
      );
    },
  },
  {
    of: 'update-kept',
    name: 'lists the price that a book was added with',
    does: (shop) => {
      const first = new Map<string, number>();
      replace(shop, 'addBook', (add) => (values) => {
        const book = add(values);
        first.set(book.id, book.price);
        return book;
      });
      replace(
        shop,
        'showBook',
        (show) => (book, where) =>
          show(where === 'listed' ? { ...book, price: first.get(book.id) ?? book.price } : book, where),
      );
    },
  },
  {
    of: 'update-partial',
    name: 'takes the default of inPrint where a change leaves it out',
    does: changes((sent) => ({ inPrint: true, ...sent })),
  },
  {
    of: 'update-partial',
    name: 'sets the price to zero where a change leaves it out',
    does: changes((sent) => ({ price: 0, ...sent })),
  },
  {
    of: 'update-partial',
    name: 'empties the author where a change leaves it out',
    does: changes((sent) => ({ author: '', ...sent })),
  },
  {
    of: 'update-partial',
    name: 'forgets the date where a change leaves it out',
    does: changes((sent) => ({ published: undefined, ...sent })),
  },
  {
    of: 'update-partial',
    name: 'sets the genre back where a change leaves it out',
    does: changes((sent) => ({ genre: 'novel', ...sent })),
  },
];
