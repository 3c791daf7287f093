import type { JsonObject } from '../../model/json.ts';
import { mayChange } from '../../cases/behaviour/member-facts.ts';
import type { KeptOperation } from '../../contract/resources/kept-operation.ts';
import { joinPointer } from '../../json/pointer.ts';
import type { Comparison, Ground, SharedMember } from '../../judge/behaviour/relation.ts';
import type { ResourceClient } from './resource-client.ts';
import type { KnownThings } from './known-things.ts';
import type { Read } from './things.ts';

/** The documented members of a thing that nothing but a request should change, without those named. */
export function settledMembers(
  { contract }: ResourceClient,
  showing: KeptOperation,
  { volatile }: KnownThings,
  rests: Ground,
  without: readonly string[] = [],
): SharedMember[] {
  return [...showing.members.clauses].flatMap(([name, clause]): SharedMember[] =>
    volatile.has(name) || without.includes(name) || mayChange(contract, { name, clause })
      ? []
      : [{ at: joinPointer('#', name), clause, rests }],
  );
}

/** What a thing was, against what a later read shows. */
export function beforeAndAfter(before: Read, after: Read, members: SharedMember[]): Comparison {
  return { members, place: after.thing.place, wanted: known(before.thing.value), actual: after.thing.value };
}

/** What is null may be left out. */
function known(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}
