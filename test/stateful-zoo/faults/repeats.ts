import type { JsonObject } from '../../../src/model/json.ts';
import { headerOf, isRequest, objectOf, requests, withHeader } from '../change.ts';
import type { Fault } from '../fault.ts';
import { replace, TOKEN, type Behaviour, type Book, type Shop, type Where } from '../shop.ts';

export const READINGS: Fault[] = [
  {
    of: 'safe-method-safe',
    name: 'makes a book dearer each time that it is read',
    isNote: true,
    does: (shop) =>
      replace(shop, 'showBook', (show) => (book, where) => {
        if (where === 'read') book.price += 1;
        return show(book, where);
      }),
  },
  {
    of: 'safe-method-safe',
    name: 'takes a book out of print when it is read',
    isNote: true,
    does: (shop) =>
      replace(shop, 'showBook', (show) => (book, where) => {
        const shown = show(book, where);
        if (where === 'read' && !shop.seeded.has(book.id)) book.inPrint = false;
        return shown;
      }),
  },
  {
    of: 'safe-method-safe',
    name: 'deletes a new book once it was read',
    isNote: true,
    does: (shop) =>
      replace(shop, 'showBook', (show) => (book, where) => {
        const shown = show(book, where);
        if (where === 'read' && !shop.seeded.has(book.id)) shop.removeBook(book);
        return shown;
      }),
  },
  {
    of: 'idempotent-repeat',
    name: 'fails where the same replacement is sent again',
    does: (shop) => {
      const last = new Map<string, string>();
      replace(shop, 'serve', (serve) => (request) => {
        const body = Buffer.from(request.body ?? []).toString();
        const answer = serve(request);
        if (!isRequest(request, 'PUT', 2) || answer.status !== 200) return answer;
        const isSame = last.get(request.path) === body;
        last.set(request.path, body);
        return isSame ? { status: 500, headers: [], body: Buffer.of() } : answer;
      });
    },
  },
  {
    of: 'idempotent-repeat',
    name: 'fails where what was deleted is deleted again',
    does: (shop) => {
      const deleted = new Set<string>();
      replace(shop, 'serve', (serve) => (request) => {
        const answer = serve(request);
        if (request.method !== 'DELETE') return answer;
        if (answer.status === 404 && deleted.has(request.path)) return { status: 500, headers: [], body: Buffer.of() };
        if (answer.status === 204) deleted.add(request.path);
        return answer;
      });
    },
  },
  {
    of: 'idempotent-repeat',
    name: 'adds a copy with each replacement',
    does: (shop) => replace(shop, 'replaceBook', (put) => (book, values) => (shop.addBook(values), put(book, values))),
  },
];

const tag = (make: (book: Book, where: Where, before: string) => string) => (shop: Shop) =>
  replace(shop, 'etag', (etag) => (book, where) => make(book, where, etag(book, where)));

