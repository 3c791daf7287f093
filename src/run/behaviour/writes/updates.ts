import type { Operation, RequestValues } from '../../../model/contract.ts';
import type { JsonObject, Pointer } from '../../../model/json.ts';
import { isEqual } from '../../../json/equal.ts';
import { isObject, joinPointer, pointerTokens, valueAt } from '../../../json/pointer.ts';
import { keyword } from '../../../schema/keywords.ts';
import { unconditional } from '../../../schema/subschemas.ts';
import type { Ground } from '../../../judge/behaviour/relation.ts';
import { isDone, type Answer, type Bench } from '../bench.ts';
import { brokenChange, changeOf, leastOf, partsOf, type Change, type Part } from './changes.ts';
import { beforeAndAfter, settledMembers } from '../compare.ts';
import { tellAnswered } from './answered.ts';
import { basisOfTag, judgeConditions } from '../conditions.ts';
import type { Made } from './create.ts';
import type { Shelf } from '../shelf.ts';
import { tellDefaults } from './member-defaults.ts';
import { takesIdentifier, takesReadOnly } from '../one-sided.ts';
import { readThing, sentThing, sharedMembers, shownIn, type Read } from '../things.ts';

/** Changes what the run created, and reads it. @returns the changes that the target may be asked for */
export async function judgeUpdates(bench: Bench, shelf: Shelf): Promise<Change[]> {
  const [one, other] = shelf.made;
  const { read } = bench.resource;
  const changes: Change[] = [];
  if (!one || !read) return changes;
  for (const operation of bench.resource.update) {
    if (operation.method !== 'PUT' && operation.method !== 'PATCH') continue;
    const change = changeOf(bench, one, operation);
    if (!change) continue;
    changes.push(change);
    await judgeWhole(bench, shelf, one, other, change);
    for (const part of operation.method === 'PATCH' ? partsOf(bench, change) : [])
      await judgePart(bench, shelf, one, part);
    await judgeRefused(bench, shelf, one, change);
    await takesReadOnly(bench, shelf, one, change);
    await judgeConditions(bench, shelf, one, change);
  }
  for (const change of changes) await takesIdentifier(bench, shelf, change);
  return changes;
}

async function readNow(bench: Bench, made: Made, title: string, after: Answer[]): Promise<Read | undefined> {
  return shownIn(bench, await readThing(bench, made, title, [made.by, ...after]));
}

/** Everything is changed: the thing has the new values, and no other thing does. */
async function judgeWhole(
  bench: Bench,
  shelf: Shelf,
  one: Made,
  other: Made | undefined,
  change: Change,
): Promise<void> {
  const { operation } = change;
  const by = operation.id;
  const bystander = other && (await readNow(bench, other, 'the request for another thing', []));
  const changed = await bench.ask(
    operation,
    change.inputs,
    `the request that changes what ${one.by.case.operation.id} created`,
    {
      after: [one.by],
    },
  );
  if (!changed || !isDone(changed)) return;
  shelf.changedBy = by;
  const after = await readBack(bench, shelf, one, changed);
  if (bystander && other) {
    const still = await readNow(bench, other, `the request for another thing than ${by} changed`, [changed]);
    const members = still ? settledMembers(bench, bench.kept(still.answer.case.operation, 'read'), shelf, 'HTTP') : [];
    if (still)
      bench.tell(still.answer, {
        kind: 'untouched',
        by,
        whose: 'another thing',
        comparison: beforeAndAfter(bystander, still, members),
      });
  }
  if (operation.method !== 'PUT' || !after) return;
  await judgeRepeat(bench, shelf, one, change, after);
  await judgeReplacement(bench, shelf, one, change, after);
}

/** A replacement without optional members: they have their defaults, or are not there (RFC 9110 §9.3.4). */
async function judgeReplacement(bench: Bench, shelf: Shelf, one: Made, change: Change, before: Read): Promise<void> {
  const { operation } = change;
  const least = leastOf(bench, change);
  if (!least) return;
  const replaced = await bench.ask(operation, least.inputs, 'the request for a replacement without what is optional', {
    after: [one.by, before.answer],
  });
  if (!replaced || !isDone(replaced)) return;
  const after = await readNow(bench, one, `the request for what ${operation.id} replaced`, [replaced]);
  if (!after) return;
  tellDefaults(bench, shelf, bench.kept(operation, 'update'), replaced, after);
  const rests = saysOf(bench, operation, REPLACING) ? 'description' : 'name';
  const showing = bench.kept(after.answer.case.operation, 'read');
  const shared = sharedMembers(bench, bench.kept(operation, 'update'), replaced, showing, shelf.volatile);
  const places = new Set(shared.map(({ at }) => pointerTokens(at)[0]));
  const kept = least.names.flatMap((name) => {
    const value = after.thing.value[name];
    const isOld = value !== undefined && value !== null && isEqual(value, before.thing.value[name]);
    const clause = showing.members.clauses.get(name);
    const isDefault =
      clause !== undefined && isEqual(value, keyword(unconditional(bench.contract, [clause]), 'default'));
    return isOld && clause !== undefined && !isDefault && places.has(name)
      ? [{ at: `body${joinPointer(after.thing.place, name)}`, value, basis: { clause, rests } as const }]
      : [];
  });
  bench.tell(after.answer, { kind: 'left out', by: operation.id, kept });
}

const REPLACING = /\b(left out|omitted|not sent|missing|default)\b/i;

/** Whether the summary or the description of an operation says something. */
function saysOf({ contract }: Bench, { pointer }: Operation, what: RegExp): boolean {
  const { value } = contract.resolve(pointer);
  const texts: JsonObject = isObject(value) ? value : {};
  return what.test(`${String(texts['summary'] ?? '')} ${String(texts['description'] ?? '')}`);
}

