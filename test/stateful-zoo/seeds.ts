import type { Book, Review } from './shop.ts';
import { uuid } from './uuid.ts';

const GENRES = ['novel', 'poetry', 'history', 'children'];
const TITLES = ['Harbour', 'Winter', 'Letters', 'Orchard', 'Salt', 'Maps', 'Glass', 'Rivers', 'Thunder', 'Clay'];
const AUTHORS = ['Mia Lund', 'Omar Said', 'Ines Prado', 'Jun Abe', 'Tove Berg'];

/** They have the numbers from 1 on, and are about the first book. */
export const SEEDED_REVIEWS = 13;

/** What others keep in the shop: books of every kind, and reviews of the first. */
export function seeds(count = 27): { books: Book[]; reviews: Review[] } {
  const books = Array.from({ length: count }, (_none, nth) => book(nth));
  const reviews = Array.from({ length: count > 0 ? SEEDED_REVIEWS : 0 }, (_none, nth) => ({
    id: String(nth + 1),
    bookId: uuid('seed 0'),
    stars: (nth % 5) + 1,
    text: `Read in chapter ${nth}.`,
    createdAt: `2026-01-02T10:00:${String(nth + 10)}Z`,
  }));
  return { books, reviews };
}

const book = (nth: number): Book => ({
  id: uuid(`seed ${nth}`),
  title: `${TITLES[(nth * 7) % TITLES.length]} of Others ${nth}`,
  author: AUTHORS[nth % AUTHORS.length] as string,
  genre: GENRES[(nth * 3) % GENRES.length] as string,
  price: ((nth * 37) % 101) + (nth % 4) * 0.25,
  inPrint: nth % 3 !== 0,
  ...(nth % 5 !== 4 && { published: `19${70 + (nth % 30)}-0${(nth % 9) + 1}-15` }),
  createdAt: `2026-01-01T09:00:${String((nth % 50) + 10)}Z`,
  updatedAt: `2026-01-01T09:00:${String((nth % 50) + 10)}Z`,
  version: 1,
});
