import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { typeOf } from '../../json/type-of.ts';
import { FORMATS } from '../../schema/formats.ts';
import { keyword } from '../../schema/keywords.ts';
import { samplePattern } from '../../schema/pattern/sample-pattern.ts';
import { unconditional } from '../../schema/subschemas.ts';
import type { Want } from './hints/hint.ts';
import type { Known } from './known.ts';

/** The value that a place gets; undefined where none is known that would do. */
export function wanted(
  contract: Contract,
  pointers: Pointer[],
  present: Json | undefined,
  wants: Want,
  make: () => Json,
  known: Known,
): Json | undefined {
  const schemas = unconditional(contract, pointers);
  switch (wants.kind) {
    case 'present':
      return isEmpty(present) ? madeOf(wants.type, make()) : anotherText(present, known);
    case 'absent':
    case 'other':
    case 'there':
    case 'file':
      return undefined;
    case 'new':
      return anotherText(present, known);
    case 'one of':
      return wants.values.find((value) => value !== present && value !== null);
    case 'pattern':
      return samplePattern(wants.pattern);
    case 'type':
      return ofType(wants.type, present);
    case 'format':
      return keyword(schemas, 'enum') === undefined ? ofFormat(wants.format, present) : undefined;
    case 'bounds':
      return within(wants, present ?? make());
  }
}

/** A text of a format, which is asked of each item of a list. */
function ofFormat(format: string, present: Json | undefined): Json | undefined {
  const text = FORMATS[format]?.sample ?? NO_FORMATS[format];
  return text !== undefined && Array.isArray(present) ? [text] : text;
}

/** What refusals ask for, and JSON Schema has no format of. */
const NO_FORMATS: Record<string, string> = { cidr: '192.0.2.0/24', mac: '02:00:5e:10:00:01' };

/** What a refusal may call missing: an empty text, list or object, too. */
export function isEmpty(value: Json | undefined): value is undefined | null | '' | [] | Record<string, never> {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function anotherText(present: Json | undefined, known: Known): Json | undefined {
  if (typeof present === 'number') return present + 1 + (parseInt(known.mark(), 36) % 100_000);
  return typeof present === 'string' ? `${present.slice(0, 40)}-${known.mark()}` : undefined;
}

/** What is made for a place, where it is of the type that is wanted there. */
function madeOf(type: string | undefined, made: Json): Json | undefined {
  const isOfType = type === 'integer' ? Number.isInteger(made) : type === typeOf(made);
  return type === undefined || isOfType ? made : ofType(type, undefined);
}

function ofType(type: string, present: Json | undefined): Json | undefined {
  const made: Record<string, Json> = { string: 'assay', integer: 1, number: 1, boolean: true, array: [], object: {} };
  if (type === 'string' && (typeof present === 'number' || typeof present === 'boolean')) return String(present);
  if (type === 'array' && present !== undefined && !Array.isArray(present)) return [present];
  return made[type];
}

function within({ of, least, most }: Extract<Want, { kind: 'bounds' }>, present: Json): Json | undefined {
  if (of === 'number' && typeof present === 'number')
    return Math.min(Math.max(present, least ?? -Infinity), most ?? Infinity);
  if (typeof present !== 'string') return undefined;
  if (least !== undefined && present.length < least && least <= 10_000)
    return present + 'a'.repeat(least - present.length);
  return most !== undefined && present.length > most ? present.slice(0, Math.max(0, most)) : undefined;
}
