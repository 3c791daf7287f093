import { make, makerOf, otherMakers, type Made } from './writes/create.ts';
import { readCreations } from './writes/creations.ts';
import type { ResourceClient } from './resource-client.ts';
import { judgeAddresses } from './addresses.ts';
import { judgeAlternatives, judgeCredentials, ownRequests } from './credentials.ts';
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
export async function judgeResource(
  client: ResourceClient,
  parents: Made[],
): Promise<{ made: Made[] } | { reason: string }> {
  const maker = makerOf(client, parents[0]);
  if (!maker) return { reason: 'no request that creates one is known' };
  const made: Made[] = [];
  for (let nth = 0; nth < CREATED && !client.isOver; nth += 1) {
    const one = await make(client, maker, nth);
    if (!one) break;
    made.push(one);
  }
  for (const other of otherMakers(client, maker)) {
    const one = await make(client, other, OTHER);
    if (one) made.push(one);
  }
  const [first] = made;
  if (!first) return { reason: `nothing proves that ${maker.operation.id} created anything` };
  const knownThings = await readCreations(client, maker.kept, made);
  tellIdentifiers(client, made);
  await judgeAddresses(client, knownThings);
  await judgeList(client, knownThings, maker);
  await createsWithReadOnly(client, knownThings, maker);
  await judgeNegotiation(client, first);
  const changes = await judgeUpdates(client, knownThings);
  await judgeChangedList(client, knownThings, changes);
  await judgeForeignType(client, knownThings, first, first.by.case.operation, first.inputs);
  for (const { operation, inputs } of changes) await judgeForeignType(client, knownThings, first, operation, inputs);
  await judgeDeletions(client, knownThings, maker);
  await judgeAlternatives(client, first, ownRequests(client, first, []));
  // Last: what is wrongly deleted or changed is asked for no more.
  await judgeParents(client, knownThings, maker, parents);
  await judgeCredentials(client, knownThings, first, ownRequests(client, first, changes));
  return { made: knownThings.made };
}

/** No two creations are named the same. */
function tellIdentifiers(client: ResourceClient, made: Made[]): void {
  for (const [index, { by, params }] of made.entries()) {
    const clause =
      client.resource.identities.find(({ from }) => from === by.case.operation)?.clause ?? by.case.operation.pointer;
    const ids = made.slice(0, index + 1).map((one) => JSON.stringify(one.params));
    if (Object.keys(params).length > 0) client.tell(by, { kind: 'identifiers', ids, basis: { clause, rests: 'HTTP' } });
  }
}
