import { Buffer } from 'node:buffer';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { Refused } from './refused.ts';
import type { NewBook, NewReview } from './shop.ts';

/** How a body is written. Each reader throws `Refused` with 400 for a body that is not written so. */
export type Reader = (body: Uint8Array, contentType: string) => Json;

export const READERS: Record<string, Reader> = {
  'application/json': (body) => parsed(Buffer.from(body).toString()),
  'application/merge-patch+json': (body) => parsed(Buffer.from(body).toString()),
  'application/x-www-form-urlencoded': (body) => form(Buffer.from(body).toString()),
  'multipart/form-data': (body, contentType) => multipart(Buffer.from(body), contentType),
};

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refused(400, 'The body is not JSON.');
  }
}

/** The fields of a form; what reads as a number is one. */
function form(text: string): JsonObject {
  const fields = [...new URLSearchParams(text)];
  const values: JsonObject = Object.create(null) as JsonObject;
  for (const [name, value] of fields) {
    if (name in values) throw new Refused(400, `The field ${name} stands twice.`);
    values[name] = name === 'stars' && /^-?\d+$/.test(value) ? Number(value) : value;
  }
  return values;
}

/** The book of a body with a book and its cover (RFC 7578). */
function multipart(body: Buffer, contentType: string): Json {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw new Refused(400, 'The body has no boundary.');
  const parts = new Map<string, { type: string; content: Buffer }>();
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    const name = /;\s*name="?([^";]+)"?/i.exec(head)?.[1] ?? '';
    if (parts.has(name)) throw new Refused(400, `The part ${name} stands twice.`);
    const type = /^content-type:\s*([^;\r\n]+)/im.exec(head)?.[1] ?? 'text/plain';
    parts.set(name, {
      type: type.trim().toLowerCase(),
      content: Buffer.from(rest.join('\r\n\r\n').slice(0, -2), 'latin1'),
    });
  }
  const [book, cover] = [parts.get('book'), parts.get('cover')];
  if (!book || !cover || parts.size > 2) throw new Refused(400, 'A book and its cover are needed, and nothing else.');
  if (book.type !== 'application/json') throw new Refused(400, 'The book is to be JSON.');
  if (cover.type !== 'image/png') throw new Refused(400, 'The cover is to be a PNG image.');
  return parsed(book.content.toString());
}

type Test = (value: Json) => boolean;
const words: Test = (value) => typeof value === 'string' && value.length > 0 && [...value].length <= 200;
const isNumber = (value: Json, least: number, most: number) =>
  typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most;

/** What each member of a book may be. */
const BOOK: Record<string, Test> = {
  title: words,
  author: words,
  genre: (value) => ['novel', 'poetry', 'history', 'children'].includes(value as string),
  price: (value) => isNumber(value, 0, 10_000),
  inPrint: (value) => typeof value === 'boolean',
  published: isDate,
};
const NEW_BOOK = { ...BOOK, costPrice: (value: Json) => isNumber(value, 0, Infinity) };
const REVIEW: Record<string, Test> = {
  stars: (value) => isNumber(value, 1, 5) && Number.isInteger(value),
  text: (value) => typeof value === 'string' && [...value].length <= 2000,
};

function isDate(value: Json): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** A new book with the defaults of what was left out. */
export function newBook(value: Json): NewBook {
  return { inPrint: true, ...members(value, NEW_BOOK, ['title', 'author', 'genre', 'price']) } as NewBook;
}

/** Some members of a book, at least one. */
export function bookChanges(value: Json): Partial<NewBook> {
  const changes = members(value, BOOK, []);
  if (Object.keys(changes).length === 0) throw new Refused(400, 'There is nothing to change.');
  return changes;
}

export function newReview(value: Json): NewReview {
  return members(value, REVIEW, ['stars']) as unknown as NewReview;
}

function members(value: Json, tests: Record<string, Test>, required: string[]): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused(400, 'The body is to be an object.');
  for (const name of required)
    if (!Object.hasOwn(value, name)) throw new Refused(400, `The member ${name} is required.`);
  for (const [name, inner] of Object.entries(value)) {
    if (!Object.hasOwn(tests, name)) throw new Refused(400, `The member ${name} is not known.`);
    if (!tests[name]?.(inner)) throw new Refused(400, `The member ${name} is not as it has to be.`);
  }
  return { ...value };
}
