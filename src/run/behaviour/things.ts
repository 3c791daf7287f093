import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { membersOfBoth } from '../../cases/behaviour/shared-members.ts';
import { thingOfRequest, type KeptOperation } from '../../contract/resources/kept-operation.ts';
import { shownThing, type ShownThing } from '../../contract/resources/shown.ts';
import { responseFor } from '../../contract/examples.ts';
import { isEqual } from '../../json/equal.ts';
import { ownMember, pointerTokens, valueAt } from '../../json/pointer.ts';
import type { Basis, SharedMember } from '../../judge/behaviour/relation.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from './resource-client.ts';
import type { Made } from './writes/create.ts';

/** A thing as a read showed it. */
export interface Read {
  answer: Answer;
  thing: ShownThing;
}

/** Reads a thing. Undefined where nothing can be read, or no answer came. */
export async function readThing(
  client: ResourceClient,
  made: Made,
  title: string,
  after: Answer[],
): Promise<Answer | undefined> {
  const { read } = client.resource;
  if (!read) return undefined;
  return client.ask(read, plainInputs(client, read, made.params), title, { after });
}

/** What a read shows; undefined where it shows nothing. */
export function shownIn(client: ResourceClient, answer: Answer | undefined): Read | undefined {
  const { read } = client.resource;
  const thing = read && answer && isDone(answer) ? shownThing(client.kept(read, 'read'), answer.body) : undefined;
  return thing && answer ? { answer, thing } : undefined;
}

/** The members that two readings of a thing show differently: nothing rests on them. */
export function volatileMembers(one: JsonObject, other: JsonObject): Set<string> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return new Set([...names].filter((name) => !isEqual(ownMember(one, name), ownMember(other, name))));
}

/** The members that what is sent to one operation and what another shows have in common, where the other may show what was sent. */
export function sharedMembers(
  client: ResourceClient,
  sending: KeptOperation,
  sent: Answer,
  showing: KeptOperation,
  without: ReadonlySet<string>,
): SharedMember[] {
  const { members } = thingOfRequest(sending, requestMedia(sending.operation, sent.case.inputs));
  const answers = new Map([...showing.members.clauses].map(([name, clause]) => [name, { clause }]));
  const thing = sentThing(sending, sent);
  return membersOfBoth(client.contract, members, answers).filter(
    ({ at, clause }) => !without.has(pointerTokens(at)[0] ?? '') && mayBeShown(client, clause, valueAt(thing, at)),
  );
}

/** Whether the schema of a member in an answer allows a value: no server can show another one. */
export function mayBeShown({ contract }: ResourceClient, clause: Pointer, value: Json | undefined): boolean {
  return value === undefined || value === null || contract.accepts(clause, value);
}

/** The thing in what was sent. */
export function sentThing(sending: KeptOperation, { case: { operation, inputs } }: Answer): JsonObject {
  const { at } = thingOfRequest(sending, requestMedia(operation, inputs));
  const value = valueAt(inputs.body, at);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** Why what was created has to be there: a header or a link leads to it, or the path of its collection does. */
export function basisOfReading(client: ResourceClient, made: Made): Basis {
  const { operation } = made.by.case;
  const identity = client.resource.identities.find(({ from }) => from === operation);
  const documented = responseFor(operation, made.by.status)?.pointer ?? operation.pointer;
  if (identity?.by === 'link' || identity?.by === 'declared') return { clause: identity.clause, rests: 'link' };
  if (identity?.by === 'location' || made.by.fields.has('location'))
    return { clause: identity?.clause ?? documented, rests: 'header' };
  const { collection = '', read } = client.resource;
  const isBelow = read !== undefined && operation.path === collection && read.path.startsWith(`${collection}/`);
  return { clause: read?.pointer ?? documented, rests: isBelow ? 'HTTP' : 'name' };
}
