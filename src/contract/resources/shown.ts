import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, nameAt, parentPointer, valueAt } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { keyOf } from './identify.ts';
import type { KeptOperation } from './kept-operation.ts';
import { locateInList, locateInThing } from './locate.ts';
import { shapeOfValue } from './shape.ts';

/** A thing as an answer shows it. */
export interface ShownThing {
  /** As it stands in a path; undefined where the answer does not say it. */
  id?: string;
  value: JsonObject;
  /** Where it stands in the body. */
  place: Pointer;
}

/** The thing in an answer: where the contract says, else where its name or a wrapper shows it. */
export function shownThing(kept: KeptOperation, body: Json | undefined): ShownThing | undefined {
  if (body === undefined) return undefined;
  const wanted = wantedIn(kept);
  const documented = valueAt(body, kept.at);
  if (isObject(documented) && (kept.identifier === undefined || Object.hasOwn(documented, kept.identifier)))
    return shown(kept, documented, kept.at, kept.identifier);
  const located = locateInThing([{ shape: shapeOfValue(body), clause: '#' }], wanted);
  const place = located && located.place.pointer !== '#' ? parentPointer(located.place.pointer) : '#';
  const value = valueAt(body, place);
  return isObject(value) ? shown(kept, value, place, located && lastName(located.place.pointer)) : undefined;
}

/** The things in the answer to a list, in its order; undefined where the answer has no list. */
export function shownList(
  kept: KeptOperation,
  body: Json | undefined,
): { things: ShownThing[]; place: Pointer } | undefined {
  if (body === undefined) return undefined;
  const documented = kept.list === undefined ? undefined : valueAt(body, kept.list);
  const located = Array.isArray(documented)
    ? undefined
    : locateInList([{ shape: shapeOfValue(body), clause: '#' }], wantedIn(kept));
  const place = Array.isArray(documented)
    ? kept.list
    : (located?.place.each ?? (Array.isArray(body) ? '#' : undefined));
  const items = place === undefined ? undefined : valueAt(body, place);
  if (place === undefined || !Array.isArray(items)) return undefined;
  return {
    place,
    things: items.flatMap((item, index): ShownThing[] => {
      const at = joinPointer(place, index);
      const inner = valueAt(item, kept.at);
      const thing = isObject(inner) ? inner : item;
      if (!isObject(thing))
        return typeof thing === 'object' ? [] : [{ id: scalarText(nameAt(body, at) ?? thing), value: {}, place: at }];
      const own = kept.identifier !== undefined && Object.hasOwn(thing, kept.identifier) ? kept.identifier : undefined;
      const found = own ?? nameIn(kept, thing);
      return [shown(kept, thing, at, found)];
    }),
  };
}

function nameIn(kept: KeptOperation, thing: JsonObject): string | undefined {
  const located = locateInThing([{ shape: shapeOfValue(thing), clause: '#' }], wantedIn(kept));
  return located && lastName(located.place.pointer);
}

function lastName(pointer: Pointer): string | undefined {
  return pointer === '#' ? undefined : lastToken(pointer);
}

function shown(
  { contract, resource }: { contract: Contract; resource: KeptOperation['resource'] },
  value: JsonObject,
  place: Pointer,
  identifier: string | undefined,
): ShownThing {
  const own = identifier === undefined ? undefined : nameAt(value, joinPointer('#', identifier));
  const isNamed = own !== undefined && own !== '';
  return { value, place, ...(isNamed && { id: scalarText(keyOf(contract, resource, own)) }) };
}

function wantedIn({ resource }: KeptOperation) {
  return { parameter: resource.parameter?.name ?? 'id', resource: resource.name, types: [] };
}
