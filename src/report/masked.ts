import type { HeaderField, Json, MediaType, Operation, Pointer, Result, Run } from '../model.ts';
import { readFields } from '../contract/fields.ts';
import { readJson } from '../contract/json.ts';
import { parseMediaType, requestMedia } from '../contract/media-type.ts';
import { isSecretHeader, MASK, maskValue } from '../contract/secrets.ts';

/** Longer bodies are cut: nobody reads them, and a target may send any number of them. */
export const MAX_BODY = 256 * 1024;

/** A body as a report may show it: without its secrets, and cut to a length. */
export type MaskedBody = { size: number; isCut: boolean } & (
  { kind: 'none' } | { kind: 'json'; value: Json; text: string } | { kind: 'text'; text: string } | { kind: 'bytes'; bytes: Uint8Array }
);

/** A request or response as a report may show it. Control characters are still in it. */
export interface MaskedMessage {
  headers: HeaderField[];
  body: MaskedBody;
}

/** The request of a result as it was sent, or would have been; `path` with its query. */
export function maskedRequest(run: Run, result: Result): MaskedMessage & { method: string; path: string } {
  const { case: of, exchange } = result;
  const { method, path, headers, body } = exchange?.request ?? of.request;
  return {
    method,
    path: maskQuery(run.mask(path), of.operation),
    headers: maskHeaders(run, headers, of.operation),
    body: maskBody(run, requestSchema(result), body ?? new Uint8Array()),
  };
}

/** The response of a result; undefined where none came. */
export function maskedResponse(run: Run, result: Result): (MaskedMessage & { status: number; incomplete?: string }) | undefined {
  const { case: of, exchange } = result;
  if (!exchange || !('response' in exchange.outcome)) return undefined;
  const { status, headers, body, incomplete } = exchange.outcome.response;
  const media = documentedMedia(of.operation, status, headers);
  return {
    status,
    headers: maskHeaders(run, headers, of.operation),
    body: maskBody(run, media?.schema, body),
    ...(incomplete && { incomplete: run.mask(incomplete) }),
  };
}

/** The JSON of a result's response, or undefined where its body is none or too long. */
export function maskedJson(run: Run, result: Result): Json | undefined {
  const body = maskedResponse(run, result)?.body;
  return body?.kind === 'json' ? body.value : undefined;
}

/** The media type that describes a body; where none is of its type, the first may still name its secrets. */
function documentedMedia({ responses }: Operation, status: number, headers: HeaderField[]): MediaType | undefined {
  const keys = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  const media = keys.map((key) => responses.find((response) => response.status.toUpperCase() === key)).find(Boolean)?.media ?? [];
  const type = parseMediaType(readFields(headers).get('content-type') ?? '')?.type;
  return media.find((candidate) => candidate.type === type) ?? media[0];
}

function maskHeaders(run: Run, headers: HeaderField[], operation: Operation): HeaderField[] {
  return headers.map(([name, value]): HeaderField => {
    if (!isSecretHeader(name, operation)) return [name, maskQuery(run.mask(value), operation)];
    // The scheme is no secret, and tells what was sent (RFC 9110 §11.4).
    const scheme = /^(proxy-)?authorization$/i.test(name) ? /^[\w-]+ (?=\S)/.exec(value)?.[0] : undefined;
    return [name, `${scheme ?? ''}${MASK}`];
  });
}

/** Masks what a query carries under a secret name, or for a security scheme. */
function maskQuery(text: string, operation: Operation): string {
  const start = text.indexOf('?');
  if (start < 0) return text;
  const keys = new Set(operation.security.flat().flatMap((scheme) => (scheme.in === 'query' && scheme.name ? [encodeURIComponent(scheme.name)] : [])));
  return text.slice(0, start) + maskPairs(text.slice(start), (name) => keys.has(name) || isSecretHeader(name));
}

function maskPairs(text: string, isSecret: (name: string) => boolean): string {
  return text.replace(/(^|[?&;\s])([^?&;=\s"]{1,100})=([^&#\s"]*)/g, (pair, before: string, name: string) =>
    isSecret(name) ? `${before}${name}=${MASK}` : pair,
  );
}

function maskBody(run: Run, schema: Pointer | undefined, whole: Uint8Array): MaskedBody {
  const size = whole.byteLength;
  const isCut = size > MAX_BODY;
  if (size === 0) return { kind: 'none', size, isCut };
  const bytes = whole.subarray(0, MAX_BODY);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return { kind: 'bytes', bytes: Buffer.from(run.mask(Buffer.from(bytes).toString('latin1')), 'latin1'), size, isCut };
  }
  const read = readJson(text);
  if ('problem' in read) return { kind: 'text', text: run.mask(maskText(text)), size, isCut };
  // What stands under another name, or in a body that no schema describes, is found by its value, however it is escaped.
  const written = run.mask(JSON.stringify(maskValue(run.contract, schema, read.value)));
  if (written === JSON.stringify(read.value)) return { kind: 'json', value: read.value, text, size, isCut };
  const masked = readJson(written);
  return 'problem' in masked ? { kind: 'text', text: written, size, isCut } : { kind: 'json', value: masked.value, text: written, size, isCut };
}

/** Text that cannot be read, such as JSON that breaks off: what stands behind a secret name is masked all the same. */
function maskText(text: string): string {
  const members = text.replace(/("(?:[^"\\]|\\.){0,100}"\s{0,20}:\s{0,20})("(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*)/gs, (member, before: string) =>
    isSecretHeader(before.slice(1, before.lastIndexOf('"'))) ? `${before}"${MASK}"` : member,
  );
  return maskPairs(members, (name) => isSecretHeader(name));
}

/** The schema of the body that a result's request has, if any. */
function requestSchema({ case: { operation, inputs } }: Result): Pointer | undefined {
  return requestMedia(operation, inputs)?.schema;
}
