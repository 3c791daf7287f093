import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../../json/pointer.ts';
import { pointerOfRef } from '../../schema/references.ts';
import { mergeSchemas } from './merge-schemas.ts';

/** How often a reference may be followed inside of itself. */
const MAX_TURNS = 2;

/** How deep a value stands, and which references were followed to it. */
export interface Way {
  depth: number;
  refs: readonly Pointer[];
}

/** A value's place while its schema is put together. */
export interface Place {
  way: Way;
  followed: Set<Pointer>;
  /** Which branches are taken, and how many others were before. */
  draw: number;
  turn: number;
  /** The most branches that there were to choose from. */
  branches: number;
}

/** A schema with all that it brings in: references, `allOf`, and one branch of each choice. Undefined where it does not end. */
export function flatten(document: JsonObject, node: Json, place: Place, self?: Pointer): JsonObject | undefined {
  if (node === true) return {};
  if (!isObject(node)) return undefined;
  const { $ref, allOf, oneOf, anyOf, discriminator, ...own } = node;
  let merged: JsonObject | undefined = own;
  const add = (more: JsonObject | undefined): void => void (merged = merged && more && mergeSchemas(merged, more));
  if (typeof $ref === 'string' && $ref.startsWith('#')) add(follow(document, pointerOfRef($ref), place));
  for (const part of Array.isArray(allOf) ? allOf : []) add(flatten(document, part, place));
  const choices = [oneOf, anyOf].filter((choice): choice is Json[] => Array.isArray(choice) && choice.length > 0);
  const mapping = isObject(discriminator) && isObject(discriminator['mapping']) ? discriminator['mapping'] : undefined;
  // The base of others (OpenAPI 3.1 §4.8.25): its value is one of theirs.
  if (choices.length === 0 && mapping)
    choices.push([...new Set(Object.values(mapping))].map((target) => ({ $ref: targetOf(String(target)) })));
  for (const choice of choices) add(choose(document, choice, discriminator, place));
  if (choices.length === 0 && isObject(discriminator) && self) add(pin(discriminator, self));
  return merged;
}

function follow(document: JsonObject, target: Pointer, place: Place): JsonObject | undefined {
  const { way, followed } = place;
  // What is on its way already says nothing new.
  if (followed.has(target)) return {};
  if (way.refs.filter((ref) => ref === target).length >= MAX_TURNS) return undefined;
  followed.add(target);
  return flatten(document, valueAt(document, target) ?? true, place, target);
}

/** One of the branches that come to an end, with the value of the discriminator that stands for it. */
function choose(
  document: JsonObject,
  branches: Json[],
  discriminator: Json | undefined,
  place: Place,
): JsonObject | undefined {
  place.branches = Math.max(place.branches, branches.length);
  for (const branch of rotate(branches, place.draw, place.turn)) {
    const attempt = { ...place, followed: new Set(place.followed) };
    const schema = flatten(document, branch, attempt);
    if (!schema) continue;
    attempt.followed.forEach((ref) => place.followed.add(ref));
    place.branches = Math.max(place.branches, attempt.branches);
    const target = isObject(branch) && typeof branch['$ref'] === 'string' ? pointerOfRef(branch['$ref']) : undefined;
    return isObject(discriminator) && target ? mergeSchemas(schema, pin(discriminator, target)) : schema;
  }
  return undefined;
}

/** The member that says which schema a value follows: what the mapping calls it, or else the schema's name. */
function pin({ propertyName, mapping }: JsonObject, target: Pointer): JsonObject {
  if (typeof propertyName !== 'string') return {};
  const called = isObject(mapping)
    ? Object.entries(mapping).find(([, to]) => targetOf(String(to)) === target)?.[0]
    : undefined;
  return { properties: { [propertyName]: { enum: [called ?? lastToken(target)] } }, required: [propertyName] };
}

function targetOf(mapped: string): Pointer {
  return mapped.startsWith('#') ? pointerOfRef(mapped) : joinPointer('#/components/schemas', mapped);
}

/** The same in another order: from one of them on, and round. */
export function rotate<T>(values: T[], random: number, turn = 0): T[] {
  const start = (Math.floor(random * values.length) + turn) % (values.length || 1);
  return [...values.slice(start), ...values.slice(0, start)];
}
