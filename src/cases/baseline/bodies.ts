import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { isEqual } from '../../json/equal.ts';
import { isObject, joinPointer, replaceAt } from '../../json/pointer.ts';
import { knownNames } from '../../schema/keywords.ts';
import { withoutReadOnly } from '../../schema/read-write-only.ts';
import { sample } from '../../schema/sample.ts';
import { applicable } from '../../schema/subschemas.ts';
import { withoutLocks } from '../locks.ts';
import { isAllowed, withAllowedFiles } from '../valid-requests.ts';
import { withDescribedTexts } from './described.ts';
import type { Known } from './known.ts';
import { withFreshNames } from './names.ts';
import { withFutureTimes } from './times.ts';
import { isIdentifierName } from '../../contract/resources/names.ts';

/** A body to try, and what it is made of. */
export interface MadeBody {
  /** After "a request". */
  title: string;
  body: Json;
}

/** Bodies that are drawn where nothing else was accepted. */
const DRAWN = 3;

/**
 * Bodies that fit the contract, the likeliest first; `first` is what the operation's cases are made from without a target. They lock nothing
 * against being deleted, unless the contract wants that.
 */
export function* bodiesFor(
  contract: Contract,
  media: MediaType,
  first: Json | undefined,
  known: Known,
): Generator<MadeBody> {
  for (const made of likelyBodies(contract, media, first, known)) {
    const body = withoutLocks(made.body);
    yield isAllowed(contract, media, body) ? { ...made, body } : made;
  }
}

function* likelyBodies(
  contract: Contract,
  media: MediaType,
  first: Json | undefined,
  known: Known,
): Generator<MadeBody> {
  const { schema } = media;
  if (schema === undefined) return;
  const fits = (body: Json): boolean => !isEmptyForm(media, body) && isAllowed(contract, media, body);
  const isKept = (place: Pointer, value: Json): boolean => known.references(place).includes(value);
  const renamed = (body: Json): Json =>
    known.isCreating ? withFreshNames(contract, media, body, known.mark(), { isKept, naming: known.naming }) : body;
  const described = (body: Json, isOther = false): Json =>
    withDescribedTexts(contract, media, withFutureTimes(contract, media, body, known.now), isOther);
  const finished = (body: Json): Json => renamed(withReferences(contract, media, body, known));
  const prepared = (body: Json): Json => finished(described(body));
  const required = first ?? madeBody(contract, media, 'minimal');
  const naming = [0, 1].flatMap((nth) => {
    const withIds = required === undefined ? undefined : withReferences(contract, media, required, known, nth);
    return withIds === undefined || withIds === required ? [] : [withIds];
  });
  for (const withIds of naming) yield { title: 'that names what is there', body: renamed(withIds) };
  const about = aboutThings(contract, schema, required ?? {}, known);
  if (about !== undefined && fits(about)) yield { title: 'that names what is there', body: about };
  for (const shown of known.shown.slice(0, 2)) {
    const own = ownMembers(contract, schema, shown);
    if (own !== undefined) {
      const body = known.isCreating ? renamed(withoutIdentity(own, contract, media)) : own;
      if (fits(body)) yield { title: 'with what the target itself answered', body };
    }
  }
  const minimal = madeBody(contract, media, 'minimal');
  if (minimal !== undefined) yield { title: 'with the required members', body: prepared(minimal) };
  const inner = withOneMember(contract, schema, minimal ?? {});
  if (inner !== undefined && fits(inner))
    yield { title: 'with the one member that holds all others', body: prepared(inner) };
  const full = madeBody(contract, media, 'full');
  if (full !== undefined) {
    const all = described(full);
    yield { title: 'with all members', body: finished(all) };
    const other = described(full, true);
    if (!isEqual(other, all)) yield { title: 'with other values that are described', body: finished(other) };
  }
  const parts = withAnsweredParts(contract, schema, minimal ?? {}, known);
  if (parts !== undefined && !mayNameOthers(parts, known) && fits(parts))
    yield { title: 'with parts of what the target itself answered', body: renamed(parts) };
  const whole = wholeMembers(contract, schema, minimal, known);
  if (whole !== undefined) {
    const body = known.isCreating ? renamed(withoutIdentity(whole, contract, media)) : whole;
    if (!mayNameOthers(body, known) && fits(body))
      yield { title: 'with everything that the target itself answered', body };
  }
  for (let nth = 0; nth < DRAWN; nth += 1) {
    const value = known.draw(schema, nth);
    if (fits(value)) yield { title: 'with drawn values', body: prepared(value) };
  }
}

/**
 * Whether a creation would send back a list of things that the target answered, each with its name: some servers change what is there
 * by that name (`POST /qos` with `{"qos": [{"name": "normal"}]}`).
 */
function mayNameOthers(body: Json, { isCreating }: Known): boolean {
  const members = isObject(body) ? Object.values(body) : [];
  return isCreating && [body, ...members].some((value) => Array.isArray(value) && value.some((item) => isNamed(item)));
}

function isNamed(value: Json): boolean {
  return isObject(value) && Object.keys(value).some((name) => /^(id|name|.*_id|.*Id|.*_name|.*Name)$/.test(name));
}

/** An empty form uploads nothing, and has no part between its boundaries (RFC 2046 §5.1.1). */
function isEmptyForm({ encodedAs }: MediaType, body: Json): boolean {
  return /^multipart\//i.test(encodedAs) && isObject(body) && Object.keys(body).length === 0;
}

