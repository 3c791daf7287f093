import * as fc from 'fast-check';
import type { Json } from '../model.ts';
import { keyword, type Subschema } from '../contract/applicable.ts';
import { FORMATS } from '../contract/synthesize.ts';
import { bounded, words } from './fuzzing-arbitraries.ts';

/**
 * How daring a value is. A calm one is what anybody would send; where a contract allows it, a server has no reason to
 * refuse it. A wild one is at the edges of what is allowed.
 */
export type Temper = 'calm' | 'wild';

const CALM_LETTERS = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
/** Longer texts are only made where the contract asks for them. */
const LONG = 5_000;
const LONGEST = 10_000;

/** What goes wrong somewhere behind an interface: empty, blank, words of languages, quotes, paths, templates, letters of all kinds. */
export const SPECIAL_TEXTS = [
  ...['', ' ', '\t', '\n', ' a ', 'a\r\nb', '\u0000', 'a\u0000b', '\u001b[31m', '\u007f'],
  ...['null', 'undefined', 'true', 'false', 'None', 'NaN', 'Infinity', '0', '-1', '1e999', '0x10', '1.0', '００１'],
  ...["'", '"', '`', '\\', '\\u0000', "it's", "a' OR '1'='1", 'a;b', 'a,b', 'a&b=c', 'a=b', '#', '?', '%', '%00', '%zz', '%2F', '+', '*', '|', '~'],
  ...['.', '..', '../..', '/', '//', 'a/b', 'C:\\a', '<b>a</b>', '<!--', '{{7*7}}', '${7*7}', '%s%n', '{"a":1}', '[]', '<?xml?>'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '$ref', '$where'],
  ...[
    'é',
    'e\u0301',
    'ß',
    'İ',
    'ǅ',
    'ﬀ',
    'ñ',
    'Ω',
    '日本語',
    '한국어',
    'עברית',
    '\u202eabc',
    '\u200b',
    '\ufeffa',
    '\ufffd',
    '\uffff',
    '𝒳',
    '\u{1f600}',
    '👩‍👩‍👧‍👦',
    '🏳️‍🌈',
    'Zalgo\u0335\u0336\u0337',
  ],
];

/** Any character but half a one; ASCII more often. fast-check's own units take half a second to be made. */
export const CHARACTER = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0x24ff }).map((code) => String.fromCodePoint(code)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff - 0x800 }).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800)) },
);
const CHARACTERS = fc.string({ unit: CHARACTER, maxLength: 40 });

/** What a text starts with where no document shows one. */
export const USUAL = 'assay';

/** A text by its bounds, patterns and format. @param shown what documents show in its place: a calm text starts with one of them */
export function textArbitrary(schemas: Subschema[], temper: Temper, shown: Json[]): fc.Arbitrary<Json> {
  const least = Math.max(0, ...numbersOf(schemas, 'minLength'));
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxLength'));
  const patterns = schemas.flatMap(({ schema }) => (typeof schema['pattern'] === 'string' ? compile(schema['pattern']) : []));
  const format = schemas.map(({ schema }) => schema['format']).find((name) => typeof name === 'string' && Object.hasOwn(FORMATS, name)) as string | undefined;
  const fits = (text: string) => {
    const length = [...text].length;
    return length >= least && length <= most && patterns.every((pattern) => pattern.test(text));
  };
  const [pattern] = patterns;
  if (pattern) return bounded(fromPattern(pattern, least, most), fits, 20);
  if (format && format !== 'password' && format !== 'binary') return bounded(formatted(format, temper), fits, 10);
  const starts = shown.filter((text): text is string => typeof text === 'string' && text !== '');
  const calm = fc
    .tuple(fc.constantFrom(...(starts.length > 0 ? starts : [USUAL])), fc.string({ unit: CALM_LETTERS, maxLength: 4 }))
    .map(([start, end]) => resizeTo(start + end, least, most));
  if (temper === 'calm') return calm;
  const fit = (text: string) => resizeTo(text, least, most);
  return fc.oneof(
    { weight: 2, arbitrary: calm },
    { weight: 4, arbitrary: words(SPECIAL_TEXTS).map(fit) },
    { weight: 3, arbitrary: CHARACTERS.map(fit) },
    // At both bounds, and without one at a length that few expect.
    { weight: 1, arbitrary: fc.constantFrom(...new Set([least, Math.min(most, LONG)])).map((length) => 'a'.repeat(Math.min(length, LONGEST))) },
  );
}

function clamp(wanted: number, least: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}

