import type { Json } from '../../model/json.ts';

/** What a place of a request holds, as far as odd values go. */
export type Holds = 'text' | 'integer' | 'number' | 'date' | 'date-time' | 'list';

/** A value that servers get wrong, though a schema of that type allows it. */
export interface OddKind {
  /** After "with a title as": `a blank`. */
  title: string;
  of: readonly Holds[];
  value: Json | ((items: ItemMaker, holds: Holds) => Json);
  /** Whether many servers keep it in another form, or not at all, for good reasons: that is no more than a note. */
  mayChange?: true;
  /** Whether the same text has several forms (Unicode normalisation), so that another one is no more than a note. */
  hasForms?: true;
}

/** So many items for a list. */
export type ItemMaker = (count: number) => Json[];

const text = (title: string, value: string): OddKind => ({ title, of: ['text'], value });
const number = (title: string, value: number, of: Holds[] = ['integer', 'number']): OddKind => ({ title, of, value });
const day = (title: string, date: string): OddKind => ({
  title,
  of: ['date', 'date-time'],
  value: (_, holds) => (holds === 'date' ? date : `${date}T12:00:00Z`),
});
const list = (title: string, count: number): OddKind => ({ title, of: ['list'], value: (items) => items(count) });

/** Every kind, the more telling first: it is those that are sent where an operation has few places. */
export const ODD_KINDS: readonly OddKind[] = [
  { ...text('an empty text', ''), mayChange: true },
  { ...text('blanks', '   '), mayChange: true },
  text('quotes', `it's "so", \`so\``),
  text('backslashes', 'C:\\new\\table\\u0041'),
  text('percent signs', '100 % %25 %s %zz'),
  { ...text('what looks like HTML', 'a < b & <b>c</b>'), mayChange: true },
  text('emoji', 'smile 😀 family 👩‍👩‍👧'),
  { ...text('combining and right-to-left letters', 'Cafe\u0301 שלום عربي'), hasForms: true },
  text('300 characters', 'abcdefghi '.repeat(30).trimEnd() + '.'),
  text('10,000 characters', 'abcdefghi '.repeat(1000).trimEnd() + '.'),
  number('0', 0),
  number('-1', -1),
  number('2^31', 2 ** 31),
  number('2^53', 2 ** 53, ['integer']),
  { ...number('1e308', 1e308, ['number']), mayChange: true },
  day('29 February', '2024-02-29'),
  day('the last day of the year 9999', '9999-12-31'),
  { ...list('an empty list', 0), mayChange: true },
  list('a list of one', 1),
  list('a list of a hundred', 100),
];
