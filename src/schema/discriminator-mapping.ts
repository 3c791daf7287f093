import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';

/** The member that a Discriminator Object names (OpenAPI 3.1 §4.8.25), if there is one. */
export function discriminatorName(discriminator: Json | undefined): string | undefined {
  if (!isObject(discriminator) || typeof discriminator['propertyName'] !== 'string') return undefined;
  return discriminator['propertyName'];
}

/** The pointer for a value of a mapping: a schema's name, which takes precedence (OpenAPI 3.1.1 §4.8.25.2), or a reference. */
export function mappingTarget(document: JsonObject, to: string): Pointer {
  const named = joinPointer('#/components/schemas', to);
  if (valueAt(document, named) !== undefined || !to.includes('#')) return named;
  // Bundling has made parts of other files into parts of this document.
  return pointerOfRef(to.slice(to.indexOf('#')));
}

/** The mapping of a Discriminator Object: each value with its pointer, in the order of the document. */
export function mappingTargets(document: JsonObject, discriminator: Json | undefined): [value: string, to: Pointer][] {
  const mapping = isObject(discriminator) && isObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  return Object.entries(mapping).flatMap(([value, to]) =>
    typeof to === 'string' ? [[value, mappingTarget(document, to)]] : [],
  );
}

/** The discriminator's value for a schema: by the mapping, or else the schema's own name. */
export function discriminatorValue(document: JsonObject, discriminator: Json | undefined, target: Pointer): string {
  return mappingTargets(document, discriminator).find(([, to]) => to === target)?.[0] ?? lastToken(target);
}
