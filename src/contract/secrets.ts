import type { Contract, Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { applicable, applicableBelow, type Subschema } from '../schema/subschemas.ts';
import { isObject, joinPointer, lastToken, replaceAt } from '../json/pointer.ts';
import { pointerOfRef } from '../schema/references.ts';

/** What stands in a report where a secret was. */
export const MASK = '[masked]';

/** Members that hold a secret by their name, whatever the contract says of them. */
const SECRET_NAME = /pass(word|wd|phrase)?$|secret|token$|api[-_]?key|credential$|private[-_]?key/i;
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'x-api-key',
]);

/** What security schemes are told by. */
export type Secured = Pick<Operation, 'security'>;

/** Whether a header's value is a secret: by its name, or because the contract has a scheme that uses it. */
export function isSecretHeader(name: string, operation?: Secured): boolean {
  const key = name.toLowerCase();
  if (SECRET_HEADERS.has(key) || SECRET_NAME.test(key)) return true;
  return (
    operation?.security.flat().some((scheme) => scheme.in === 'header' && scheme.name?.toLowerCase() === key) ?? false
  );
}

/** Whether the member that a schema describes holds a secret. */
export function isSecretMember(contract: Contract, schema: Pointer): boolean {
  const { value } = contract.resolve(schema);
  return SECRET_NAME.test(lastToken(schema)) || (isObject(value) && isSecretSchema(value));
}

function isSecretSchema(schema: JsonObject): boolean {
  return schema['format'] === 'password' || schema['x-secret'] === true;
}

/** How secrets are looked for besides by what they are named. */
export interface Described {
  /** What describes the value, where anything does. */
  contract?: Contract | undefined;
  schema?: Pointer | undefined;
  /** Further names whose values are secret wherever they stand, those of {@link secretNames} for instance. */
  names?: ReadonlySet<string>;
}

/** The values of a body that are secret: of `format: password`, marked `x-secret`, or by their name. */
export function secretValues(described: Described, value: Json | undefined): string[] {
  const found: string[] = [];
  if (value !== undefined) search(described, value, (secret) => void found.push(secret));
  return found;
}

/** A body with its secrets replaced by a mask. */
export function maskValue(described: Described, value: Json): Json {
  let masked = value;
  search(described, value, (_, place) => void (masked = replaceAt(masked, place, MASK)));
  return masked;
}

/**
 * The names of all members that a schema calls secret in any of its branches, for bodies that break it: of those it
 * cannot be said which branch they were meant to be.
 */
export function secretNames(contract: Contract, schema: Pointer): ReadonlySet<string> {
  const known = NAMES.get(contract.document)?.get(schema);
  if (known) return known;
  const names = new Set<string>();
  // A schema that is shared describes each member that brings it in, so it is looked at once a name.
  const seen = new Map<Json, Set<string | undefined>>();
  const visit = (value: Json, name: string | undefined): void => {
    if (typeof value !== 'object' || value === null || seen.get(value)?.has(name)) return;
    seen.set(value, (seen.get(value) ?? new Set()).add(name));
    if (Array.isArray(value)) return value.forEach((branch) => visit(branch, name));
    if (isSecretSchema(value) && name !== undefined) names.add(name);
    if (typeof value['$ref'] === 'string' && value['$ref'].startsWith('#/'))
      visit(contract.resolve(pointerOfRef(value['$ref'])).value, name);
    for (const keyword of IN_PLACE) if (value[keyword] !== undefined) visit(value[keyword], name);
    for (const [member, below] of membersOf(value['properties'])) visit(below, member);
    for (const [, below] of membersOf(value['patternProperties'])) visit(below, undefined);
    for (const [, branch] of membersOf(value['dependentSchemas'])) visit(branch, name);
  };
  visit(contract.resolve(schema).value, undefined);
  if (!NAMES.has(contract.document)) NAMES.set(contract.document, new Map());
  NAMES.get(contract.document)?.set(schema, names);
  return names;
}

/** Keywords whose schemas describe the same value, or the items of a list of the same name. */
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'items', 'prefixItems', 'additionalProperties'];

function membersOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

const NAMES = new WeakMap<JsonObject, Map<Pointer, ReadonlySet<string>>>();

/** A target may send any number of members that are named like secrets. */
const MAX_SECRETS = 1_000;

/** So many values of a body are looked at; one that is larger is not drawn in any report. */
const MAX_VALUES = 50_000;

/** A walk over a body: who is told of each secret, and how many values were seen. */
interface Search extends Described {
  tell(secret: string, place: Pointer): void;
  seen: number;
}

function search({ contract, schema, names }: Described, value: Json, tell: Search['tell']): void {
  visitSecrets(
    { contract, ...(names && { names }), tell, seen: 0 },
    contract && schema ? applicable(contract, schema, value) : [],
    value,
    '#',
    false,
  );
}

/** @param ofSecrets whether the value is a list that is named like a secret, so that its items are secrets */
function visitSecrets(search: Search, schemas: Subschema[], value: Json, place: Pointer, ofSecrets: boolean): void {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const key of isList ? value.keys() : Object.keys(value)) {
    if ((search.seen += 1) > MAX_VALUES) return;
    const name = String(key);
    const child = (value as JsonObject)[name] ?? null;
    const below = schemas.length > 0 && search.contract ? applicableBelow(search.contract, schemas, value, name) : [];
    const isNamed = isList ? ofSecrets : SECRET_NAME.test(name) || search.names?.has(name) === true;
    const secret = isNamed || below.some(({ schema }) => isSecretSchema(schema));
    if (secret && (typeof child === 'string' || typeof child === 'number'))
      search.tell(String(child), joinPointer(place, name));
    else if (typeof child === 'object')
      visitSecrets(search, below, child, joinPointer(place, name), secret && Array.isArray(child));
  }
}

/** The secret parts of header fields: the value, and behind a scheme the credential alone. */
export function secretsOfHeaders(headers: HeaderField[], operation?: Secured): string[] {
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
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret.toWellFormed()),
      Buffer.from(secret).toString('base64'),
    ]);
  const parts = [...new Set(written)]
    .sort((a, b) => b.length - a.length)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (parts.length === 0) return (text) => text;
  const pattern = new RegExp(parts.join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}
