import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { isEqual } from '../../json/equal.ts';
import { namesIn } from './addresses.ts';
import { followChanges, type Selection } from './follow-changes.ts';
import type { Contents, Thing } from './store.ts';
import { normalise } from '../../contract/resources/names.ts';
import type { ListRules } from '../../contract/resources/list-rules.ts';

/** One page of a list. */
export interface Page {
  things: readonly Thing[];
  /** How many things fit, on all pages. */
  total: number;
  /** How many stand before this page. */
  offset: number;
  /** The most that a page has. */
  limit: number;
  /** How many stand before the next page; undefined on the last one. */
  next?: number;
}

/** A page has so many things where neither the request nor the contract says. */
const DEFAULT_LIMIT = 100;

/** The things that a request asks for: those that fit the filters, in the order that was asked for, one page of them. */
export function selectPage(rules: ListRules, query: JsonObject, contents: Contents): Page {
  const fitting = inOrder(rules, query, contents);
  const limit = wholeNumber(query[rules.limit?.name ?? ''] ?? rules.limit?.default) ?? DEFAULT_LIMIT;
  const offset = offsetOf(rules, query, limit, fitting);
  const end = offset + limit;
  return {
    things: fitting.slice(offset, end),
    total: fitting.length,
    offset,
    limit,
    ...(end < fitting.length && limit > 0 && { next: end }),
  };
}

/** The cursor of a page that begins behind so many things. */
export function cursorFor(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function offsetOf({ page, offset, cursor }: ListRules, query: JsonObject, limit: number, things: readonly Thing[]) {
  const token = cursor && query[cursor.name];
  if (typeof token === 'string') {
    const behind = things.findIndex(({ id }) => id === token);
    if (behind >= 0) return behind + 1;
    const [, digits] = /^offset:(\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
    if (digits !== undefined) return Number(digits);
  }
  const skipped = offset && wholeNumber(query[offset.name] ?? offset.default);
  if (skipped !== undefined && skipped > 0) return skipped;
  const number = page && wholeNumber(query[page.name] ?? page.default);
  // A page as far away as 1e308 begins at no number.
  return page && number !== undefined ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, number - page.first) * limit) : 0;
}

function wholeNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 ? Math.floor(value) : undefined;
}

/** What was selected at a moment. */
interface Selected {
  things: readonly Thing[];
  moment: number;
}

/** The last selections of each list, so that the next page is not filtered and sorted again, nor after a few changes. */
const selections = new WeakMap<object, Map<string, Selected>>();

/** So many selections of one list are kept. */
const KEPT = 8;

function inOrder(rules: ListRules, query: JsonObject, contents: Contents): readonly Thing[] {
  const wanted = wantedValues(rules, query);
  const search = rules.search && query[rules.search.name];
  const text = typeof search === 'string' ? search.toLowerCase() : '';
  const keys = sortKeys(rules, query);
  if (wanted.length === 0 && text === '' && keys.length === 0) return contents.things;
  const key = JSON.stringify([wanted, text, keys]);
  const { history, moment = 0 } = contents;
  const kept = selections.get(history ?? contents) ?? new Map<string, Selected>();
  selections.set(history ?? contents, kept);
  const known = kept.get(key);
  if (known?.moment === moment) return known.things;
  const selection: Selection = {
    isSelected: ({ value }) =>
      wanted.every(([member, one]) => fits(value[member], one)) && (text === '' || contains(value, text)),
    compare: (a, b) => compareBy(keys, a.value, b.value),
  };
  const changes = known && history?.since(known.moment);
  const things = (changes && followChanges(known.things, changes, selection)) ?? selectAll(contents, selection);
  if (!known && kept.size >= KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(key, { things, moment });
  return things;
}

function selectAll({ things }: Contents, { isSelected, compare: order }: Selection): Thing[] {
  return things.filter(isSelected).sort(order);
}

/** The members that the request asks for, with their values. */
function wantedValues({ filters }: ListRules, query: JsonObject): [member: string, value: Json][] {
  return filters.flatMap(({ name, member, default: byDefault }): [string, Json][] => {
    const value = query[name] ?? byDefault;
    return value === undefined ? [] : [[member, value]];
  });
}

/** Whether a member has the value, or one of several; of a list, whether it is in it. */
function fits(value: Json | undefined, wanted: Json): boolean {
  if (value === undefined) return false;
  if (Array.isArray(wanted)) return wanted.length === 0 || wanted.some((one) => fits(value, one));
  if (Array.isArray(value)) return value.some((one) => fits(one, wanted));
  if (isObject(value)) return isEqual(value, wanted) || namesIn(value).some((one) => fits(one, wanted));
  return isEqual(value, wanted) || String(value) === String(wanted);
}

function contains(value: JsonObject, text: string): boolean {
  return Object.values(value).some((member) => typeof member === 'string' && member.toLowerCase().includes(text));
}

interface SortKey {
  /** As it was asked for, normalised. */
  member: string;
  isDescending: boolean;
}

/** `title`, `-price`, `price:desc`, `price desc`, `price_desc`, and several of them in a list. */
function sortKeys({ sort, direction }: ListRules, query: JsonObject): SortKey[] {
  const asked = sort && (query[sort.name] ?? sort.default);
  const turned = ((direction && query[direction.name]) as string | undefined) ?? direction?.default ?? 'asc';
  const texts = Array.isArray(asked) ? asked.map(String) : typeof asked === 'string' ? asked.split(',') : [];
  return texts.flatMap((text) => {
    const [, sign = '', name = '', order] =
      /^\s*([-+]?)([\w.$-]+?)(?:[\s:._-]+(asc|desc|ascending|descending))?\s*$/i.exec(text) ?? [];
    const isDescending = order === undefined ? sign === '-' : /^desc/i.test(order);
    return name === '' ? [] : [{ member: normalise(name), isDescending: isDescending !== /^desc/i.test(turned) }];
  });
}

function compareBy(keys: SortKey[], a: JsonObject, b: JsonObject): number {
  for (const { member, isDescending } of keys) {
    const order = compare(memberOf(a, member), memberOf(b, member));
    if (order !== 0) return isDescending ? -order : order;
  }
  return 0;
}

function memberOf(value: JsonObject, name: string): Json | undefined {
  if (value[name] !== undefined) return value[name];
  const own = Object.keys(value).find((member) => normalise(member) === name);
  return own === undefined ? undefined : value[own];
}

/** Numbers by size and all else as text, code unit by code unit, so that times come in their order; what is missing comes last. */
function compare(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || a === null || b === undefined || b === null)
    return Number(a === undefined || a === null) - Number(b === undefined || b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [textOf(a), textOf(b)];
  return Number(left > right) - Number(left < right);
}

function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
