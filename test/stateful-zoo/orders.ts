import type { Book } from './shop.ts';

type By = 'title' | 'price' | 'published';
type Compare = (one: string | number, other: string | number) => number;

/** Numbers by their size, and text by its letters. */
export const byText: Compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Books in rising order; those without the member come last. */
export const rising =
  (by: By, compare: Compare) =>
  (one: Book, other: Book): number =>
    lastWithout(by, one, other) ?? compare(one[by] as string, other[by] as string);

/** Books in falling order; those without the member come last. */
export const falling =
  (by: By, compare: Compare) =>
  (one: Book, other: Book): number =>
    lastWithout(by, one, other) ?? compare(other[by] as string, one[by] as string);

function lastWithout(by: By, one: Book, other: Book): number | undefined {
  const without = Number(one[by] === undefined) - Number(other[by] === undefined);
  return without !== 0 || one[by] === undefined ? without : undefined;
}

/**
 * The entity tags in a header field, without the W/ of weak ones (RFC 9110 §8.8.3).
 * @param comparison `strong` leaves weak tags out
 */
export function tagsOf(header: string, comparison: 'weak' | 'strong'): string[] {
  return [...header.matchAll(/(W\/)?("[^"]*")/g)]
    .filter(([, weak]) => comparison === 'weak' || weak === undefined)
    .map(([, , tag]) => tag as string);
}