export const TAGS: Fault[] = [
  { of: 'etag-changes', name: 'gives every state the same entity tag', does: tag(() => '"1"') },
  { of: 'etag-changes', name: 'gives every state of a book the same entity tag', does: tag(({ id }) => `"${id}"`) },
  {
    of: 'etag-changes',
    name: 'keeps the entity tag where a change is a patch',
    does: (shop) =>
      replace(
        shop,
        'changeBook',
        (patch) => (book, sent) => Object.assign(patch(book, sent), { version: book.version - 1 }),
      ),
  },
  {
    of: 'etag-changes',
    name: 'keeps the entity tag where the price alone changes',
    does: tag(
      ({ title, author, genre, inPrint }) => `"${Buffer.from([title, author, genre, inPrint].join()).toString('hex')}"`,
    ),
  },
  { of: 'not-modified', name: 'never answers 304', does: (shop) => replace(shop, 'isUnchanged', () => () => false) },
  {
    of: 'not-modified',
    name: 'answers 304 to any entity tag',
    does: (shop) => replace(shop, 'isUnchanged', () => () => true),
  },
  {
    of: 'not-modified',
    name: 'has another entity tag at each reading',
    does: (shop) => {
      let readings = 0;
      tag((_book, _where, before) => `${before.slice(0, -1)}-${(readings += 1)}"`)(shop);
    },
  },
  { of: 'if-match', name: 'ignores If-Match', does: (shop) => replace(shop, 'mayChange', () => () => true) },
  { of: 'if-match', name: 'refuses every If-Match', does: (shop) => replace(shop, 'mayChange', () => () => false) },
  {
    of: 'if-match',
    name: 'ignores If-Match where a book is replaced',
    does: requests((request) => (request.method === 'PUT' ? withHeader(request, 'If-Match') : request)),
  },
  {
    of: 'etag-changes',
    name: 'answers a change with the entity tag of the old state',
    does: tag((book, where, before) =>
      where === 'written' && book.version > 1 ? before.replace(/\d+"$/, `${book.version - 1}"`) : before,
    ),
  },
  { of: 'required-header', name: 'sends no entity tag where a book is read', does: noTag },
];

function noTag(shop: Shop): void {
  replace(
    shop,
    'serve',
    (serve) => (request) => (request.method === 'GET' ? withHeader(serve(request), 'ETag') : serve(request)),
  );
}

/** Makes the change of a refused request all the same. */
const allTheSame =
  (
    status: number,
    method: string,
    again: (shop: Shop, request: Parameters<Behaviour['serve']>[0], serve: Behaviour['serve']) => unknown,
  ) =>
  (shop: Shop) =>
    replace(shop, 'serve', (serve) => (request) => {
      const answer = serve(request);
      if (answer.status === status && request.method === method) again(shop, request, serve);
      return answer;
    });
const VALID = { title: 'text', author: 'text', genre: 'text', price: 1, inPrint: true };
/** The members of a body that are of the right type. */
const rightMembers = (sent: JsonObject | undefined) =>
  Object.fromEntries(
    Object.entries(sent ?? {}).filter(
      ([name, value]) => typeof value === typeof VALID[name as keyof typeof VALID] && value !== '',
    ),
  );
const keepsRight = (shop: Shop, request: Parameters<Behaviour['serve']>[0]) => {
  const book = shop.bookOf(request.path.split('/')[2] ?? '');
  if (book) Object.assign(book, rightMembers(objectOf(request)));
};

export const REFUSALS: Fault[] = [
  {
    of: 'refusal-changes-nothing',
    name: 'keeps the right members of a refused change',
    does: allTheSame(400, 'PATCH', keepsRight),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'keeps the right members of a refused replacement',
    does: allTheSame(400, 'PUT', keepsRight),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'makes a replacement that If-Match refused',
    does: allTheSame(412, 'PUT', (_shop, request, serve) => serve(withHeader(request, 'If-Match'))),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'makes a change that If-Match refused',
    does: allTheSame(412, 'PATCH', (_shop, request, serve) => serve(withHeader(request, 'If-Match'))),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'adds a book that was refused',
    does: allTheSame(400, 'POST', (shop, request) => {
      if (isRequest(request, 'POST', 1))
        shop.addBook({
          title: 'Refused',
          author: 'Nobody',
          genre: 'novel',
          price: 1,
          inPrint: true,
          ...rightMembers(objectOf(request)),
        });
    }),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'makes a change without credentials, and answers 401',
    does: allTheSame(401, 'PATCH', (_shop, request, serve) =>
      serve(withHeader(request, 'Authorization', `Bearer ${TOKEN}`)),
    ),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'deletes without credentials, and answers 401',
    does: allTheSame(401, 'DELETE', (_shop, request, serve) =>
      serve(withHeader(request, 'Authorization', `Bearer ${TOKEN}`)),
    ),
  },
  {
    of: 'refusal-changes-nothing',
    name: 'makes a change of an undocumented media type, and answers 415',
    does: allTheSame(415, 'PATCH', (_shop, request, serve) => {
      if (headerOf(request, 'Content-Type') !== undefined)
        serve(withHeader(request, 'Content-Type', 'application/merge-patch+json'));
    }),
  },
];