function resizeTo(text: string, least: number, most: number): string {
  const letters = [...text];
  if (letters.length > most) return letters.slice(0, most).join('');
  return letters.length < least ? text + 'a'.repeat(Math.max(0, Math.min(least, LONGEST) - letters.length)) : text;
}

function compile(pattern: string): RegExp[] {
  for (const flags of ['u', '']) {
    try {
      return [new RegExp(pattern, flags)];
    } catch {
      // Tried without the flag: not every contract minds Unicode.
    }
  }
  return [];
}

/** What a pattern describes; where fast-check cannot read it, words that may happen to fit. */
function fromPattern(pattern: RegExp, least: number, most: number): fc.Arbitrary<string> {
  const words = fc
    .constantFrom(
      'assay',
      'a',
      'A',
      '1',
      'a1',
      'A1',
      'abc-1',
      '12345',
      'ABC',
      '0000',
      'a@b.c',
      '/a',
      '+15555550100',
      'en-US',
      'EUR',
      '1.0.0',
      '#aabbcc',
      '192.0.2.1',
    )
    .map((word) => resizeTo(word.repeat(Math.max(1, Math.ceil(Math.min(least, LONGEST) / word.length))), least, most));
  try {
    return fc.stringMatching(pattern);
  } catch {
    return words;
  }
}

const DAY = 86_400_000;
const dates = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / DAY, max: Date.parse(to) / DAY }).map((days) => new Date(days * DAY).toISOString());
const CALM_DATES = dates('2020-01-01', '2029-12-31');
const WILD_DATES = fc.oneof(
  dates('1600-01-01', '2400-12-31'),
  fc.constantFrom('1970-01-01T00:00:00.000Z', '2038-01-19T03:14:08.000Z', '2024-02-29T12:00:00.000Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'),
);
const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

