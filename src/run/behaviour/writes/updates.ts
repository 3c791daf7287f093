import type { Operation, RequestValues } from '../../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../../model/json.ts';
import { isEqual } from '../../../json/equal.ts';
import { isObject, joinPointer, ownMember, pointerTokens, valueAt } from '../../../json/pointer.ts';
import { keyword } from '../../../schema/keywords.ts';
import { unconditional } from '../../../schema/subschemas.ts';
import type { Ground } from '../../../judge/behaviour/relation.ts';
import { isDone, type Answer, type ResourceClient } from '../resource-client.ts';
import { brokenChange, changeOf, leastOf, partsOf, type Change, type Part } from './changes.ts';
import { beforeAndAfter, settledMembers } from '../compare.ts';
import { tellAnswered } from './answered.ts';
import { basisOfTag, judgeConditions } from '../conditions.ts';
import type { Made } from './create.ts';
import type { KnownThings } from '../known-things.ts';
import { tellDefaults } from './member-defaults.ts';
import { takesIdentifier, takesReadOnly } from '../one-sided.ts';
import { readThing, sentThing, sharedMembers, shownIn, type Read } from '../things.ts';
import { isError } from '../../../http/status.ts';

/** Changes what the run created, and reads it. @returns the changes that the target may be asked for */
export async function judgeUpdates(client: ResourceClient, knownThings: KnownThings): Promise<Change[]> {
  const [one, other] = knownThings.made;
  const { read } = client.resource;
  const changes: Change[] = [];
  if (!one || !read) return changes;
  for (const operation of client.resource.update) {
    if (operation.method !== 'PUT' && operation.method !== 'PATCH') continue;
    const change = changeOf(client, one, operation);
    if (!change) continue;
    changes.push(change);
    await judgeWhole(client, knownThings, one, other, change);
    for (const part of operation.method === 'PATCH' ? partsOf(client, change) : [])
      await judgePart(client, knownThings, one, part);
    await judgeRefused(client, knownThings, one, change);
    await takesReadOnly(client, knownThings, one, change);
    await judgeConditions(client, knownThings, one, change);
  }
  for (const change of changes) await takesIdentifier(client, knownThings, change);
  return changes;
}

async function readNow(client: ResourceClient, made: Made, title: string, after: Answer[]): Promise<Read | undefined> {
  return shownIn(client, await readThing(client, made, title, [made.by, ...after]));
}

/** Everything is changed: the thing has the new values, and no other thing does. */
async function judgeWhole(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  other: Made | undefined,
  change: Change,
): Promise<void> {
  const { operation } = change;
  const by = operation.id;
  const bystander = other && (await readNow(client, other, 'the request for another thing', []));
  const changed = await client.ask(
    operation,
    change.inputs,
    `the request that changes what ${one.by.case.operation.id} created`,
    {
      after: [one.by],
    },
  );
  if (!changed || !isDone(changed)) return;
  knownThings.changedBy = by;
  const after = await readBack(client, knownThings, one, changed);
  if (bystander && other) {
    const still = await readNow(client, other, `the request for another thing than ${by} changed`, [changed]);
    const members = still
      ? settledMembers(client, client.kept(still.answer.case.operation, 'read'), knownThings, 'HTTP')
      : [];
    if (still)
      client.tell(still.answer, {
        kind: 'untouched',
        by,
        whose: 'another thing',
        comparison: beforeAndAfter(bystander, still, members),
      });
  }
  if (operation.method !== 'PUT' || !after) return;
  await judgeRepeat(client, knownThings, one, change, after);
  await judgeReplacement(client, knownThings, one, change, after);
}

