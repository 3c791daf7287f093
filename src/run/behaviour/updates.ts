import type { Json, JsonObject } from '../../model/json.ts';
import type { Operation, RequestValues } from '../../model/contract.ts';
import { distinctBody, withOptionalMembers, type Distinction } from '../../cases/behaviour/distinct-bodies.ts';
import { isAllowed } from '../../cases/valid-requests.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isObject } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isDone, plainInputs, type Answer, type Bench } from './bench.ts';
import type { Made } from './create.ts';
import type { Shelf } from './creations.ts';
import { readThing, sentThing, sharedMembers, shownIn } from './things.ts';

/** Values of a change are those of a number that no creation has. */
const CHANGED = 6;

/** Changes what the run created, and reads it. */
export async function judgeUpdates(bench: Bench, shelf: Shelf): Promise<void> {
  for (const operation of bench.resource.update) {
    const [one] = shelf.made;
    if (one && (operation.method === 'PUT' || operation.method === 'PATCH'))
      await judgeUpdate(bench, shelf, one, operation);
  }
}

async function judgeUpdate(bench: Bench, shelf: Shelf, one: Made, operation: Operation): Promise<void> {
  const inputs = changeOf(bench, one, operation, CHANGED);
  if (!inputs) return;
  const by = operation.id;
  const changed = await bench.ask(
    operation,
    inputs,
    `the request that changes what ${one.by.case.operation.id} created`,
    {
      after: [one.by],
    },
  );
  if (!changed || !isDone(changed)) return;
  await readBack(bench, shelf, one, changed, by);
}

async function readBack(bench: Bench, shelf: Shelf, one: Made, changed: Answer, by: string): Promise<void> {
  const { read } = bench.resource;
  if (!read) return;
  const answer = await readThing(bench, one, `the request for what ${by} changed`, [one.by, changed]);
  const shown = shownIn(bench, answer);
  if (!answer || !shown) return;
  const sending = bench.kept(changed.case.operation, 'update');
  bench.tell(answer, {
    kind: 'sent and read',
    by,
    after: 'change',
    comparison: {
      members: sharedMembers(bench, sending, changed, bench.kept(read, 'read'), shelf.volatile),
      place: shown.thing.place,
      wanted: sentThing(sending, changed),
      actual: shown.thing.value,
    },
  });
}

/** A change of everything that may be changed, by the request that the target accepts. */
function changeOf(bench: Bench, one: Made, operation: Operation, nth: number): RequestValues | undefined {
  const { contract, context } = bench;
  const inputs = plainInputs(bench, operation, one.params, bench.resource.item ?? '');
  const start = context.baselines.startOf(operation, inputs.path);
  const media = operation.body?.media.find(({ encodedAs }) => isJsonType(encodedAs)) ?? operation.body?.media[0];
  if (!start || !media) return undefined;
  const base = start.bases?.[0]?.inputs.body ?? bodyLike(one, operation);
  if (base === undefined) return undefined;
  const accepted = context.baselines.of(operation)?.accepted;
  const isKept = (place: string, value: Json) =>
    typeof value === 'string' && accepted?.isReference(place, value) === true;
  const distinction: Distinction = { contract, media, mark: bench.mark(), isKept };
  const body = distinctBody(distinction, withOptionalMembers(distinction, base), nth);
  return isAllowed(contract, media, body) ? { ...inputs, mediaType: media.type, body } : undefined;
}

function bodyLike({ inputs: { body } }: Made, operation: Operation): JsonObject | undefined {
  return isObject(body) && requestMedia(operation, { mediaType: 'application/json' }) ? body : undefined;
}
