import type { Leaf } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';

/** The sources of new values. */
export interface Sources {
  now: () => Date;
  newId: () => string;
}

/** The new values of one response: equal documented uuids get equal new ones, and all timestamps are the same moment. */
export interface GeneratedValues {
  uuid(documented: string): string;
  now(): Date;
  /** The number of earlier responses. */
  serial: number;
  /** Gives the new value of a volatile value. */
  make(maker: Generate): Json;
}

/** Makes the new value of a volatile value. */
export type Generate = (generated: GeneratedValues) => Json;

export function createGeneratedValues({ now, newId }: Sources, serial: number): GeneratedValues {
  let ids: Map<string, string> | undefined;
  let moment: Date | undefined;
  // Most responses show one uuid in several places.
  let [last, lastId]: [string?, string?] = [];
  const generated: GeneratedValues = {
    serial,
    make: (maker) => maker(generated),
    now: () => (moment ??= now()),
    uuid: (documented) => {
      if (documented === last && lastId !== undefined) return lastId;
      const key = documented.toLowerCase();
      let id = ids?.get(key);
      if (id === undefined) (ids ??= new Map<string, string>()).set(key, (id = newId()));
      [last, lastId] = [documented, documented === key ? id : id.toUpperCase()];
      return lastId;
    },
  };
  return generated;
}

const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\d(?:([T ])\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/i;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const TIME_NAME = /[_/](at|time|timestamp|date|created|updated|modified)$/i;

/**
 * How a volatile value is regenerated: in its own format; unchanged if no part of it is known to change.
 * @param neighbours the values of other examples at the same place: numbers are counted up from the highest of them, so that
 * neighbouring ids do not collide
 */
export function regenerate(
  value: Json,
  { place, identifies }: Pick<Leaf, 'place' | 'identifies'>,
  neighbours: readonly Json[] = [],
): Generate | undefined {
  if (typeof value === 'number')
    return newNumber(value, place.in === 'body' ? place.pointer : '', identifies, neighbours);
  if (typeof value !== 'string') return undefined;
  if (UUID.test(value)) return newUuids(value.split(UUID));
  const timestamp = TIMESTAMP.exec(value);
  if (timestamp) return newTime((moment) => formatLike(timestamp, moment), timestamp[3] === undefined ? 1_000 : 1);
  if (HTTP_DATE.test(value)) return newTime((moment) => moment.toUTCString(), 1_000);
  return identifies ? newIdentifier(value, neighbours) : undefined;
}

/** @param pieces text and uuids in turn */
function newUuids(pieces: string[]): Generate {
  return (generated) => {
    let text = pieces[0] ?? '';
    for (let at = 1; at < pieces.length; at += 2) text += generated.uuid(pieces[at] ?? '') + (pieces[at + 1] ?? '');
    return text;
  };
}

/** Formats a moment once for all responses that show the same. @param step the milliseconds between two moments that are shown apart */
function newTime(write: (moment: Date) => string, step: number): Generate {
  let written: { at: number; text: string } | undefined;
  return ({ now }) => {
    const moment = now();
    const at = Math.floor(moment.getTime() / step);
    if (written?.at !== at) written = { at, text: write(moment) };
    return written.text;
  };
}

function newNumber(
  value: number,
  pointer: string,
  identifies: boolean,
  neighbours: readonly Json[],
): Generate | undefined {
  // Seconds or milliseconds since 1970, depending on its size.
  if (TIME_NAME.test(pointer) && value > 1e8)
    return ({ now }) => (value > 1e11 ? now().getTime() : Math.floor(now().getTime() / 1000));
  if (!identifies || !Number.isSafeInteger(value)) return undefined;
  const highest = Math.max(value, ...neighbours.filter((other) => Number.isSafeInteger(other)).map(Number));
  return ({ serial }) => highest + serial;
}

/** An identifier other than a uuid: if it is hexadecimal, another one of its length, else with its last number counted up. */
function newIdentifier(value: string, neighbours: readonly Json[]): Generate | undefined {
  if (/^(?=.*\d)[0-9a-f]{16,}$/i.test(value)) return (generated) => newHexadecimal(value, generated);
  const last = /\d+(?=\D*$)/.exec(value);
  if (!last) return undefined;
  const [digits] = last;
  const [before, after] = [value.slice(0, last.index), value.slice(last.index + digits.length)];
  const numbers = [value, ...neighbours].flatMap((other) => numberBetween(other, before, after) ?? []);
  const highest = numbers.reduce((a, b) => (a > b ? a : b), BigInt(digits));
  return ({ serial }) => before + String(highest + BigInt(serial)).padStart(digits.length, '0') + after;
}

function numberBetween(text: Json, before: string, after: string): bigint | undefined {
  if (typeof text !== 'string' || !text.startsWith(before) || !text.endsWith(after)) return undefined;
  const digits = text.slice(before.length, text.length - after.length);
  return /^\d+$/.test(digits) ? BigInt(digits) : undefined;
}

/** The same new digits for the same documented ones, from as many uuids as needed. */
function newHexadecimal(value: string, generated: GeneratedValues): string {
  let text = '';
  for (let part = 0; text.length < value.length; part += 1)
    text += generated.uuid(`${value.toLowerCase()}#${part}`).replaceAll('-', '');
  const cut = text.slice(0, value.length);
  return value === value.toUpperCase() ? cut.toUpperCase() : cut;
}

/** A moment with the precision, the separators and the offset of a documented timestamp (RFC 3339 §5.6). */
function formatLike([, separator, seconds, fraction = '', offset]: RegExpExecArray, moment: Date): string {
  const iso = new Date(moment.getTime() + offsetMinutes(offset) * 60_000).toISOString();
  if (separator === undefined) return iso.slice(0, 10);
  const digits = iso.slice(19, 23).padEnd(fraction.length, '0').slice(0, fraction.length);
  return `${iso.slice(0, 10)}${separator}${iso.slice(11, 16)}${seconds === undefined ? '' : iso.slice(16, 19)}${digits}${offset ?? ''}`;
}

function offsetMinutes(offset: string | undefined): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? '');
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : 0;
}
