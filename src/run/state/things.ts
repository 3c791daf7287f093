import type { Json, JsonObject } from '../../model/json.ts';
import type { ParameterIn } from '../../model/contract.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Ledger, Provenance } from './ledger.ts';

/** A thing on the target, and what an answer said of it. */
export interface Thing {
  params: JsonObject;
  /** The answer's own words, where it had more than the name. */
  shown: Json | undefined;
  /** The id of the operation that answered. */
  from: string;
}

/** A value for a parameter, where it comes from, and the operation whose answer had it. */
export interface KnownValue {
  in: ParameterIn;
  name: string;
  value: Json;
  provenance: Provenance;
  /** The id of an operation, `--set`, or a pointer to an example. */
  from: string;
}

/** The things of each resource that answers have named. */
export interface Things {
  note(resource: Resource, thing: Thing): void;
  /** Those of a resource that are still there, those that this run created first. */
  of(resource: Resource): (Thing & { provenance: Provenance })[];
}

/** As many things of a resource are kept as may be of use, besides those that this run created. */
export const MOST_LISTED = 20;

export function createThings(ledger: Ledger): Things {
  const things = new Map<Resource, Map<string, Thing>>();

  function isCreated({ item }: Resource, { params }: Thing): boolean {
    return item !== undefined && ledger.provenance({ template: item, params }) === 'created';
  }

  return {
    note(resource, thing) {
      const known = things.get(resource) ?? new Map<string, Thing>();
      things.set(resource, known);
      const key = JSON.stringify(Object.values(thing.params).map(scalarText));
      const before = known.get(key);
      if (before) before.shown ??= thing.shown;
      else if (known.size < MOST_LISTED || isCreated(resource, thing)) known.set(key, thing);
    },
    of(resource) {
      const all = [...(things.get(resource)?.values() ?? [])].flatMap((thing) => {
        const item = { template: resource.item ?? '', params: thing.params };
        return ledger.isGone(item) ? [] : [{ ...thing, provenance: ledger.provenance(item) }];
      });
      return [
        ...all.filter(({ provenance }) => provenance === 'created'),
        ...all.filter(({ provenance }) => provenance !== 'created'),
      ];
    },
  };
}

/** Whether two objects share at least half of their members: things of one kind do, more often than not. */
export function hasSameMembers(one: JsonObject, other: JsonObject): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)];
  const shared = names.filter((name) => Object.hasOwn(other, name)).length;
  return 2 * shared >= names.length + others.length - shared;
}

/** What names a thing among those of its resource: its last parameter. */
export function lastOf(params: JsonObject, { parameter }: Resource): Json {
  return (parameter && ownMember(params, parameter.name)) ?? Object.values(params).at(-1) ?? '';
}
