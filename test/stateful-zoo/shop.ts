import type { Request, Response } from '../../src/model/exchange.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { byText, falling, rising, tagsOf } from './orders.ts';
import { seeds } from './seeds.ts';
import { uuid } from './uuid.ts';

/**
 * A bookshop as examples/bookshop documents it, written from that document alone and independently of the checks and of the
 * mock, so that it can test assay. What it does is a set of functions, and a fault or an oddity replaces one of them.
 */
export interface Shop extends Behaviour {
  /** Oldest first. */
  books: Book[];
  reviews: Review[];
  /** What the shop held before anybody asked: nobody may change it. */
  readonly seeded: ReadonlySet<string>;
}

export interface Book {
  id: string;
  title: string;
  author: string;
  genre: string;
  price: number;
  inPrint: boolean;
  published?: string;
  costPrice?: number;
  createdAt: string;
  updatedAt: string;
  /** Counts its changes. */
  version: number;
}

/** The id is written in digits: it may be larger than a number holds. */
export interface Review {
  id: string;
  bookId: string;
  stars: number;
  text?: string;
  createdAt: string;
}

/** What a writer sends of a book; defaults are in it. */
export type NewBook = Omit<Book, 'id' | 'createdAt' | 'updatedAt' | 'version'>;
export type NewReview = Pick<Review, 'stars' | 'text'>;

export interface BookQuery {
  limit: number;
  page: number;
  sort: string;
  genre?: string;
  inPrint?: boolean;
}

export interface ReviewQuery {
  limit: number;
  offset: number;
  stars?: number;
}

/** A request, taken apart. */
export interface Asked {
  method: string;
  /** Below the base path, decoded. */
  segments: string[];
  query: URLSearchParams;
  /** The value of a header field; empty without one. */
  header(name: string): string;
  body: Uint8Array;
}

export type Where = 'read' | 'listed' | 'written';

/** Everything that a fault may replace. */
export interface Behaviour {
  serve(request: Request): Response;
  mayRead(asked: Asked): boolean;
  mayWrite(asked: Asked): boolean;
  /** The media type by which a body is read; undefined where it is not taken. */
  taken(mediaType: string, documented: string[]): string | undefined;
  bookQuery(query: BookQuery, asked: Asked): BookQuery;
  reviewQuery(query: ReviewQuery, asked: Asked): ReviewQuery;
  listedBooks(): Book[];
  listedReviews(book: Book): Review[];
  fits(book: Book, query: BookQuery): boolean;
  fitsReview(review: Review, query: ReviewQuery): boolean;
  ordered(books: Book[], sort: string): Book[];
  pageOfBooks(found: Book[], query: BookQuery): Book[];
  pageOfReviews(found: Review[], query: ReviewQuery): Review[];
  totalOfBooks(found: Book[], shown: Book[]): number;
  totalOfReviews(found: Review[], shown: Review[]): number;
  /** The number of the next page. */
  nextPage(found: Book[], query: BookQuery): number | undefined;
  link(address: string): string;
  bookOf(id: string): Book | undefined;
  reviewOf(book: Book, id: string): Review | undefined;
  /** The members of a book that answers have. */
  showBook(book: Book, where: Where): JsonObject;
  showReview(review: Review, where: Where): JsonObject;
  addressOf(book: Book): string;
  locationOf(book: Book): string;
  locationOfReview(review: Review): string;
  etag(book: Book, where: Where): string;
  /** Whether If-None-Match names the book as it is. */
  isUnchanged(book: Book, ifNoneMatch: string): boolean;
  /** Whether If-Match allows a change. */
  mayChange(book: Book, ifMatch: string): boolean;
  newBookId(): string;
  newReviewId(book: Book): string;
  addBook(values: NewBook): Book;
  addReview(book: Book, values: NewReview): Review;
  replaceBook(book: Book, values: NewBook): Book;
  changeBook(book: Book, changes: Partial<NewBook>): Book;
  removeBook(book: Book): void;
  removeReview(review: Review): void;
  /** A moment; each is later than the one before. */
  now(): string;
  /** A body as text. */
  write(body: JsonObject): string;
}

/** The path under which the shop is served. */
export const BASE = '/v1';
export const TOKEN = 'writer-token-7c1f';
export const API_KEY = 'reader-key-93ab';

/** Replaces one function of the shop by another, which may call it. */
export function replace<Name extends keyof Behaviour>(
  shop: Shop,
  name: Name,
  by: (before: Behaviour[Name]) => Behaviour[Name],
): void {
  (shop as Behaviour)[name] = by(shop[name]);
}

