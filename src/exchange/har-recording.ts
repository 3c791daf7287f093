import { readFile } from 'node:fs/promises';
import type { Exchange, HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { UsageError } from '../errors.ts';
import { isObject, valueAt } from '../json/pointer.ts';

/** A recorded exchange, and its name. */
export interface Recorded {
  /** `file.har#12`, and the entry's comment if it has one. */
  name: string;
  /** Scheme, host and port. */
  origin: string;
  exchange: Exchange;
}

/**
 * Reads a HAR 1.2 file. Entries without a response (status 0) are failed exchanges.
 * @throws UsageError if it is not a HAR file
 */
export async function readHar(file: string): Promise<Recorded[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `${file}: ${error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`}`,
      'Give the path of a HAR file.',
    );
  });
  let root: Json;
  try {
    root = JSON.parse(text.replace(/^\ufeff/, '')) as Json;
  } catch {
    throw new UsageError(
      `${file} is not JSON`,
      'A HAR file is JSON with a log of entries; save it anew from the browser or the proxy.',
    );
  }
  const entries = valueAt(root, '#/log/entries');
  if (!Array.isArray(entries))
    throw new UsageError(`${file} has no log of entries`, 'A HAR file is JSON with log.entries (HAR 1.2).');
  return entries.map((entry, index) => readEntry(entry, `${file}#${index + 1}`));
}

function readEntry(entry: Json, place: string): Recorded {
  const text = (pointer: string) => {
    const value = valueAt(entry, pointer);
    return typeof value === 'string' ? value : undefined;
  };
  const url = text('#/request/url') ?? '';
  const method = text('#/request/method');
  if (!method || !URL.canParse(url))
    throw new UsageError(`${place} has no request with a method and a URL`, 'Take the entry out, or record it anew.');
  const { origin, pathname, search } = new URL(url);
  const status = Number(valueAt(entry, '#/response/status') ?? 0);
  const body = requestBody(entry);
  const startedAt = Date.parse(text('#/startedDateTime') ?? '');
  const comment = text('#/comment');
  return {
    name: `${place}${comment ? ` ${comment}` : ''}`,
    origin,
    exchange: {
      request: {
        method: method.toUpperCase(),
        path: pathname + search,
        headers: headersAt(entry, '#/request/headers'),
        ...(body !== undefined && { body }),
      },
      outcome:
        status === 0
          ? { failure: { kind: 'unreachable', message: 'the recording has no answer' } }
          : // The content in a HAR file is already decoded (HAR 1.2, content).
            { response: { status, headers: headersAt(entry, '#/response/headers'), body: content(entry) } },
      ...(!Number.isNaN(startedAt) && { startedAt }),
      duration: Number(valueAt(entry, '#/time') ?? 0),
      retries: 0,
    },
  };
}

function headersAt(entry: Json, pointer: string): HeaderField[] {
  const listed = valueAt(entry, pointer);
  if (!Array.isArray(listed)) return [];
  // Pseudo-headers of HTTP/2 are not fields (RFC 9113 §8.3).
  return listed
    .filter(isObject)
    .flatMap(({ name, value }): HeaderField[] =>
      typeof name === 'string' && typeof value === 'string' && !name.startsWith(':') ? [[name, value]] : [],
    );
}

function requestBody(entry: Json): Uint8Array | undefined {
  const text = valueAt(entry, '#/request/postData/text');
  if (typeof text === 'string') return Buffer.from(text);
  const params = valueAt(entry, '#/request/postData/params');
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const form = new URLSearchParams(
    params.filter(isObject).map(({ name, value }): [string, string] => [String(name), String(value ?? '')]),
  );
  return Buffer.from(form.toString());
}

function content(entry: Json): Uint8Array {
  const text = valueAt(entry, '#/response/content/text');
  if (typeof text !== 'string') return new Uint8Array();
  return Buffer.from(text, valueAt(entry, '#/response/content/encoding') === 'base64' ? 'base64' : 'utf8');
}