/** A replacement without optional members: they have their defaults, or are not there (RFC 9110 §9.3.4). */
async function judgeReplacement(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  change: Change,
  before: Read,
): Promise<void> {
  const { operation } = change;
  const least = leastOf(client, change);
  if (!least) return;
  const replaced = await client.ask(operation, least.inputs, 'the request for a replacement without what is optional', {
    after: [one.by, before.answer],
  });
  if (!replaced || !isDone(replaced)) return;
  const after = await readNow(client, one, `the request for what ${operation.id} replaced`, [replaced]);
  if (!after) return;
  tellDefaults(client, knownThings, client.kept(operation, 'update'), replaced, after);
  const rests = saysOf(client, operation, REPLACING) ? 'description' : 'name';
  const showing = client.kept(after.answer.case.operation, 'read');
  const shared = sharedMembers(client, client.kept(operation, 'update'), replaced, showing, knownThings.volatile);
  const places = new Set(shared.map(({ at }) => pointerTokens(at)[0]));
  const kept = least.names.flatMap((name) => {
    const value = after.thing.value[name];
    const isOld = value !== undefined && value !== null && isEqual(value, before.thing.value[name]);
    const clause = showing.members.clauses.get(name);
    const isDefault =
      clause !== undefined && isEqual(value, keyword(unconditional(client.contract, [clause]), 'default'));
    return isOld && clause !== undefined && !isDefault && places.has(name)
      ? [{ at: `body${joinPointer(after.thing.place, name)}`, value, basis: { clause, rests } as const }]
      : [];
  });
  client.tell(after.answer, { kind: 'left out', by: operation.id, kept });
}

const REPLACING = /\b(left out|omitted|not sent|missing|default)\b/i;

/** Whether the summary or the description of an operation says something. */
function saysOf({ contract }: ResourceClient, { pointer }: Operation, what: RegExp): boolean {
  const { value } = contract.resolve(pointer);
  const texts: JsonObject = isObject(value) ? value : {};
  return what.test(`${String(texts['summary'] ?? '')} ${String(texts['description'] ?? '')}`);
}

/** The same PUT once more has no further effect. */
async function judgeRepeat(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  change: Change,
  before: Read,
): Promise<void> {
  const { operation, inputs } = change;
  const again = await client.ask(operation, inputs, 'the same change once more', { after: [one.by, before.answer] });
  if (!again) return;
  const after = isDone(again)
    ? await readNow(client, one, `the request for what ${operation.id} changed twice`, [again])
    : undefined;
  const members = after
    ? settledMembers(client, client.kept(after.answer.case.operation, 'read'), knownThings, 'HTTP')
    : [];
  client.tell(after?.answer ?? again, {
    ...{ kind: 'repeated', by: operation.id, status: again.status },
    ...(after && { comparison: beforeAndAfter(before, after, members) }),
    basis: { clause: operation.pointer, rests: 'HTTP' },
  });
}

/** Reads what was changed, and holds it against what was sent and answered. */
async function readBack(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  changed: Answer,
): Promise<Read | undefined> {
  const { read } = client.resource;
  const by = changed.case.operation.id;
  const after = await readNow(client, one, `the request for what ${by} changed`, [changed]);
  if (!after || !read) return undefined;
  const [sending, showing] = [client.kept(changed.case.operation, 'update'), client.kept(read, 'read')];
  client.tell(after.answer, {
    ...{ kind: 'sent and read', by, after: 'change' },
    comparison: {
      members: sharedMembers(client, sending, changed, showing, knownThings.volatile).map((member) =>
        isAssigned(client, knownThings, one, member.at) ? { ...member, rests: 'name' as const } : member,
      ),
      place: after.thing.place,
      wanted: sentThing(sending, changed),
      actual: after.thing.value,
    },
  });
  tellAnswered(client, knownThings, changed, after, 'update');
  return after;
}

/**
 * Whether the server chose the value of a member itself when the thing was created: it may go on to, whatever is sent. A documented
 * default is no choice.
 */