function madeBody(contract: Contract, media: MediaType, extent: 'minimal' | 'full'): Json | undefined {
  const made = media.schema === undefined ? undefined : sample(contract, media.schema, extent);
  const whole =
    made !== undefined && media.schema !== undefined && isEmptyForm(media, made)
      ? sample(contract, media.schema, 'full')
      : made;
  const body =
    whole === undefined || media.schema === undefined ? undefined : withoutReadOnly(contract, media.schema, whole);
  return body !== undefined && isAllowed(contract, media, body) ? withAllowedFiles(contract, media, body) : undefined;
}

/**
 * A body in which members that name other things name things that are there.
 * @param nth 1 for others than the first ones, where there are any
 */
function withReferences(contract: Contract, media: MediaType, body: Json, known: Known, nth = 0): Json {
  let changed: Json = body;
  const visit = (value: Json, at: Pointer, depth: number): void => {
    if (!isObject(value) || depth > 3) return;
    for (const [name, member] of Object.entries(value)) {
      const place = joinPointer(at, name);
      visit(member, place, depth + 1);
      const isList = Array.isArray(member);
      const fitting = known
        .references(place)
        .flatMap((one): Json[] => (typeof one === 'number' ? [one, String(one)] : [one]))
        .filter((one) => isAllowed(contract, media, replaceAt(changed, place, isList ? [one] : one)));
      const reference = fitting[Math.min(nth, fitting.length - 1)];
      if (reference === undefined || reference === member) continue;
      changed = replaceAt(changed, place, isList ? [reference] : reference);
    }
  };
  visit(body, '#', 1);
  return changed;
}

/** What the target showed, as it can be sent back: without what only answers have, and what the contract does not name. */
function ownMembers(contract: Contract, schema: Pointer, shown: Json): Json | undefined {
  if (!isObject(shown)) return undefined;
  const names = knownNames(applicable(contract, schema, shown));
  const kept = Object.entries(shown).filter(([name, value]) => (names.size === 0 || names.has(name)) && value !== null);
  return kept.length === 0 ? undefined : withoutReadOnly(contract, schema, Object.fromEntries(kept));
}

/** All that the target showed of a thing, where the contract does not say that nothing else may be sent, and what is required. */
function wholeMembers(contract: Contract, schema: Pointer, minimal: Json | undefined, known: Known): Json | undefined {
  const {
    shown: [shown],
    naming,
  } = known;
  if (!isObject(shown) || (minimal !== undefined && !isObject(minimal))) return undefined;
  // What the thing shown is called says nothing of what another one may be called.
  const isOwn = (name: string) => naming.has(name) && minimal !== undefined && Object.hasOwn(minimal, name);
  const kept = Object.entries(shown).filter(([name, value]) => value !== null && !isOwn(name));
  return withoutReadOnly(contract, schema, {
    ...minimal,
    ...Object.fromEntries(kept),
  });
}

/** The body of an operation that says in it which things it is about: one of them, and the objects beside it as small as may be. */
function aboutThings(
  contract: Contract,
  schema: Pointer,
  required: Json,
  { about, references }: Known,
): Json | undefined {
  if (about === undefined || !isObject(required) || Object.hasOwn(required, about)) return undefined;
  const [named] = references(joinPointer('#', about));
  if (named === undefined) return undefined;
  const { members } = shapeOfSchema(contract, schema);
  const objects = [...members].flatMap(([name, { clause }]): [string, Json][] => {
    const smallest = Object.hasOwn(required, name) ? undefined : sample(contract, clause);
    return isObject(smallest) ? [[name, smallest]] : [];
  });
  return { ...required, ...Object.fromEntries(objects), [about]: [named] };
}

/** `{"network": {…}}`, where the document does not say that a body needs the only member it has: what that requires is inside. */
function withOneMember(contract: Contract, schema: Pointer, minimal: Json): Json | undefined {
  if (!isObject(minimal) || Object.keys(minimal).length > 0) return undefined;
  const { members } = shapeOfSchema(contract, schema);
  const [[name, { clause }] = ['', { clause: '#' }], ...others] = members;
  const smallest = members.size === 0 || others.length > 0 ? undefined : sample(contract, clause);
  return isObject(smallest) ? { [name]: smallest } : undefined;
}

/** A body with what the target answered elsewhere, where the contract describes both by the same component. */
function withAnsweredParts(contract: Contract, schema: Pointer, minimal: Json, { answered }: Known): Json | undefined {
  if (!isObject(minimal)) return undefined;
  const shape = shapeOfSchema(contract, schema);
  const parts = [...shape.members.keys()].flatMap((name): [string, Json][] => {
    const component = shape.member(name)?.component;
    const value = component === undefined ? undefined : answered(component);
    return value === undefined ? [] : [[name, value]];
  });
  return parts.length === 0
    ? undefined
    : withoutReadOnly(contract, schema, { ...minimal, ...Object.fromEntries(parts) });
}

/** A thing to be created has no identity yet, unless it has to be sent. */
function withoutIdentity(body: Json, contract: Contract, media: MediaType): Json {
  let own = body;
  for (const name of isObject(body) ? Object.keys(body).filter(isIdentifierName) : []) {
    const without = replaceAt(own, joinPointer('#', name), undefined);
    if (isAllowed(contract, media, without)) own = without;
  }
  return own;
}
