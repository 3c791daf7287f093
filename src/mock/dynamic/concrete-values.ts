import type { Json, JsonObject } from '../../model/json.ts';
import { keyword, numbersOf } from '../../schema/keywords.ts';
import { multiple, multiplesBetween } from '../../schema/multiples.ts';
import type { Subschema } from '../../schema/subschemas.ts';

/** Prism's generator reads bounds as in draft-04, and misreads fractional steps: such a number is drawn here. */
export function concreteNumber(schemas: Subschema[], random: () => number, whole: boolean): JsonObject {
  const least = Math.max(-Infinity, ...numbersOf(schemas, 'minimum'));
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maximum'));
  const above = numbersOf(schemas, 'exclusiveMinimum');
  const under = numbersOf(schemas, 'exclusiveMaximum');
  const [step = whole ? 1 : undefined] = numbersOf(schemas, 'multipleOf');
  if (above.length + under.length + numbersOf(schemas, 'multipleOf').length === 0)
    return {
      type: whole ? 'integer' : 'number',
      ...(Number.isFinite(least) && { minimum: least }),
      ...(Number.isFinite(most) && { maximum: most }),
      ...faker(schemas),
    };
  const gap = step ?? 1e-6;
  const low = Math.max(least, ...above.map((bound) => bound + gap / 2));
  const high = Math.min(most, ...under.map((bound) => bound - gap / 2));
  const span = 1000 * Math.max(1, gap);
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high - span : 0;
  const to = Number.isFinite(high) ? high : from + span;
  if (step === undefined) return { enum: [from + (to - from) * random()] };
  const [first, last] = multiplesBetween(from, to, step);
  return { enum: [multiple(first + Math.floor(random() * (last - first + 1)), step)] };
}

/** Dates of this decade, where Prism draws from two centuries. */
const DATES: Record<string, (moment: string) => string> = {
  'date-time': (moment) => moment,
  date: (moment) => moment.slice(0, 10),
  time: (moment) => moment.slice(11),
};
const DECADE_START = Date.parse('2020-01-01');
const DECADE_SECONDS = 10 * 365 * 86_400;
/** A text that must be longer is not generated; then there is no value, and the response says so. */
const MAX_LENGTH = 100_000;

/** @param random absent for a plain text: Prism's sampler knows the formats */
export function concreteString(schemas: Subschema[], random?: () => number): JsonObject {
  const given = {
    minLength: numbersOf(schemas, 'minLength').reduce<number | undefined>((a, b) => Math.max(a ?? b, b), undefined),
    maxLength: numbersOf(schemas, 'maxLength').reduce<number | undefined>((a, b) => Math.min(a ?? b, b), undefined),
    pattern: keyword(schemas, 'pattern'),
    ...faker(schemas),
  };
  const kept = Object.entries(given).filter(
    (entry): entry is [string, Json] =>
      entry[1] !== undefined && !(entry[0] === 'minLength' && Number(entry[1]) > MAX_LENGTH),
  );
  const format = keyword(schemas, 'format');
  const date = typeof format === 'string' && Object.hasOwn(DATES, format) ? DATES[format] : undefined;
  if (date && random && kept.length === 0) {
    const moment = new Date(DECADE_START + Math.floor(random() * DECADE_SECONDS) * 1000);
    return { enum: [date(moment.toISOString().replace('.000Z', 'Z'))] };
  }
  return {
    type: 'string',
    ...Object.fromEntries(kept),
    ...(format !== undefined && { format: format === 'url' ? 'uri' : format }),
  };
}

/** The keywords by which a contract tells Prism what kind of value to generate. */
function faker(schemas: Subschema[]): JsonObject {
  const kind = keyword(schemas, 'x-faker');
  return kind === undefined ? {} : { 'x-faker': kind };
}
