/*
 * Secrets are headers, parameters and members that are secret by their name, by a security scheme, by `format: password` or by
 * `x-secret`. Findings and command lines are masked by the values that were really sent or received (judge/), so that a token is
 * hidden also where a target repeats it elsewhere; bodies go into reports and into the mock's journal through mask-messages.ts.
 */

import type { Contract, Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { applicable, applicableBelow, type Subschema } from '../schema/subschemas.ts';
import { isObject, lastToken, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from '../schema/references.ts';
import { MASK } from './mask-known-values.ts';
import { isSecretHeaderName, isSecretList, isSecretName, isSecretObject } from './secret-names.ts';

/** What has security schemes. */
export type Secured = Pick<Operation, 'security'>;

/** Whether a header's value is a secret: by its name, or because the contract has a scheme that uses it. */
export function isSecretHeader(name: string, operation?: Secured): boolean {
  if (isSecretHeaderName(name)) return true;
  return operation !== undefined && headersOfSchemes(operation).has(name.toLowerCase());
}

const schemeHeaders = new WeakMap<Secured['security'], ReadonlySet<string>>();

/** The header fields that security schemes use, in lower case. */
function headersOfSchemes({ security }: Secured): ReadonlySet<string> {
  let names = schemeHeaders.get(security);
  if (!names) {
    const inHeader = security.flat().filter((scheme) => scheme.in === 'header');
    names = new Set(inHeader.flatMap(({ name }) => (name === undefined ? [] : [name.toLowerCase()])));
    schemeHeaders.set(security, names);
  }
  return names;
}

/** Whether the member that a schema describes holds a secret. */
export function isSecretMember(contract: Contract, schema: Pointer): boolean {
  const { value } = contract.resolve(schema);
  return (
    (isObject(value) && isSecretSchema(value)) ||
    (isSecretName(lastToken(schema)) && !(isObject(value) && value['x-secret'] === false))
  );
}

function isSecretSchema(schema: JsonObject): boolean {
  return schema['format'] === 'password' || schema['x-secret'] === true;
}

function marksMember({ schema: { properties = null } }: Subschema): boolean {
  return isObject(properties) && Object.values(properties).some((member) => isObject(member) && isSecretSchema(member));
}

/** What the schemas of a value say of it: that it is a secret or none, or that a member of it is. */
interface Marks {
  isSecret: boolean;
  isCleared: boolean;
  hasSecret: boolean;
}

/** Lists of schemas come again with each value of their place. */
const marks = new WeakMap<Subschema[], Marks>();

function marksOf(schemas: Subschema[]): Marks {
  let known = marks.get(schemas);
  if (!known) {
    const isSecret = schemas.some(({ schema }) => isSecretSchema(schema));
    const isCleared = !isSecret && schemas.some(({ schema }) => schema['x-secret'] === false);
    marks.set(schemas, (known = { isSecret, isCleared, hasSecret: schemas.some(marksMember) }));
  }
  return known;
}

/** How secrets are found, in addition to their names. */
export interface Described {
  /** The schema of the value, if there is one. */
  contract?: Contract | undefined;
  schema?: Pointer | undefined;
  /** More names whose values are secret, for instance those of {@link secretNames}. */
  names?: ReadonlySet<string>;
  /** Whether assay made the value up for a request, so that it is not a secret. */
  isMadeUp?: ((value: string) => boolean) | undefined;
}

/** The secret values of a body: those with `format: password`, `x-secret` or a secret name. */
export function secretValues(described: Described, value: Json | undefined): string[] {
  const found: string[] = [];
  if (value !== undefined) walk(described, value, (secret) => (found.push(secret), secret));
  return found;
}

/** A body with its secrets masked; the same object if it has none. */
export function maskValue(described: Described, value: Json): Json {
  return walk(described, value, () => MASK);
}

/**
 * The names of all members that are secret in any branch of a schema. For bodies that break the schema: nobody knows which
 * branch they were meant for.
 */
export function secretNames(contract: Contract, schema: Pointer): ReadonlySet<string> {
  const known = NAMES.get(contract.document)?.get(schema);
  if (known) return known;
  const names = new Set<string>();
  // A shared schema describes every member that refers to it, so it is visited once for each name.
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

/**
 * Whether a schema or anything below it, at any depth, says of a value that it is a secret, or that it is none. Where nothing does,
 * only names count, and a body need not be held against its schema. Too much rather than too little is looked at, examples too, and
 * what is too large to be searched for each schema counts as marked.
 */
export function hasMarks(contract: Contract, schema: Pointer): boolean {
  const known = MARKS.get(contract.document) ?? new Map<Pointer, boolean>();
  MARKS.set(contract.document, known);
  let has = known.get(schema);
  if (has === undefined) known.set(schema, (has = findMark(contract, schema)));
  return has;
}

function findMark(contract: Contract, schema: Pointer): boolean {
  const seen = new Set<Json>();
  const waiting = [valueAt(contract.document, schema)];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    if (seen.add(value).size > MOST_SEARCHED) return true;
    if (isObject(value)) {
      const { $ref, $dynamicRef } = value;
      if (isSecretSchema(value) || value['x-secret'] !== undefined || $dynamicRef !== undefined) return true;
      if (typeof $ref === 'string' && $ref.startsWith('#/'))
        waiting.push(valueAt(contract.document, pointerOfRef($ref)));
      else if ($ref !== undefined) return true;
    }
    for (const below of Object.values(value)) waiting.push(below);
  }
  return false;
}

const MOST_SEARCHED = 2_000;
const MARKS = new WeakMap<JsonObject, Map<Pointer, boolean>>();

/** Keywords whose schemas describe the same value, or the items of a list of the same name. */
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'items', 'prefixItems', 'additionalProperties'];

function membersOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

const NAMES = new WeakMap<JsonObject, Map<Pointer, ReadonlySet<string>>>();

/** The schema is consulted for so many values of a body; for later ones only their names count. */
const MAX_DESCRIBED = 50_000;

/** A walk over a body: what replaces each secret, and how many values were visited. */
interface Walk extends Described {
  replace(secret: string): Json;
  seen: number;
}

/** What the parent's name says about a value: nothing, that it is an item of a list of secrets, or that all of it is secret. */
export type Above = 'nothing' | 'items' | 'all';

/** One pass. Copies only the objects and arrays that contain a secret. */
function walk(described: Described, value: Json, replace: Walk['replace']): Json {
  const { contract, schema } = described;
  return visit(
    { ...described, replace, seen: 0 },
    contract && schema && hasMarks(contract, schema) ? applicable(contract, schema, value) : NO_SCHEMAS,
    value,
    'nothing',
  );
}

/** One list, so that what is known of it is found again. */
const NO_SCHEMAS: Subschema[] = [];

function visit(walk: Walk, schemas: Subschema[], value: Json, above: Above): Json {
  if (typeof value !== 'object' || value === null) return value;
  let copy: Json[] | JsonObject | undefined;
  const isList = Array.isArray(value);
  for (const key of isList ? value.keys() : Object.keys(value)) {
    const name = String(key);
    const child = (value as JsonObject)[name] ?? null;
    const isDescribed = schemas.length > 0 && walk.contract && (walk.seen += 1) <= MAX_DESCRIBED;
    const below = isDescribed && walk.contract ? markedBelow(walk.contract, schemas, value, name) : NO_SCHEMAS;
    const next = visitChild(walk, below, isList ? undefined : name, child, above);
    if (next === child) continue;
    copy ??= isList ? [...value] : { ...value };
    // The copy has the name already: `__proto__` is one like others.
    (copy as JsonObject)[name] = next;
  }
  return copy ?? value;
}

/** The schemas of a member or item, unless neither they nor what is below them says anything of secrets. */
function markedBelow(contract: Contract, schemas: Subschema[], value: Json, name: string): Subschema[] {
  const below = applicableBelow(contract, schemas, value, name);
  return below.some(({ pointer }) => hasMarks(contract, pointer)) ? below : NO_SCHEMAS;
}

/** @param name undefined for an item of a list */
function visitChild(walk: Walk, schemas: Subschema[], name: string | undefined, child: Json, above: Above): Json {
  if (typeof child === 'boolean' || child === null) return child;
  const secrecy = secrecyOf(schemas, name, above, walk.names);
  if (typeof child === 'object')
    return visit(walk, schemas, child, Array.isArray(child) ? secrecy.list : secrecy.object);
  const isSecret = typeof child === 'string' ? secrecy.text : secrecy.number;
  const text = String(child);
  return isSecret && !walk.isMadeUp?.(text) ? walk.replace(text) : child;
}

/** What of a member or item is secret, by the type of its value. */
export interface Secrecy {
  text: boolean;
  number: boolean;
  /** What an object, or a list, says of what is in it. */
  object: Above;
  list: Above;
}

/**
 * @param schemas those of the value, unless nothing in them speaks of secrets
 * @param name undefined for an item of a list
 */
export function secrecyOf(
  schemas: Subschema[],
  name: string | undefined,
  above: Above,
  names?: ReadonlySet<string>,
): Secrecy {
  const { isSecret: isMarked, isCleared, hasSecret } = marksOf(schemas);
  const says = (tell: (name: string) => boolean): boolean =>
    name !== undefined && !isCleared && (tell(name) || names?.has(name) === true);
  const isWithin = !isCleared && (above === 'all' || (above === 'items' && name === undefined));
  const isAll = isMarked || isWithin;
  // The mark of a contract overrides the name.
  const below = (isWithin && above === 'all') || (says(isSecretObject) && !hasSecret) ? 'all' : 'nothing';
  const isListOfSecrets = isAll || says(isSecretList);
  return {
    text: isListOfSecrets,
    // A number with a plural name is a count: `max_tokens`.
    number: isAll || says(isSecretName),
    object: below,
    list: below === 'nothing' && isListOfSecrets ? 'items' : below,
  };
}

/** The secret parts of header fields: the value, or what follows the scheme. */
export function secretsOfHeaders(headers: HeaderField[], operation?: Secured): string[] {
  return headers
    .filter(([name]) => isSecretHeader(name, operation))
    .flatMap(([, value]) => [value, ...value.split(/[ ;=]+/).filter((part) => part.length >= 8)]);
}