/** Texts of each format, calm and wild; what is not listed has one text alone. */
const FORMATTED: Record<string, (temper: Temper) => fc.Arbitrary<string>> = {
  date: (temper) => (temper === 'calm' ? CALM_DATES : WILD_DATES).map((text) => text.slice(0, 10)),
  'date-time': (temper) =>
    temper === 'calm'
      ? CALM_DATES.map((text) => text.replace('.000', ''))
      : fc.tuple(WILD_DATES, fc.constantFrom('Z', '+00:00', '+05:30', '-11:00', '+14:00')).map(([text, zone]) => text.replace('Z', zone)),
  time: () => fc.constantFrom('12:00:00Z', '00:00:00Z', '23:59:59Z', '12:30:45.123456Z', '12:00:00+05:30'),
  duration: () => fc.constantFrom('P1D', 'PT0S', 'P1Y2M3DT4H5M6S', 'P52W', 'PT36H'),
  uuid: (temper) =>
    temper === 'calm'
      ? hex(32).map((text) => text.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'))
      : fc.oneof(
          fc.uuid(),
          fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'),
        ),
  email: (temper) => (temper === 'calm' ? hex(6).map((text) => `assay-${text}@example.org`) : fc.emailAddress()),
  hostname: (temper) => (temper === 'calm' ? hex(6).map((text) => `h${text}.example.org`) : fc.domain()),
  ipv4: (temper) => (temper === 'calm' ? fc.integer({ min: 1, max: 254 }).map((last) => `192.0.2.${last}`) : fc.ipV4()),
  ipv6: (temper) => (temper === 'calm' ? hex(4).map((text) => `2001:db8::${text.replace(/^0+(?=.)/, '')}`) : fc.ipV6()),
  uri: (temper) => (temper === 'calm' ? hex(6).map((text) => `https://example.org/${text}`) : fc.webUrl({ withQueryParameters: true, withFragments: true })),
  'uri-reference': (temper) =>
    temper === 'calm' ? hex(6).map((text) => `/${text}`) : fc.oneof(fc.webUrl(), fc.constantFrom('', '?', '#', '..', '//example.org')),
  byte: (temper) => (temper === 'calm' ? fc.constantFrom('YXNzYXk=', 'AAEC') : fc.base64String({ maxLength: 80 })),
};
FORMATTED['idn-email'] = FORMATTED['email'] as (temper: Temper) => fc.Arbitrary<string>;
FORMATTED['idn-hostname'] = FORMATTED['hostname'] as (temper: Temper) => fc.Arbitrary<string>;
FORMATTED['iri'] = FORMATTED['uri'] as (temper: Temper) => fc.Arbitrary<string>;
FORMATTED['iri-reference'] = FORMATTED['uri-reference'] as (temper: Temper) => fc.Arbitrary<string>;

function formatted(format: string, temper: Temper): fc.Arbitrary<string> {
  return FORMATTED[format]?.(temper) ?? fc.constant(FORMATS[format] ?? '');
}

/** Where numbers break: signs, the widths of machine words, what a double can count with. */
const EDGES = [
  0,
  1,
  -1,
  127,
  128,
  255,
  256,
  32_767,
  32_768,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e21,
];
const FRACTIONS = [0.5, -0.5, 0.1 + 0.2, 1e-7, 5e-324, 1.7976931348623157e308, -1.7976931348623157e308, 1e308, 123456789.987654321];

/** A number by its bounds; undefined where no number lies between them. */
export function numberArbitrary(schemas: Subschema[], whole: boolean, temper: Temper): fc.Arbitrary<Json> | undefined {
  const [low, high] = boundsOf(schemas, whole);
  const step = Math.max(0, ...numbersOf(schemas, 'multipleOf')) || (whole ? 1 : undefined);
  if (low > high) return undefined;
  // Anybody would count from one, and not far.
  const from = Number.isFinite(low) ? low : Math.min(1, high);
  const to = Number.isFinite(high) ? high : Math.max(from + 100, 100);
  if (step !== undefined) {
    const multiples = (min: number, max: number) => {
      const [first, last] = [Math.ceil(min / step), Math.floor(max / step)].map((k) =>
        Math.max(-Number.MAX_SAFE_INTEGER, Math.min(k, Number.MAX_SAFE_INTEGER)),
      ) as [number, number];
      // k steps, without what adding fractions leaves behind.
      return first > last ? undefined : fc.integer({ min: first, max: last }).map((k) => Number((k * step).toPrecision(15)) + 0);
    };
    const calm = multiples(from, to);
    if (temper === 'calm' || !calm) return calm;
    const edges = [...EDGES, low, high].filter((edge) => edge >= low && edge <= high && Number.isFinite(edge) && edge % step === 0);
    const wide = multiples(low, high) ?? calm;
    return edges.length > 0 ? fc.oneof(calm, fc.constantFrom(...edges), wide) : fc.oneof(calm, wide);
  }
  const calm = fc
    .integer({ min: Math.ceil(from * 100), max: Math.max(Math.ceil(from * 100), Math.floor(to * 100)) })
    .map((cents) => clamp(cents / 100, low, high));
  if (temper === 'calm') return calm;
  const edges = [...EDGES, ...FRACTIONS, low, high].filter((edge) => edge >= low && edge <= high && Number.isFinite(edge));
  const wide = fc.double({ min: low, max: high, noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
  return edges.length > 0 ? fc.oneof(calm, fc.constantFrom(...edges), wide) : fc.oneof(calm, wide);
}

/** The least and the greatest number that the schemas leave. */
export function boundsOf(schemas: Subschema[], whole: boolean): [low: number, high: number] {
  const beyond = whole ? 1 : Number.EPSILON;
  const width = { int32: 2 ** 31, int64: Number.MAX_SAFE_INTEGER }[String(keyword(schemas, 'format'))] ?? Infinity;
  const after = (bound: number) => (whole ? Math.floor(bound) + 1 : bound + Math.max(beyond, Math.abs(bound) * beyond));
  const before = (bound: number) => (whole ? Math.ceil(bound) - 1 : bound - Math.max(beyond, Math.abs(bound) * beyond));
  return [
    Math.max(-width, ...numbersOf(schemas, 'minimum'), ...numbersOf(schemas, 'exclusiveMinimum').map(after)),
    Math.min(width === Infinity ? width : width - 1, ...numbersOf(schemas, 'maximum'), ...numbersOf(schemas, 'exclusiveMaximum').map(before)),
  ];
}

/** The numbers that a keyword has among the schemas. */
export function numbersOf(schemas: Subschema[], name: string): number[] {
  return schemas.map(({ schema }) => schema[name]).filter((value): value is number => typeof value === 'number');
}

const CALM_ANYTHING: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ unit: CALM_LETTERS, minLength: 1, maxLength: 8 }),
  fc.integer({ min: 1, max: 100 }),
  fc.boolean(),
);
const ANYTHING: fc.Arbitrary<Json> = fc.oneof(CALM_ANYTHING, fc.jsonValue({ maxDepth: 3, stringUnit: CHARACTER }) as fc.Arbitrary<Json>);

/** Anything at all, where the contract says nothing. */
export function anyArbitrary(temper: Temper): fc.Arbitrary<Json> {
  return temper === 'calm' ? CALM_ANYTHING : ANYTHING;
}
