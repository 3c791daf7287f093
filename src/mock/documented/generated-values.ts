import type { Leaf } from '../../model/binding.ts';
import type { Json } from '../../model/json.ts';

/** Where what is new in each answer comes from. */
export interface Sources {
  now: () => Date;
  newId: () => string;
}

/** What is new in one answer: the same uuid in two places gets the same new one, and all timestamps agree. */
export interface GeneratedValues {
  uuid(documented: string): string;
  now(): Date;
  /** How many answers were given before. */
  serial: number;
  /** What a maker makes of it. */
  make(maker: Generate): Json;
}

/** Writes a volatile value anew. */
export type Generate = (generated: GeneratedValues) => Json;

export function createGeneratedValues({ now, newId }: Sources, serial: number): GeneratedValues {
  let ids: Map<string, string> | undefined;
  let moment: Date | undefined;
  const generated: GeneratedValues = {
    serial,
    make: (maker) => maker(generated),
    now: () => (moment ??= now()),
    uuid: (documented) => {
      const key = documented.toLowerCase();
      let id = ids?.get(key);
      if (id === undefined) (ids ??= new Map<string, string>()).set(key, (id = newId()));
      return documented === key ? id : id.toUpperCase();
    },
  };
  return generated;
}

const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\d(?:([T ])\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/i;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const TIME_NAME = /[_/](at|time|timestamp|date|created|updated|modified)$/i;

/**
 * How a volatile value is written anew: in its own format, and as it stands where nothing in it is known to change.
 * @param neighbours what other examples have in its place: identifiers are counted up from the highest of them, so that two
 * that are one apart do not come out equal
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
  if (timestamp) return newTime((moment) => formatLike(timestamp, moment));
  if (HTTP_DATE.test(value)) return newTime((moment) => moment.toUTCString());
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

/** A moment written once for all the answers that are given in it. */
function newTime(write: (moment: Date) => string): Generate {
  let written: { at: number; text: string } | undefined;
  return ({ now }) => {
    const moment = now();
    if (written?.at !== moment.getTime()) written = { at: moment.getTime(), text: write(moment) };
    return written.text;
  };
}

function newNumber(
  value: number,
  pointer: string,
  identifies: boolean,
  neighbours: readonly Json[],
): Generate | undefined {
  // Seconds or milliseconds since 1970, by their size.
  if (TIME_NAME.test(pointer) && value > 1e8)
    return ({ now }) => (value > 1e11 ? now().getTime() : Math.floor(now().getTime() / 1000));
  if (!identifies || !Number.isSafeInteger(value)) return undefined;
  const highest = Math.max(value, ...neighbours.filter((other) => Number.isSafeInteger(other)).map(Number));
  return ({ serial }) => highest + serial;
}

/** An identifier that is no uuid: another of its length where it is hexadecimal, else its last number counted up. */
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

/** The same new one for the same documented one, made of as many uuids as it takes. */
function newHexadecimal(value: string, generated: GeneratedValues): string {
  let text = '';
  for (let part = 0; text.length < value.length; part += 1)
    text += generated.uuid(`${value.toLowerCase()}#${part}`).replaceAll('-', '');
  const cut = text.slice(0, value.length);
  return value === value.toUpperCase() ? cut.toUpperCase() : cut.toLowerCase();
}

/** A moment with the precision, the separators and the offset of a documented timestamp (RFC 3339 §5.6). */
function formatLike([, separator, seconds, fraction, offset]: RegExpExecArray, moment: Date): string {
  const iso = new Date(moment.getTime() + offsetMinutes(offset) * 60_000).toISOString();
  if (separator === undefined) return iso.slice(0, 10);
  const digits =
    fraction === undefined
      ? ''
      : `.${iso
          .slice(20, 23)
          .padEnd(fraction.length - 1, '0')
          .slice(0, fraction.length - 1)}`;
  return `${iso.slice(0, 10)}${separator}${iso.slice(11, 16)}${seconds === undefined ? '' : iso.slice(16, 19)}${digits}${offset ?? ''}`;
}

function offsetMinutes(offset: string | undefined): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? '');
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : 0;
}
