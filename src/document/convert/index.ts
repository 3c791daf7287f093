import type { JsonObject, Pointer } from '../../model/json.ts';
import type { RepairWarning } from '../moves.ts';
import type { Conversion, Converted } from './conversion.ts';
import { openapi30 } from './openapi-3.0.ts';
import { swagger2 } from './swagger-2.ts';

/** Every conversion, oldest version first: each one starts from the result of the one before it. */
export const CONVERSIONS: readonly Conversion[] = [swagger2, openapi30];

/** Applies the conversions of a list that apply to a document. Returns the result, and which ones applied. */
export async function convertDocument(
  document: JsonObject,
  conversions: readonly Conversion[] = CONVERSIONS,
): Promise<Converted & { applied: Conversion[]; warnings: RepairWarning[] }> {
  let current: Converted = { document, before: (pointer) => pointer };
  const applied: Conversion[] = [];
  const warnings: RepairWarning[] = [];
  for (const conversion of conversions) {
    if (!conversion.appliesTo(current.document)) continue;
    const earlier = current;
    const later = await conversion.convert(earlier.document);
    current = { document: later.document, before: (pointer: Pointer) => earlier.before(later.before(pointer)) };
    applied.push(conversion);
    warnings.push(...(later.warnings ?? []));
  }
  return { ...current, applied, warnings };
}
