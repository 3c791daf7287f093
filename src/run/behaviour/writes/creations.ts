import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import type { Bench } from '../bench.ts';
import { beforeAndAfter } from '../compare.ts';
import type { Made } from './create.ts';
import { tellDefaults } from './member-defaults.ts';
import { tellWriteOnly } from '../one-sided.ts';
import type { Shelf } from '../shelf.ts';
import { tellAnswered } from './answered.ts';
import { basisOfReading, readThing, sentThing, sharedMembers, shownIn, volatileMembers } from '../things.ts';

/** Reads what was created: it is there, and is what was sent. */
export async function readCreations(bench: Bench, creating: KeptOperation, made: Made[]): Promise<Shelf> {
  const shelf: Shelf = { made, reads: new Map(), volatile: new Set() };
  const { read } = bench.resource;
  if (!read) return shelf;
  const showing = bench.kept(read, 'read');
  for (const one of made) {
    const by = one.by.case.operation.id;
    const title = `the request for what ${by} created`;
    let answer = await readThing(bench, one, title, [one.by]);
    // What is not there at once may be there a moment later.
    if (answer && isMissing(answer.status)) answer = await readThing(bench, one, title, [one.by]);
    if (!answer) continue;
    bench.tell(answer, { kind: 'own thing read', by, status: answer.status, basis: basisOfReading(bench, one) });
    const shown = shownIn(bench, answer);
    if (!shown) continue;
    shelf.reads.set(one, shown);
    if (shelf.reads.size === 1) {
      const again = shownIn(bench, await readThing(bench, one, `${title}, once more`, [one.by]));
      if (again) {
        shelf.volatile = volatileMembers(shown.thing.value, again.thing.value);
        const members = sharedMembers(bench, creating, one.by, showing, new Set());
        bench.tell(again.answer, { kind: 'read twice', comparison: beforeAndAfter(shown, again, members) });
      }
    }
    bench.tell(answer, {
      kind: 'sent and read',
      by,
      after: 'creation',
      comparison: {
        members: sharedMembers(bench, creating, one.by, showing, shelf.volatile),
        place: shown.thing.place,
        wanted: sentThing(creating, one.by),
        actual: shown.thing.value,
      },
    });
    tellDefaults(bench, shelf, creating, one.by, shown);
    tellAnswered(bench, shelf, one.by, shown, 'create');
    tellWriteOnly(bench, one, one.by, 'create');
    tellWriteOnly(bench, one, answer, 'read');
  }
  return shelf;
}

function isMissing(status: number): boolean {
  return status === 404 || status === 410;
}
