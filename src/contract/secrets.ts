import type { Contract, HeaderField, Json, JsonObject, Operation, Pointer } from '../model.ts';
import { applicable, applicableBelow, type Subschema } from './applicable.ts';
import { isObject, joinPointer, lastToken, replaceAt } from './pointer.ts';

/** What stands in a report where a secret was. */
export const MASK = '[masked]';

/** Members that hold a secret by their name, whatever the contract says of them. */
const SECRET_NAME = /pass(word|wd|phrase)?$|secret|token$|api[-_]?key|credential$|private[-_]?key/i;
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-auth-token', 'x-api-key']);

/** Whether a header's value is a secret: by its name, or because the contract has a scheme that uses it. */
export function isSecretHeader(name: string, operation?: Operation): boolean {
  const key = name.toLowerCase();
  if (SECRET_HEADERS.has(key) || SECRET_NAME.test(key)) return true;
  return operation?.security.flat().some((scheme) => scheme.in === 'header' && scheme.name?.toLowerCase() === key) ?? false;
}

/** Whether the member that a schema describes holds a secret. */
export function isSecretMember(contract: Contract, schema: Pointer): boolean {
  const { value } = contract.resolve(schema);
  return SECRET_NAME.test(lastToken(schema)) || (isObject(value) && isSecretSchema(value));
}

function isSecretSchema(schema: JsonObject): boolean {
  return schema['format'] === 'password' || schema['x-secret'] === true;
}

/** The values of a body that are secret: of `format: password`, marked `x-secret`, or by their name. */
export function secretValues(contract: Contract, schema: Pointer | undefined, value: Json | undefined): string[] {
  const found: string[] = [];
  if (value !== undefined)
    visitSecrets({ contract, tell: (secret) => void found.push(secret), seen: 0 }, schema ? applicable(contract, schema, value) : [], value, '#');
  return found;
}

/** A body with its secrets replaced by a mask. */
export function maskValue(contract: Contract, schema: Pointer | undefined, value: Json): Json {
  let masked = value;
  visitSecrets(
    { contract, tell: (_, place) => void (masked = replaceAt(masked, place, MASK)), seen: 0 },
    schema ? applicable(contract, schema, value) : [],
    value,
    '#',
  );
  return masked;
}

/** A target may send any number of members that are named like secrets. */
const MAX_SECRETS = 1_000;

/** So many values of a body are looked at; one that is larger is not drawn in any report. */
const MAX_VALUES = 50_000;

/** A walk over a body: who is told of each secret, and how many values were seen. */
interface Search {
  contract: Contract;
  tell(secret: string, place: Pointer): void;
  seen: number;
}

function visitSecrets(search: Search, schemas: Subschema[], value: Json, place: Pointer): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    if ((search.seen += 1) > MAX_VALUES) return;
    const name = String(key);
    const child = (value as JsonObject)[name] ?? null;
    const below = schemas.length > 0 ? applicableBelow(search.contract, schemas, value, name) : [];
    const secret = SECRET_NAME.test(name) || below.some(({ schema }) => isSecretSchema(schema));
    if (secret && (typeof child === 'string' || typeof child === 'number')) search.tell(String(child), joinPointer(place, name));
    else if (typeof child === 'object') visitSecrets(search, below, child, joinPointer(place, name));
  }
}

/** The secret parts of header fields: the value, and behind a scheme the credential alone. */
export function secretsOfHeaders(headers: HeaderField[], operation?: Operation): string[] {
  return headers
    .filter(([name]) => isSecretHeader(name, operation))
    .flatMap(([, value]) => [value, ...value.split(/[ ;=]+/).filter((part) => part.length >= 8)]);
}

/**
 * Replaces every secret in a text, also where it is written as in JSON, in a URL or in Base64; the first thousand of them.
 * One of fewer than four characters is left: it would be found in words that have nothing to do with it.
 */
export function createMasker(secrets: Iterable<string>): (text: string) => string {
  const written = [...new Set(secrets)]
    .filter((secret) => secret.length >= 4)
    .slice(0, MAX_SECRETS)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed()), Buffer.from(secret).toString('base64')]);
  const parts = [...new Set(written)].sort((a, b) => b.length - a.length).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (parts.length === 0) return (text) => text;
  const pattern = new RegExp(parts.join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}
