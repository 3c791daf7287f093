import { createRandom } from '../random.ts';
import type { Sources } from './generated-values.ts';

/** Ids that follow from a seed, and a clock that stands still, so that responses can be repeated byte for byte. */
export function seededSources(seed: number): Sources {
  const random = createRandom(seed, 0);
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
  return {
    now: () => new Date('2026-01-01T00:00:00Z'),
    newId: () =>
      `${digits(8)}-${digits(4)}-4${digits(3)}-${'89ab'[Math.floor(random() * 4)]}${digits(3)}-${digits(12)}`,
  };
}
