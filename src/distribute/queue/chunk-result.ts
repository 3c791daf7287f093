/** What a chunk came to, as it goes through the queue: the report of a shard, compressed. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Json } from '../../model/json.ts';
import type { ShardReport } from '../../model/shard-report.ts';
import { readJson } from '../../json/parse-json.ts';
import { MB } from '../../text/sizes.ts';

/** The largest result, in bytes, compressed and as text: a few bytes can become any number. */
const MAX_PACKED = 64 * MB;
const MAX_TEXT = 384 * MB;

/** @throws RangeError for one that nobody would read */
export function packResult(report: ShardReport): Uint8Array {
  const packed = gzipSync(JSON.stringify(report));
  if (packed.length > MAX_PACKED)
    throw new RangeError(
      `its result has ${packed.length} bytes, and the queue takes ${MAX_PACKED}: --keep findings keeps less`,
    );
  return packed;
}

/**
 * Reads a result that anybody may have written.
 * @param problemOf says what in it is not as a shard's report is
 * @returns the report, or why there is none, as the end of a sentence
 */
export function unpackResult(
  packed: Uint8Array,
  problemOf: (report: Json) => string | undefined,
  maxText = MAX_TEXT,
): { report: ShardReport } | { problem: string } {
  let text: string;
  try {
    text = gunzipSync(packed, { maxOutputLength: maxText }).toString();
  } catch {
    return { problem: 'cannot be decompressed' };
  }
  const read = readJson(text);
  if ('problem' in read) return read;
  const problem = problemOf(read.value);
  return problem === undefined ? { report: read.value as unknown as ShardReport } : { problem: `is wrong: ${problem}` };
}
