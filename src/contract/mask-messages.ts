import type { Contract, MediaType, Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import { readFields } from '../http/header-fields.ts';
import { readJson } from '../json/parse-json.ts';
import { parseMediaType } from '../http/media-type.ts';
import { isSecretHeader, MASK, maskValue, type Secured } from './secrets.ts';

/** What is known of the secrets of a message. */
export interface Hiding {
  contract?: Contract | undefined;
  /** Whose security schemes tell where credentials stand. */
  secured?: Secured | undefined;
  /** Further names whose values are secret; of headers in lower case. */
  names?: ReadonlySet<string>;
  /** Hides the values that are known to be secret, wherever they stand in a text. */
  mask(text: string): string;
}

/** A body that may be shown: without its secrets, and cut to a length. Control characters are still in it. */
export type MaskedBody = { size: number; isCut: boolean } & (
  | { kind: 'none' }
  | { kind: 'json'; value: Json; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; bytes: Uint8Array }
);

/** The media type that describes a response's body; where none is of its type, the first may still name its secrets. */
export function documentedMedia(
  { responses }: Operation,
  status: number,
  headers: readonly HeaderField[],
): MediaType | undefined {
  const keys = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  const media =
    keys.map((key) => responses.find((response) => response.status.toUpperCase() === key)).find(Boolean)?.media ?? [];
  const type = parseMediaType(readFields(headers).get('content-type') ?? '')?.type;
  return media.find((candidate) => candidate.type === type) ?? media[0];
}

export function maskHeaders(hiding: Hiding, headers: readonly HeaderField[]): HeaderField[] {
  return headers.map(([name, value]): HeaderField => {
    if (!isSecretHeader(name, hiding.secured) && !hiding.names?.has(name.toLowerCase()))
      return [name, maskQuery(hiding, hiding.mask(value))];
    // The scheme is no secret, and tells what was sent (RFC 9110 §11.4).
    const scheme = /^(proxy-)?authorization$/i.test(name) ? /^[\w-]+ (?=\S)/.exec(value)?.[0] : undefined;
    return [name, `${scheme ?? ''}${MASK}`];
  });
}

/** Masks what a query carries under a secret name, or for a security scheme. */
export function maskQuery({ secured, names }: Hiding, text: string): string {
  const start = text.indexOf('?');
  if (start < 0) return text;
  const keys = new Set(
    secured?.security
      .flat()
      .flatMap((scheme) => (scheme.in === 'query' && scheme.name ? [encodeURIComponent(scheme.name)] : [])),
  );
  return (
    text.slice(0, start) +
    maskPairs(text.slice(start), (name) => keys.has(name) || isSecretHeader(name) || names?.has(name) === true)
  );
}

/**
 * Masks the values of secret names up to the end of their pair. A semicolon ends a pair for some servers and not for others:
 * a name behind one is looked at, and a secret value is masked beyond it.
 */
function maskPairs(text: string, isSecret: (name: string) => boolean): string {
  const names = /(?:^|[?&;\s])([^?&;=\s"]{1,100})=/g;
  const ends = /[&#\s"]|$/g;
  let masked = '';
  let from = 0;
  for (let found = names.exec(text); found; found = names.exec(text)) {
    if (!isSecret(found[1] ?? '')) continue;
    ends.lastIndex = names.lastIndex;
    const end = ends.exec(text)?.index ?? text.length;
    masked += text.slice(from, names.lastIndex) + MASK;
    names.lastIndex = from = end;
  }
  return masked + text.slice(from);
}

/** @param limit of a longer body, only so many bytes are shown */
export function maskBody(hiding: Hiding, schema: Pointer | undefined, whole: Uint8Array, limit: number): MaskedBody {
  const size = whole.byteLength;
  const isCut = size > limit;
  if (size === 0) return { kind: 'none', size, isCut };
  const bytes = whole.subarray(0, limit);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return {
      kind: 'bytes',
      bytes: Buffer.from(hiding.mask(Buffer.from(bytes).toString('latin1')), 'latin1'),
      size,
      isCut,
    };
  }
  const read = readJson(text);
  if ('problem' in read) return { kind: 'text', text: hiding.mask(maskText(hiding, text)), size, isCut };
  // What stands under another name, or in a body that no schema describes, is found by its value, however it is escaped.
  const written = hiding.mask(JSON.stringify(maskValue({ ...hiding, schema }, read.value)));
  if (written === JSON.stringify(read.value)) return { kind: 'json', value: read.value, text, size, isCut };
  const masked = readJson(written);
  return 'problem' in masked
    ? { kind: 'text', text: written, size, isCut }
    : { kind: 'json', value: masked.value, text: written, size, isCut };
}

/** Text that cannot be read, such as JSON that breaks off: what stands behind a secret name is masked all the same. */
function maskText({ names }: Hiding, text: string): string {
  const isSecret = (name: string) => isSecretHeader(name) || names?.has(name) === true;
  const members = text.replace(
    /("(?:[^"\\]|\\.){0,100}"\s{0,20}:\s{0,20})("(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*)/gs,
    (member, before: string) => (isSecret(before.slice(1, before.lastIndexOf('"'))) ? `${before}"${MASK}"` : member),
  );
  // A part of a form (RFC 7578 §4.2); everything is bounded, so that the cost is linear in the text.
  const parts = members.replace(
    /(;[ \t]{0,20}name="?([^"\r\n;]{1,100})"?[^\r\n]{0,500}\r\n(?:[^\r\n]{1,500}\r\n){0,10}\r\n)(.*?)(?=\r\n--|$)/gis,
    (part, head: string, name: string) => (isSecret(name) ? `${head}${MASK}` : part),
  );
  return maskPairs(parts, isSecret);
}