/** The same PUT once more has no further effect. */
async function judgeRepeat(bench: Bench, shelf: Shelf, one: Made, change: Change, before: Read): Promise<void> {
  const { operation, inputs } = change;
  const again = await bench.ask(operation, inputs, 'the same change once more', { after: [one.by, before.answer] });
  if (!again) return;
  const after = isDone(again)
    ? await readNow(bench, one, `the request for what ${operation.id} changed twice`, [again])
    : undefined;
  const members = after ? settledMembers(bench, bench.kept(after.answer.case.operation, 'read'), shelf, 'HTTP') : [];
  bench.tell(after?.answer ?? again, {
    ...{ kind: 'repeated', by: operation.id, status: again.status },
    ...(after && { comparison: beforeAndAfter(before, after, members) }),
    basis: { clause: operation.pointer, rests: 'HTTP' },
  });
}

/** Reads what was changed, and holds it against what was sent and answered. */
async function readBack(bench: Bench, shelf: Shelf, one: Made, changed: Answer): Promise<Read | undefined> {
  const { read } = bench.resource;
  const by = changed.case.operation.id;
  const after = await readNow(bench, one, `the request for what ${by} changed`, [changed]);
  if (!after || !read) return undefined;
  const [sending, showing] = [bench.kept(changed.case.operation, 'update'), bench.kept(read, 'read')];
  bench.tell(after.answer, {
    ...{ kind: 'sent and read', by, after: 'change' },
    comparison: {
      members: sharedMembers(bench, sending, changed, showing, shelf.volatile).map((member) =>
        isAssigned(bench, shelf, one, member.at) ? { ...member, rests: 'name' as const } : member,
      ),
      place: after.thing.place,
      wanted: sentThing(sending, changed),
      actual: after.thing.value,
    },
  });
  tellAnswered(bench, shelf, changed, after, 'update');
  return after;
}

/**
 * Whether the server chose the value of a member itself when the thing was created: it may go on to, whatever is sent. A documented
 * default is no choice.
 */
function isAssigned(bench: Bench, shelf: Shelf, one: Made, at: Pointer): boolean {
  const creating = bench.kept(one.by.case.operation, 'create');
  const first = shelf.reads.get(one);
  if (!first || valueAt(sentThing(creating, one.by), at) !== undefined) return false;
  const value = valueAt(first.thing.value, at);
  const clause = creating.members.clauses.get(pointerTokens(at)[0] ?? '');
  const schemas = clause === undefined ? [] : unconditional(bench.contract, [clause]);
  return value !== undefined && value !== null && keyword(schemas, 'default') === undefined;
}

/** One member is changed, and the others stay as they were. */
async function judgePart(bench: Bench, shelf: Shelf, one: Made, part: Part): Promise<void> {
  const { operation } = part;
  const before = await readNow(bench, one, 'the request for the thing before a part of it is changed', []);
  if (!before) return;
  const changed = await bench.ask(
    operation,
    part.inputs,
    `the request that changes one member of what ${one.by.case.operation.id} created`,
    {
      after: [one.by],
    },
  );
  if (!changed || !isDone(changed)) return;
  const after = await readBack(bench, shelf, one, changed);
  if (!after) return;
  tellTags(bench, operation, before, after, part.names);
  const showing = bench.kept(after.answer.case.operation, 'read');
  const members = settledMembers(bench, showing, shelf, groundOfPart(bench, operation, part.inputs), part.names);
  bench.tell(after.answer, {
    kind: 'untouched',
    by: operation.id,
    whose: 'the thing',
    comparison: beforeAndAfter(before, after, members),
  });
}

/** Another state has another strong entity tag (RFC 9110 §8.8.3). */
function tellTags(bench: Bench, { id }: Operation, before: Read, after: Read, names: string[]): void {
  const [old, now] = [before, after].map(({ answer }) => answer.fields.get('etag'));
  const isChanged = names.some((name) => !isEqual(before.thing.value[name], after.thing.value[name]));
  if (old === undefined || now === undefined || now.startsWith('W/') || !isChanged) return;
  const { operation } = after.answer.case;
  bench.tell(after.answer, { kind: 'tagged', by: id, before: old, after: now, basis: basisOfTag(operation) });
}

/** What says that a PATCH is partial: its media type, or its description. */
function groundOfPart(bench: Bench, operation: Operation, { mediaType = '' }: RequestValues): Ground {
  if (/^application\/(merge-patch|json-patch)\+json/.test(mediaType)) return 'media type';
  return saysOf(bench, operation, PARTIAL) ? 'description' : 'name';
}

const PARTIAL =
  /\b(partial(ly)?|some (of )?|only the|merge|left out|not sent|omitted|missing|unchanged|stay|specified (fields|members|properties))\b/i;

/** A change that is refused is not made, not even the part of it that is valid. */
async function judgeRefused(bench: Bench, shelf: Shelf, one: Made, change: Change): Promise<void> {
  const { operation } = change;
  const broken = brokenChange(bench, change);
  const before = broken && (await readNow(bench, one, 'the request for the thing before a change is refused', []));
  if (!broken || !before) return;
  const refused = await bench.ask(operation, broken.inputs, 'the request for a change that is not valid', {
    after: [one.by],
    expect: { kind: 'refused', clause: broken.clause, at: broken.at },
  });
  if (!refused || refused.status < 400) return;
  const after = await readNow(bench, one, `the request for what ${operation.id} refused to change`, [refused]);
  if (!after) return;
  const members = settledMembers(bench, bench.kept(after.answer.case.operation, 'read'), shelf, 'HTTP');
  bench.tell(after.answer, {
    ...{ kind: 'refused', by: operation.id, status: refused.status },
    comparison: beforeAndAfter(before, after, members),
  });
}