/** @param serve answers a request by the functions of the shop */
export function createShop(serve: (shop: Shop, request: Request) => Response, held = seeds()): Shop {
  let moments = 0;
  let books = 0;
  let reviews = held.reviews.length;
  const shop: Shop = {
    ...held,
    seeded: new Set(held.books.map(({ id }) => id)),
    serve: (request) => serve(shop, request),
    ...access,
    ...lists(),
    bookOf: (id) => shop.books.find((book) => book.id === id.toLowerCase()),
    reviewOf: (book, id) => shop.reviews.find((review) => review.bookId === book.id && review.id === id),
    showBook: ({ version: _version, costPrice: _costPrice, ...shown }) => ({
      ...shown,
      self: shop.addressOf(shown as Book),
    }),
    showReview: (review) => ({ ...review, id: Number(review.id) }),
    addressOf: ({ id }) => `${BASE}/books/${id}`,
    locationOf: (book) => shop.addressOf(book),
    locationOfReview: ({ bookId, id }) => `${BASE}/books/${bookId}/reviews/${id}`,
    etag: ({ id, version }) => `"${id.slice(0, 8)}-${version}"`,
    isUnchanged: (book, header) => header === '*' || tagsOf(header, 'weak').includes(shop.etag(book, 'read')),
    mayChange: (book, header) => header === '*' || tagsOf(header, 'strong').includes(shop.etag(book, 'read')),
    newBookId: () => uuid(`book ${(books += 1)}`),
    newReviewId: () => String((reviews += 1)),
    addBook: (values) => {
      const createdAt = shop.now();
      const book = { id: shop.newBookId(), ...values, createdAt, updatedAt: createdAt, version: 1 };
      shop.books.push(book);
      return book;
    },
    addReview: (book, values) => {
      const review = { id: shop.newReviewId(book), bookId: book.id, ...values, createdAt: shop.now() };
      shop.reviews.push(review);
      return review;
    },
    replaceBook: (book, values) => {
      const { id, createdAt, version } = book;
      for (const name of Object.keys(book)) delete (book as Partial<Book>)[name as keyof Book];
      return Object.assign(book, { id, ...values, createdAt, updatedAt: shop.now(), version: version + 1 });
    },
    changeBook: (book, changes) => Object.assign(book, changes, { updatedAt: shop.now(), version: book.version + 1 }),
    removeBook: (book) => {
      shop.books = shop.books.filter((other) => other !== book);
      shop.reviews = shop.reviews.filter(({ bookId }) => bookId !== book.id);
    },
    removeReview: (review) => void (shop.reviews = shop.reviews.filter((other) => other !== review)),
    now: () => new Date(Date.UTC(2026, 2, 1, 8) + (moments += 1) * 1000).toISOString(),
    write: (body) => JSON.stringify(body),
  };
  return shop;

  /** How lists are cut, filtered and ordered. */
  function lists() {
    return {
      bookQuery: (query) => query,
      reviewQuery: (query) => query,
      listedBooks: () => shop.books,
      listedReviews: (book) => shop.reviews.filter(({ bookId }) => bookId === book.id),
      fits: (book, { genre = book.genre, inPrint = book.inPrint }) => book.genre === genre && book.inPrint === inPrint,
      fitsReview: (review, { stars = review.stars }) => review.stars === stars,
      ordered: (books, sort) => {
        const by = sort.replace('-', '') as 'title' | 'price' | 'published';
        return [...books].sort(sort.startsWith('-') ? falling(by, byText) : rising(by, byText));
      },
      pageOfBooks: (found, { page, limit }) => found.slice((page - 1) * limit, page * limit),
      pageOfReviews: (found, { offset, limit }) => found.slice(offset, offset + limit),
      totalOfBooks: (found) => found.length,
      totalOfReviews: (found) => found.length,
      nextPage: (found, { page, limit }) => (page * limit < found.length ? page + 1 : undefined),
      link: (address) => `<${address}>; rel="next"`,
    } satisfies Partial<Behaviour>;
  }
}

/** Readers have a key or a token, writers a token (RFC 9110 §11.1: the name of a scheme has no letter case). */
const access = {
  mayRead: ({ header }) => header('x-api-key') === API_KEY || hasToken(header('authorization')),
  mayWrite: ({ header }) => hasToken(header('authorization')),
  taken: (mediaType, documented) => (documented.includes(mediaType) ? mediaType : undefined),
} satisfies Partial<Behaviour>;

const hasToken = (header: string) => /^bearer +(.*)$/i.exec(header)?.[1] === TOKEN;
