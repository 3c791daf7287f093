import type { Operation } from '../../../model/contract.ts';
import type { JsonObject } from '../../../model/json.ts';
import { pointerTokens } from '../../../json/pointer.ts';
import { markedDeleted } from '../../../judge/behaviour/marked-deleted.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from '../resource-client.ts';
import { make, type Made, type Maker } from './create.ts';
import type { KnownThings } from '../known-things.ts';
import { isOwn, resourceList, readPages } from '../lists/pages.ts';
import { readThing, shownIn, type Read } from '../things.ts';
import { isNotFound } from '../../../http/status.ts';

/** Deletes the last thing that was created: it is gone from the reads and the list, and nothing else is. */
export async function judgeDeletions(client: ResourceClient, knownThings: KnownThings, maker: Maker): Promise<void> {
  const { remove } = client.resource;
  // Neither the first, which later requests need, nor the last: a server may delete that, whatever it is asked for.
  const gone = knownThings.made[Math.max(1, knownThings.made.length - 2)];
  if (!remove || !gone) return;
  const { operation: creating } = gone.by.case;
  const inputs = plainInputs(client, remove, gone.params);
  const title = `the request for what is deleted after ${creating.id} created it`;
  const before = shownIn(client, await readThing(client, gone, title, [gone.by]));
  const deleted = await client.ask(remove, inputs, `the request to delete what ${creating.id} created`, {
    after: [gone.by],
  });
  if (!deleted || !isDone(deleted)) return;
  knownThings.made.splice(knownThings.made.indexOf(gone), 1);
  const steps = [gone.by, deleted];
  await judgeRead(client, gone, deleted, steps, before);
  await judgeOthers(client, knownThings, remove, deleted);
  await judgeList(client, knownThings, remove, gone, steps, before);
  const further = await make(client, maker, knownThings.made.length + 1);
  // A server may give the next thing the identifier that has become free: what is called so is then another thing.
  if (further?.id === gone.id) return;
  if (further) await judgeRead(client, gone, deleted, [...steps, further.by], before, ', and another one was created');
  const again = await client.ask(remove, inputs, `the request to delete once more what ${creating.id} created`, {
    after: steps,
  });
  if (!again) return;
  const own = { clause: remove.pointer, rests: 'HTTP' } as const;
  client.tell(again, { kind: 'repeated', by: remove.id, status: again.status, basis: own });
  const missing = missingOf(remove);
  if (missing)
    client.tell(again, {
      ...{ kind: 'deleted', where: 'again', by: remove.id },
      // A server may answer as it did the first time (RFC 9110 §9.2.2).
      ...{ isRight: !isDone(again), actual: String(again.status), basis: { clause: missing, rests: 'name' } },
    });
}

/** The documented answer for what is not there. */
function missingOf({ responses }: Operation): string | undefined {
  return responses.find(({ status }) => status === '404' || status === '410')?.pointer;
}

async function judgeRead(
  client: ResourceClient,
  gone: Made,
  deleted: Answer,
  steps: Answer[],
  before: Read | undefined,
  end = '',
): Promise<void> {
  const { read } = client.resource;
  if (!read) return;
  const by = gone.by.case.operation.id;
  await client.ask(
    read,
    plainInputs(client, read, gone.params),
    `the request for what was deleted after ${by} created it${end}`,
    {
      after: steps,
      expect: {
        ...{ kind: 'gone', clause: missingOf(read) ?? deleted.case.operation.pointer, at: 'request path' },
        ...(before?.answer.body !== undefined && { was: before.answer.body }),
      },
    },
  );
}

/** Something else that the run created is still there. */
async function judgeOthers(
  client: ResourceClient,
  knownThings: KnownThings,
  remove: Operation,
  deleted: Answer,
): Promise<void> {
  if (knownThings.reads.size === 0) return;
  for (const other of new Set([knownThings.made[0], knownThings.made.at(-1)])) {
    const still =
      other && (await readThing(client, other, 'the request for what was not deleted', [other.by, deleted]));
    if (!still) continue;
    client.tell(still, {
      ...{ kind: 'deleted', where: 'others', by: remove.id },
      ...{ isRight: !isNotFound(still.status), actual: String(still.status) },
      basis: { clause: remove.pointer, rests: 'HTTP' },
    });
  }
}

async function judgeList(
  client: ResourceClient,
  knownThings: KnownThings,
  remove: Operation,
  gone: Made,
  steps: Answer[],
  before: Read | undefined,
): Promise<void> {
  const { list: operation } = client.resource;
  if (!operation || !knownThings.wasListed) return;
  const list = resourceList(client, operation, gone, steps);
  const find = async (title: string) => {
    const pages = await readPages(list, {}, title);
    for (const { answer, things } of pages?.pages ?? []) {
      const thing = things.find((one) => isOwn(one, gone));
      if (thing) return { answer, thing };
    }
    return undefined;
  };
  const title = 'the request for the list after a deletion';
  const found = (await find(title)) && (await find(`${title}, once more`));
  if (!found) return;
  const mark = before && markedDeleted(before.thing.value, membersOf(before.thing.value, found.thing.value));
  const basis: Basis = { clause: operation.pointer, rests: mark === undefined ? 'HTTP' : 'name' };
  client.tell(found.answer, {
    ...{ kind: 'deleted', where: 'list', by: remove.id, isRight: false, basis },
    actual: mark === undefined ? 'what was deleted' : `what was deleted, with another ${pointerTokens(mark).join('.')}`,
  });
}

/** The members of a thing in a list that a read has as well. */
function membersOf(read: JsonObject, listed: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(listed).filter(([name]) => Object.hasOwn(read, name)));
}
