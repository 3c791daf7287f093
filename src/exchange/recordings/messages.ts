import type { HeaderField, Request, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import type { RecordedParts } from './recording-format.ts';
import type { Recorded } from './recorded.ts';
import { splitOnce } from '../../http/split-once.ts';

/** The exchange that an entry records, or the problem as the end of a sentence. */
export function exchangeOf(parts: RecordedParts, place: string): Recorded | { problem: string } {
  const url = placeOf(parts.url, parts.requestHeaders);
  if (!parts.method || !url) return { problem: 'has no request with a method and a URL' };
  const { lacks, status = 0, startedAt, comment } = parts;
  const request: Request = {
    method: parts.method.toUpperCase(),
    path: url.path,
    headers: parts.requestHeaders ?? [],
    ...(parts.requestBody !== undefined && { body: parts.requestBody }),
  };
  const response: Response = {
    status,
    headers: parts.responseHeaders ?? [],
    body: parts.responseBody ?? new Uint8Array(),
  };
  return {
    name: comment ? `${place} ${comment}` : place,
    origin: url.origin,
    exchange: {
      request,
      outcome:
        status === 0 ? { failure: { kind: 'unreachable', message: 'the recording has no answer' } } : { response },
      ...(startedAt !== undefined && !Number.isNaN(startedAt) && { startedAt }),
      duration: parts.duration ?? 0,
      retries: 0,
    },
    ...(Object.keys(lacks).length > 0 && { lacks }),
  };
}

/** Scheme, host and port, and the path with its query; a fragment is never sent (RFC 9110 §7.1). */
function placeOf(url: string | undefined, headers: HeaderField[] = []): { origin: string; path: string } | undefined {
  if (url === undefined || url === '') return undefined;
  if (url.startsWith('/')) {
    const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
    const origin = host !== undefined && URL.canParse(`http://${host}`) ? `http://${host}` : '';
    const [path] = splitOnce(url, '#');
    return { origin, path };
  }
  const [, start = '', path = ''] = PLAIN_URL.exec(url) ?? [];
  if (path !== '' && !DOTS.test(path)) {
    const origin = origins.get(start);
    if (origin !== undefined) return { origin, path };
  }
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, search } = new URL(url);
  if (path !== '' && origins.size < MOST_ORIGINS) origins.set(start, origin);
  return { origin, path: pathname + search };
}

/** A URL whose path and query are the same once it is parsed, unless there are dots in it that stand for a folder. */
const PLAIN_URL = /^(https?:\/\/[^/?#\\@\s]+)(\/[\w~!$&()*+,;=:@%/.-]*(?:\?[\w~!$&()*+,;=:@%/.-]+)?)$/;
const DOTS = /\/\.|%2e/i;

/** The origins of URLs by how they are written; a recording has few. */
const origins = new Map<string, string>();
const MOST_ORIGINS = 1_000;

/** Header fields as HAR lists them (`[{ name, value }]`), or as an object of them. Undefined where there are none of either. */
export function readHeaders(listed: Json | undefined): HeaderField[] | undefined {
  if (Array.isArray(listed)) {
    const fields: HeaderField[] = [];
    for (const one of listed) {
      if (!isObject(one)) continue;
      const { name, value } = one;
      // Pseudo-headers of HTTP/2 are not fields (RFC 9113 §8.3).
      if (typeof name === 'string' && typeof value === 'string' && !name.startsWith(':')) fields.push([name, value]);
    }
    return fields;
  }
  if (!isObject(listed)) return undefined;
  return Object.entries(listed).flatMap(([name, value]): HeaderField[] =>
    name.startsWith(':')
      ? []
      : [value].flat().flatMap((one): HeaderField[] => {
          const text = textOf(one);
          return text === undefined ? [] : [[name, text]];
        }),
  );
}

/** The first of these members that the object has as its own. */
export function firstOf(object: JsonObject | undefined, ...names: string[]): Json | undefined {
  for (const name of names) {
    const value = object && ownMember(object, name);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** A text, number or truth value as text. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
}

/** A number, also where it is written as a text. */
export function numberOf(value: Json | undefined): number | undefined {
  const text = textOf(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** A body that a log has as a text, or as the JSON that it was. */
export function bodyOf(value: Json | undefined): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return Buffer.from(value);
  try {
    return Buffer.from(JSON.stringify(value));
  } catch {
    // Nested more deeply than the stack is: what it was is not known.
    return undefined;
  }
}

/** A time as text (ISO 8601), or as seconds or milliseconds since 1970. */
export function timeOf(value: Json | undefined): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return number < 1e11 ? number * 1000 : number;
  return typeof value === 'string' ? Date.parse(value) : undefined;
}

export function objectOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}
