import type { Leaf } from '../../model/binding.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { typeOf } from '../../json/type-of.ts';
import { keyword } from '../../schema/keywords.ts';
import type { Subschema } from '../../schema/subschemas.ts';
import { lastToken, parentPointer, valueAt } from '../../json/pointer.ts';
import { differentValue } from '../../schema/sample.ts';
import type { Subject } from '../mutant.ts';

/** A documented member of a response's body. */
export interface Member {
  subject: Subject;
  example: Subject['examples'][number];
  place: Pointer;
  value: Json;
  schemas: Subschema[];
  clause: Pointer;
  leaf?: Leaf;
}

/** One fault of a member: its new value, `undefined` to leave it out, or nothing if the fault does not apply. */
export interface MemberFault {
  family: string;
  /** The fault in words, before the member's name. */
  does: string;
  change(value: Json, member: Member): { to: Json | undefined } | undefined;
}

const ANOTHER_TYPE: Record<string, Json> = {
  string: 0,
  number: 'text',
  boolean: 'text',
  object: 'text',
  array: {},
  null: {},
};

export const VALUE_FAULTS: MemberFault[] = [
  { family: 'drop', does: 'leaves out', change: () => ({ to: undefined }) },
  { family: 'rename', does: 'misspells', change: () => ({ to: undefined }) },
  { family: 'null', does: 'answers null for', change: (value) => (value === null ? undefined : { to: null }) },
  {
    family: 'retype',
    does: 'changes the type of',
    change: (value) => ({ to: isText(value) ? numberOf(value) : (ANOTHER_TYPE[typeOf(value)] ?? null) }),
  },
  {
    family: 'empty',
    does: 'empties',
    change: (value) =>
      value === '' ||
      value === null ||
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'object' && Object.keys(value).length === 0)
        ? undefined
        : { to: typeof value === 'string' ? '' : Array.isArray(value) ? [] : {} },
  },
];

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

export const TIME = /^\d{4}-\d\d-\d\dT/;

export const URI = /^(\/|https?:)\S+$/i;

/** Faults that depend on the form of the value. */
export const SHAPE_FAULTS: MemberFault[] = [
  {
    family: 'value',
    does: 'answers with another',
    change: (value, { schemas }) =>
      isText(value) || typeof value === 'number' || typeof value === 'boolean'
        ? { to: otherValue(value, schemas) }
        : undefined,
  },
  {
    family: 'value',
    does: 'truncates',
    change: (value) => (isText(value) && value.length > 1 ? { to: value.slice(0, -1) } : undefined),
  },
  {
    family: 'value',
    does: 'changes the letter case of',
    change: (value, member) =>
      isText(value) && recase(value) !== value && !isCaseless(value, member) ? { to: recase(value) } : undefined,
  },
  {
    family: 'format',
    does: 'breaks the format of',
    change: (value) => (isText(value) && UUID.test(value) ? { to: `no-${value}` } : undefined),
  },
  {
    family: 'format',
    does: 'answers with a text that is none of the format of',
    change: (value, { schemas }) =>
      value === null && keyword(schemas, 'format') !== undefined ? { to: 'not of that format {' } : undefined,
  },
  {
    family: 'format',
    does: 'answers with a text that is not a time for',
    change: (value) => (isText(value) && TIME.test(value) ? { to: 'yesterday' } : undefined),
  },
  {
    family: 'format',
    does: 'answers with no URI for',
    change: (value) => (isText(value) && URI.test(value) ? { to: `not a URI ${value}` } : undefined),
  },
  {
    family: 'enum',
    does: 'leaves the enumeration of',
    change: (value, { schemas }) =>
      isText(value) && keyword(schemas, 'enum') !== undefined ? { to: `${value}-assay` } : undefined,
  },
  { family: 'swap', does: 'swaps with its neighbour', change: swapWithNeighbour },
];

/** A number that differs for different texts, so that wrong identifiers stay unique. */
function numberOf(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

function isText(value: Json): value is string {
  return typeof value === 'string' && value !== '';
}

/** Another value of the same kind, from the enumeration if there is one. */
function otherValue(value: string | number | boolean, schemas: Subschema[]): Json {
  const values = keyword(schemas, 'enum');
  const other = Array.isArray(values) ? values.find((candidate) => candidate !== value) : undefined;
  return other ?? differentValue(value);
}

function recase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}

/** Timestamps and uuids mean the same in either letter case (RFC 3339 §5.6, RFC 9562 §4). */
function isCaseless(text: string, { leaf }: Member): boolean {
  return leaf?.kind === 'volatile' && (UUID.test(text) || TIME.test(text));
}

/** The value of the nearest other bound text: the self link for the app link. */
function swapWithNeighbour(value: Json, { example, place, leaf }: Member): { to: Json } | undefined {
  if (!isText(value) || leaf?.kind !== 'bound') return undefined;
  const body = example.example.response?.body;
  const others = example.leaves.filter(
    ({ kind, place: other, value: text }) =>
      kind === 'bound' &&
      other.in === 'body' &&
      other.pointer !== place &&
      typeof text === 'string' &&
      text !== leaf.value,
  );
  const near = others.find(
    ({ place: other }) =>
      other.in === 'body' &&
      parentPointer(parentPointer(other.pointer)) === parentPointer(parentPointer(place)) &&
      lastToken(other.pointer) === lastToken(place),
  );
  const from = near?.place.in === 'body' ? valueAt(body, near.place.pointer) : undefined;
  return from === undefined ? undefined : { to: from };
}
