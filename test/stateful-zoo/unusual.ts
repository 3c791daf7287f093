import type { HeaderField } from '../../src/model/exchange.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { answers, headerOf, isRequest, objectOf, requests, withHeader } from './change.ts';
import type { Oddity } from './fault.ts';
import { falling, rising, tagsOf } from './orders.ts';
import { seeds } from './seeds.ts';
import { problem } from './serve.ts';
import { BASE, replace, TOKEN, API_KEY, type Book, type Shop } from './shop.ts';
import { uuid } from './uuid.ts';

const more = (members: (book: Book) => JsonObject) => (shop: Shop) =>
  replace(shop, 'showBook', (show) => (book, where) => ({ ...show(book, where), ...members(book) }));
const plus = (...headers: HeaderField[]) =>
  answers((response) => ({ ...response, headers: [...response.headers, ...headers] }));
/** Changes what the shop writes of a book. */
const shown = (change: (book: JsonObject) => JsonObject) => (shop: Shop) =>
  replace(shop, 'showBook', (show) => (book, where) => change(show(book, where)));
const texts = (change: (text: string) => string) => (shop: Shop) => {
  const changed = <Values extends object>(values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        ['title', 'author'].includes(name) ? change(String(value)) : value,
      ]),
    ) as Values;
  replace(shop, 'addBook', (add) => (values) => add(changed(values)));
  replace(shop, 'replaceBook', (put) => (book, values) => put(book, changed(values)));
  replace(shop, 'changeBook', (patch) => (book, sent) => patch(book, changed(sent)));
  replace(
    shop,
    'addReview',
    (add) => (book, values) => add(book, values.text === undefined ? values : { ...values, text: change(values.text) }),
  );
};
const numbers = (change: (price: number) => number) => (shop: Shop) => {
  replace(shop, 'addBook', (add) => (values) => add({ ...values, price: change(values.price) }));
  replace(shop, 'replaceBook', (put) => (book, values) => put(book, { ...values, price: change(values.price) }));
  replace(
    shop,
    'changeBook',
    (patch) => (book, sent) => patch(book, sent.price === undefined ? sent : { ...sent, price: change(sent.price) }),
  );
};
const times = (write: (time: string) => string) =>
  shown((book) => ({
    ...book,
    createdAt: write(String(book['createdAt'])),
    updatedAt: write(String(book['updatedAt'])),
  }));
const holds = (count: number) => (shop: Shop) => {
  const held = seeds(count);
  Object.assign(shop, held, { seeded: new Set(held.books.map(({ id }) => id)) });
};
const weak = (shop: Shop) => replace(shop, 'etag', (etag) => (book, where) => `W/${etag(book, where)}`);
/** Books of others that come and go while somebody reads. */
function busy(shop: Shop): void {
  let visits = 0;
  replace(shop, 'listedBooks', (listed) => () => {
    visits += 1;
    const visitor = { ...(seeds(1).books[0] as Book), id: uuid(`visitor ${visits}`), title: `A visitor ${visits}` };
    return visits % 2 === 0 ? listed() : [...listed(), visitor];
  });
}

