/** Reads recorded traffic of any length: the bytes are split into entries as they come, and each entry is read by itself. */
import type { Json } from '../../model/json.ts';
import { UsageError } from '../../errors.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import { readBytes, type BrokenOff } from './bytes.ts';
import { FORMATS } from './formats.ts';
import { har } from './har.ts';
import { exchangeOf } from './messages.ts';
import type { Recorded, Unreadable } from './recorded.ts';
import type { RecordingFormat } from './recording-format.ts';
import { splitArray, splitLines, type RawEntry, type Splitter } from './split.ts';
import { KB } from '../../text/sizes.ts';

/** How much of a recording is looked at to tell how its entries stand in it. */
export const HEAD = 64 * KB;

/** An entry that was cut out and not yet read. */
export interface CutEntry extends RawEntry {
  /** `file.har#12`. */
  name: string;
  /** Whether it stands in a HAR file, and so can be of no other format. */
  isHar: boolean;
}

const HAR_ALONE: readonly RecordingFormat[] = [{ ...har, matches: () => true }];

/** Several entries at once. */
export interface Batch {
  entries: CutEntry[];
  /** How many bytes of the recording, decompressed, they were in. */
  bytes: number;
  /** Set with the last batch of a recording that ends too soon: the end of a sentence. */
  problem?: string;
}

/**
 * Cuts a recording into its entries: HAR 1.2, an entry on each line, or an array of entries, each as it is or compressed with gzip.
 * @param source the path of a file, or `-` for the standard input
 * @param onBytes is given the bytes of the recording, decompressed
 * @throws UsageError if the recording cannot be read, or is none
 */
export async function* cutRecording(source: string, onBytes?: (bytes: Buffer) => void): AsyncGenerator<Batch> {
  const name = source === '-' ? 'the standard input' : source;
  const chunks = readBytes(source);
  const { head, broken } = await readHead(chunks);
  if (broken && head.length === 0) throw new UsageError(`${name}: ${broken.problem}`, 'Record it anew.');
  const { splitter, isHar } = containerOf(name, head);
  onBytes?.(head);
  let count = 0;
  const cut = (entry: RawEntry): CutEntry => {
    const { offset, bytes } = entry;
    count += 1;
    // Member by member: all of a chunk wait, and a copy by spread takes ten times the room.
    return bytes ? { offset, bytes, name: `${name}#${count}`, isHar } : { ...entry, name: `${name}#${count}`, isHar };
  };
  yield { entries: splitter.push(head).map(cut), bytes: head.length };
  let problem = broken?.problem;
  for await (const chunk of chunks) {
    if (Buffer.isBuffer(chunk)) {
      onBytes?.(chunk);
      yield { entries: splitter.push(chunk).map(cut), bytes: chunk.length };
    } else ({ problem } = chunk);
  }
  const { rest, isCut, isFound } = splitter.end();
  if (!isFound && problem === undefined)
    throw new UsageError(`${name} has no log of entries`, 'A HAR file is JSON with log.entries (HAR 1.2).');
  problem ??= isCut ? 'it ends in the middle of an entry' : undefined;
  yield { entries: rest ? [cut(rest)] : [], bytes: 0, ...(problem !== undefined && { problem }) };
}

/** The exchange of one entry, or why it cannot be read. */
export function readEntry({ name, isHar, offset, bytes, problem }: CutEntry): Recorded | Unreadable {
  const unreadable = (why: string): Unreadable => ({ name, problem: `${why} (at byte ${offset})` });
  if (!bytes) return unreadable(problem ?? 'is empty');
  let value: Json;
  try {
    // Not by readJson: nothing here follows the nesting of an entry.
    value = JSON.parse(bytes.toString()) as Json;
  } catch {
    return unreadable('is not JSON');
  }
  if (!isObject(value)) return unreadable('is no JSON object');
  const entry = value;
  const format = (isHar ? HAR_ALONE : FORMATS).find((one) => one.matches(entry));
  const found = format ? exchangeOf(format.read(entry), name) : { problem: 'is of no known format' };
  return 'problem' in found ? unreadable(found.problem) : found;
}

/** The first bytes, without a byte order mark: enough to tell how the entries stand. */
async function readHead(chunks: AsyncGenerator<Buffer | BrokenOff>): Promise<{ head: Buffer; broken?: BrokenOff }> {
  const read: Buffer[] = [];
  let size = 0;
  while (size < HEAD) {
    const next = await chunks.next();
    if (next.done) break;
    const { value } = next;
    if (!Buffer.isBuffer(value)) return { head: withoutMark(Buffer.concat(read)), broken: value };
    read.push(value);
    size += value.length;
  }
  return { head: withoutMark(Buffer.concat(read)) };
}

/** UTF-8 needs no byte order mark, and some write one (RFC 8259 §8.1). */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/**
 * How the entries stand in a recording, told by its first bytes: an array is one of entries; an object whose first line is whole JSON
 * and no HAR is the first of many lines; any other is HAR.
 */
export function containerOf(name: string, head: Buffer): { splitter: Splitter; isHar: boolean } {
  const start = head.toString('utf8', 0, HEAD).trimStart();
  if (start === '') throw new UsageError(`${name} is empty`, 'Record some traffic first.');
  if (start.startsWith('[')) return { splitter: splitArray([]), isHar: false };
  if (!start.startsWith('{'))
    throw new UsageError(
      `${name} is not JSON`,
      'A recording is a HAR file, or JSON with an entry on each line; save it anew from the browser or the proxy.',
    );
  const end = start.indexOf('\n');
  const first = end < 0 ? undefined : readJson(start.slice(0, end));
  const isLine = first && 'value' in first && isObject(first.value) && !isObject(first.value['log']);
  return isLine || (end < 0 && isOneEntry(start))
    ? { splitter: splitLines(), isHar: false }
    : { splitter: splitArray(['log', 'entries']), isHar: true };
}

/** Whether nothing is missing at the end of a text. */
export function isWholeJson(text: string): boolean {
  return 'value' in readJson(text);
}

/** Whether a text without a line break is a single entry. */
function isOneEntry(text: string): boolean {
  const read = readJson(text);
  return (
    'value' in read &&
    isObject(read.value) &&
    ['request', 'method', 'request_uri', 'http'].some((name) => isObject(read.value) && name in read.value)
  );
}
