import * as fc from 'fast-check';
import type { Json } from '../../../model/json.ts';
import type { Subschema } from '../../../schema/subschemas.ts';
import { createPattern } from '../../../schema/pattern/pattern.ts';
import { FORMATS } from '../../../schema/formats.ts';
import { WORDS } from '../../../schema/sample.ts';
import { bounded, words, type Stage, type ValueRange } from './base.ts';
import { CHARACTER } from './characters.ts';
import { formatted } from './formats.ts';
import { numbersOf } from '../../../schema/keywords.ts';

const TYPICAL_LETTERS = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
/** Longer texts are made only if the contract requires them. */
const LONG = 5_000;
const LONGEST = 10_000;

/** Texts that often make a server fail: empty, blank, keywords, quotes, paths, templates, letters of many scripts. */
export const SPECIAL_TEXTS = [
  ...['', ' ', '\t', '\n', ' a ', 'a\r\nb', '\u0000', 'a\u0000b', '\u001b[31m', '\u007f'],
  ...['null', 'undefined', 'true', 'false', 'None', 'NaN', 'Infinity', '0', '-1', '1e999', '0x10', '1.0', '００１'],
  ...[
    "'",
    '"',
    '`',
    '\\',
    '\\u0000',
    "it's",
    "a' OR '1'='1",
    'a;b',
    'a,b',
    'a&b=c',
    'a=b',
    '#',
    '?',
    '%',
    '%00',
    '%zz',
    '%2F',
    '+',
    '*',
    '|',
    '~',
  ],
  ...[
    '.',
    '..',
    '../..',
    '/',
    '//',
    'a/b',
    'C:\\a',
    '<b>a</b>',
    '<!--',
    '{{7*7}}',
    '${7*7}',
    '%s%n',
    '{"a":1}',
    '[]',
    '<?xml?>',
  ],
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

/** How many letters a late typical text has after its beginning. fast-check's own size would keep most texts short. */
const LATE_LETTERS = { minLength: 3, maxLength: 8, size: 'max' } as const;

/** The special texts among others. */
const SPECIAL_INSIDE = fc
  .tuple(
    fc.string({ unit: TYPICAL_LETTERS, maxLength: 4 }),
    words(SPECIAL_TEXTS),
    fc.string({ unit: TYPICAL_LETTERS, maxLength: 4 }),
  )
  .map((parts) => parts.join(''));

const CHARACTERS = fc.string({ unit: CHARACTER });

/** The beginning of a text without a documented example. */
export const USUAL = 'assay';

/** A text by its bounds, patterns and format. @param shown documented texts of the same place: a typical text starts with one of them */
export function textArbitrary(
  schemas: Subschema[],
  range: ValueRange,
  shown: Json[],
  stage: Stage = 'early',
): fc.Arbitrary<Json> {
  const least = Math.max(0, ...numbersOf(schemas, 'minLength'));
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxLength'));
  const patterns = schemas.flatMap(({ schema }) =>
    typeof schema['pattern'] === 'string' ? compile(schema['pattern']) : [],
  );
  const format = schemas
    .map(({ schema }) => schema['format'])
    .find((name) => typeof name === 'string' && Object.hasOwn(FORMATS, name)) as string | undefined;
  const fits = (text: string) => {
    const length = [...text].length;
    return length >= least && length <= most && patterns.every((pattern) => pattern.test(text));
  };
  const [pattern] = patterns;
  if (pattern) return bounded(fromPattern(pattern.source, least, most), fits, 20);
  if (format && format !== 'password' && format !== 'binary') return bounded(formatted(format, range), fits, 10);
  const starts = shown.filter((text): text is string => typeof text === 'string' && text !== '');
  const typical = fc
    .tuple(
      fc.constantFrom(...(starts.length > 0 ? starts : [USUAL])),
      fc.string({ unit: TYPICAL_LETTERS, ...(stage === 'early' ? { maxLength: 4 } : LATE_LETTERS) }),
    )
    .map(([start, end]) => resizeTo(start + end, least, most));
  if (range === 'typical') return typical;
  const fit = (text: string) => resizeTo(text, least, most);
  if (stage === 'late') return fc.oneof(typical, SPECIAL_INSIDE.map(fit), CHARACTERS.map(fit));
  return fc.oneof(
    { weight: 2, arbitrary: typical },
    { weight: 4, arbitrary: words(SPECIAL_TEXTS).map(fit) },
    { weight: 3, arbitrary: CHARACTERS.map(fit) },
    // The length of each bound, or an unexpected length if there is no bound.
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...new Set([least, Math.min(most, LONG)]))
        .map((length) => 'a'.repeat(Math.min(length, LONGEST))),
    },
  );
}

function resizeTo(text: string, least: number, most: number): string {
  const letters = [...text];
  if (letters.length > most) return letters.slice(0, most).join('');
  return text + 'a'.repeat(Math.max(0, Math.min(least, LONGEST) - letters.length));
}

/** Whether a text matches; undefined if the pattern is invalid. Bounded in time, because edge texts are chosen to be hard. */
function compile(pattern: string): { source: string; test(text: string): boolean }[] {
  try {
    const made = createPattern(pattern);
    const test = (text: string): boolean => {
      try {
        return made.test(text);
      } catch {
        return false;
      }
    };
    return [{ source: pattern, test }];
  } catch {
    return [];
  }
}

/** Texts that match a pattern; if fast-check cannot parse it, words that may match by chance. */
function fromPattern(source: string, least: number, most: number): fc.Arbitrary<string> {
  const words = fc
    .constantFrom(...WORDS)
    .map((word) => resizeTo(word.repeat(Math.max(1, Math.ceil(Math.min(least, LONGEST) / word.length))), least, most));
  try {
    return fc.stringMatching(new RegExp(source));
  } catch {
    return words;
  }
}

const TYPICAL_ANYTHING: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ unit: TYPICAL_LETTERS, minLength: 1, maxLength: 8 }),
  fc.integer({ min: 1, max: 100 }),
  fc.boolean(),
);
const ANYTHING: fc.Arbitrary<Json> = fc.oneof(
  TYPICAL_ANYTHING,
  fc.jsonValue({ maxDepth: 3, stringUnit: CHARACTER }) as fc.Arbitrary<Json>,
);

/** Values of any type. */
export function anyArbitrary(range: ValueRange): fc.Arbitrary<Json> {
  return range === 'typical' ? TYPICAL_ANYTHING : ANYTHING;
}
