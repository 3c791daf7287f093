import { isDone, type Answer, type Bench } from '../bench.ts';
import { settledMembers } from '../compare.ts';
import type { Shelf } from '../shelf.ts';
import { mayBeShown, type Read } from '../things.ts';

/** Holds the answer to a write against the read that follows. */
export function tellAnswered(
  bench: Bench,
  shelf: Shelf,
  written: Answer,
  after: Read,
  role: 'create' | 'update',
): void {
  const answering = bench.kept(written.case.operation, role);
  const showing = bench.kept(after.answer.case.operation, 'read');
  const body = isDone(written) ? bench.shown(answering, written) : undefined;
  if (!body) return;
  const members = settledMembers(bench, showing, shelf, 'schema').filter(
    ({ at, clause }) =>
      answering.members.clauses.has(at.slice(2)) &&
      after.thing.value[at.slice(2)] !== undefined &&
      mayBeShown(bench, clause, body.value[at.slice(2)]),
  );
  bench.tell(after.answer, {
    kind: 'answered and read',
    by: written.case.operation.id,
    comparison: { members, place: after.thing.place, wanted: body.value, actual: after.thing.value },
  });
}