export const UNUSUAL: Oddity[] = [
  { name: 'nothing at all', does: () => {} },
  { name: 'holds nothing at first', does: holds(0) },
  { name: 'holds more than a hundred things', does: holds(130) },
  {
    name: 'shows whoever asks their own books alone',
    does: (shop) => replace(shop, 'listedBooks', () => () => shop.books.filter(({ id }) => !shop.seeded.has(id))),
  },
  { name: 'has lists in which books of others come and go', does: busy },
  {
    name: 'has lists in which others change their books',
    does: (shop) =>
      replace(shop, 'listedBooks', (listed) => () => {
        for (const book of shop.books.slice(0, 5)) if (shop.seeded.has(book.id)) book.price = (book.price + 1) % 100;
        return listed();
      }),
  },
  {
    name: 'writes identifiers in capitals',
    does: (shop) => {
      replace(shop, 'newBookId', (id) => () => id().toUpperCase());
      shop.bookOf = (id) => shop.books.find((book) => book.id.toLowerCase() === id.toLowerCase());
    },
  },
  {
    name: 'has identifiers that grow with time',
    does: (shop) => {
      let made = 0;
      shop.newBookId = () => `01940000-${String((made += 1)).padStart(4, '0')}-7000-8000-00000000000a`;
    },
  },
  {
    name: 'numbers reviews beyond what a double holds',
    does: (shop) => {
      let made = 9_007_199_254_740_993n;
      shop.newReviewId = () => String((made += 2n));
      replace(shop, 'showReview', (show) => (review, where) => ({ ...show(review, where), id: `number ${review.id}` }));
      shop.write = (body) => JSON.stringify(body).replace(/"number (\d+)"/g, '$1');
    },
  },
  {
    name: 'numbers the reviews of each book from 1',
    does: (shop) => {
      const made = new Map<string, number>();
      shop.newReviewId = ({ id }) => {
        made.set(id, (made.get(id) ?? 0) + 1);
        return String(made.get(id));
      };
    },
  },
  {
    name: 'gives the number of a deleted review again',
    does: (shop) => {
      shop.newReviewId = () => String(Math.max(0, ...shop.reviews.map(({ id }) => Number(id))) + 1);
    },
  },
  {
    name: 'lists the newest of equal books first',
    does: (shop) => replace(shop, 'ordered', (ordered) => (found, sort) => ordered([...found].reverse(), sort)),
  },
  {
    name: 'orders titles as people do, whatever their letter case',
    does: (shop) =>
      replace(shop, 'ordered', (ordered) => (found, sort) => {
        if (!sort.endsWith('title')) return ordered(found, sort);
        const people = (one: string | number, other: string | number) =>
          String(one).localeCompare(String(other), 'en', { sensitivity: 'base' });
        return [...found].sort((sort === 'title' ? rising : falling)('title', people));
      }),
  },
  {
    name: 'lists books without a date first',
    does: (shop) =>
      replace(
        shop,
        'ordered',
        (ordered) => (found, sort) =>
          sort.endsWith('published')
            ? [
                ...found.filter((book) => book.published === undefined),
                ...ordered(found, sort).filter((book) => book.published !== undefined),
              ]
            : ordered(found, sort),
      ),
  },
  {
    name: 'has its members in another order',
    does: shown((book) => Object.fromEntries(Object.entries(book).reverse())),
  },
  {
    name: 'has more members',
    does: more(({ id }) => ({ _links: { cover: `/covers/${id}` }, tags: [], rating: null })),
  },
  {
    name: 'has members that differ at each reading',
    does: (shop) => {
      let read = 0;
      more(() => ({
        requestId: uuid(`request ${(read += 1)}`),
        servedAt: new Date(Date.UTC(2026, 3, 1) + read * 1000).toISOString(),
      }))(shop);
    },
  },
  {
    name: 'counts how often a book was read',
    does: (shop) => {
      const views = new Map<string, number>();
      more(({ id }) => {
        views.set(id, (views.get(id) ?? 0) + 1);
        return { views: views.get(id) ?? 0 };
      })(shop);
    },
  },
  { name: 'has times in seconds', does: times((time) => time.replace(/\.\d+Z$/, 'Z')) },
  { name: 'has times to the minute', does: times((time) => `${time.slice(0, 16)}:00Z`) },
  {
    name: 'has times with an offset and microseconds',
    does: times((time) => time.replace(/(?:\.\d+)?Z$/, '.123456+00:00')),
  },
  { name: 'trims text', does: texts((text) => (text.trim() === '' ? text : text.trim())) },
  { name: 'composes the letters of text', does: texts((text) => text.normalize('NFC')) },
  { name: 'rounds prices to cents', does: numbers((price) => Math.round(price * 100) / 100) },
  {
    name: 'writes prices with two decimals',
    does: (shop) =>
      (shop.write = (body) =>
        JSON.stringify(body).replace(
          /"price":(\d+)(?:\.(\d))?(?=[,}])/g,
          (_all, whole, tenth = '0') => `"price":${whole}.${tenth}0`,
        )),
  },
  {
    name: 'remembers what was deleted, and answers 410',
    does: (shop) => {
      const deleted = new Set<string>();
      answers((response, { method, path }) => {
        const address = path.split('?')[0] ?? '';
        if (method === 'DELETE' && response.status === 204) deleted.add(address);
        const isGone = [...deleted].some((gone) => address === gone || address.startsWith(`${gone}/`));
        return response.status === 404 && isGone ? problem(410, 'It was here once.') : response;
      })(shop);
    },
  },
  {
    name: 'answers a second deletion as the first',
    does: (shop) => {
      const deleted = new Set<string>();
      answers((response, { method, path }) => {
        if (method !== 'DELETE') return response;
        if (response.status === 204) deleted.add(path);
        return deleted.has(path) ? { status: 204, headers: [], body: Buffer.of() } : response;
      })(shop);
    },
  },
  {
    name: 'has weak entity tags, and compares them',
    does: (shop) => {
      shop.mayChange = (book, header) => header === '*' || tagsOf(header, 'weak').includes(shop.etag(book, 'read'));
      replace(
        shop,
        'isUnchanged',
        () => (book, header) => tagsOf(header, 'weak').includes(shop.etag(book, 'read')) || header === '*',
      );
      answers((response) => {
        const tag = headerOf(response, 'ETag');
        return tag === undefined ? response : withHeader(response, 'ETag', `W/${tag}`);
      })(shop);
    },
  },
  {
    name: 'has weak entity tags, which no If-Match names',
    does: (shop) => {
      weak(shop);
      shop.isUnchanged = (book, header) =>
        header === '*' || tagsOf(header, 'weak').includes(shop.etag(book, 'read').slice(2));
      shop.mayChange = (_book, header) => header === '*';
    },
  },
  {
    name: 'keeps the entity tag and the time of a book where nothing changes',
    does: (shop) => {
      const isSame = (book: Book, values: object) =>
        Object.entries(values).every(([name, value]) => book[name as keyof Book] === value);
      replace(shop, 'changeBook', (patch) => (book, sent) => (isSame(book, sent) ? book : patch(book, sent)));
      replace(
        shop,
        'replaceBook',
        (put) => (book, values) =>
          isSame(book, { published: undefined, costPrice: undefined, ...values }) ? book : put(book, values),
      );
    },
  },
  {
    name: 'has long entity tags made of the content',
    does: (shop) =>
      replace(shop, 'etag', () => (book) => `"sha/${uuid(JSON.stringify(book))}+${uuid(book.updatedAt)}=="`),
  },
  {
    name: 'names whole addresses',
    does: (shop) => {
      replace(shop, 'addressOf', (address) => (book) => `http://bookshop.test${address(book)}`);
      replace(shop, 'locationOfReview', (address) => (review) => `http://bookshop.test${address(review)}`);
      replace(shop, 'link', (link) => (address) => link(`http://bookshop.test${address}`));
    },
  },
  {
    name: 'names a relative address in Location',
    does: (shop) => {
      shop.locationOf = ({ id }) => `books/${id}`;
      shop.locationOfReview = ({ id }) => `reviews/${id}`;
    },
  },
  {
    name: 'links to more than the next page',
    does: (shop) =>
      replace(
        shop,
        'link',
        () => (address) =>
          `<${BASE}/books?page=1>; rel=first, <${address}>; title="more, please"; rel="next last-known"`,
      ),
  },
  {
    name: 'sends many header fields',
    does: plus(
      ['Date', 'Sun, 01 Mar 2026 08:00:00 GMT'],
      ['Server', 'shelf/2'],
      ['Set-Cookie', 'a=1; Path=/; HttpOnly'],
      ['Set-Cookie', 'b=2; Secure'],
      ['Vary', 'Accept, Authorization'],
      ['Cache-Control', 'private, no-cache'],
      ['RateLimit-Remaining', '999'],
      ['Strict-Transport-Security', 'max-age=1'],
    ),
  },
  {
    name: 'labels JSON with a charset and in capitals',
    does: answers((response) =>
      headerOf(response, 'Content-Type') === 'application/json'
        ? withHeader(response, 'Content-Type', 'Application/JSON; Charset=UTF-8')
        : response,
    ),
  },
  {
    name: 'indents JSON and escapes what is not ASCII',
    does: (shop) =>
      (shop.write = (body) =>
        JSON.stringify(body, null, 2).replace(
          /[^\n -~]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )),
  },
  {
    name: 'says more of a problem',
    does: answers((response) => {
      const said = response.status >= 400 ? objectOf(response) : undefined;
      return said
        ? {
            ...response,
            body: Buffer.from(
              JSON.stringify({ ...said, type: 'about:blank', instance: '/problems/1', errors: [{ pointer: '#/x' }] }),
            ),
          }
        : response;
    }),
  },
  {
    name: 'answers HEAD and OPTIONS too',
    does: (shop) =>
      replace(shop, 'serve', (serve) => (request) => {
        if (request.method === 'OPTIONS')
          return {
            status: 204,
            headers: [['Allow', 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE']],
            body: Buffer.of(),
          };
        if (request.method !== 'HEAD') return serve(request);
        return { ...serve({ ...request, method: 'GET' }), body: Buffer.of() };
      }),
  },
  {
    name: 'refuses query parameters that it does not know',
    does: (shop) =>
      replace(shop, 'serve', (serve) => (request) => {
        const names = [...new URLSearchParams(request.path.split('?')[1] ?? '').keys()];
        const isKnown = (name: string) =>
          ['limit', 'page', 'genre', 'inPrint', 'sort', 'offset', 'stars'].includes(name);
        return names.every(isKnown) ? serve(request) : problem(400, 'A parameter is not known.');
      }),
  },
  {
    name: 'refuses wrong credentials beside right ones',
    does: (shop) =>
      replace(shop, 'serve', (serve) => (request) => {
        const [key, authorization] = [headerOf(request, 'X-Api-Key'), headerOf(request, 'Authorization')];
        const isWrong =
          (key ?? API_KEY) !== API_KEY ||
          !/^bearer /i.test(authorization ?? 'bearer ') ||
          !(authorization ?? TOKEN).endsWith(TOKEN);
        return isWrong ? problem(401, 'Something is wrong with one of these.') : serve(request);
      }),
  },
  {
    name: 'looks at the request before it looks at the credentials',
    does: (shop) =>
      replace(shop, 'serve', (serve) => (request) => {
        const answer = serve(request);
        const sends = (request.body?.byteLength ?? 0) > 0;
        return answer.status === 401 && sends && objectOf(request) === undefined && isRequest(request, 'PUT', 2)
          ? problem(400, 'The body is not JSON.')
          : answer;
      }),
  },
  {
    name: 'says in a 401 what it asks for, and for whom',
    does: answers((response) =>
      response.status === 401
        ? withHeader(response, 'WWW-Authenticate', 'Bearer realm="shop", error="invalid_token", ApiKey realm="readers"')
        : response,
    ),
  },
  {
    name: 'takes identifiers of any kind in the path, and knows none',
    does: (shop) =>
      replace(shop, 'serve', (serve) => (request) => {
        const id = request.path.split(/[/?]/)[2];
        const isUuid = id === undefined || /^[\da-f-]{36}$/i.test(id);
        return isUuid ? serve(request) : problem(404, 'There is no such book.');
      }),
  },
  {
    name: 'accepts a slash at the end of an address',
    does: requests((request) => ({ ...request, path: request.path.replace(/\/(?=\?|$)/, '') })),
  },
];
