import type { HeaderField, Request, Response } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { bookChanges, newBook, newReview, READERS } from './bodies.ts';
import { Refused } from './refused.ts';
import { BASE, type Asked, type Book, type Shop } from './shop.ts';

const JSON_TYPE = 'application/json';
const MERGE_PATCH = 'application/merge-patch+json';
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const SORTS = ['title', '-title', 'price', '-price', 'published', '-published'];

type Answer = (shop: Shop, asked: Asked) => Response;

/** By the number of path segments and the method. */
const OPERATIONS: Record<string, Answer> = { '1 GET': listBooks, '1 POST': createBook };
for (const [method, answer] of Object.entries({
  GET: getBook,
  PUT: replaceBook,
  PATCH: updateBook,
  DELETE: deleteBook,
}))
  OPERATIONS[`2 ${method}`] = answer;
Object.assign(OPERATIONS, {
  '3 GET': listReviews,
  '3 POST': createReview,
  '4 GET': getReview,
  '4 DELETE': deleteReview,
});

/** Answers a request by the functions of a shop. */
export function serve(shop: Shop, request: Request): Response {
  try {
    const asked = readRequest(request);
    const { method, segments } = asked;
    if (segments.length > 4 || segments[0] !== 'books' || (segments[2] ?? 'reviews') !== 'reviews')
      throw new Refused(404, 'There is no such address.');
    const answer = OPERATIONS[`${segments.length} ${method}`];
    if (!answer) return notAllowed(segments.length);
    if (method === 'GET' ? !shop.mayRead(asked) : !shop.mayWrite(asked)) throw new Refused(401, 'Who are you?');
    return answer(shop, asked);
  } catch (error) {
    if (error instanceof Refused) return problem(error.status, error.message);
    throw error;
  }
}

export function readRequest({ method, path, headers, body = new Uint8Array() }: Request): Asked {
  const [address = '', ...query] = path.split('?');
  const header = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? '';
  return { method, segments: segmentsOf(address), query: new URLSearchParams(query.join('?')), header, body };
}

function segmentsOf(address: string): string[] {
  try {
    return address.split('/').slice(1).map(decodeURIComponent);
  } catch {
    throw new Refused(400, 'The address is not as it has to be.');
  }
}

function listBooks(shop: Shop, asked: Asked): Response {
  const { query } = asked;
  const genre = oneOf(query, 'genre', ['novel', 'poetry', 'history', 'children']);
  const inPrint = oneOf(query, 'inPrint', ['true', 'false']);
  const wanted = shop.bookQuery(
    {
      limit: whole(query, 'limit', 1, 100) ?? 20,
      page: whole(query, 'page', 1, Infinity) ?? 1,
      sort: oneOf(query, 'sort', SORTS) ?? 'title',
      ...(genre !== undefined && { genre }),
      ...(inPrint !== undefined && { inPrint: inPrint === 'true' }),
    },
    asked,
  );
  const found = shop.ordered(
    shop.listedBooks().filter((book) => shop.fits(book, wanted)),
    wanted.sort,
  );
  const shown = shop.pageOfBooks(found, wanted);
  const next = shop.nextPage(found, wanted);
  const following = new URLSearchParams(query);
  following.set('page', String(next));
  return json(
    shop,
    200,
    { total: shop.totalOfBooks(found, shown), items: shown.map((book) => shop.showBook(book, 'listed')) },
    next === undefined ? [] : [['Link', shop.link(`${BASE}/books?${following.toString()}`)]],
  );
}

function createBook(shop: Shop, asked: Asked): Response {
  const book = shop.addBook(newBook(bodyOf(shop, asked, [JSON_TYPE, MULTIPART])));
  return json(shop, 201, shop.showBook(book, 'written'), [
    ['Location', shop.locationOf(book)],
    ['ETag', shop.etag(book, 'written')],
  ]);
}

function getBook(shop: Shop, asked: Asked): Response {
  const book = namedBook(shop, asked);
  const tag: HeaderField = ['ETag', shop.etag(book, 'read')];
  const condition = asked.header('if-none-match');
  if (condition !== '' && shop.isUnchanged(book, condition)) return { status: 304, headers: [tag], body: Buffer.of() };
  return json(shop, 200, shop.showBook(book, 'read'), [tag]);
}

function replaceBook(shop: Shop, asked: Asked): Response {
  const book = namedBook(shop, asked);
  const values = newBook(bodyOf(shop, asked, [JSON_TYPE]));
  return written(shop, asked, book, () => shop.replaceBook(book, values));
}

function updateBook(shop: Shop, asked: Asked): Response {
  const book = namedBook(shop, asked);
  const changes = bookChanges(bodyOf(shop, asked, [MERGE_PATCH]));
  return written(shop, asked, book, () => shop.changeBook(book, changes));
}