function isAssigned(client: ResourceClient, knownThings: KnownThings, one: Made, at: Pointer): boolean {
  const creating = client.kept(one.by.case.operation, 'create');
  const first = knownThings.reads.get(one);
  if (!first || valueAt(sentThing(creating, one.by), at) !== undefined) return false;
  const value = valueAt(first.thing.value, at);
  const clause = creating.members.clauses.get(pointerTokens(at)[0] ?? '');
  const schemas = clause === undefined ? [] : unconditional(client.contract, [clause]);
  return value !== undefined && value !== null && keyword(schemas, 'default') === undefined;
}

/** One member is changed, and the others stay as they were. */
async function judgePart(client: ResourceClient, knownThings: KnownThings, one: Made, part: Part): Promise<void> {
  const { operation } = part;
  const before = await readNow(client, one, 'the request for the thing before a part of it is changed', []);
  if (!before) return;
  const changed = await client.ask(
    operation,
    part.inputs,
    `the request that changes one member of what ${one.by.case.operation.id} created`,
    {
      after: [one.by],
    },
  );
  if (!changed || !isDone(changed)) return;
  const after = await readBack(client, knownThings, one, changed);
  if (!after) return;
  tellTags(client, operation, before, after, part.names);
  const showing = client.kept(after.answer.case.operation, 'read');
  const members = settledMembers(
    client,
    showing,
    knownThings,
    groundOfPart(client, operation, part.inputs),
    part.names,
  ).filter(({ at }) => !holdsAny(valueAt(after.thing.value, at), part.names));
  client.tell(after.answer, {
    kind: 'untouched',
    by: operation.id,
    whose: 'the thing',
    comparison: beforeAndAfter(before, after, members),
  });
}

/** Whether a value is an object with one of these members: an envelope around what was changed (`{"metadata": {…}}`). */
function holdsAny(value: Json | undefined, names: string[]): boolean {
  return isObject(value) && names.some((name) => ownMember(value, name) !== undefined);
}

/** Another state has another strong entity tag (RFC 9110 §8.8.3). */
function tellTags(client: ResourceClient, { id }: Operation, before: Read, after: Read, names: string[]): void {
  const [old, now] = [before, after].map(({ answer }) => answer.fields.get('etag'));
  const isChanged = names.some((name) => !isEqual(before.thing.value[name], after.thing.value[name]));
  if (old === undefined || now === undefined || now.startsWith('W/') || !isChanged) return;
  const { operation } = after.answer.case;
  client.tell(after.answer, { kind: 'tagged', by: id, before: old, after: now, basis: basisOfTag(operation) });
}

/** What says that a PATCH is partial: its media type, or its description. */
function groundOfPart(client: ResourceClient, operation: Operation, { mediaType = '' }: RequestValues): Ground {
  if (/^application\/(merge-patch|json-patch)\+json/.test(mediaType)) return 'media type';
  return saysOf(client, operation, PARTIAL) ? 'description' : 'name';
}

const PARTIAL =
  /\b(partial(ly)?|some (of )?|only the|merge|left out|not sent|omitted|missing|unchanged|stay|specified (fields|members|properties))\b/i;

/** A change that is refused is not made, not even the part of it that is valid. */
async function judgeRefused(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  change: Change,
): Promise<void> {
  const { operation } = change;
  const broken = brokenChange(client, change);
  if (!broken) return;
  const before = await readNow(client, one, 'the request for the thing before a change is refused', []);
  if (!before) return;
  const refused = await client.ask(operation, broken.inputs, 'the request for a change that is not valid', {
    after: [one.by],
    expect: { kind: 'refused', clause: broken.clause, at: broken.at },
  });
  if (!refused || !isError(refused.status)) return;
  const after = await readNow(client, one, `the request for what ${operation.id} refused to change`, [refused]);
  if (!after) return;
  const members = settledMembers(client, client.kept(after.answer.case.operation, 'read'), knownThings, 'HTTP');
  client.tell(after.answer, {
    ...{ kind: 'refused', by: operation.id, status: refused.status },
    comparison: beforeAndAfter(before, after, members),
  });
}
