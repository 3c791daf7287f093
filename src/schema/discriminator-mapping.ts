import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';

/** The member that a Discriminator Object names (OpenAPI 3.1 §4.8.25), or undefined where there is none. */
export function discriminatorName(discriminator: Json | undefined): string | undefined {
  if (!isObject(discriminator) || typeof discriminator['propertyName'] !== 'string') return undefined;
  return discriminator['propertyName'];
}

/** Where a value of a mapping points to: a schema by its name, which goes before a reference (OpenAPI 3.1.1 §4.8.25.2), or by a reference. */
export function mappingTarget(document: JsonObject, to: string): Pointer {
  const named = joinPointer('#/components/schemas', to);
  if (valueAt(document, named) !== undefined || !to.includes('#')) return named;
  // In a bundled document, parts of other files have become parts of this one.
  return pointerOfRef(to.slice(to.indexOf('#')));
}

/** What a Discriminator Object maps, each value with the pointer that it leads to; in the order of the document. */
export function mappingTargets(document: JsonObject, discriminator: Json | undefined): [value: string, to: Pointer][] {
  const mapping = isObject(discriminator) && isObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  return Object.entries(mapping).flatMap(([value, to]) =>
    typeof to === 'string' ? [[value, mappingTarget(document, to)]] : [],
  );
}

/** The value of a discriminator that stands for a schema: what the mapping says, or else the schema's own name. */
export function discriminatorValue(document: JsonObject, discriminator: Json | undefined, target: Pointer): string {
  return mappingTargets(document, discriminator).find(([, to]) => to === target)?.[0] ?? lastToken(target);
}
