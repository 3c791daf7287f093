import type { JsonObject } from '../../model/json.ts';
import { foreignValue, oneSided, type NamedMember } from '../../cases/behaviour/member-facts.ts';
import { thingOfRequest } from '../../contract/resources/kept-operation.ts';
import { shownList } from '../../contract/resources/shown.ts';
import { isEqual } from '../../json/equal.ts';
import { isObject, joinPointer, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from './resource-client.ts';
import type { Change } from './writes/changes.ts';
import { nameOf, type Made, type Maker } from './writes/create.ts';
import type { KnownThings } from './known-things.ts';
import { readThing, shownIn } from './things.ts';
import { isIdentifierName } from '../../contract/resources/names.ts';
import { jsonFirst } from '../../cases/json-first.ts';

/** The members that only the server sets, as the schema of a read says, each with another valid value than the thing has. */
function foreignMembers(
  client: ResourceClient,
  shown: JsonObject,
  wanted: (member: NamedMember) => boolean,
): Map<NamedMember, JsonObject[string]> {
  const { contract, resource } = client;
  if (!resource.read) return new Map();
  const { clauses } = client.kept(resource.read, 'read').members;
  const members = oneSided(contract, new Map([...clauses].map(([name, clause]) => [name, { clause }])), 'readOnly');
  return new Map(
    members
      .filter(wanted)
      .sort(byName)
      .flatMap((member) => {
        const value = foreignValue(contract, member, shown[member.name]);
        return value === undefined ? [] : [[member, value] as const];
      }),
  );
}

const RANKS = [isIdentifierName, (name: string) => /creat/i.test(name), () => true];

/** Identifiers come first, then times of creation. */
function byName(a: NamedMember, b: NamedMember): number {
  const rank = ({ name }: NamedMember) => RANKS.findIndex((is) => is(name));
  return rank(a) - rank(b);
}

/** Sends a change with members that only the server sets, and reads whether it took them. */
export async function takesReadOnly(
  client: ResourceClient,
  knownThings: KnownThings,
  one: Made,
  { operation, inputs, at }: Pick<Change, 'operation' | 'inputs' | 'at'>,
): Promise<void> {
  const before = shownIn(
    client,
    await readThing(client, one, 'the request for the thing before a readOnly member is sent', [one.by]),
  );
  const thing = at === undefined ? undefined : valueAt(inputs.body, at);
  if (!before || at === undefined || !isObject(thing)) return;
  const own = client.kept(before.answer.case.operation, 'read').identifier;
  const foreign = foreignMembers(
    client,
    before.thing.value,
    ({ name }) => name !== own && !isIdentifierName(name) && !knownThings.volatile.has(name),
  );
  for (const members of oneByOne(foreign)) {
    const body = replaceAt(inputs.body ?? null, at, { ...thing, ...named(members) });
    const changed = await client.ask(operation, { ...inputs, body }, 'the request for a change of what is readOnly', {
      after: [one.by],
    });
    if (!changed || !isDone(changed)) continue;
    await tellTaken(client, one, changed, members);
    return;
  }
}

/**
 * Sends a change with another identifier, which only the server sets, to the last thing that was read. The identifier is one that nothing
 * has: a number may be that of somebody else's thing.
 */
export async function takesIdentifier(
  client: ResourceClient,
  knownThings: KnownThings,
  { operation, inputs, at }: Pick<Change, 'operation' | 'inputs' | 'at'>,
): Promise<void> {
  const { item = '', parameter } = client.resource;
  const one = knownThings.made.slice(1).findLast((made) => knownThings.reads.has(made));
  const shown = one && knownThings.reads.get(one)?.thing.value;
  const thing = at === undefined ? undefined : valueAt(inputs.body, at);
  if (!one || !shown || !parameter || at === undefined || !isObject(thing)) return;
  const [foreign] = foreignMembers(
    client,
    shown,
    ({ name }) => isIdentifierName(name) && typeof shown[name] === 'string',
  );
  if (!foreign) return;
  const [member, value] = foreign;
  const body = replaceAt(inputs.body ?? null, at, { ...thing, [member.name]: value });
  const own = plainInputs(client, operation, one.params);
  const changed = await client.ask(
    operation,
    { ...own, mediaType: inputs.mediaType ?? '', body },
    'the request for a change of the identifier',
    { after: [one.by] },
  );
  if (!changed || !isDone(changed)) return;
  const answered = client.shown(client.kept(operation, 'update'), changed);
  if (!answered || !isEqual(answered.value[member.name], value)) {
    // Who says nothing of the identifier makes the rest of the change: what was read before is of no use.
    const read = await readThing(client, one, 'the request for what was changed without its identifier', [
      one.by,
      changed,
    ]);
    const now = shownIn(client, read);
    if (now) knownThings.reads.set(one, now);
    return;
  }
  // It has the new name now, perhaps, and has to go under that.
  knownThings.made.splice(knownThings.made.indexOf(one), 1);
  client.context.ledger.recordCreated(
    { template: item, params: { ...one.params, [parameter.name]: value }, by: operation.id, case: changed.case.id },
    changed.exchange.startedAt,
  );
  client.tell(changed, {
    ...{ kind: 'taken', what: 'identifier', by: operation.id },
    members: [
      {
        at: `body${joinPointer(answered.place, member.name)}`,
        value,
        basis: { clause: member.clause, rests: 'OpenAPI' },
      },
    ],
  });
}

/** So many members are sent one at a time, where all of them are refused together. */
const MOST_SINGLE = 4;

/** All members together, then each of the first alone: a server may refuse one, and take another that it should not. */
function oneByOne(foreign: Map<NamedMember, JsonObject[string]>): Map<NamedMember, JsonObject[string]>[] {
  if (foreign.size === 0) return [];
  const single = [...foreign].slice(0, MOST_SINGLE).map((one) => new Map([one]));
  return foreign.size === 1 ? [foreign] : [foreign, ...single];
}

/** Creates a thing with an identifier and other members that only the server sets. */
export async function createsWithReadOnly(
  client: ResourceClient,
  knownThings: KnownThings,
  maker: Maker,
): Promise<void> {
  // A form has texts alone.
  const first = jsonFirst(knownThings.made);
  const shown = first && knownThings.reads.get(first)?.thing.value;
  const { at } = thingOfRequest(maker.kept, first && requestMedia(maker.operation, first.inputs));
  const thing = first && valueAt(first.inputs.body, at);
  if (!shown || !isObject(thing) || !maker.distinction) return;
  const foreign = foreignMembers(client, shown, () => true);
  for (const members of oneByOne(foreign)) {
    const body = replaceAt(first.inputs.body ?? null, at, { ...thing, ...named(members) });
    const inputs = { ...first.inputs, body: withMark(body, maker.distinction.mark, client.mark()) };
    const by = await client.ask(maker.operation, inputs, 'the request that creates one with what is readOnly');
    if (!by || !isDone(by)) continue;
    const made = nameOf(client, maker, by, inputs);
    if (made) await tellTaken(client, made, by, members);
    return;
  }
}

/** The same body with the marks of another one in its texts. */
function withMark<Body>(body: Body, old: string, mark: string): Body {
  return JSON.parse(JSON.stringify(body).replaceAll(old, mark)) as Body;
}

async function tellTaken(
  client: ResourceClient,
  made: Made,
  by: Answer,
  foreign: Map<NamedMember, JsonObject[string]>,
): Promise<void> {
  const answer = await readThing(
    client,
    made,
    `the request for what ${by.case.operation.id} was sent readOnly members of`,
    [by],
  );
  const read = answer && shownIn(client, answer);
  // Where an identifier was answered and not taken, nothing is found under it.
  const thing = read?.thing ?? client.shown(client.kept(by.case.operation, 'create'), by);
  const shown = read?.answer ?? by;
  if (!answer || !thing) return;
  const taken = [...foreign].filter(([{ name }, value]) => isEqual(thing.value[name], value));
  for (const what of ['identifier', 'member'] as const)
    client.tell(shown, {
      ...{ kind: 'taken', what, by: by.case.operation.id },
      members: taken
        .filter(([{ name }]) => isIdentifierName(name) === (what === 'identifier'))
        .map(([{ name, clause }, value]) => ({
          at: `body${joinPointer(thing.place, name)}`,
          value,
          basis: { clause, rests: 'OpenAPI' },
        })),
    });
}

function named(foreign: Map<NamedMember, JsonObject[string]>): JsonObject {
  return Object.fromEntries([...foreign].map(([{ name }, value]) => [name, value]));
}

/** Tells of members in an answer that the creation was sent and that are only sent. */
export function tellWriteOnly(
  client: ResourceClient,
  made: Made,
  answer: Answer | undefined,
  role: 'create' | 'read' | 'list' | 'update',
): void {
  if (!answer || !isDone(answer)) return;
  const creating = client.kept(made.by.case.operation, 'create');
  const { at, members } = thingOfRequest(creating, requestMedia(made.by.case.operation, made.inputs));
  const sent = valueAt(made.inputs.body, at);
  const hidden = oneSided(client.contract, members, 'writeOnly').filter(
    ({ name }) => isObject(sent) && Object.hasOwn(sent, name),
  );
  if (hidden.length === 0) return;
  const kept = client.kept(answer.case.operation, role);
  // A member that the answer describes without such a word may be shown.
  const isDescribed = (name: string) => kept.members.names.has(name) && !kept.members.hidden.has(name);
  const things = role === 'list' ? (shownList(kept, answer.body)?.things ?? []) : [client.shown(kept, answer)];
  const shown = things.flatMap((thing) =>
    hidden.flatMap(({ name, clause }) => {
      if (isDescribed(name)) return [];
      const place = thing && joinPointer(thing.place, ...pointerTokens(kept.list === undefined ? '#' : kept.at), name);
      return thing && place !== undefined && Object.hasOwn(thing.value, name) ? [{ at: `body${place}`, clause }] : [];
    }),
  );
  client.tell(answer, { kind: 'write only', shown: shown.slice(0, 1) });
}
