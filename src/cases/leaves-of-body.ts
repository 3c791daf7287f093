import type { Contract, MediaType } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { isObject, joinPointer } from '../json/pointer.ts';
import { applicable, applicableBelow, type Subschema } from '../schema/subschemas.ts';

/** A member of a body that is no object, with the schemas that apply to it. */
export interface BodyLeaf {
  name: string;
  place: Pointer;
  value: Json;
  schemas: Subschema[];
  /** 1 for a member of the body itself. */
  depth: number;
}

/** What lies further down is about something else than the body. */
const MAX_DEPTH = 2;

/** The members of a body, and those of its members, that are no objects; in their order. */
export function leavesOfBody(contract: Contract, { schema }: Pick<MediaType, 'schema'>, body: Json): BodyLeaf[] {
  const below = (schemas: Subschema[], value: Json, at: Pointer, depth: number): BodyLeaf[] =>
    !isObject(value) || depth > MAX_DEPTH
      ? []
      : Object.entries(value).flatMap(([name, member]): BodyLeaf[] => {
          const place = joinPointer(at, name);
          const own = applicableBelow(contract, schemas, value, name);
          return isObject(member)
            ? below(own, member, place, depth + 1)
            : [{ name, place, value: member, schemas: own, depth }];
        });
  return below(schema === undefined ? [] : applicable(contract, schema, body), body, '#', 1);
}
