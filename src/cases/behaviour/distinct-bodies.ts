import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { reference } from '../../contract/resources/names.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { isObject, joinPointer, replaceAt } from '../../json/pointer.ts';
import { keyword, numbersOf } from '../../schema/keywords.ts';
import { sample } from '../../schema/sample.ts';
import { applicable, applicableBelow, type Subschema } from '../../schema/subschemas.ts';
import { withFreshNames } from '../baseline/names.ts';
import { isAllowed } from '../valid-requests.ts';

/** How bodies are made that can be told apart. */
export interface Distinction {
  contract: Contract;
  media: MediaType;
  /** A text that no other request of any run has. */
  mark: string;
  /** Whether a value names another thing, which has to be there. */
  isKept(place: Pointer, value: Json): boolean;
}

const MAX_DEPTH = 2;

/** A body like another one, in which every plain value is another for each number, as far as the contract allows. */
export function distinctBody(distinction: Distinction, body: Json, nth: number): Json {
  const { contract, media } = distinction;
  let made = body;
  const visit = (schemas: Subschema[], value: Json, at: Pointer, depth: number): void => {
    if (!isObject(value) || depth > MAX_DEPTH) return;
    for (const [name, member] of Object.entries(value)) {
      const place = joinPointer(at, name);
      const below = applicableBelow(contract, schemas, value, name);
      if (isObject(member)) visit(below, member, place, depth + 1);
      else made = varied(distinction, made, { name, place, value: member, schemas: below }, nth);
    }
  };
  visit(media.schema === undefined ? [] : applicable(contract, media.schema, body), body, '#', 1);
  return made;
}

/** The same body with every optional member that the contract allows, but for those that name other things. */
export function withOptionalMembers({ contract, media }: Pick<Distinction, 'contract' | 'media'>, body: Json): Json {
  if (media.schema === undefined || !isObject(body)) return body;
  let whole: Json = body;
  for (const [name, { clause }] of shapeOfSchema(contract, media.schema).members) {
    if (Object.hasOwn(body, name) || namesAnother(name) || NAMES_ITSELF.test(name)) continue;
    if (keyword(applicable(contract, clause, null), 'readOnly') === true) continue;
    const value = sample(contract, clause, 'full');
    if (value === undefined || value === null) continue;
    const more = replaceAt(whole, joinPointer('#', name), value);
    if (isAllowed(contract, media, more)) whole = more;
  }
  return whole;
}

const NAMES_ITSELF = /^(_?id|uuid|guid|uid)$/i;

function namesAnother(name: string): boolean {
  const by = reference(name)?.by;
  return by !== undefined && by !== 'name' && by !== 'key' && by !== 'slug';
}

interface Leaf {
  name: string;
  place: Pointer;
  value: Json;
  schemas: Subschema[];
}

function varied({ contract, media, mark, isKept }: Distinction, body: Json, leaf: Leaf, nth: number): Json {
  const { name, place, value, schemas } = leaf;
  if (value === null || namesAnother(name) || NAMES_ITSELF.test(name) || isKept(place, value)) return body;
  if (keyword(schemas, 'const') !== undefined) return body;
  for (const one of valuesOf(leaf, mark, nth)) {
    const next = replaceAt(body, place, one);
    if (isAllowed(contract, media, next)) return next;
  }
  return typeof value === 'string' && keyword(schemas, 'enum') === undefined
    ? withFreshNames(contract, media, body, `${mark}${nth.toString(36)}`, { all: true, only: place })
    : body;
}

/** The order of what is made is not that of its values, so that a list that is sorted can be told from one that is not. */
export function rankOf(nth: number): number {
  return [2, 0, 3, 1][nth] ?? nth;
}

/** Values for a member, the most telling first. */
function valuesOf({ value, schemas }: Leaf, mark: string, nth: number): Json[] {
  const listed = keyword(schemas, 'enum');
  const rank = rankOf(nth);
  if (Array.isArray(listed)) {
    const others = listed.filter((one) => one !== null);
    return others.length > 0 ? [others[nth % others.length] as Json] : [];
  }
  if (typeof value === 'boolean') return [nth % 2 === 0];
  if (typeof value === 'number') return numbers(value, schemas, rank);
  if (typeof value === 'string') return texts(value, keyword(schemas, 'format'), mark, nth);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    const own = value.length > 0 ? value : ['item'];
    return [own.map((_, index) => `${mark}${nth.toString(36)}${'abcdefgh'[index] ?? 'z'}`)];
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
    ...(Number.isFinite(range) && range > 0 ? [low + ((value - low + rank) % range)] : []),
    value - rank,
  ].map((one) => Math.round(one * 100) / 100);
}

const DAY = 24 * 60 * 60 * 1000;

function texts(value: string, format: Json | undefined, mark: string, nth: number): string[] {
  const rank = rankOf(nth);
  if (format === 'date' || format === 'date-time') {
    const start = Date.parse(value);
    if (Number.isNaN(start)) return [];
    const moved = new Date(start + rank * DAY).toISOString();
    return [format === 'date' ? moved.slice(0, 10) : moved.replace(/\.000Z$/, 'Z'), moved];
  }
  // Other formats say what a text has to be like.
  if (typeof format === 'string') return [];
  const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[rank % 26] ?? 'Z';
  const end = `${mark}${nth.toString(36)}`;
  return [
    `${letter} ${end}`,
    `${letter.toLowerCase()}-${end}`,
    `${letter.toLowerCase()}${end}`,
    `${letter}${end.toUpperCase()}`,
  ];
}