function written(shop: Shop, asked: Asked, book: Book, change: () => Book): Response {
  const condition = asked.header('if-match');
  if (condition !== '' && !shop.mayChange(book, condition)) throw new Refused(412, 'The book has changed.');
  const changed = change();
  return json(shop, 200, shop.showBook(changed, 'written'), [['ETag', shop.etag(changed, 'written')]]);
}

function deleteBook(shop: Shop, asked: Asked): Response {
  shop.removeBook(namedBook(shop, asked));
  return { status: 204, headers: [], body: Buffer.of() };
}

function listReviews(shop: Shop, asked: Asked): Response {
  const { query } = asked;
  const stars = whole(query, 'stars', 1, 5);
  const wanted = shop.reviewQuery(
    {
      limit: whole(query, 'limit', 1, 50) ?? 10,
      offset: whole(query, 'offset', 0, Infinity) ?? 0,
      ...(stars !== undefined && { stars }),
    },
    asked,
  );
  const found = shop.listedReviews(namedBook(shop, asked)).filter((review) => shop.fitsReview(review, wanted));
  const shown = shop.pageOfReviews(found, wanted);
  return json(shop, 200, {
    total: shop.totalOfReviews(found, shown),
    items: shown.map((review) => shop.showReview(review, 'listed')),
  });
}

function createReview(shop: Shop, asked: Asked): Response {
  const book = namedBook(shop, asked);
  const review = shop.addReview(book, newReview(bodyOf(shop, asked, [FORM, JSON_TYPE])));
  return json(shop, 201, shop.showReview(review, 'written'), [['Location', shop.locationOfReview(review)]]);
}

function getReview(shop: Shop, asked: Asked): Response {
  return json(shop, 200, shop.showReview(namedReview(shop, asked), 'read'));
}

function deleteReview(shop: Shop, asked: Asked): Response {
  shop.removeReview(namedReview(shop, asked));
  return { status: 204, headers: [], body: Buffer.of() };
}

function namedBook(shop: Shop, { segments: [, id = ''] }: Asked): Book {
  if (!UUID.test(id)) throw new Refused(400, 'The identifier of a book is a UUID.');
  const book = shop.bookOf(id);
  if (!book) throw new Refused(404, 'There is no such book.');
  return book;
}

function namedReview(shop: Shop, asked: Asked) {
  const id = asked.segments[3] ?? '';
  if (!/^0*[1-9]\d*$/.test(id)) throw new Refused(400, 'The identifier of a review is a number from 1 on.');
  const review = shop.reviewOf(namedBook(shop, asked), id.replace(/^0+/, ''));
  if (!review) throw new Refused(404, 'There is no such review.');
  return review;
}

function bodyOf(shop: Shop, { header, body }: Asked, documented: string[]): Json {
  const contentType = header('content-type');
  if (body.byteLength === 0) throw new Refused(400, 'A body is required.');
  const mediaType = shop.taken((contentType.split(';')[0] ?? '').trim().toLowerCase(), documented);
  const read = READERS[mediaType ?? ''];
  if (!read) throw new Refused(415, `The body is to be ${documented.join(' or ')}.`);
  return read(body, contentType);
}

/** The value of a parameter as a whole number. */
function whole(query: URLSearchParams, name: string, least: number, most: number): number | undefined {
  const value = single(query, name);
  if (value === undefined) return undefined;
  if (!/^-?\d+$/.test(value) || Number(value) < least || Number(value) > most)
    throw new Refused(400, `${name} is to be a whole number from ${least} to ${most}.`);
  return Number(value);
}

function oneOf(query: URLSearchParams, name: string, values: string[]): string | undefined {
  const value = single(query, name);
  if (value !== undefined && !values.includes(value))
    throw new Refused(400, `${name} is to be one of ${values.join(', ')}.`);
  return value;
}

function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw new Refused(400, `${name} stands twice.`);
  return values[0];
}

export function json(shop: Shop, status: number, body: JsonObject, headers: HeaderField[] = []): Response {
  return { status, headers: [['Content-Type', JSON_TYPE], ...headers], body: Buffer.from(shop.write(body)) };
}

/** An error as RFC 9457 has it. */
export function problem(status: number, detail: string, headers: HeaderField[] = []): Response {
  const challenge: HeaderField[] = status === 401 ? [['WWW-Authenticate', 'Bearer']] : [];
  return {
    status,
    headers: [['Content-Type', 'application/problem+json'], ...challenge, ...headers],
    body: Buffer.from(JSON.stringify({ title: 'The request was refused.', status, detail })),
  };
}

function notAllowed(segments: number): Response {
  const methods = Object.keys(OPERATIONS).filter((key) => key.startsWith(`${segments} `));
  return problem(405, 'This cannot be done here.', [['Allow', methods.map((key) => key.slice(2)).join(', ')]]);
}
