/** How the items of a sequential media type follow each other (OpenAPI 3.2, Media Type Object, Sequential Media Types). */
interface Sequence {
  is(type: string): boolean;
  /** Matches the end of an item. */
  end: RegExp;
  /** The texts of the items that are complete. */
  split(text: string): string[];
}

const JSON_LINES = new Set([
  'application/jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
  'application/ndjson',
  'application/x-ndjson',
]);

/** RS, which begins a record (RFC 7464 §2.2). */
const SEPARATOR = '\x1e';

const isNotBlank = (text: string): boolean => text.trim() !== '';

const SEQUENCES: Record<'lines' | 'records' | 'events', Sequence> = {
  lines: {
    is: (type) => JSON_LINES.has(type),
    end: /\n/g,
    split: (text) => text.split(/\r?\n/).filter(isNotBlank),
  },
  // RFC 7464 §2.2, RFC 8091.
  records: {
    is: (type) => type === 'application/json-seq' || type.endsWith('+json-seq'),
    end: new RegExp(`\\n(?=${SEPARATOR}|$)`, 'g'),
    split: (text) => text.split(SEPARATOR).filter(isNotBlank),
  },
  // An event without its blank line is dropped (WHATWG HTML §9.2.6).
  events: {
    is: (type) => type === 'text/event-stream',
    end: /(?:\r\n|\r(?!\n)|\n){2}/g,
    split: (text) =>
      text
        .replace(/^\ufeff/, '')
        .split(/(?:\r\n|\r(?!\n)|\n){2,}/)
        .slice(0, -1)
        .filter(isNotBlank),
  },
};

export type SequenceName = keyof typeof SEQUENCES;

/** How a media type writes a sequence; undefined if it is none. @param type lower-case, without parameters */
export function sequenceOf(type: string): SequenceName | undefined {
  return (Object.keys(SEQUENCES) as SequenceName[]).find((name) => SEQUENCES[name].is(type));
}

/** The texts of the complete items of a sequence. */
export function splitSequence(name: SequenceName, text: string): string[] {
  return SEQUENCES[name].split(text);
}

/** Where the last complete item of a sequence that is still under way ends; 0 if there is none. */
export function completeItems(name: SequenceName, bytes: Buffer): { end: number } {
  let end = 0;
  // Each byte is a character, so that positions are those of the bytes.
  for (const { index, 0: found } of bytes.toString('latin1').matchAll(SEQUENCES[name].end)) end = index + found.length;
  return { end };
}
