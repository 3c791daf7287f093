import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import type { ResourceClient } from '../resource-client.ts';
import { beforeAndAfter } from '../compare.ts';
import type { Made } from './create.ts';
import { tellDefaults } from './member-defaults.ts';
import { tellWriteOnly } from '../one-sided.ts';
import type { KnownThings } from '../known-things.ts';
import { tellAnswered } from './answered.ts';
import { basisOfReading, readThing, sentThing, sharedMembers, shownIn, volatileMembers } from '../things.ts';
import { isNotFound } from '../../../http/status.ts';

/** Reads what was created: it is there, and is what was sent. */
export async function readCreations(
  client: ResourceClient,
  creating: KeptOperation,
  made: Made[],
): Promise<KnownThings> {
  const knownThings: KnownThings = { made, reads: new Map(), volatile: new Set() };
  const { read } = client.resource;
  if (!read) return knownThings;
  const showing = client.kept(read, 'read');
  for (const one of made) {
    const by = one.by.case.operation.id;
    const title = `the request for what ${by} created`;
    let answer = await readThing(client, one, title, [one.by]);
    // What is not there at once may be there a moment later.
    if (answer && isMissing(answer.status)) answer = await readThing(client, one, title, [one.by]);
    if (!answer) continue;
    client.tell(answer, { kind: 'own thing read', by, status: answer.status, basis: basisOfReading(client, one) });
    const shown = shownIn(client, answer);
    if (!shown) continue;
    knownThings.reads.set(one, shown);
    if (knownThings.reads.size === 1) {
      const again = shownIn(client, await readThing(client, one, `${title}, once more`, [one.by]));
      if (again) {
        knownThings.volatile = volatileMembers(shown.thing.value, again.thing.value);
        const members = sharedMembers(client, creating, one.by, showing, new Set());
        client.tell(again.answer, { kind: 'read twice', comparison: beforeAndAfter(shown, again, members) });
      }
    }
    client.tell(answer, {
      kind: 'sent and read',
      by,
      after: 'creation',
      comparison: {
        members: sharedMembers(client, creating, one.by, showing, knownThings.volatile),
        place: shown.thing.place,
        wanted: sentThing(creating, one.by),
        actual: shown.thing.value,
      },
    });
    tellDefaults(client, knownThings, creating, one.by, shown);
    tellAnswered(client, knownThings, one.by, shown, 'create');
    tellWriteOnly(client, one, one.by, 'create');
    tellWriteOnly(client, one, answer, 'read');
  }
  return knownThings;
}

function isMissing(status: number): boolean {
  return isNotFound(status);
}
