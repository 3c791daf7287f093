import { make, makerOf, otherMakers, type Made } from './writes/create.ts';
import { readCreations } from './writes/creations.ts';
import type { Bench } from './bench.ts';
import { judgeAddresses } from './addresses.ts';
import { judgeCredentials, ownRequests } from './credentials.ts';
import { judgeDeletions } from './writes/deletions.ts';
import { judgeChangedList, judgeList } from './lists/lists.ts';
import { judgeForeignType, judgeNegotiation } from './media-types.ts';
import { judgeParents } from './parents.ts';
import { createsWithReadOnly } from './one-sided.ts';
import { judgeUpdates } from './writes/updates.ts';

/** So many things of a resource are created, so that a list has several pages. */
const CREATED = 4;
/** The number of what is created by another media type. */
const OTHER = 12;

/**
 * Judges what an API does with the things of one resource, on things that this run creates.
 * @param parents things that they are to lie in, the first of all; the last of several is deleted with what lies in it
 * @returns what was created and is still there, or why nothing was
 */
export async function judgeResource(bench: Bench, parents: Made[]): Promise<{ made: Made[] } | { reason: string }> {
  const maker = makerOf(bench, parents[0]);
  if (!maker) return { reason: 'no request that creates one is known' };
  const made: Made[] = [];
  for (let nth = 0; nth < CREATED && !bench.isOver; nth += 1) {
    const one = await make(bench, maker, nth);
    if (!one) break;
    made.push(one);
  }
  for (const other of otherMakers(bench, maker)) {
    const one = await make(bench, other, OTHER);
    if (one) made.push(one);
  }
  const [first] = made;
  if (!first) return { reason: `nothing proves that ${maker.operation.id} created anything` };
  const shelf = await readCreations(bench, maker.kept, made);
  tellIdentifiers(bench, made);
  await judgeAddresses(bench, shelf);
  await judgeList(bench, shelf, maker);
  await createsWithReadOnly(bench, shelf, maker);
  await judgeNegotiation(bench, first);
  const changes = await judgeUpdates(bench, shelf);
  await judgeChangedList(bench, shelf, changes);
  await judgeForeignType(bench, shelf, first, first.by.case.operation, first.inputs);
  for (const { operation, inputs } of changes) await judgeForeignType(bench, shelf, first, operation, inputs);
  await judgeDeletions(bench, shelf, maker);
  // Last: what is wrongly deleted or changed is asked for no more.
  await judgeParents(bench, shelf, maker, parents);
  await judgeCredentials(bench, shelf, first, ownRequests(bench, first, changes));
  return { made: shelf.made };
}

/** No two creations are named the same. */
function tellIdentifiers(bench: Bench, made: Made[]): void {
  for (const [index, { by, params }] of made.entries()) {
    const clause =
      bench.resource.identities.find(({ from }) => from === by.case.operation)?.clause ?? by.case.operation.pointer;
    const ids = made.slice(0, index + 1).map((one) => JSON.stringify(one.params));
    if (Object.keys(params).length > 0) bench.tell(by, { kind: 'identifiers', ids, basis: { clause, rests: 'HTTP' } });
  }
}
