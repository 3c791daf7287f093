import { isDone, type Answer, type ResourceClient } from '../resource-client.ts';
import { settledMembers } from '../compare.ts';
import type { KnownThings } from '../known-things.ts';
import { mayBeShown, type Read } from '../things.ts';
import { lastToken } from '../../../json/pointer.ts';

/** Holds the answer to a write against the read that follows. */
export function tellAnswered(
  client: ResourceClient,
  knownThings: KnownThings,
  written: Answer,
  after: Read,
  role: 'create' | 'update',
): void {
  const answering = client.kept(written.case.operation, role);
  const showing = client.kept(after.answer.case.operation, 'read');
  const body = isDone(written) ? client.shown(answering, written) : undefined;
  if (!body) return;
  const members = settledMembers(client, showing, knownThings, 'schema').filter(({ at, clause }) => {
    const name = lastToken(at);
    return (
      answering.members.clauses.has(name) &&
      after.thing.value[name] !== undefined &&
      mayBeShown(client, clause, body.value[name])
    );
  });
  client.tell(after.answer, {
    kind: 'answered and read',
    by: written.case.operation.id,
    comparison: { members, place: after.thing.place, wanted: body.value, actual: after.thing.value },
  });
}
