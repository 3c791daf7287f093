import type { JsonObject } from '../../model/json.ts';

/** The types that a schema without choices leaves, null last; where it names none, the one that its keywords speak of. */
export function typesLeft(schema: JsonObject): string[] {
  if (schema['type'] !== undefined) {
    const types = [schema['type']].flat().map(String);
    return [...types.filter((type) => type !== 'null'), ...types.filter((type) => type === 'null')];
  }
  const spoken = KEYWORDS.find(([, names]) => names.some((name) => schema[name] !== undefined));
  return [spoken?.[0] ?? 'anything'];
}

const KEYWORDS: [type: string, keywords: string[]][] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'contains']],
  ['number', ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum']],
  ['string', ['pattern', 'format', 'minLength', 'maxLength', 'contentEncoding', 'x-faker']],
];

/** Prism's generator takes bounds as draft-04 has them, and steps that are no integers amiss: such a number is drawn here. */
export function concreteNumber(schema: JsonObject, random: () => number, whole: boolean): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const type = whole ? 'integer' : 'number';
  const has = (value: unknown): value is number => typeof value === 'number';
  const kept = Object.fromEntries(Object.entries({ minimum, maximum }).filter(([, value]) => has(value))) as JsonObject;
  if (!has(exclusiveMinimum) && !has(exclusiveMaximum) && !has(multipleOf)) return { type, ...kept, ...faker(schema) };
  const step = has(multipleOf) ? multipleOf : whole ? 1 : undefined;
  const gap = step ?? 1e-6;
  const low = Math.max(
    has(minimum) ? minimum : -Infinity,
    has(exclusiveMinimum) ? exclusiveMinimum + gap / 2 : -Infinity,
  );
  const high = Math.min(
    has(maximum) ? maximum : Infinity,
    has(exclusiveMaximum) ? exclusiveMaximum - gap / 2 : Infinity,
  );
  const span = 1000 * Math.max(1, gap);
  const from = low > -Infinity ? low : high < Infinity ? high - span : 0;
  const to = high < Infinity ? high : from + span;
  if (step === undefined) return { enum: [from + (to - from) * random()] };
  const [first, last] = [Math.ceil(from / step), Math.floor(to / step)];
  const drawn = (first + Math.floor(random() * (last - first + 1))) * step;
  // 3 * 0.1 is not 0.3 in binary; the decimal places of the step are.
  return { enum: [Number(drawn.toFixed(/\.(\d+)$/.exec(String(step))?.[1]?.length ?? 0))] };
}

/** Formats that Prism's generator does not know or dates badly, each with a text; where nothing is drawn, Prism's sampler knows them. */
const FORMATS: Record<string, (random: () => number) => string> = {
  byte: (random) => Buffer.from(letters(random, 12)).toString('base64'),
  'relative-json-pointer': (random) => String(Math.floor(random() * 9)),
  password: (random) => letters(random, 16),
  'date-time': (random) => moment(random),
  date: (random) => moment(random).slice(0, 10),
  time: (random) => moment(random).slice(11),
};

export function concreteString(schema: JsonObject, random?: () => number): JsonObject {
  const { minLength, maxLength, format, pattern } = schema;
  const make =
    typeof format === 'string' && Object.hasOwn(FORMATS, format) && pattern === undefined ? FORMATS[format] : undefined;
  if (make && random && minLength === undefined && maxLength === undefined && schema['x-faker'] === undefined)
    return { enum: [make(random)] };
  // A text of gigabytes is not made; without one there is no value, and that is said.
  const short = typeof minLength === 'number' && minLength > 100_000 ? undefined : minLength;
  const kept = Object.entries({ minLength: short, maxLength, format, pattern }).filter(
    ([, value]) => value !== undefined,
  );
  return { type: 'string', ...(Object.fromEntries(kept) as JsonObject), ...faker(schema) };
}

/** Prism lets a contract say what kind of value is to be made up. */
function faker(schema: JsonObject): JsonObject {
  return schema['x-faker'] === undefined ? {} : { 'x-faker': schema['x-faker'] };
}

function letters(random: () => number, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');
}

/** Within the decade, where Prism would draw from two centuries around today. */
function moment(random: () => number): string {
  return `${new Date(Date.UTC(2020, 0, 1) + Math.floor(random() * 10 * 365 * 86_400) * 1000).toISOString().slice(0, 19)}Z`;
}
