import { MB } from '../../text/sizes.ts';

/**
 * Splits a recording into the texts of its entries as its bytes come, so that memory does not depend on its length.
 * Nothing is parsed but the names of members on the way to the array of entries: each entry is cut out by the depth of its brackets,
 * and what is no JSON stays with one entry.
 */

/** The bytes of one entry, or why they were not kept. */
export interface RawEntry {
  /** Where it begins, in bytes of the decompressed recording. */
  offset: number;
  bytes?: Buffer;
  problem?: string;
}

/** Cuts chunks of bytes into entries. */
export interface Splitter {
  /** The entries that end in this chunk. */
  push(chunk: Buffer): RawEntry[];
  /** Called behind the last chunk. */
  end(): {
    /** The last entry, if nothing marks its end. */
    rest?: RawEntry;
    /** Whether the bytes ended where more had to come. */
    isCut: boolean;
    /** Whether the place of the entries was found. */
    isFound: boolean;
  };
}

/** The longest entry that is kept: a longer one is skipped. */
const MAX_ENTRY = 256 * MB;
/** The longest member name on the way to the entries. */
const MAX_NAME = 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const NEWLINE = 0x0a;
const OPENS = 1;
const CLOSES = 2;
const QUOTES = 3;
const SEPARATES = 4;

/** What a byte means outside of strings; 0 for nothing. */
const MEANING = new Uint8Array(256);
for (const [text, meaning] of [
  ['{[', OPENS],
  ['}]', CLOSES],
  ['"', QUOTES],
  [',', SEPARATES],
] as const)
  for (const character of text) MEANING[character.charCodeAt(0)] = meaning;

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/** Collects the bytes of one entry over several chunks. */
function createCollector(limit: number) {
  let parts: Buffer[] = [];
  let size = 0;
  let offset = 0;
  return {
    begin: (at: number) => {
      parts = [];
      size = 0;
      offset = at;
    },
    add: (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else parts = [];
    },
    take: (): RawEntry => {
      const entry =
        size > limit
          ? { offset, problem: `is longer than ${limit / MB} MB` }
          : { offset, bytes: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts) };
      parts = [];
      return entry;
    },
  };
}

/** Entries are lines; blank ones are none. */
export function splitLines(limit = MAX_ENTRY): Splitter {
  const collector = createCollector(limit);
  let offset = 0;
  let isOpen = false;
  const isEmpty = ({ bytes }: RawEntry) => bytes !== undefined && bytes.every(isBlank);
  return {
    push(chunk) {
      const entries: RawEntry[] = [];
      let start = 0;
      for (;;) {
        const end = chunk.indexOf(NEWLINE, start);
        if (!isOpen) collector.begin(offset + start);
        isOpen = true;
        if (end < 0) break;
        collector.add(chunk.subarray(start, end));
        const entry = collector.take();
        if (!isEmpty(entry)) entries.push(entry);
        isOpen = false;
        start = end + 1;
      }
      collector.add(chunk.subarray(start));
      offset += chunk.length;
      return entries;
    },
    end() {
      const rest = isOpen ? collector.take() : undefined;
      return { ...(rest && !isEmpty(rest) && { rest }), isCut: false, isFound: true };
    },
  };
}

