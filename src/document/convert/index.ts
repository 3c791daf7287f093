import type { JsonObject, Pointer } from '../../model/json.ts';
import type { Conversion, Converted } from './conversion.ts';
import { openapi30 } from './openapi-3.0.ts';
import { swagger2 } from './swagger-2.ts';

/** Every conversion, the oldest version first, so that one takes up what the one before it gives. */
export const CONVERSIONS: readonly Conversion[] = [swagger2, openapi30];

/** A document after all conversions of a list that apply to it, and those that did. */
export async function convertDocument(
  document: JsonObject,
  conversions: readonly Conversion[] = CONVERSIONS,
): Promise<Converted & { applied: Conversion[] }> {
  let current: Converted = { document, before: (pointer) => pointer };
  const applied: Conversion[] = [];
  for (const conversion of conversions) {
    if (!conversion.appliesTo(current.document)) continue;
    const earlier = current;
    const later = await conversion.convert(earlier.document);
    current = { document: later.document, before: (pointer: Pointer) => earlier.before(later.before(pointer)) };
    applied.push(conversion);
  }
  return { ...current, applied };
}
