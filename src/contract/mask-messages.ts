import type { Contract, MediaType, Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import { decodeForm } from '../http/form-pairs.ts';
import { readFields } from '../http/header-fields.ts';
import { readJson } from '../json/parse-json.ts';
import { parseMediaType } from '../http/media-type.ts';
import { closeTruncated } from '../json/close-truncated.ts';
import { MASK } from './mask-known-values.ts';
import { isSecretHeaderName, isSecretList, isSecretObject, isSecretParameter } from './secret-names.ts';
import { isSecretHeader, maskValue, secretNames, type Described, type Secured } from './secrets.ts';
import { maskMarkup } from './mask-markup.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/** How the secrets of a message are found. */
export interface Hiding extends Pick<Described, 'isMadeUp'> {
  contract?: Contract | undefined;
  /** Its security schemes say where the credentials are. */
  secured?: Secured | undefined;
  /** More names whose values are secret; header names in lower case. */
  names?: ReadonlySet<string>;
  /** Masks known secret values anywhere in a text. */
  mask(text: string): string;
}

/** A body with its secrets masked, cut to a length. It may still have control characters. */
export type MaskedBody = { size: number; isCut: boolean } & (
  | { kind: 'none' }
  | { kind: 'json'; value: Json; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; bytes: Uint8Array }
);

/** The media type that describes a response's body. If none matches, the first one still says which names are secret. */
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
    // The scheme is not a secret, and is useful to see (RFC 9110 §11.4).
    const scheme = /^(proxy-)?authorization$/i.test(name) ? /^[\w-]+ (?=\S)/.exec(value)?.[0] : undefined;
    return [name, `${scheme ?? ''}${MASK}`];
  });
}

/** Masks the values of a query that have a secret name or belong to a security scheme. */
export function maskQuery({ secured, names, isMadeUp }: Omit<Hiding, 'mask'>, text: string): string {
  const start = text.indexOf('?');
  if (start < 0) return text;
  const keys = new Set(
    secured?.security
      .flat()
      .flatMap((scheme) => (scheme.in === 'query' && scheme.name ? [percentEncode(scheme.name)] : [])),
  );
  return (
    text.slice(0, start) +
    maskPairs(
      text.slice(start),
      (name) => keys.has(name) || isSecretParameter(decodeForm(name) ?? name) || names?.has(name) === true,
      isMadeUp,
    )
  );
}

/**
 * Masks each value with a secret name to the end of its pair. For some servers a semicolon ends a pair, for others it does not.
 * So the name after a semicolon counts too, and a secret value is masked beyond a semicolon.
 */
function maskPairs(text: string, isSecret: (name: string) => boolean, isMadeUp?: Described['isMadeUp']): string {
  const names = /(?:^|[?&;\s])([^?&;=\s"]{1,100})=/g;
  const ends = /[&#\s"]|$/g;
  let masked = '';
  let from = 0;
  for (let found = names.exec(text); found; found = names.exec(text)) {
    if (!isSecret(found[1] ?? '')) continue;
    ends.lastIndex = names.lastIndex;
    const end = ends.exec(text)?.index ?? text.length;
    const value = text.slice(found.index + found[0].length, end);
    if (isMadeUp?.(decodeForm(value) ?? value)) continue;
    masked += text.slice(from, names.lastIndex) + MASK;
    names.lastIndex = from = end;
  }
  return masked + text.slice(from);
}

/** @param limit the number of bytes after which a body is cut */
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
  if ('problem' in read) return { kind: 'text', text: maskBroken(hiding, schema, text), size, isCut };
  const byPlace = maskValue({ ...hiding, schema }, read.value);
  // A known secret value is masked under every name and in every escaping.
  const plain = JSON.stringify(byPlace);
  const written = hiding.mask(plain);
  if (written === plain)
    return { kind: 'json', value: byPlace, text: byPlace === read.value ? text : plain, size, isCut };
  const masked = readJson(written);
  return 'problem' in masked
    ? { kind: 'text', text: written, size, isCut }
    : { kind: 'json', value: masked.value, text: written, size, isCut };
}

/** Closes truncated JSON, so that the schema can still say which of its values are secret. */
function maskBroken(hiding: Hiding, schema: Pointer | undefined, text: string): string {
  const ended = closeTruncated(text);
  const read = ended === undefined ? undefined : readJson(ended);
  if (read && 'value' in read && typeof read.value === 'object' && /^\s*[[{]/.test(text)) {
    const byPlace = maskValue({ ...hiding, schema }, read.value);
    if (byPlace !== read.value) return hiding.mask(JSON.stringify(byPlace));
  }
  const named = hiding.contract && schema ? secretNames(hiding.contract, schema) : undefined;
  return hiding.mask(maskText({ ...hiding, names: new Set([...(hiding.names ?? []), ...(named ?? [])]) }, text));
}

/** Masks the values of secret names in any other text: broken JSON, forms, XML. */
function maskText({ names }: Hiding, text: string): string {
  const isSecret = (name: string) => isSecretHeaderName(name) || names?.has(name) === true;
  const isSecretAbove = (name: string) => isSecret(name) || isSecretList(name) || isSecretObject(name);
  if (/^\s*</.test(text)) return maskMarkup(text, isSecretAbove);
  const members = text.replace(
    /("(?:[^"\\]|\\.){0,100}"\s{0,20}:\s{0,20})("(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*|[[{][^\]}]*[\]}]?)/gs,
    (member, before: string, value: string) => {
      const name = before.slice(1, before.lastIndexOf('"'));
      return (/^[[{]/.test(value) ? isSecretAbove(name) : isSecret(name)) ? `${before}"${MASK}"` : member;
    },
  );
  // A part of a form (RFC 7578 §4.2). Every repetition is bounded, so that the cost is linear in the text.
  const parts = members.replace(
    /(;[ \t]{0,20}name="?([^"\r\n;]{1,100})"?[^\r\n]{0,500}\r\n(?:[^\r\n]{1,500}\r\n){0,10}\r\n)(.*?)(?=\r\n--|$)/gis,
    (part, head: string, name: string) => (isSecret(name) ? `${head}${MASK}` : part),
  );
  return maskPairs(parts, isSecret);
}
