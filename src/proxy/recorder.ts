import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { UsageError } from '../errors.ts';
import type { Json } from '../model/json.ts';
import type { JournalEntry, JournalMessage } from '../mock/journal/journal-entry.ts';
import { harEntry, type HarText } from '../report/har-entry.ts';
import { ownVersion } from '../version.ts';

/** Writes exchanges to a file as they pass. */
export interface Recorder {
  add(entry: JournalEntry, origin: string): void;
  /** Ends the file. @throws UsageError if it could not be written */
  close(): Promise<void>;
}

const HEAD = `{"log":{"version":"1.2","creator":{"name":"assay","version":"${ownVersion()}"},"entries":[`;

/**
 * A HAR 1.2 file (w3c.github.io/web-performance/specs/HAR), or one with an entry a line where it ends in `.ndjson`. A HAR file that
 * ends in the middle, as after a power cut, can still be judged as far as it goes.
 * @throws UsageError if the file cannot be written
 */
export async function createRecorder(file: string): Promise<Recorder> {
  const isHar = !/\.(ndjson|jsonl)$/i.test(file);
  const out = createWriteStream(file);
  let problem: Error | undefined;
  out.on('error', (error) => (problem ??= error));
  await Promise.race([once(out, 'open'), once(out, 'error')]).catch((error: Error) => (problem ??= error));
  if (problem) throw cannotWrite(file, problem);
  if (isHar) out.write(HEAD);
  let count = 0;
  return {
    add: (entry, origin) => {
      if (problem) return;
      out.write(
        `${isHar ? (count === 0 ? '\n' : ',\n') : ''}${JSON.stringify(describe(entry, origin))}${isHar ? '' : '\n'}`,
      );
      count += 1;
    },
    close: async () => {
      if (!problem) {
        if (isHar) out.write('\n]}}\n');
        out.end();
        await once(out, 'close');
      }
      if (problem) throw cannotWrite(file, problem);
    },
  };
}

function cannotWrite(file: string, { message }: Error): UsageError {
  return new UsageError(`${file} cannot be written: ${message}`, 'Name another file with --record.');
}

/** An exchange with its secrets masked, as HAR has it. */
function describe(entry: JournalEntry, origin: string): Json {
  const { time, duration, method, path, query, status, response } = entry;
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const search = new URLSearchParams(pairs).toString();
  return harEntry({
    startedDateTime: time,
    time: duration,
    request: { method, url: `${origin}${path}${search === '' ? '' : `?${search}`}`, ...messageOf(entry) },
    response:
      status !== undefined && response
        ? { status, ...messageOf(response) }
        : { failure: 'the client left before the response' },
  });
}

function messageOf(message: JournalMessage) {
  const { headers, bodySize } = message;
  return { headers: Object.entries(headers), bodySize, ...(bodySize > 0 && { body: textOf(message) }) };
}

function textOf({ body, bodyAs, truncated }: JournalMessage): HarText {
  if (body === undefined) return {};
  return {
    text: typeof body === 'string' && bodyAs !== 'json' ? body : JSON.stringify(body),
    ...(bodyAs === 'base64' && { encoding: 'base64' }),
    ...(truncated && { comment: 'only its beginning was kept' }),
  };
}
