import { make, makerOf, type Made } from './create.ts';
import { readCreations } from './creations.ts';
import type { Bench } from './bench.ts';
import { judgeList } from './lists.ts';
import { judgeUpdates } from './updates.ts';

/** So many things of a resource are created, so that a list has several pages. */
const CREATED = 4;

/**
 * Judges what an API does with the things of one resource, on things that this run creates.
 * @param parent a thing that they are to lie in
 * @returns what was created and is still there, or why nothing was
 */
export async function judgeResource(
  bench: Bench,
  parent: Made | undefined,
): Promise<{ made: Made[] } | { reason: string }> {
  const maker = makerOf(bench, parent);
  if (!maker) return { reason: 'no request that creates one is known' };
  const made: Made[] = [];
  for (let nth = 0; nth < CREATED && !bench.isOver; nth += 1) {
    const one = await make(bench, maker, nth);
    if (!one) break;
    made.push(one);
  }
  const [first] = made;
  if (!first) return { reason: `nothing proves that ${maker.operation.id} created anything` };
  const shelf = await readCreations(bench, maker.kept, made);
  await judgeList(bench, shelf, maker);
  await judgeUpdates(bench, shelf);
  return { made };
}
