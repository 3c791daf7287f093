import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isIdentifierName, reference } from '../../contract/resources/names.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { isObject, joinPointer, replaceAt } from '../../json/pointer.ts';
import { jsonText } from '../../schema/json-text.ts';
import { keyword, numbersOf } from '../../schema/keywords.ts';
import { sample } from '../../schema/sample.ts';
import { applicable, type Subschema } from '../../schema/subschemas.ts';
import { withFreshNames } from '../baseline/names.ts';
import { leavesOfBody, type BodyLeaf } from '../leaves-of-body.ts';
import { locksIn, withoutLocks } from '../locks.ts';
import { isAllowed } from '../valid-requests.ts';
import { DAY } from '../../text/time.ts';

/** How bodies are made that can be told apart. */
export interface Distinction {
  contract: Contract;
  media: MediaType;
  /** A text that no other request of any run has. */
  mark: string;
  /** Whether a value names another thing, which has to be there. */
  isKept(place: Pointer, value: Json): boolean;
}

/** The number of the body whose texts have letters of several alphabets. */
const FOREIGN = 1;

/** A body like another one, in which every plain value is another for each number, as far as the contract allows. */
export function distinctBody(distinction: Distinction, body: Json, nth: number): Json {
  const { contract, media } = distinction;
  let made = body;
  for (const leaf of leavesOfBody(contract, media, body)) made = varied(distinction, made, leaf, nth);
  return locksIn(body).length > 0 ? made : opened(distinction, made);
}

/** The same body with every optional member that the contract allows, but for those that name other things. */
export function withOptionalMembers({ contract, media }: Pick<Distinction, 'contract' | 'media'>, body: Json): Json {
  if (media.schema === undefined || !isObject(body)) return body;
  let whole: Json = body;
  for (const [name, { clause }] of shapeOfSchema(contract, media.schema).members) {
    if (Object.hasOwn(body, name) || namesAnother(name) || isIdentifierName(name)) continue;
    if (keyword(applicable(contract, clause, null), 'readOnly') === true) continue;
    const value = sample(contract, clause, 'full');
    if (value === undefined || value === null) continue;
    const more = replaceAt(whole, joinPointer('#', name), value);
    if (isAllowed(contract, media, more)) whole = more;
  }
  return locksIn(body).length > 0 ? whole : opened({ contract, media }, whole);
}

/** A body that makes nothing which could not be deleted again, where the contract allows it. */
function opened({ contract, media }: Pick<Distinction, 'contract' | 'media'>, body: Json): Json {
  const open = withoutLocks(body);
  return isAllowed(contract, media, open) ? open : body;
}

/** Whether a member has the name of a reference to another thing. */
export function namesAnother(name: string): boolean {
  const by = reference(name)?.by;
  return by !== undefined && by !== 'name' && by !== 'key' && by !== 'slug';
}

function varied({ contract, media, mark, isKept }: Distinction, body: Json, leaf: BodyLeaf, nth: number): Json {
  const { name, place, value, schemas } = leaf;
  if (value === null || namesAnother(name) || isIdentifierName(name) || isKept(place, value)) return body;
  if (keyword(schemas, 'const') !== undefined || jsonText(schemas) !== undefined) return body;
  for (const one of valuesOf(leaf, mark, nth)) {
    const next = replaceAt(body, place, one);
    if (isAllowed(contract, media, next)) return next;
  }
  return typeof value === 'string' && keyword(schemas, 'enum') === undefined
    ? withFreshNames(contract, media, body, `${mark}${nth.toString(36)}`, { all: true, only: place })
    : body;
}

/** Numbers of things up to this one have ranks of their own. */
const RANKS = 31;

/**
 * The rank of a thing's value among those of the others. The order of values is not that of creation, nor that of another member,
 * so that a list which is sorted by something else can be told from the right one.
 */
export function rankOf(nth: number, name: string): number {
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) as number)) % 9973, 7);
  const step = STEPS[sum % STEPS.length] as number;
  return (nth * step + (sum % RANKS)) % RANKS;
}

/** Steps that go through all ranks in orders of their own. */
const STEPS = [7, 11, 13, 17, 19, 23, 5];

/** Values for a member, the most telling first. */
function valuesOf({ name, value, schemas }: BodyLeaf, mark: string, nth: number): Json[] {
  const listed = keyword(schemas, 'enum');
  const rank = rankOf(nth, name);
  if (Array.isArray(listed)) {
    const others = listed.filter((one) => one !== null);
    // After each round another one begins, so that a change is none to the first value again.
    const at = (nth + Math.floor(nth / others.length)) % others.length;
    return others.slice(at, at + 1);
  }
  // Not together with the values of an enumeration.
  if (typeof value === 'boolean') return [(nth % 2 === 0) !== nth % 8 >= 4];
  if (typeof value === 'number') return numbers(value, schemas, rank);
  if (typeof value === 'string') return texts(value, keyword(schemas, 'format'), mark, nth, rank);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    const length = Math.max(1, value.length);
    return [Array.from({ length }, (_, index) => `${mark}${nth.toString(36)}${'abcdefgh'[index] ?? 'z'}`)];
  }
  return [];
}

function numbers(value: number, schemas: Subschema[], rank: number): number[] {
  const low = Math.max(...numbersOf(schemas, 'minimum'), -Infinity);
  const high = Math.min(...numbersOf(schemas, 'maximum'), Infinity);
  const range = high - low + 1;
  return [
    value + rank * 1.25,
    value + rank,
    ...(Number.isFinite(range) ? [low + ((value - low + rank) % range)] : []),
    value - rank,
  ].map((one) => Math.round(one * 100) / 100);
}

function texts(value: string, format: Json | undefined, mark: string, nth: number, rank: number): string[] {
  if (format === 'date' || format === 'date-time') {
    const start = Date.parse(value);
    if (Number.isNaN(start)) return [];
    const moved = new Date(start + rank * DAY).toISOString();
    return [format === 'date' ? moved.slice(0, 10) : moved.replace(/\.000Z$/, 'Z'), moved];
  }
  // Other formats say what a text has to be like.
  if (typeof format === 'string') return [];
  // In the order of ranks in every collation.
  const start = `${'ABCDEFGHIJKLMNOP'[rank >> 1] ?? 'Z'}${rank % 2 === 0 ? 'b' : 'n'}`;
  const end = `${mark}${nth.toString(36)}`;
  const [small, large] = [start.toLowerCase(), `${start}${end}`.toUpperCase()];
  // One has letters of several alphabets.
  const foreign = nth === FOREIGN ? [`${start} ${end} Zoë Ω 猫 😀`] : [];
  return [...foreign, `${start} ${end}`, `${small}-${end}`, `${small}${end}`, large];
}
