import type { Answer, ResourceClient } from '../resource-client.ts';
import { beforeAndAfter, settledMembers } from '../compare.ts';
import type { Made } from './create.ts';
import type { KnownThings } from '../known-things.ts';
import { readThing, shownIn } from '../things.ts';
import { isClientError, isNotFound } from '../../../http/status.ts';

/** Reads a thing after a request that was refused, and tells whether it is as it was. @param before the last read of it */
export async function tellUnchanged(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  before: Answer,
  refused: Answer,
): Promise<void> {
  const was = shownIn(client, before);
  if (!was || !isClientError(refused.status)) return;
  const by = refused.case.operation.id;
  const answer = await readThing(client, one, `the request for the thing after ${by} was refused`, [
    one.by,
    before,
    refused,
  ]);
  if (!answer) return;
  const members = settledMembers(client, client.kept(answer.case.operation, 'read'), knownThings, 'HTTP');
  const now = shownIn(client, answer);
  const isGone = isNotFound(answer.status);
  if (!now && !isGone) return;
  const comparison = now
    ? beforeAndAfter(was, now, members)
    : { members: members.slice(0, 1), place: was.thing.place, wanted: was.thing.value, actual: {} };
  client.tell(answer, { ...{ kind: 'refused', by, status: refused.status }, comparison });
}
