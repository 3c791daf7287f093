import type { SourceLocation, Unusable } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, pointerTokens, valueAt } from '../json/pointer.ts';
import { childSchemas } from './dialects/dialects.ts';
import { conjoined, listed, named, reachable, type Subschema } from './subschemas.ts';
import { pointerOfRef, visitKeywords } from './references.ts';

/*
 * What is left of a `$ref` that leads nowhere. It is taken out when the document is read, and this member stands in its place, so
 * that all the rest can be used and every reader sees that nothing is known there.
 */

/** The member that stands for a lost reference, in the object that had it. */
export const LOST = 'x-lost-reference';
/** The member of an operation or a path item that a parameter was taken out of. */
export const LOST_PARAMETER = 'x-lost-parameter';

/** Where a lost reference should have led, why it does not, and how to mend it. */
export interface Lost {
  /** Where the reference stood when the document was read. */
  at: Pointer;
  ref: string;
  why: string;
  hint: string;
}

/** The lost reference of an object. */
export function lostIn(value: Json | undefined, key = LOST): Lost | undefined {
  const lost = isObject(value) ? value[key] : undefined;
  if (!isObject(lost)) return undefined;
  const { at, ref, why, hint } = lost;
  const isText = (member: Json | undefined) => typeof member === 'string';
  return isText(at) && isText(ref) && isText(why) && isText(hint) ? (lost as JsonObject & Lost) : undefined;
}

/** `refers to #/components/schemas/Pet, which is not there`. */
export function describeLost({ ref, why }: Lost): string {
  return `refers to ${ref}${why}`;
}

/** What stands at a pointer, or above it, in the place of a lost reference. */
export function lostAbove(document: JsonObject, pointer: Pointer): { pointer: Pointer; lost: Lost } | undefined {
  let node: Json | undefined = document;
  let at: Pointer = '#';
  for (const token of pointerTokens(pointer)) {
    node = valueAt(node, joinPointer('#', token));
    at = joinPointer(at, token);
    const lost = lostIn(node);
    if (lost) return { pointer: at, lost };
  }
  return undefined;
}

/** Why a part of a contract cannot be used. */
export function unusableFor(pointer: Pointer, lost: Lost, place: (pointer: Pointer) => SourceLocation): Unusable {
  return { message: `${lost.at} ${describeLost(lost)}`, place: place(pointer), hint: lost.hint };
}

/** How the schemas of a document depend on what is lost. */
export interface LostSchemas {
  /** What a schema needs and does not have: the first that is lost in it, or in what it refers to. */
  neededBy(schema: Pointer): { pointer: Pointer; lost: Lost } | undefined;
  /** Whether a value could be refused because of what is lost, where the whole schema would accept it. */
  mayRefuse(schema: Pointer): boolean;
}

const NONE: LostSchemas = { neededBy: () => undefined, mayRefuse: () => false };

/**
 * A lost schema accepts anything, and so does no less than the one that is meant. That holds for all that refers to it, but for
 * those that accept a value because a part of them refuses it.
 */
export function lostSchemas(document: JsonObject): LostSchemas {
  if (!holdsLost(document)) return NONE;
  const known = new Map<Pointer, Found>();
  const find = (schema: Pointer) => {
    let found = known.get(schema);
    if (!found) known.set(schema, (found = findFrom(document, schema)));
    return found;
  };
  return { neededBy: (schema) => find(schema).needed, mayRefuse: (schema) => find(schema).mayRefuse };
}

interface Found {
  needed?: { pointer: Pointer; lost: Lost };
  mayRefuse: boolean;
}

function findFrom(document: JsonObject, schema: Pointer): Found {
  const all = reachable(document, [schema], below);
  const lost = all.filter((found) => lostIn(found.schema));
  const [first] = lost;
  const reason = lostIn(first?.schema);
  if (!first || !reason) return { mayRefuse: false };
  const above = new Map<Pointer, Pointer[]>();
  for (const found of all)
    for (const to of below(found)) {
      const holders = above.get(to);
      if (holders) holders.push(found.pointer);
      else above.set(to, [found.pointer]);
    }
  const incomplete = new Set(lost.map(({ pointer }) => pointer));
  // A set yields what is added to it on the way.
  for (const pointer of incomplete) for (const holder of above.get(pointer) ?? []) incomplete.add(holder);
  const mayRefuse = all.some((found) => turningPoints(found).some((at) => incomplete.has(at)));
  return { needed: { pointer: first.pointer, lost: reason }, mayRefuse };
}

/** The schemas in a schema, and the one that it refers to. */
function below({ pointer, schema }: Subschema): Pointer[] {
  const { $ref } = schema;
  return [...(typeof $ref === 'string' ? [pointerOfRef($ref)] : []), ...childSchemas(schema, pointer)];
}

/** The places of the schemas whose acceptance may make a schema refuse, where there are any. */
function turningPoints(subschema: Subschema): Pointer[] {
  const { pointer, schema } = subschema;
  const single = ['not', 'if'].map((name) => joinPointer(pointer, name));
  const counted = schema['maxContains'] === undefined ? [] : [joinPointer(pointer, 'contains')];
  // What is not evaluated depends on everything that applies in place.
  const evaluated = ['unevaluatedProperties', 'unevaluatedItems'].some((name) => schema[name] !== undefined)
    ? [
        ...conjoined(subschema),
        ...listed(subschema, 'anyOf'),
        ...named(subschema, 'dependentSchemas').map(([, at]) => at),
        ...['then', 'else'].map((name) => joinPointer(pointer, name)),
      ]
    : [];
  return [...single, ...counted, ...listed(subschema, 'oneOf'), ...evaluated];
}

/** Whether something in a document is lost, a parameter too. */
export function holdsLost(document: JsonObject): boolean {
  let holds = false;
  visitKeywords(document, (object) => {
    holds ||= (lostIn(object) ?? lostIn(object, LOST_PARAMETER)) !== undefined;
  });
  return holds;
}