/** Entries are the items of the array at the end of `path`: `['log', 'entries']`, or `[]` for an array that is the whole text. */
export function splitArray(path: readonly string[], limit = MAX_ENTRY): Splitter {
  const collector = createCollector(limit);
  const seek = createSeeker(path);
  let state: 'seeking' | 'between' | 'inside' | 'done' = 'seeking';
  let offset = 0;
  // Of the entry that is open: how many brackets are, and whether a string is.
  let depth = 0;
  let isQuoted = false;
  let skipsNext = false;

  /** Goes on inside of an entry from `from`; gives where it ends, or -1 when it does not end in this chunk. */
  function endOfEntry(chunk: Buffer, from: number): number {
    const { length } = chunk;
    let at = from;
    if (skipsNext && at < length) {
      skipsNext = false;
      at += 1;
    }
    while (at < length) {
      if (isQuoted) {
        const byte = chunk[at] as number;
        if (byte === BACKSLASH) {
          at += 2;
          continue;
        }
        if (byte === QUOTE) isQuoted = false;
        at += 1;
        continue;
      }
      const meaning = MEANING[chunk[at] as number];
      if (meaning === QUOTES) isQuoted = true;
      else if (meaning === OPENS) depth += 1;
      else if (meaning === CLOSES) {
        // The bracket of the array itself, after an entry without brackets.
        if (depth === 0) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
      } else if (meaning === SEPARATES && depth === 0) return at;
      at += 1;
    }
    // A backslash was the last byte of the chunk.
    skipsNext = at > length;
    return -1;
  }

  return {
    push(chunk) {
      const entries: RawEntry[] = [];
      let at = 0;
      if (state === 'seeking') {
        at = seek.push(chunk);
        if (at !== -1) state = 'between';
      }
      while (state !== 'seeking' && state !== 'done' && at < chunk.length) {
        if (state === 'between') {
          const byte = chunk[at] as number;
          if (byte === COMMA || isBlank(byte)) at += 1;
          else if (byte === 0x5d) state = 'done';
          else {
            state = 'inside';
            collector.begin(offset + at);
          }
          continue;
        }
        const end = endOfEntry(chunk, at);
        collector.add(chunk.subarray(at, end < 0 ? chunk.length : end));
        at = end < 0 ? chunk.length : end;
        if (end < 0) break;
        entries.push(collector.take());
        state = 'between';
      }
      offset += chunk.length;
      return entries;
    },
    end: () => ({ isCut: state !== 'done', isFound: state !== 'seeking' }),
  };
}

/** Looks for the array at the end of a path of member names. */
function createSeeker(path: readonly string[]) {
  // How many containers are open, and how many of them lie on the path.
  let depth = 0;
  let matched = 0;
  let isQuoted = false;
  let isEscaped = false;
  let isName = false;
  let name: number[] | undefined;
  let lastName: string | undefined;
  let isValue = false;

  const isOnPath = () => depth === matched;

  /** Whether the entries begin behind this byte. */
  function open(byte: number): boolean {
    const isNext = isOnPath() && isValue && (matched === 0 || lastName === path[matched - 1]);
    const isArray = byte === 0x5b;
    if (isNext && isArray && matched === path.length) return true;
    depth += 1;
    if (isNext && !isArray && matched < path.length) {
      matched += 1;
      isName = true;
    }
    isValue = false;
    return false;
  }

  function step(byte: number): boolean {
    if (isQuoted) {
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) {
        isQuoted = false;
        if (name) lastName = textOf(name);
        name = undefined;
        return false;
      }
      if (name && name.length < MAX_NAME) name.push(byte);
      return false;
    }
    if (isBlank(byte)) return false;
    if (depth === 0) isValue = true;
    const meaning = MEANING[byte];
    if (meaning === OPENS) return open(byte);
    if (meaning === CLOSES) {
      if (matched === depth && matched > 0) matched -= 1;
      depth -= 1;
    } else if (meaning === QUOTES) {
      isQuoted = true;
      if (isOnPath() && isName) {
        name = [];
        isName = false;
      }
    } else if (isOnPath()) {
      if (meaning === SEPARATES) {
        isName = true;
        isValue = false;
      } else if (byte === COLON) isValue = true;
    }
    return false;
  }

  return {
    /** Where the entries begin in this chunk, or -1. */
    push(chunk: Buffer): number {
      for (let at = 0; at < chunk.length; at += 1) if (step(chunk[at] as number)) return at + 1;
      return -1;
    },
  };
}

/** The text of a member name, whose letters may be escaped. */
function textOf(bytes: number[]): string | undefined {
  try {
    return JSON.parse(`"${Buffer.from(bytes).toString()}"`) as string;
  } catch {
    return undefined;
  }
}
