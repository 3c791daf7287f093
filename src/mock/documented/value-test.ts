import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isObject, valueAt } from '../../json/pointer.ts';

/** Tells whether a value conforms to all of some schemas. What most texts are held to is looked at here, and the rest by the validator. */
export function valueTest(
  contract: Pick<Contract, 'document' | 'accepts'>,
  schemas: readonly Pointer[],
): (value: Json) => boolean {
  const rest = schemas.filter((schema) => !saysNothing(contract, schema));
  const longEnough = textLength(contract, rest);
  // Times are the same for a second, and names for ever.
  let last: string | undefined;
  return (value) => {
    if (typeof value === 'string') {
      if (value.length >= longEnough || value === last) return true;
      if (!rest.every((schema) => contract.accepts(schema, value))) return false;
      last = value;
      return true;
    }
    return rest.every((schema) => contract.accepts(schema, value));
  };
}

/** Keywords that say nothing about a value. */
export const ANNOTATIONS = new Set([
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', 'readOnly', 'writeOnly', '$comment'],
  ...['xml', 'externalDocs'],
]);

function constraints({ document }: Pick<Contract, 'document'>, pointer: Pointer): [string, Json][] | undefined {
  const schema = valueAt(document, pointer);
  if (schema === true) return [];
  return isObject(schema)
    ? Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword) && !keyword.startsWith('x-'))
    : undefined;
}

function saysNothing(contract: Pick<Contract, 'document'>, pointer: Pointer): boolean {
  return constraints(contract, pointer)?.length === 0;
}

/** From how many UTF-16 code units on every text conforms; Infinity where that takes more than its type and its least length. */
function textLength(contract: Pick<Contract, 'document'>, schemas: readonly Pointer[]): number {
  const lengths = schemas.flatMap((schema): number[] => {
    const known = constraints(contract, schema);
    return known ? known.map(([keyword, value]) => enough(keyword, value)) : [Infinity];
  });
  return Math.max(0, ...lengths);
}

function enough(keyword: string, value: Json): number {
  if (keyword === 'type' && (value === 'string' || (Array.isArray(value) && value.includes('string')))) return 0;
  // A character takes two code units at most (JSON Schema 2020-12 Validation §6.3.2).
  return keyword === 'minLength' && typeof value === 'number' ? 2 * value : Infinity;
}
